"""Scores everything that the files hold: published figures, verdicts, or answers.

Given figures are kept, missing ones computed upward; what contradicts itself is reported.
  prongsai score results.yaml
  prongsai score answers.csv --edition th-ita/2566 --out scored
  prongsai score nation/ --json
"""

from argparse import ArgumentParser, Namespace
from itertools import chain
from pathlib import Path

from prongsai.config.options import (
    add_counting,
    add_files,
    add_output,
    library,
    put_listed,
    terminal,
    told_columns,
)
from prongsai.config.waiting import Waiting
from prongsai.results.queries.payload import (
    finding_payload,
    result_payload,
    unconfirmed_payload,
)
from prongsai.results.queries.rows import results_of
from prongsai.results.services.exporting import FORMATS, write_rejects, write_tables
from prongsai.results.services.scoring import Scored, score_files

#: Where rows that were not counted are told when no folder is named.
REJECTED = Path("rejected.csv")


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_output(parser)
    parser.add_argument(
        "--quiet", action="store_true", help="เขียนไฟล์เท่านั้น | only write files, show nothing"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="เขียนตารางลงโฟลเดอร์ | write tables into a folder",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="csv",
        help="ชนิดไฟล์ของตาราง (csv มีสมุดงานด้วย) | kind of the tables; csv adds a workbook",
    )
    parser.add_argument(
        "--tables",
        metavar="NAMES",
        default="",
        help="เฉพาะตารางเหล่านี้ คั่นด้วย , | only these tables: scores, weak, parts, findings, "
        "rejected, xlsx",
    )
    add_counting(parser)


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        scored = score_files(
            arguments.files,
            library=library(arguments),
            edition=arguments.edition,
            told=told_columns(arguments.map),
            engine=arguments.engine,
            progress=progress,
        )
        written = _write(arguments, scored, progress)
    if arguments.json:
        results = chain.from_iterable(map(results_of, scored.rounds))
        put_listed(
            "results",
            map(result_payload, results),
            findings=[finding_payload(finding) for finding in scored.findings],
            unconfirmed=unconfirmed_payload(scored.rounds),
        )
    elif not arguments.quiet:
        terminal("results").show(scored, written, arguments.lang)
    return 0


def _write(arguments: Namespace, scored: Scored, progress: Waiting) -> list[Path]:
    """Write the tables that were asked for; rows that were not counted are always written."""
    if arguments.out:
        only = [name.strip() for name in arguments.tables.split(",") if name.strip()]
        return write_tables(
            scored, arguments.out, only=only, form=arguments.format, progress=progress
        )
    if any(tallied.rejects for tallied in scored.tallied):
        write_rejects(scored, REJECTED)
        return [REJECTED]
    return []
