"""Writes reports of an agency as PDF, DOCX, XLSX and HTML, and the book of a whole country.

From files, or without any from what the database has published.
  prongsai report results.yaml --out reports
  prongsai report nation/ --agency A00042 --format pdf,docx --thai-digits --out reports
  prongsai report --agency dip --year 2566 --lang en --out reports
  prongsai report results.yaml --kind annual --plan plan.json --out reports
  prongsai report --agency dip --year 2567 --kind unit --unit HR --out reports
  prongsai report nation/ --kind country --out reports
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from prongsai.config.options import add_edition, add_output, library, put_json
from prongsai.config.waiting import Waiting
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.reports.rules.editing import Edit
from prongsai.reports.rules.kinds import REPORT_KINDS, ReportKind
from prongsai.reports.rules.photos import Photos, no_photos
from prongsai.reports.rules.refusals import AgencyNeeded, FormatNotOfKind
from prongsai.reports.rules.style import Style, day_of
from prongsai.reports.services.making import Order, material_of, require_kind
from prongsai.reports.services.rendering import FONTS, FORMATS, fonts_folder
from prongsai.reports.services.writing import write_order
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
        "--kind",
        default=ReportKind.ANALYSIS.value,
        metavar="KIND",
        help=f"เรื่องของรายงาน | what it is about: {', '.join(ReportKind)}",
    )
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="แผนปรับปรุงที่ส่งออกไว้ (JSON, XLSX, DOCX) หรือถอดความ (YAML) | the plan, exported or "
        "transcribed; a snapshot for progress",
    )
    parser.add_argument(
        "--unit", default="", metavar="CODE", help="ส่วนงาน (--kind unit) | which unit"
    )
    parser.add_argument(
        "--year",
        type=int,
        metavar="YEAR",
        help="ปี พ.ศ. ของผล หรือของแผน ถ้าไม่ระบุใช้ปีล่าสุด | of the result, or of the plan; default: "
        "the latest",
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
    kind = require_kind(arguments.kind)
    style = Style(arguments.lang, arguments.thai_digits, fonts_folder(arguments.fonts))
    with Waiting(arguments.lang) as progress:
        if kind is ReportKind.COUNTRY:
            paths = [_country(arguments, style, progress)]
        elif arguments.files:
            paths = _from_files(arguments, kind, style, progress)
        else:
            paths = _from_database(arguments, kind, style, progress)
    if arguments.json:
        put_json({"files": [str(path) for path in paths]})
    else:
        print("\n".join(map(str, paths)))
    return 0


def _from_files(
    arguments: Namespace, kind: ReportKind, style: Style, progress: Waiting
) -> list[Path]:
    history = history_from_files(
        arguments.files,
        library=library(arguments),
        agency=arguments.agency,
        edition=arguments.edition,
        progress=progress,
    )
    order = _order(arguments, kind, history)
    return _written(arguments, order, style, _day(history), progress)


def _order(arguments: Namespace, kind: ReportKind, history: AgencyHistory) -> Order:
    """Return what is asked for of files: with a plan, its year is that of the report."""
    year = arguments.year or history.latest.year_be
    if arguments.plan is None or kind is ReportKind.ANALYSIS:
        return Order(history, year, kind, None, arguments.unit)
    plan_files = import_module("prongsai.reports.services.plan_files")
    plan, snapshot = plan_files.plan_in_file(arguments.plan)
    material = replace(material_of(history, plan), snapshot=snapshot)
    return Order(history, plan.year_be, kind, material, arguments.unit)


def _from_database(
    arguments: Namespace, kind: ReportKind, style: Style, progress: Waiting
) -> list[Path]:
    if arguments.agency is None:
        raise AgencyNeeded()
    # What reads the database can be loaded only when Django is set up.
    import_module("prongsai.config.site").prepare_site()
    if arguments.plan is not None:
        published = import_module("prongsai.results.queries.published")
        history = published.published_history(arguments.agency)
        order = _order(arguments, kind, history)
        return _written(arguments, order, style, _day(history), progress)
    stored = import_module("prongsai.reports.services.stored")
    photos = import_module("prongsai.reports.services.photographs")
    on = _day(None)
    order, edits = stored.stored_order(
        arguments.agency, arguments.year, kind, unit=arguments.unit, on=on
    )
    if kind is ReportKind.ANALYSIS:
        on = _day(order.history)
    return _written(arguments, order, style, on, progress, edits=edits, photos=photos.stored_photo)


def _written(
    arguments: Namespace,
    order: Order,
    style: Style,
    on: date,
    progress: Waiting,
    *,
    edits: Iterable[Edit] = (),
    photos: Photos = no_photos,
) -> list[Path]:
    return write_order(
        order,
        formats=_formats(arguments),
        out=arguments.out,
        style=style,
        on=on,
        edits=edits,
        photos=photos,
        progress=progress,
    )


def _formats(arguments: Namespace) -> list[str]:
    return [name.strip() for name in arguments.format.split(",") if name.strip()]


def _day(history: AgencyHistory | None) -> date:
    """Return the day that the data are as of: that of the kept run, else today."""
    made_at = history.latest.provenance.made_at if history else None
    return day_of(made_at or datetime.now().astimezone())


def _country(arguments: Namespace, style: Style, progress: Waiting) -> Path:
    if "pdf" not in _formats(arguments):
        raise FormatNotOfKind(
            kind=REPORT_KINDS[ReportKind.COUNTRY], form=arguments.format, formats="pdf"
        )
    country, plans = import_module("prongsai.reports.services.country_files"), None
    if not arguments.files:
        import_module("prongsai.config.site").prepare_site()
        published = import_module("prongsai.results.queries.published")
        round_, provenance = published.published_round(arguments.year)
        of_all = import_module("prongsai.reports.queries.plans_of_all").plans_of_all
        plans = of_all(DEFAULT_FRAMEWORK, round_.year_be + 1)
    else:
        round_, provenance = country.round_in_files(
            arguments.files,
            arguments.year,
            library=library(arguments),
            edition=arguments.edition,
            progress=progress,
        )
    path: Path = country.write_book(
        round_,
        provenance,
        out=arguments.out,
        style=style,
        on=_day(None),
        progress=progress,
        plans=plans,
    )
    return path
