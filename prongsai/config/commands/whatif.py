"""Supposes other scores for an agency and shows the total, level and ranks that follow.

A published figure above a change moves by its share when not all below it is known.
  prongsai whatif results.yaml --set O41=pass --set E7=85
  prongsai whatif nation/ --agency A00042 --set 9=100
"""

from argparse import ArgumentParser, Namespace

from prongsai.config.options import add_files, add_output, library, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.methodology.exact import MILLIONTHS
from prongsai.results.queries.payload import result_payload
from prongsai.results.services.whatif import what_if


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--set",
        action="append",
        required=True,
        metavar="CODE=POINTS",
        help="รหัส=คะแนน เช่น E7=85 หรือ O41=pass | a code and its supposed score",
    )
    parser.add_argument("--agency", metavar="CODE", help="รหัสหน่วยงาน | which agency")
    parser.add_argument("--year", type=int, metavar="YEAR", help="ปี พ.ศ. | which year (B.E.)")
    add_output(parser)


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        supposed = what_if(
            arguments.files,
            changes=arguments.set,
            library=library(arguments),
            edition=arguments.edition,
            agency=arguments.agency,
            year_be=arguments.year,
            progress=progress,
        )
    if arguments.json:
        put_json(
            {
                "changes": {code: points / MILLIONTHS for code, points in supposed.changes},
                "before": result_payload(supposed.before),
                "after": result_payload(supposed.after),
            }
        )
    else:
        terminal("supposed").show(supposed, arguments.lang)
    return 0
