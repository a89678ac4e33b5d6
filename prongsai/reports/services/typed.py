"""A report that somebody typed, read and held against itself."""

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.conf import settings

from prongsai.directory.rules import Actor
from prongsai.foundation.queries import DEFAULT_FRAMEWORK, EditionLibrary
from prongsai.foundation.services.uploads import Sent, drop_upload, keep_upload, upload_path
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import Finding
from prongsai.methodology.statements import Place
from prongsai.reports.queries.typed import CheckedReport, TypedFinding
from prongsai.reports.rules.typed.judging import judged
from prongsai.reports.rules.typed.knowledge import Knowledge
from prongsai.reports.rules.typed.lines import Line
from prongsai.reports.rules.typed.reading import TypedReport, read_report
from prongsai.reports.rules.typed.refusals import DocumentTooLarge, NotAnAnnualReport
from prongsai.reports.rules.typed.stating import Case
from prongsai.reports.services.keeping import turn_in

#: What an upload is kept for, and where those who check wait for their turn.
_PURPOSE, _TURN = "typed report", ("cache", "typed")
#: Seconds that reading a report may take.
_READING = 60.0
_ADAPTERS = "prongsai.reports.adapters"
#: Letters of a line that are shown with a finding.
_QUOTED = 160
#: Lines above a lone number that its words are looked for in.
_ABOVE = 3


def check_report(
    path: Path, *, library: EditionLibrary, edition: str | None = None
) -> CheckedReport:
    """Read a report and return what of it contradicts itself, worst first.

    The file is read in a process of its own, which may die of it. Years are told by the report.

    In: `edition`: any edition of the framework that the report is of

    Raises:
        FileMissing, EncodingUnknown: as every file.
        DocumentKindUnknown, DocumentLocked, DocumentDamaged, DocumentTooLarge.
        DocumentWithoutText: there are only pictures.
        NotAnAnnualReport: nothing of a report was found in it.
    """
    return check_lines(_lines(path), path.name, library=library, edition=edition)


def check_lines(
    lines: list[Line], file: str, *, library: EditionLibrary, edition: str | None = None
) -> CheckedReport:
    """Return what contradicts itself in the lines that were read from a file, worst first.

    Raises:
        NotAnAnnualReport: nothing of a report was found in them.
    """
    named = library.load(edition) if edition else None
    framework = named.rules.framework if named else DEFAULT_FRAMEWORK
    knowledge = _knowledge(library, framework, named)
    report = read_report(lines, knowledge)
    if not report.says_something:
        raise NotAnAnnualReport(file=file)
    case = Case(report, knowledge, file)
    folder = library.folder(f"{framework}/{knowledge.newest.year_be}").parent
    topics = import_module(f"{_ADAPTERS}.topics").topics_in(folder)
    found = [_quoted(one, lines) for one in judged(case, topics)]
    return CheckedReport(
        file,
        report.year,
        case.detail_edition.year_be,
        report.plan_year,
        found,
        _read(report, case),
    )


def check_upload(file: Sent, *, library: EditionLibrary, by: Actor, now: datetime) -> CheckedReport:
    """Check a report that somebody sends; the file is gone afterwards.

    One is read at a time on a machine: many at once wait rather than fill its memory.

    Raises:
        UploadTooLarge, and all of `check_report`.
    """
    name = keep_upload(file, by=by, now=now, purpose=_PURPOSE)
    try:
        with turn_in(Path(settings.PRONGSAI_HOME).joinpath(*_TURN)):
            return check_report(upload_path(name, by=by), library=library)
    finally:
        drop_upload(name, by=by)


def _knowledge(library: EditionLibrary, framework: str, named: Edition | None) -> Knowledge:
    """Return all editions of a framework; one that is named by its path among them."""
    ids = [name for name in library.folders if name.startswith(f"{framework}/")]
    editions = {edition.year_be: edition for edition in map(library.load, ids)}
    return Knowledge(editions | ({named.year_be: named} if named else {}))


def _lines(path: Path) -> list[Line]:
    """Read lines in another process: begun anew, for this one may have threads and a database."""
    files: Any = import_module(f"{_ADAPTERS}.typed_files")
    limit = import_module("prongsai.evidence.adapters.texts").limit_memory
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=limit) as reader:
        try:
            lines: list[Line] = reader.submit(files.lines_within, path, _READING).result()
        except BrokenProcessPool as error:
            raise DocumentTooLarge(file=path.name) from error
    return lines


def _quoted(finding: Finding, lines: list[Line]) -> TypedFinding:
    """Tell the place of a finding as people count: by page, and by line of the page."""
    if finding.place is None or not 0 < finding.place.line <= len(lines):
        return TypedFinding(finding, "")
    line = lines[finding.place.line - 1]
    place = Place(finding.place.file, line.on_page, line.page)
    text = _around(line, lines)
    return TypedFinding(
        replace(finding, place=place), text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    )


def _around(line: Line, lines: list[Line]) -> str:
    """Return what a line says; a lone number says it with the line above it."""
    above = [one.text for one in lines[max(line.number - 1 - _ABOVE, 0) : line.number - 1]]
    words = next((text for text in reversed(above) if text), "")
    is_alone = not any(letter.isalpha() for letter in line.text)
    return f"{words} {line.text}".strip() if is_alone else line.text


def _read(report: TypedReport, case: Case) -> dict[str, int]:
    return {
        "lines": len(report.lines),
        "totals": len(report.totals),
        "indicators": len(report.indicators),
        "rows": sum(bool(row.score or row.verdict) for row in report.detail.rows),
        "rows_placed": len(case.placed),
        "summaries": len(report.counts),
        "themes": len(report.themes),
        "measures": sum(len(theme.measures) for theme in report.themes),
    }
