"""The plan of a report: themes, measures, and the days that it names."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from prongsai.methodology.dates import month_names, short_month_names
from prongsai.methodology.periods import DateUnclear, Span, read_period
from prongsai.reports.rules.typed.lines import Line

_MONTHS = [name.th for name in (*month_names(), *short_month_names())]
_ANY_MONTH = "|".join(re.escape(name).replace(r"\.", r"\.\s?") for name in _MONTHS)
_DATE = re.compile(
    rf"(?:(?<![\d.])\d{{1,2}}\s+)?(?:{_ANY_MONTH})\s*(?:พ\.ศ\.\s*)?(?:\d{{4}}|\d{{2}})(?!\d)"
)
_THEME = re.compile(r"^ประเด็นที่\s*(\d{1,2})\s+(.+)$")
_MEASURE = re.compile(r"^(\d{1,2})\s*\.\s+(?=\D)(.+)$")
_SECTION = re.compile(r"^\d\.\d{1,2}\s+(?=[\u0e01-\u0e4e])")
#: Head of the table, repeated on every page.
_HEADER = re.compile(
    r"^(?:การดำเนินการตามแนวทาง/?มาตรการ|มาตรการหรือกิจกรรมที่ดำเนินการ|สรุปผลการดำเนินการตาม"
    r"|ระยะเวลา$|ดำเนินการ$|ผู้รับ|ผิดชอบ$|ผลลัพธ์|ของการดำเนินการ$|คุณธรรมและความโปร่งใสภายในหน่วยงาน$)"
)


@dataclass(frozen=True)
class Measure:
    """A measure: what is to be done."""

    number: int
    text: str
    line: int


@dataclass
class Theme:
    """A theme, its measures, and all that is written under it, measures and actions."""

    number: int
    name: str
    line: int
    measures: list[Measure] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True)
class NamedDay:
    """A day or a month that is named."""

    span: Span
    words: str
    line: int


def themes_in(lines: Iterable[Line]) -> list[Theme]:
    """Find the themes of a plan with their measures; a heading that is repeated goes on with it."""
    themes: dict[int, Theme] = {}
    theme: Theme | None = None
    for line in lines:
        if head := _THEME.match(line.text):
            theme = themes.setdefault(int(head[1]), Theme(int(head[1]), head[2], line.number))
        elif _SECTION.match(line.text):
            theme = None
        elif theme and not _HEADER.match(line.text):
            theme.lines.append(line)
            if measure := _MEASURE.match(line.text):
                theme.measures.append(Measure(int(measure[1]), measure[2], line.number))
    return list(themes.values())


def days_in(lines: Iterable[Line]) -> Iterator[NamedDay]:
    """Find the days and months that a plan names; what no calendar has is left alone."""
    for line in lines:
        for found in _DATE.finditer(line.text):
            with suppress(DateUnclear):
                yield NamedDay(read_period(found[0]), found[0], line.number)
