"""Writes the analysis report of one agency as PDF, DOCX, XLSX and HTML.

From files, or without any from what the database has published.
  prongsai report results.yaml --out reports
  prongsai report nation/ --agency A00042 --format pdf,docx --thai-digits --out reports
  prongsai report --agency dip --year 2566 --lang en --out reports
"""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from importlib import import_module
from pathlib import Path

from prongsai.config.options import add_edition, add_output, library, put_json
from prongsai.config.waiting import Waiting
from prongsai.reports.rules.refusals import AgencyNeeded
from prongsai.reports.rules.style import Style, day_of
from prongsai.reports.services.rendering import FONTS, FORMATS, fonts_folder
from prongsai.reports.services.writing import write_report
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.services.histories import history_from_files


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="ไฟล์คะแนนหรือโฟลเดอร์ ถ้าไม่ระบุใช้ฐานข้อมูล | files or a folder; none: the database",
    )
    parser.add_argument("--agency", metavar="CODE", help="รหัสหน่วยงาน | which agency")
    parser.add_argument(
        "--year", type=int, metavar="YEAR", help="ปี พ.ศ. ถ้าไม่ระบุใช้ปีล่าสุด | default: the latest"
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="โฟลเดอร์ที่จะเขียน | folder to write into",
    )
    parser.add_argument(
        "--format",
        default=",".join(FORMATS),
        metavar="NAMES",
        help=f"ชนิดไฟล์ คั่นด้วย , | kinds of files: {', '.join(FORMATS)}",
    )
    parser.add_argument(
        "--thai-digits", action="store_true", help="ใช้เลขไทย | write numbers with Thai digits"
    )
    parser.add_argument(
        "--fonts",
        type=Path,
        metavar="DIR",
        help=f"โฟลเดอร์ของ TH Sarabun New หรือ Sarabun (หรือ {FONTS}) | folder of fonts",
    )
    add_edition(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    with Waiting(arguments.lang) as progress:
        history = _history(arguments, progress)
        latest = history.latest.provenance.made_at
        paths = write_report(
            history,
            arguments.year or history.latest.year_be,
            formats=[name.strip() for name in arguments.format.split(",") if name.strip()],
            out=arguments.out,
            style=Style(arguments.lang, arguments.thai_digits, fonts_folder(arguments.fonts)),
            on=day_of(latest or datetime.now().astimezone()),
            progress=progress,
        )
    if arguments.json:
        put_json({"files": [str(path) for path in paths]})
    else:
        print("\n".join(map(str, paths)))
    return 0


def _history(arguments: Namespace, progress: Waiting) -> AgencyHistory:
    if arguments.files:
        return history_from_files(
            arguments.files,
            library=library(arguments),
            agency=arguments.agency,
            edition=arguments.edition,
            progress=progress,
        )
    if arguments.agency is None:
        raise AgencyNeeded()
    # What reads the database can be loaded only when Django is set up.
    import_module("prongsai.config.site").prepare_site()
    published = import_module("prongsai.results.queries.published")
    history: AgencyHistory = published.published_history(arguments.agency)
    return history
