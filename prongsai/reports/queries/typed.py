"""A checked typed report as others see it: which files are one, and its findings as values."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prongsai.methodology.findings import Finding
from prongsai.results.queries.payload import finding_payload

#: A text whose first line is divided by one of these is a table.
_DIVIDED = "\t,;|"
_DOCUMENTS = {".pdf", ".docx", ".doc"}


@dataclass(frozen=True)
class TypedFinding:
    """A finding, and what stands at its place."""

    finding: Finding
    quote: str


@dataclass(frozen=True)
class CheckedReport:
    """What was found in a typed report, and how much of it could be read.

    detail_year_be: the year that the table of weak points is really of
    read: what was read -> how many of it
    """

    file: str
    year_be: int
    detail_year_be: int
    plan_year_be: int
    findings: list[TypedFinding] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)


def is_report(path: Path) -> bool:
    """Whether a file is a report that somebody typed, rather than data."""
    kind = path.suffix.lower()
    if kind != ".txt" or not path.is_file():
        return kind in _DOCUMENTS
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"")
    return not any(letter.encode() in first.replace(b"\0", b"") for letter in _DIVIDED)


def report_payload(report: CheckedReport) -> dict[str, Any]:
    """Return a checked report as plain values for JSON."""
    return {
        "file": report.file,
        "year_be": report.year_be,
        "detail_year_be": report.detail_year_be,
        "plan_year_be": report.plan_year_be,
        "read": report.read,
        "findings": [{**finding_payload(one.finding), **_place(one)} for one in report.findings],
    }


def _place(one: TypedFinding) -> dict[str, Any]:
    place = one.finding.place
    return {
        "page": place.page or None if place else None,
        "line": place.line if place else None,
        "quote": one.quote or None,
    }
