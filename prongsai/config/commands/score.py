"""Scores everything that the files hold: published figures, verdicts, or answers.

Given figures are kept, missing ones computed upward; what contradicts itself is reported.
  prongsai score results.yaml
  prongsai score answers.csv --edition th-ita/2566 --out scored
  prongsai score nation/ --json
"""

from argparse import ArgumentParser, Namespace
from itertools import chain
from pathlib import Path

from prongsai.config.options import add_files, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.results.queries.payload import finding_payload, result_payload, unconfirmed_payload
from prongsai.results.queries.rows import results_of
from prongsai.results.services.scoring import score_files
from prongsai.surveys.services import ENGINES


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_output(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="เขียนตารางลงโฟลเดอร์ | write tables into a folder"
    )
    parser.add_argument(
        "--tables",
        metavar="NAMES",
        default="",
        help="เฉพาะตารางเหล่านี้ คั่นด้วย , | only these tables (scores,weak,parts,findings,rejected,xlsx)",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=NAME",
        help="คอลัมน์นี้คือข้อหรือบทบาทใด | what a column is: a part's code, agency, year_be, ...",
    )
    parser.add_argument(
        "--engine", choices=("auto", *ENGINES), default="auto", help="เครื่องมือนับ | counting engine"
    )


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        scored = score_files(
            arguments.files,
            library=library(arguments),
            edition=arguments.edition,
            told=dict(pair.split("=", 1) for pair in arguments.map if "=" in pair),
            engine=arguments.engine,
            progress=progress,
        )
    if arguments.json:
        put_json(
            {
                "results": [
                    result_payload(result)
                    for result in chain.from_iterable(map(results_of, scored.rounds))
                ],
                "findings": [finding_payload(finding) for finding in scored.findings],
                "unconfirmed": unconfirmed_payload(scored.rounds),
            }
        )
    else:
        terminal("results").show(scored, arguments.lang)
    return 0
