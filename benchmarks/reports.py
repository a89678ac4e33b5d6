"""Analysis reports of about 20 pages: seconds each, and a hundred of them on two processes.

python benchmarks/reports.py [--reports 100] [--processes 2] [--json]

Beside them, in the same run: the same PDF by Typst alone (no word boxes, no repair of its text),
and the same tables by python-docx as its manual says.
"""

import argparse
import io
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pikepdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import prongsai, run
from prongsai.foundation.queries import EditionLibrary
from prongsai.reports.adapters.breaking import SEPARATOR
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.typst_pdf import STANDARDS, compiled
from prongsai.reports.adapters.typst_values import document_values
from prongsai.reports.queries.analysis import analysis_document
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import FORMATS, render_report
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.rows import result_of
from prongsai.results.services.histories import provenance_of
from prongsai.results.services.scoring import score_files

#: The day that the reports are of; and how many of each format, and of each peer, are timed.
DAY, SAMPLE, PEERS = date(2026, 11, 23), 20, 3
STYLE = Style()


@dataclass(frozen=True)
class Share:
    """What one process did of many reports."""

    seconds: list[float]
    pages: list[int]
    peak_mib: float
    cpu: float


def main() -> None:
    arguments = _arguments()
    if arguments.share:
        _work(Path(arguments.share), arguments.reports, arguments.first, arguments.processes)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "nation"
        size = ("--agencies", str(arguments.reports), "--respondents", "30000", "--seed", "1")
        run(prongsai("simulate", *size, "--out", folder))
        figures = _one_by_one(histories(folder, SAMPLE))
        figures |= many(__file__, folder, arguments.reports, arguments.processes)
    if arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        _show(arguments, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--share", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def histories(folder: Path, count: int) -> list[AgencyHistory]:
    """Score a nation once, and return what it says about the first agencies."""
    rounds = score_files([folder], library=EditionLibrary()).rounds
    found = []
    for agency in rounds[-1].agencies[:count]:
        years = tuple(
            AgencyYear(
                round_,
                round_.row_of[agency.code],
                result_of(round_, round_.row_of[agency.code]),
                (),
                provenance_of(round_, ()),
            )
            for round_ in rounds
            if agency.code in round_.row_of
        )
        found.append(AgencyHistory(agency, years))
    return found


def _one_by_one(agencies: list[AgencyHistory]) -> dict[str, object]:
    """Return the median seconds of each format in a process that is warm."""
    makers: dict[str, Callable[[AgencyHistory], bytes]] = {
        **{form: partial(_rendered, form=form) for form in FORMATS},
        "bare_typst": lambda history: bare_typst(analysis_document(history, DAY)),
        "python_docx": lambda history: plain_docx(analysis_document(history, DAY)),
    }
    figures: dict[str, object] = {}
    for name, make in makers.items():
        make(agencies[0])
        some = agencies[1:] if name in FORMATS else agencies[1 : 1 + PEERS]
        figures[f"{name}_s_each"] = round(statistics.median(_timed(make, some)), 3)
    return figures


def _timed(make: Callable[[AgencyHistory], bytes], agencies: list[AgencyHistory]) -> list[float]:
    seconds = []
    for history in agencies:
        begin = time.perf_counter()
        make(history)
        seconds.append(time.perf_counter() - begin)
    return seconds


def _rendered(history: AgencyHistory, form: str) -> bytes:
    return render_report(history, history.latest.year_be, form, style=STYLE, on=DAY)


def bare_typst(document: Document) -> bytes:
    """Compile the same source with whole sentences, as Typst breaks them, and leave its text."""
    letters = family(None)
    values = {**_whole(document_values(document, STYLE, letters)), "photos": ""}
    return compiled("report.typ", values, letters, format="pdf", pdf_standards=STANDARDS)


def _whole(value: Any) -> Any:
    """Put the words of values together again."""
    if isinstance(value, str):
        return value.replace(SEPARATOR, "")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return {k: _whole(v) for k, v in value.items()} if isinstance(value, dict) else value


def plain_docx(document: Document) -> bytes:
    """Write the tables alone, cell by cell."""
    word = docx.Document()
    for table in document.tables:
        made = word.add_table(rows=1 + len(table.rows), cols=len(table.columns))
        for number, column in enumerate(table.columns):
            made.cell(0, number).text = STYLE.words(column.title)
        for row, number, cell in table.placed:
            made.cell(row + 1, number).text = STYLE.words(cell.text)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def many(script: str, folder: Path, reports: int, processes: int) -> dict[str, object]:
    """Have a script make many PDFs in several processes, from their start to their end."""
    command = [sys.executable, script, "--share", str(folder), "--reports", str(reports)]
    command += ["--processes", str(processes), "--first"]
    begin = time.perf_counter()
    workers = [
        subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE)
        for first in range(processes)
    ]
    shares = [Share(**json.loads(worker.communicate()[0])) for worker in workers]
    wall = time.perf_counter() - begin
    pages = [count for share in shares for count in share.pages]
    return {
        f"pdfs_{reports}_s": round(wall, 1),
        f"pdfs_{reports}_cpu_s": round(sum(share.cpu for share in shares), 1),
        "peak_mib": round(max(share.peak_mib for share in shares)),
        "pages": f"{min(pages)} to {max(pages)}",
        "pages_mean": round(statistics.mean(pages), 1),
        "slowest_pdf_s": round(max(max(share.seconds) for share in shares), 2),
    }


def _work(folder: Path, reports: int, first: int, step: int) -> None:
    """Be one of the processes."""
    agencies = histories(folder, reports)[first::step]
    tell_share(agencies, lambda history: _rendered(history, "pdf"))


def tell_share(agencies: list[AgencyHistory], make: Callable[[AgencyHistory], bytes]) -> None:
    """Make the PDF of every agency, and print what that took."""
    seconds, pages = [], []
    for history in agencies:
        begin = time.perf_counter()
        made = make(history)
        seconds.append(time.perf_counter() - begin)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            pages.append(len(pdf.pages))
    share = Share(seconds, pages, peak_mib(), time.process_time())
    print(json.dumps(asdict(share)))


def peak_mib() -> float:
    """Return the most memory that this process had, in MiB; what it was forked from apart."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _show(arguments: argparse.Namespace, figures: dict[str, object]) -> None:
    print(
        f"{arguments.reports} analysis reports, {arguments.processes} processes; one by one: "
        f"medians of {SAMPLE - 1} in a warm process ({PEERS} of the peers); "
        f"Python {platform.python_version()}, {platform.machine()}"
    )
    for name, value in figures.items():
        print(f"{name:18}{value!s:>10}")


if __name__ == "__main__":
    main()
