"""What a machine can say about a criterion beforehand, from what the links showed.

It says met, not met, or that a person must look; whether something passes, a person alone says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from prongsai.evidence.rules import mentions
from prongsai.evidence.rules.states import CaptureOutcome
from prongsai.methodology.dates import date_text
from prongsai.methodology.edition.files import Criterion
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.wording import Text, same

_MONTHS_A_YEAR, _ENOUGH_OF_ADDRESS = 12, 3
#: A page that asks for a password and says little else is one to log in.
_LITTLE = 1_500
_UNAUTHORISED = 401
_OF_LOGIN = ("/login", "/signin", "/sign-in", "accounts.google.com", "/wp-login", "login.")
_READABLE = ("pdf", "word", "sheet", "excel", "presentation", "opendocument")


class CheckResult(StrEnum):
    """What a machine says about a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    PERSON = "person"


RESULT_NAMES = {
    CheckResult.MET: Text("พบ", "found"),
    CheckResult.NOT_MET: Text("ไม่พบ", "not found"),
    CheckResult.PERSON: Text("ต้องให้คนตรวจ", "a person must look"),
}


@dataclass(frozen=True)
class Seen:
    """A link of a disclosure, and what its last capture showed; `text` has Arabic digits."""

    address: str
    #: None: it was not looked at yet.
    outcome: CaptureOutcome | None
    day: date
    status: int | None = None
    led_to: str = ""
    media_type: str = ""
    text: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class Judged:
    """A result, and what was found or is missing, in words."""

    result: CheckResult
    reason: Text


def seen_text(text: str) -> str:
    """Return a text as the checks read it."""
    return plain_digits(text)


def checked(criterion: Criterion, seen: Sequence[Seen], year_be: int) -> Judged:
    """Return what can be said of a criterion.

    In:      all links of a disclosure; the fiscal year of the round, B.E.
    Missing: without a link, or before one was looked at, only a person can tell
    """
    if criterion.check is None:
        return _person(Text("เครื่องตรวจเกณฑ์นี้ไม่ได้", "no machine can tell"))
    if not seen:
        return _person(Text("ไม่มีลิงก์ให้ตรวจ", "there is no link to look at"))
    if all(one.outcome is None for one in seen):
        return _person(Text("ยังไม่ได้เปิดลิงก์", "the links were not opened yet"))
    about_links = _OF_LINKS.get(criterion.check)
    if about_links:
        return about_links(seen)
    text = " ".join(one.text for one in seen if one.outcome is CaptureOutcome.SHOWN).strip()
    if not text:
        return _person(Text("ไม่มีข้อความที่เครื่องอ่านได้", "there is no text that a machine can read"))
    return _OF_TEXT[criterion.check](text, criterion, _Place(year_be, max(s.day for s in seen)))


@dataclass(frozen=True)
class _Place:
    """Where in time a text was read."""

    year_be: int
    day: date


def _met(reason: Text) -> Judged:
    return Judged(CheckResult.MET, reason)


def _missing(reason: Text) -> Judged:
    return Judged(CheckResult.NOT_MET, reason)


def _person(reason: Text) -> Judged:
    return Judged(CheckResult.PERSON, reason)


def _reachable(seen: Sequence[Seen]) -> Judged:
    failed = (CaptureOutcome.FAULT, CaptureOutcome.TIMEOUT, CaptureOutcome.UNREACHABLE)
    for one in seen:
        if one.outcome in failed:
            what = f"{one.address} ({one.status})" if one.status else one.address
            return _missing(Text("เปิดไม่ได้: %(what)s", "does not open: %(what)s").filled(what=what))
    for one in seen:
        if one.outcome is not CaptureOutcome.SHOWN:
            said = Text("เครื่องเปิดไม่ได้หรือยังไม่ได้เปิด: %(what)s", "not opened by the machine: %(what)s")
            return _person(said.filled(what=one.address))
    return _met(Text("เปิดได้ %(n)s ลิงก์", "%(n)s opened").filled(n=len(seen)))


def _not_a_login(seen: Sequence[Seen]) -> Judged:
    for one in seen:
        led = (one.led_to or one.address).casefold()
        if one.status == _UNAUTHORISED or any(part in led for part in _OF_LOGIN):
            said = Text("ต้องเข้าสู่ระบบ: %(what)s", "asks to log in: %(what)s")
            return _missing(said.filled(what=one.led_to or one.address))
        if len(one.text) < _LITTLE and mentions.asks_for_a_password(one.text):
            said = Text("มีช่องรหัสผ่าน: %(what)s", "asks for a password: %(what)s")
            return _person(said.filled(what=one.address))
    if any(one.outcome is not CaptureOutcome.SHOWN for one in seen):
        return _person(Text("มีลิงก์ที่เครื่องเปิดไม่ได้", "not every link opened"))
    return _met(Text("ไม่พบหน้าเข้าสู่ระบบ", "no page to log in was met"))


def _machine_readable(seen: Sequence[Seen]) -> Judged:
    for one in seen:
        if one.outcome is CaptureOutcome.SHOWN and not one.text:
            said = Text(
                "อ่านข้อความไม่ได้ อาจเป็นภาพสแกน: %(what)s",
                "no text can be read, a scan perhaps: %(what)s",
            ).filled(what=one.address)
            kind = one.media_type.casefold()
            sure = kind.startswith("image/") or any(part in kind for part in _READABLE)
            return _missing(said) if sure and not one.is_cut else _person(said)
    letters = sum(len(one.text) for one in seen)
    if not letters:
        return _person(Text("ไม่มีข้อความที่เครื่องอ่านได้", "there is no text that a machine can read"))
    return _met(Text("อ่านได้ %(n)s ตัวอักษร", "%(n)s letters read").filled(n=f"{letters:,}"))


def _year_mentioned(text: str, _criterion: Criterion, place: _Place) -> Judged:
    found = mentions.years_in(text)
    if place.year_be in found:
        return _met(same(found[place.year_be]))
    if place.year_be - 1 in found:
        said = Text("พบเพียงปีก่อนหน้า: %(what)s", "only the year before: %(what)s")
        return _person(said.filled(what=found[place.year_be - 1]))
    return _missing(Text("ไม่พบปี %(year)s", "no mention of %(year)s").filled(year=place.year_be))


def _fresh(text: str, criterion: Criterion, place: _Place) -> Judged:
    latest = mentions.latest_date(text, place.day)
    if latest is None:
        return _person(Text("ไม่พบวันที่", "no date was found"))
    said = Text("วันที่ล่าสุดที่พบ: %(day)s", "the latest date: %(day)s").filled(day=date_text(latest))
    is_fresh = latest >= place.day - timedelta(days=criterion.days or 0)
    return _met(said) if is_fresh else _missing(said)


def _months_present(text: str, _criterion: Criterion, place: _Place) -> Judged:
    found = mentions.months_in(text)
    if len(found) == _MONTHS_A_YEAR:
        return _met(Text("พบครบ 12 เดือน", "all 12 months were found"))
    absent = set(range(1, _MONTHS_A_YEAR + 1)) - found
    said = Text("ไม่พบ: %(what)s", "not found: %(what)s")
    said = said.filled(what=mentions.months_listed(absent))
    is_to_come = all(mentions.first_of_month(n, place.year_be) > place.day for n in absent)
    return _person(said) if found and is_to_come else _missing(said)


def _has_phone(text: str, _criterion: Criterion, _place: _Place) -> Judged:
    found = mentions.phone_in(text)
    return _met(same(found)) if found else _missing(Text("ไม่พบหมายเลขโทรศัพท์", "no number found"))


def _has_address(text: str, _criterion: Criterion, _place: _Place) -> Judged:
    found = mentions.address_parts(text)
    if not found:
        return _missing(Text("ไม่พบที่อยู่", "no address found"))
    said = same(", ".join(found))
    return _met(said) if len(found) >= _ENOUGH_OF_ADDRESS else _person(said)


def _has_map(text: str, _criterion: Criterion, _place: _Place) -> Judged:
    found = mentions.map_in(text)
    if found:
        return _met(same(found))
    return _person(Text("แผนที่อาจเป็นภาพ", "a map may be a picture"))


def _words(text: str, criterion: Criterion, _place: _Place) -> Judged:
    plain = squeezed(text)
    missing = [word for word in criterion.words if squeezed(word) not in plain]
    if missing:
        said = Text("ไม่พบ: %(what)s", "not found: %(what)s")
        return _missing(said.filled(what=", ".join(missing)))
    return _met(Text("พบ: %(what)s", "found: %(what)s").filled(what=", ".join(criterion.words)))


_OF_LINKS: dict[str, Callable[[Sequence[Seen]], Judged]] = {
    "reachable": _reachable,
    "not_a_login": _not_a_login,
    "machine_readable": _machine_readable,
}
_OF_TEXT: dict[str, Callable[[str, Criterion, _Place], Judged]] = {
    "year_mentioned": _year_mentioned,
    "fresh": _fresh,
    "months_present": _months_present,
    "has_phone": _has_phone,
    "has_address": _has_address,
    "has_map": _has_map,
    "words": _words,
}
