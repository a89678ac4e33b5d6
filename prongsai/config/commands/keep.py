"""Scores files as `prongsai score` does, keeps the results in the database and publishes them.

Agencies that are published and not in the files stay; nothing that is kept is ever changed.
  prongsai import results.yaml
  prongsai import nation/ --unpublished
"""

from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.config.options import (
    add_counting,
    add_files,
    add_output,
    library,
    put_json,
    terminal,
    told_columns,
)
from prongsai.config.waiting import Waiting
from prongsai.directory.rules import OPERATOR
from prongsai.results.queries.runs import kept_runs
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_output(parser)
    parser.add_argument(
        "--unpublished",
        action="store_true",
        help="เก็บไว้แต่ยังไม่เผยแพร่ | keep, but do not publish yet",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="ไม่นำหน่วยงานที่ไม่อยู่ในไฟล์มาด้วย | leave out agencies that are not in the files",
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
        kept = keep_results(
            scored,
            input_files(arguments.files),
            by=OPERATOR,
            now=now(),
            publish=not arguments.unpublished,
            replace=arguments.replace,
            progress=progress,
        )
    runs = [run for run in kept_runs() if run.id in {one.pk for one in kept}]
    if arguments.json:
        put_json({"runs": [run.payload() for run in runs]})
    else:
        terminal("runs").show(runs, arguments.lang)
    return 0
