"""What the text of a page mentions: years, months, dates, telephone numbers, addresses.

All of it is read with Arabic digits; Thai ones are written as such before.
"""

import re
from collections.abc import Iterable
from datetime import date

from prongsai.methodology.dates import BUDDHIST_ERA, month_names, short_month_names
from prongsai.methodology.wording import Text

#: Years below are of the Common Era, and such of two digits of the Buddhist Era.
_OLDEST_BE, _CENTURY, _CENTURIES = 2400, 100, 2500
#: The fiscal year begins with it.
_FIRST_MONTH = 10
#: So many letters are shown before and after what was found.
_AROUND = 25
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|สงวนลิขสิทธิ์|ลิขสิทธิ์)\D{0,20}\d{4}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d.-])(?:(?:\+66|0)[ -]?[2-9](?:[ -]?\d){7,8}|\(?0[2-9]\)?(?:[ -]?\d){7,8})(?![\d-])"
)
_SHORT_PHONE = re.compile(r"(?:สายด่วน|hotline|call ?center)\D{0,12}(1\d{3})(?!\d)", re.IGNORECASE)
_POSTCODE = r"(?<!\d)[1-9]\d{4}(?!\d)"
_OF_ADDRESS = tuple(
    re.compile(part)
    for part in (
        r"เลขที่ ?\d|\d+(?:/\d+)? ?หมู่|\d ?ถนน",
        r"ถนน|ถ\.|ซอย|Road|Rd\.",
        r"ตำบล|แขวง|ต\.|Sub-?district",
        r"อำเภอ|เขต|อ\.|District",
        r"จังหวัด|จ\.|กรุงเทพ|กทม|Bangkok|Province",
        _POSTCODE,
    )
)
_MAP = re.compile(r"แผนที่|google ?maps?|\bmap\b", re.IGNORECASE)
_SIGN_IN = re.compile(r"เข้าสู่ระบบ|ลงชื่อเข้าใช้|log ?in|sign ?in", re.IGNORECASE)
_PASSWORD = re.compile(r"รหัสผ่าน|password", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


#: Month of the year -> how it is written; English ones only with a year, for "May" is a word too.
_MONTHS = {
    number: re.compile(
        f"{_either((name.th, short.th))}|"
        f"(?:{_either((name.en, short.en))})\\.? ?,? ?(?:\\d\\d ?,? ?)?\\d{{4}}"
    )
    for number, (name, short) in enumerate(zip(month_names(), short_month_names(), strict=True), 1)
}
_NUMBER_OF = {
    written: number
    for names in (month_names(), short_month_names())
    for number, name in enumerate(names, 1)
    for written in (name.th, name.en)
}
_BY_NAME = sorted(_NUMBER_OF, key=len, reverse=True)
_WRITTEN = re.compile(
    f"(?<!\\d)(\\d{{1,2}}) ?({_either(_BY_NAME)}),? ?(?:พ\\.ศ\\. ?)?(\\d{{4}}|\\d\\d)(?!\\d)"
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


def years_in(text: str) -> dict[int, str]:
    """Return years of the Buddhist Era -> the words around them where they stand first.

    They have four digits, of either era, or two where "ปี" stands before; those of copyrights say
    nothing about what a page is about.
    """
    plain = _RIGHTS.sub(" ", text)
    found: dict[int, str] = {}
    for match in re.finditer(r"(?<!\d)(?:25|20)\d\d(?!\d)", plain):
        year = year_be(int(match[0]))
        found.setdefault(year, around(plain, match.start(), match.end()))
    for match in re.finditer(r"(?:ปี|พ\.ศ\.|งบประมาณ) ?(\d\d)(?!\d)", plain):
        found.setdefault(year_be(int(match[1])), around(plain, match.start(), match.end()))
    return found


def year_be(written: int) -> int:
    """Return a year as of the Buddhist Era: 2023, 66 and 2566 are the same."""
    if written < _CENTURY:
        return _CENTURIES + written
    return written if written >= _OLDEST_BE else written + BUDDHIST_ERA


def months_in(text: str) -> frozenset[int]:
    """Return the months, 1 to 12, that a text names."""
    return frozenset(number for number, name in _MONTHS.items() if name.search(text))


def latest_date(text: str, until: date) -> date | None:
    """Return the latest day that a text names and that is not after `until`."""
    written = ((y, _NUMBER_OF[m], d) for d, m, y in _WRITTEN.findall(text))
    slashed = ((y, m, d) for d, m, y in _SLASHED.findall(text))
    days = (_day(*map(int, parts)) for parts in (*written, *slashed, *_ISO.findall(text)))
    return max((day for day in days if day is not None and day <= until), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year_be(year) - BUDDHIST_ERA, month, day)
    except ValueError:
        return None


def phone_in(text: str) -> str | None:
    """Return a telephone number that a text names: of ten digits, or a hotline of four."""
    found = _PHONE.search(text) or _SHORT_PHONE.search(text)
    return found[0].strip() if found else None


def address_parts(text: str) -> list[str]:
    """Return what in a text belongs to a postal address, each kind once: road, province, ..."""
    return [found[0] for found in (part.search(text) for part in _OF_ADDRESS) if found]


def map_in(text: str) -> str | None:
    """Return where a text speaks of a map."""
    found = _MAP.search(text)
    return around(text, found.start(), found.end()) if found else None


def asks_for_a_password(text: str) -> bool:
    """Whether a text reads like a page on which one logs in."""
    return bool(_SIGN_IN.search(text) and _PASSWORD.search(text))


def around(text: str, start: int, end: int) -> str:
    """Return what stands around a place of a text."""
    before, after = max(start - _AROUND, 0), end + _AROUND
    left, right = "…" if before else "", "…" if after < len(text) else ""
    return f"{left}{text[before:after].strip()}{right}"


def months_listed(numbers: Iterable[int]) -> Text:
    """Write months by their names, in the order of the fiscal year (from October)."""
    names = month_names()
    inside = sorted(numbers, key=lambda number: (number - _FIRST_MONTH) % 12)
    return Text(
        ", ".join(names[number - 1].th for number in inside),
        ", ".join(names[number - 1].en for number in inside),
    )


def first_of_month(month: int, fiscal_year_be: int) -> date:
    """Return the first day of a month of a fiscal year, which begins in October."""
    year = fiscal_year_be - BUDDHIST_ERA
    return date(year - 1 if month >= _FIRST_MONTH else year, month, 1)
