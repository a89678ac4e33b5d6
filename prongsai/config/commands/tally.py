"""Counts answers: how many of each agency chose each option of each part; no persons remain.

With --quality it tells how carefully an agency's sheets were answered; nothing is ever deleted.
  prongsai tally answers.csv --edition th-ita/2566 --out tally.csv
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

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
from prongsai.results.services.counting import Counted, count_files


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_counting(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="เขียนผลนับเป็น CSV | write the tally as CSV"
    )
    parser.add_argument(
        "--quality",
        action="store_true",
        help="รายงานคุณภาพการตอบ | tell how carefully people answered",
    )
    add_output(parser)


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        counted = count_files(
            arguments.files,
            library=library(arguments),
            edition=arguments.edition,
            told=told_columns(arguments.map),
            engine=arguments.engine,
            quality=arguments.quality,
            out=arguments.out,
            progress=progress,
        )
    if arguments.json:
        put_json(_payload(counted))
    else:
        terminal("counted").show(counted, arguments.lang)
    return 0


def _payload(counted: Counted) -> dict[str, object]:
    return {
        "files": [
            {
                "file": tallied.file,
                "year_be": tallied.year_be,
                "engine": tallied.engine,
                "form": tallied.mapping.form,
                "columns": tallied.mapping.roles,
                "ignored": list(tallied.mapping.ignored),
                "agencies": len(tallied.tally.agencies),
                "answers": int(tallied.tally.counts.sum()),
                "rejected": [
                    {
                        "row": reject.row,
                        "column": reject.column,
                        "value": reject.value,
                        "reason_th": reject.reason.th,
                        "reason_en": reject.reason.en,
                    }
                    for reject in tallied.rejects
                ],
            }
            for tallied in counted.tallied
        ],
        "tally": [dict(zip(counted.columns, row, strict=True)) for row in counted.rows()],
        "quality": [
            dict(zip(counted.quality_columns, row, strict=True)) for row in counted.quality
        ],
    }
