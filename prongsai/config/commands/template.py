"""Writes a file to fill in: one row for every score of an edition, from the parts to the total.

Fill in what is known and leave the rest empty; a workbook has a guide to the codes beside it.
  prongsai template --out scores.xlsx --edition th-ita/2566 --agency 1234
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from prongsai.config.options import add_edition, add_output, library, put_json, terminal
from prongsai.methodology.wording import Text
from prongsai.results.services.exporting import make_template


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="ไฟล์ .xlsx หรือ .csv | file to write",
    )
    parser.add_argument("--agency", default="", metavar="CODE", help="รหัสหน่วยงาน | agency's code")
    add_edition(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    editions = library(arguments)
    edition = editions.load(arguments.edition or editions.proven)
    make_template(arguments.out, edition, arguments.agency)
    if arguments.json:
        put_json({"file": str(arguments.out), "edition": edition.id})
    else:
        terminal("drawing").Pen(arguments.lang).say(
            Text(
                f"เขียน {arguments.out} ตามกรอบ {edition.id} แล้ว กรอกแล้วสั่ง "
                f"prongsai score {arguments.out}",
                f"Wrote {arguments.out} for edition {edition.id}. Fill it in, then: "
                f"prongsai score {arguments.out}",
            )
        )
    return 0
