"""Counts answers: how many of each agency chose each option of each part; no persons remain.

With --quality it tells how carefully an agency's sheets were answered; nothing is ever deleted.
  prongsai tally answers.csv --edition th-ita/2566 --out tally.csv
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from prongsai.results.rules.columns import Table, rows_of
from prongsai.results.services.counting import count_files, write_counted
from prongsai.surveys.services import Tallied


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_counting(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="เขียนผลนับเป็น CSV | write the tally as CSV"
    )
    parser.add_argument(
        "--by",
        metavar="COLUMN",
        help="จำนวนผู้ตอบแยกตามคอลัมน์นี้ กลุ่มเล็กถูกซ่อน | respondents by this column, small groups hidden",
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
            by=arguments.by,
            progress=progress,
        )
        written = write_counted(counted, arguments.out) if arguments.out else []
    if arguments.json:
        tables = {name: _objects(table) for name, table in counted.tables().items()}
        put_listed(
            "tally",
            _objects(counted.tally_table()),
            files=[_file(tallied) for tallied in counted.tallied],
            **{name: list(rows) for name, rows in tables.items()},
        )
    else:
        terminal("counted").show(counted, written, arguments.lang)
    return 0


def _objects(table: Table) -> Iterator[dict[str, Any]]:
    return (dict(zip(table, row, strict=True)) for row in rows_of(table))


def _file(tallied: Tallied) -> dict[str, Any]:
    return {
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
