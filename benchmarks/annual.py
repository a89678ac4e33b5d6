"""Annual reports with plan: a hundred on two processes; and the book of a whole country.

python benchmarks/annual.py [--reports 100] [--processes 2] [--agencies 500] [--json]

Beside them, in the same run: the same annual report by Typst alone (no word boxes, no repair of its
text), the table of measures by python-docx as its manual says, and the parts of the country book
joined by pikepdf as its manual says, which drops their tags.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import prongsai, run
from benchmarks.reports import (
    DAY,
    STYLE,
    bare_typst,
    histories,
    many,
    peak_mib,
    plain_docx,
    tell_share,
)
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.adapters.printed_plans import printed_plan_path, read_printed_plan
from prongsai.improvement.rules.content import PlanContent
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.country import write_country_book
from prongsai.reports.services.making import Order, material_of, report_document
from prongsai.reports.services.rendering import FORMATS, set_document
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.services.histories import provenance_of
from prongsai.results.services.scoring import score_files

#: Of each format, and of each peer, so many are timed; agencies of Thailand's round.
SAMPLE, PEERS, NATION = 10, 3, 8_325


def main() -> None:
    arguments = _arguments()
    if arguments.share:
        _work(Path(arguments.share), arguments.reports, arguments.first, arguments.processes)
        return
    if arguments.book:
        _bind(Path(arguments.book))
        return
    with tempfile.TemporaryDirectory() as place:
        figures = _annual(Path(place), arguments) | _country(Path(place), arguments)
    if arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        _show(arguments, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--agencies", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--share", help=argparse.SUPPRESS)
    parser.add_argument("--book", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _simulated(folder: Path, agencies: int) -> Path:
    size = ("--agencies", str(agencies), "--respondents", "30000", "--seed", "1")
    run(prongsai("simulate", *size, "--out", folder))
    return folder


def _printed() -> PlanContent:
    """Return the plan of a real department: seven themes, thirty measures."""
    return read_printed_plan(printed_plan_path("dip", "th-ita", 2567)).content


def _document(history: AgencyHistory, plan: PlanContent) -> Document:
    year = history.latest.year_be + 1
    own = replace(plan, agency=history.agency.code, year_be=year)
    order = Order(history, year, ReportKind.ANNUAL, material_of(history, own))
    return report_document(order, DAY)


def _annual(place: Path, arguments: argparse.Namespace) -> dict[str, object]:
    folder = _simulated(place / "nation", arguments.reports)
    plan = _printed()
    documents = [_document(history, plan) for history in histories(folder, SAMPLE + 1)]
    figures: dict[str, object] = {}
    for form in FORMATS:
        make = partial(set_document, form=form, style=STYLE)
        figures[f"{form}_cpu_s_each"] = _median(make, documents)
    figures["bare_typst_cpu_s_each"] = _median(bare_typst, documents[: PEERS + 1])
    figures["python_docx_cpu_s_each"] = _median(plain_docx, documents[: PEERS + 1])
    return figures | many(__file__, folder, arguments.reports, arguments.processes)


def _median(make: Callable[[Document], bytes], documents: list[Document]) -> float:
    make(documents[0])
    return round(statistics.median(_seconds(make, one) for one in documents[1:]), 3)


def _seconds(make: Callable[[Document], object], document: Document) -> float:
    """Return the seconds of CPU: what others do on the machine does not count."""
    begin = time.process_time()
    make(document)
    return time.process_time() - begin


def _work(folder: Path, reports: int, first: int, step: int) -> None:
    """Be one of the processes."""
    plan = _printed()
    agencies = histories(folder, reports)[first::step]
    tell_share(agencies, lambda history: set_document(_document(history, plan), "pdf", style=STYLE))


def _country(place: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """Bind the book of some agencies in a process of its own."""
    folder = _simulated(place / "country", arguments.agencies)
    command = [sys.executable, __file__, "--book", str(folder)]
    told: dict[str, Any] = json.loads(
        subprocess.run(command, capture_output=True, check=True).stdout
    )
    factor = NATION / arguments.agencies
    return {
        f"book_{arguments.agencies}_s": told["seconds"],
        f"book_{arguments.agencies}_cpu_s": told["cpu_s"],
        "book_pages": told["pages"],
        "book_mib": told["size_mib"],
        "book_peak_mib": told["peak_mib"],
        "book_memory_before_mib": told["before_mib"],
        "book_pikepdf_join_s": told["pikepdf_s"],
        "book_pikepdf_peak_mib": told["pikepdf_peak_mib"],
        f"book_{NATION}_cpu_minutes_extrapolated": round(told["cpu_s"] * factor / 60, 1),
        f"book_{NATION}_mib_extrapolated": round(told["size_mib"] * factor),
    }


def _bind(folder: Path) -> None:
    """Be the process that binds the book; then join its parts as anybody would."""
    round_ = score_files([folder], library=EditionLibrary()).rounds[-1]
    plan, before, out = _printed(), peak_mib(), folder / "book.pdf"
    begin, worked = time.perf_counter(), time.process_time()
    book = write_country_book(
        round_,
        provenance_of(round_, ()),
        out=out,
        style=STYLE,
        on=DAY,
        plans={agency.code: counts_of(plan.measures) for agency in round_.agencies},
    )
    seconds, peak = time.perf_counter() - begin, peak_mib()
    cpu = time.process_time() - worked
    begin = time.perf_counter()
    _joined_plainly(out, folder / "plain.pdf")
    told = {
        "seconds": round(seconds, 1),
        "cpu_s": round(cpu, 1),
        "pages": book.pages,
        "size_mib": round(out.stat().st_size / 2**20, 1),
        "before_mib": round(before),
        "peak_mib": round(peak),
        "pikepdf_s": round(time.perf_counter() - begin, 1),
        "pikepdf_peak_mib": round(peak_mib()),
    }
    print(json.dumps(told))


def _joined_plainly(source: Path, out: Path) -> None:
    """Copy all pages into a new file, as pikepdf's manual does."""
    with pikepdf.open(source) as pdf, pikepdf.new() as plain:
        plain.pages.extend(pdf.pages)
        plain.save(out)


def _show(arguments: argparse.Namespace, figures: dict[str, object]) -> None:
    print(
        f"{arguments.reports} annual reports with a plan of 30 measures, {arguments.processes} "
        f"processes; one by one: median CPU seconds of {SAMPLE} in a warm process ({PEERS} of the "
        f"peers); "
        f"country book of {arguments.agencies} agencies; "
        f"Python {platform.python_version()}, {platform.machine()}"
    )
    for name, value in figures.items():
        print(f"{name:36}{value!s:>10}")


if __name__ == "__main__":
    main()
