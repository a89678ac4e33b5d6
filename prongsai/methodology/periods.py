"""Days, months and periods as Thai officials write them, read exactly and written the same way.

A period is its first and its last day. Nothing is guessed: a text that says something else beside a
date, a day that no calendar has, an end before its beginning, are not read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from prongsai.methodology.dates import BUDDHIST_ERA, month_names, short_month_names
from prongsai.methodology.thai import plain_digits, repaired
from prongsai.methodology.wording import Text

#: Years below are of the Common Era; those of two digits are of this century of the Buddhist Era.
_OLDEST_BE, _CENTURY, _CENTURY_BE = 2400, 100, 2500
#: The fiscal year begins in October of the year before.
_FIRST_MONTH, _QUARTER = 10, 3
#: Years of the Common Era that are written so that they can be read back.
_WRITABLE = range(1900, 2200)
#: No period takes more letters.
_LONGEST = 200
_DASH = r"\s*(?:-+|ถึง|จนถึง|to|until|through)\s*"
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u223c\uff0d\uff5e~"), "-"
)
_FILLERS = re.compile(r"พ\.?\s?ศ\.?(?![ก-๙])|\bb\.?\s?e\.?(?!\w)|วันที่|เดือน(?![ก-๙]*ละ)|ระหว่าง|ตั้งแต่")


class DateUnclear(ValueError):
    """A text is no day and no period, or one that cannot be."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


NOT_UNDERSTOOD = Text("อ่านเป็นวันที่หรือช่วงเวลาไม่ได้", "it is no day and no period that can be read")
NO_SUCH_DAY = Text("ไม่มีวันนี้ในปฏิทิน", "no calendar has such a day")
ENDS_FIRST = Text("วันสิ้นสุดมาก่อนวันเริ่ม", "the end comes before the beginning")
NO_YEAR = Text("ไม่ได้บอกปี", "no year is told")


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both within."""

    starts: date
    ends: date


def _month_pattern() -> str:
    """Return what every way of writing a month matches: ตุลาคม, ต.ค., ตค, October, Oct."""
    patterns = []
    for full, short in zip(month_names(), short_month_names(), strict=True):
        letters = [re.escape(part) for part in short.th.split(".") if part]
        abbreviated = r"\s?\.?\s?".join(letters) + r"\s?\.?(?![ก-๙])"
        english = rf"{full.en.lower()}(?![a-z])|{short.en.lower()}t?(?![a-z])\.?"
        patterns.append(f"{full.th}|{abbreviated}|{english}")
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_MONTH = _month_pattern()
_MONTH_KEYS = {
    re.sub(r"[\s.]", "", name).lower(): number
    for names in (month_names(), short_month_names())
    for number, text in enumerate(names, 1)
    for name in (text.th, text.en)
} | {"sept": 9}


def _piece(side: str) -> str:
    """Return the pattern of one end of a period; the names of its groups end with `side`."""
    year = rf"\s*,?\s*(?P<year{side}>\d{{4}}|\d\d)(?!\d)"
    of = r"\s*(?:/|ของ|of|,)?\s*(?:ปี)?(?:งบประมาณ)?(?:fiscal year|fy)?\s*"
    any_year = r"\d{4}|\d\d"
    numbers = rf"\d{{1,2}}(?P<sign{side}>[/.-])\d{{1,2}}(?P=sign{side})(?:{any_year})"
    quarter = r"(?:ไตรมาส\s*(?:ที่)?|quarter|q)"
    fiscal_year = r"(?:ตลอด)?(?:ปีงบประมาณ|fiscal year|fy)"
    named = rf"(?P<named{side}>{_MONTH})\s+(?P<of_named{side}>\d{{1,2}})"
    return "|".join(
        (
            rf"(?P<iso{side}>\d{{4}}-\d{{1,2}}-\d{{1,2}})",
            rf"(?P<numbers{side}>{numbers})",
            rf"(?P<slashed{side}>\d{{1,2}}/\d{{4}})",
            rf"{quarter}\s*(?P<quarter{side}>[1-4])(?:{of}(?P<quarter_year{side}>{any_year}))?",
            rf"{fiscal_year}\s*(?P<fiscal{side}>{any_year})",
            rf"{named}\s*,\s*(?P<named_year{side}>\d{{4}})",
            rf"(?:(?P<day{side}>\d{{1,2}})\s*)?(?P<month{side}>{_MONTH})(?:{year})?",
        )
    )


_WHOLE = re.compile(
    rf"(?:(?:(?P<lone>\d{{1,2}})|{_piece('_a')}){_DASH})?(?:{_piece('_b')})", re.IGNORECASE
)


@dataclass(frozen=True)
class _End:
    """What is written of one end: None where nothing is."""

    year: int | None
    month: int | None = None
    day: int | None = None
    months: int = 1

    def span(self) -> Span:
        if self.year is None or self.month is None:
            raise DateUnclear(NO_YEAR)
        try:
            first = date(self.year, self.month, self.day or 1)
        except ValueError as error:
            raise DateUnclear(NO_SUCH_DAY) from error
        return Span(first, first) if self.day else Span(first, _end_of(first, self.months))


def read_period(words: str, *, fiscal_year_be: int | None = None) -> Span:
    """Read a day, a month, a quarter, a fiscal year, or a period between two of them.

    In: `fiscal_year_be`: where no year is written, the months are those of this fiscal year

    Raises:
        DateUnclear

    >>> read_period("ต.ค. 66 - ก.ย. 67")
    Span(starts=datetime.date(2023, 10, 1), ends=datetime.date(2024, 9, 30))
    >>> read_period("ไตรมาสที่ ๒/๒๕๖๗").starts
    datetime.date(2024, 1, 1)
    """
    if len(words) > _LONGEST:
        raise DateUnclear(NOT_UNDERSTOOD)
    text = _FILLERS.sub(" ", plain_digits(repaired(words)).lower().translate(_DASHES))
    match = _WHOLE.fullmatch(" ".join(text.split()))
    if match is None:
        raise DateUnclear(NOT_UNDERSTOOD)
    told = match.groupdict()
    last = _completed(_end(told, "_b"), fiscal_year_be)
    first = _first(told, last, fiscal_year_be)
    span = Span(first.span().starts, last.span().ends)
    if span.ends < span.starts:
        raise DateUnclear(ENDS_FIRST)
    return span


def read_day(words: str) -> date:
    """Read a single day.

    Raises:
        DateUnclear

    >>> read_day("๑๓ ก.พ. ๖๗"), read_day("19 กันยายน พ.ศ. 2566")
    (datetime.date(2024, 2, 13), datetime.date(2023, 9, 19))
    """
    span = read_period(words)
    if span.starts != span.ends:
        raise DateUnclear(NOT_UNDERSTOOD)
    return span.starts


def period_text(span: Span, *, short: bool = True) -> Text:
    """Write a period as tables do (short) or as sentences do; `read_period` reads it back.

    >>> period_text(Span(date(2023, 10, 1), date(2024, 9, 30))).th
    'ต.ค. 66 - ก.ย. 67'
    >>> period_text(Span(date(2024, 2, 13), date(2024, 2, 13)), short=False).th
    '13 กุมภาพันธ์ 2567'
    """
    starts, ends = span.starts, span.ends
    if not {starts.year, ends.year} <= set(_WRITABLE):
        iso = starts.isoformat() if starts == ends else f"{starts} - {ends}"
        return Text(iso, iso)
    if starts == ends:
        return _written(starts, short=short, with_day=True)
    whole = starts.day == 1 and ends == _end_of(ends)
    last = _written(ends, short=short, with_day=not whole)
    if whole and (starts.year, starts.month) == (ends.year, ends.month):
        return last
    with_year = starts.year != ends.year
    first = _written(starts, short=short, with_day=not whole, with_year=with_year)
    return first + Text(" - ", " - ") + last


def _written(day: date, *, short: bool, with_day: bool, with_year: bool = True) -> Text:
    month = (short_month_names() if short else month_names())[day.month - 1]
    year = day.year + BUDDHIST_ERA
    in_century = short and _CENTURY_BE <= year < _CENTURY_BE + _CENTURY
    thai_year = f" {year % _CENTURY:02}" if in_century else f" {year}"
    before = f"{day.day} " if with_day else ""
    return Text(
        f"{before}{month.th}{thai_year if with_year else ''}",
        f"{before}{month.en}{f' {year}' if with_year else ''}",
    )


_Found = dict[str, str | None]


def _first(told: _Found, last: _End, fiscal_year_be: int | None) -> _End:
    """Return where a period begins; what is not written there is as at its end."""
    if told["lone"] is not None:
        if last.day is None:
            raise DateUnclear(NOT_UNDERSTOOD)
        return replace(last, day=int(told["lone"]))
    if not any(value is not None for name, value in told.items() if name.endswith("_a")):
        return last
    first = _end(told, "_a")
    if first.year is None and told["year_b"] is not None:
        return replace(first, year=last.year)
    return _completed(first, fiscal_year_be)


def _end(told: _Found, side: str) -> _End:
    """Return what one end of a period says."""
    found = {name.removesuffix(side): value for name, value in told.items() if name.endswith(side)}
    for name, read in _READERS.items():
        if (words := found[name]) is not None:
            return read(words, found)
    raise DateUnclear(NOT_UNDERSTOOD)


def _of_iso(words: str, _found: _Found) -> _End:
    year, month, day = map(int, words.split("-"))
    return _End(_year(year), month, day)


def _of_numbers(words: str, found: _Found) -> _End:
    day, month, year = map(int, words.split(found["sign"] or "/"))
    return _End(_year(year), month, day)


def _of_slashed(words: str, _found: _Found) -> _End:
    month, year = map(int, words.split("/"))
    return _End(_year(year), month)


def _of_quarter(words: str, found: _Found) -> _End:
    month = (_FIRST_MONTH - 1 + (int(words) - 1) * _QUARTER) % 12 + 1
    year = found["quarter_year"]
    if year is None:
        return _End(None, month, None, _QUARTER)
    return _End(_of_fiscal_year(_year(int(year)), month), month, None, _QUARTER)


def _of_fiscal(words: str, _found: _Found) -> _End:
    return _End(_year(int(words)) - 1, _FIRST_MONTH, None, 12)


def _of_named(words: str, found: _Found) -> _End:
    return _End(_year(int(found["named_year"] or 0)), _month(words), int(found["of_named"] or 0))


def _of_month(words: str, found: _Found) -> _End:
    day = None if found["day"] is None else int(found["day"])
    if (year := found["year"]) is None:
        return _End(None, _month(words), day)
    if int(year) < _CENTURY and words[0].isascii():
        raise DateUnclear(NO_YEAR)  # "Feb 24" may be a day, or a year of either era
    return _End(_year(int(year)), _month(words), day)


_READERS = {
    "iso": _of_iso,
    "numbers": _of_numbers,
    "slashed": _of_slashed,
    "quarter": _of_quarter,
    "fiscal": _of_fiscal,
    "named": _of_named,
    "month": _of_month,
}


def _completed(end: _End, fiscal_year_be: int | None) -> _End:
    if end.year is not None or end.month is None or fiscal_year_be is None:
        return end
    return replace(end, year=_of_fiscal_year(fiscal_year_be - BUDDHIST_ERA, end.month))


def _of_fiscal_year(year: int, month: int) -> int:
    return year - 1 if month >= _FIRST_MONTH else year


def _month(words: str) -> int:
    return _MONTH_KEYS[re.sub(r"[\s.]", "", words)]


def _year(written: int) -> int:
    """Return a year of the Common Era: 67, 2567 and 2024 are the same."""
    if written < _CENTURY:
        written += _CENTURY_BE
    return written - BUDDHIST_ERA if written >= _OLDEST_BE else written


def _end_of(first: date, months: int = 1) -> date:
    years, month = divmod(first.month - 1 + months - 1, 12)
    year, month = first.year + years, month + 1
    return date(year, month, monthrange(year, month)[1])
