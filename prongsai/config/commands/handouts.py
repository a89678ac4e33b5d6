"""Writes the poster of a way into a survey, or slips with one-time codes, as PDF to print.

Codes stand in the slips and nowhere else: who loses the file makes others. --way is what the
address of the way in ends with, as `prongsai gates open` told it.
  prongsai handouts poster 2566 dip --way abcdefghjk --out poster.pdf
  prongsai handouts slips 2566 dip --way abcdefghjk --number 400 --out slips.pdf
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now

from prongsai.config.options import add_frameworks, add_output, named_year, put_json
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.rules import FolderUnwritable
from prongsai.reports.queries.handouts import open_way
from prongsai.reports.services.handouts import make_poster, make_slips

ACTIONS = {
    "poster": "โปสเตอร์ A4 หนึ่งหน้า | a poster, one page of A4",
    "slips": "สลิปพร้อมรหัสใหม่ หน้าละสิบใบ | slips with new codes, ten on a page",
}
_SLIPS = 10


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        action.add_argument(
            "--way", required=True, metavar="TOKEN", help="ท้ายที่อยู่ของทางเข้า | end of its address"
        )
        action.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="ไฟล์ที่จะเขียน | file to write"
        )
        action.add_argument(
            "--site",
            default="http://localhost:8000",
            metavar="URL",
            help="ที่อยู่ของเว็บไซต์ที่จะพิมพ์ | address of the site, to be printed",
        )
        if name == "slips":
            action.add_argument(
                "--number",
                type=int,
                default=_SLIPS,
                metavar="N",
                help=f"จำนวนสลิป | how many ({_SLIPS})",
            )
        add_frameworks(action)
        add_output(action)


def run(arguments: Namespace) -> int:
    gate = open_way(*named_year(arguments), arguments.agency, arguments.way, reader=OPERATOR)
    _require_writable(arguments.out)
    if arguments.action == "poster":
        made = make_poster(gate, site=arguments.site, by=OPERATOR)
    else:
        made = make_slips(
            gate,
            arguments.number,
            site=arguments.site,
            home=settings.PRONGSAI_HOME,
            by=OPERATOR,
            now=now(),
        )
    arguments.out.write_bytes(made)
    if arguments.json:
        put_json({"file": str(arguments.out)})
    else:
        print(arguments.out)
    return 0


def _require_writable(path: Path) -> None:
    """Make the file, for nobody else to read, before there are codes that could be lost."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
