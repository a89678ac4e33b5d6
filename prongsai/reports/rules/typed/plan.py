"""The plan of a report: themes, measures, and the days that it names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from prongsai.methodology.dates import BUDDHIST_ERA, month_names
from prongsai.reports.rules.typed.lines import Line

_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_NAMES = {name: number for number, name in enumerate(_SHORT, 1)} | {
    name.th: number for number, name in enumerate(month_names(), 1)
}
_ANY_MONTH = "|".join(re.escape(name).replace(r"\.", r"\.\s?") for name in _NAMES)
_DATE = re.compile(
    rf"(?:(?<![\d.])(\d{{1,2}})\s+)?({_ANY_MONTH})\s*(?:พ\.ศ\.\s*)?(\d{{4}}|\d{{2}})(?!\d)"
)
_THEME = re.compile(r"^ประเด็นที่\s*(\d{1,2})\s+(.+)$")
_MEASURE = re.compile(r"^(\d{1,2})\s*\.\s*(?=\D)(.+)$")
#: Head of the table, repeated on every page.
_HEADER = re.compile(
    r"^(?:การดำเนินการตามแนวทาง/?มาตรการ|มาตรการหรือกิจกรรมที่ดำเนินการ|สรุปผลการดำเนินการตาม"
    r"|ระยะเวลา$|ดำเนินการ$|ผู้รับ|ผิดชอบ$|ผลลัพธ์|ของการดำเนินการ$|คุณธรรมและความโปร่งใสภายในหน่วยงาน$)"
)
_CENTURY = 100


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
    """A day or a month that is named, its first and its last day."""

    first: date
    last: date
    words: str
    line: int


def themes_in(lines: Iterable[Line]) -> Iterator[Theme]:
    """Find the themes of a plan with their measures."""
    theme: Theme | None = None
    for line in lines:
        head = _THEME.match(line.text)
        if head:
            if theme:
                yield theme
            theme = Theme(int(head[1]), head[2], line.number)
        elif theme and not _HEADER.match(line.text):
            theme.lines.append(line)
            if measure := _MEASURE.match(line.text):
                theme.measures.append(Measure(int(measure[1]), measure[2], line.number))
    if theme:
        yield theme


def days_in(lines: Iterable[Line], year_be: int) -> Iterator[NamedDay]:
    """Find the days and months that a plan of a year names; "66" is of the same century."""
    for line in lines:
        for found in _DATE.finditer(line.text):
            month = _NAMES[re.sub(r"\s", "", found[2])]
            year = int(found[3])
            year = year if year >= _CENTURY else year_be // _CENTURY * _CENTURY + year
            try:
                first = date(year - BUDDHIST_ERA, month, int(found[1] or 1))
            except ValueError:
                continue
            yield NamedDay(first, first if found[1] else _end_of(first), found[0], line.number)


def _end_of(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
