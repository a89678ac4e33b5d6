"""How much a plan may hold: what goes beyond does not fit into the tables."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from prongsai.improvement.rules.content import MeasureContent, PlanContent
from prongsai.methodology.wording import Text

#: Letters of any text; fields whose name is here hold fewer, wherever they stand.
_LONGEST = 10_000
_LETTERS = {
    "code": 20,
    "parts": 20,
    "counter": 80,
    "library": 80,
    "media_type": 100,
    "sha256": 64,
    "name": 200,
    "position": 300,
}
#: Of an appointment, whose number is a text.
_LETTERS_OF_NUMBER = 100
_LETTERS_OF_LINK_TITLE = 300
#: Numbers lie between 0 and these.
_GREATEST = {"score": 10_000, "year_be": 9_999, "counter_goal": 2**31 - 1, "size": 2**62}
_BUDGET = Decimal(10) ** 12
#: Points of the total, either way.
_MOST_GAIN = 100.0
_TOO_LONG = Text("ยาวเกิน %(most)s ตัวอักษร", "it has more than %(most)s letters")
_NO_LETTERS = Text("มีอักขระที่เก็บไม่ได้", "it holds signs that cannot be kept")
_OUT_OF_RANGE = Text("ตัวเลขเกินขอบเขต", "the number is out of range")
#: Letters of a place that are told.
_SHOWN = 30

#: Where something is wrong, and what.
Fault = tuple[str, Text]


def out_of_bounds(what: PlanContent | MeasureContent | str) -> Iterator[Fault]:
    """Yield what is too long, too large, or made of letters that cannot be kept."""
    yield from _in(what, "")


def _in(value: Any, name: str) -> Iterator[Fault]:
    if is_dataclass(value):
        link = hasattr(value, "address")
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from _in(inner, "link_title" if link and field.name == "title" else field.name)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _in(inner, name)
    elif isinstance(value, str):
        yield from _in_text(value, name)
    elif isinstance(value, int | float | Decimal) and not _fits(value, name):
        yield f"{name}: {value}", _OUT_OF_RANGE


def _in_text(text: str, name: str) -> Iterator[Fault]:
    short = {**_LETTERS, "number": _LETTERS_OF_NUMBER, "link_title": _LETTERS_OF_LINK_TITLE}
    most = short.get(name, _LONGEST)
    if len(text) > most:
        yield text[:_SHOWN], _TOO_LONG.filled(most=most)
    # PostgreSQL keeps neither NUL nor half of a pair.
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        yield ascii(text[:_SHOWN]), _NO_LETTERS


def _fits(number: float | Decimal, name: str) -> bool:
    if isinstance(number, float):
        return abs(number) <= _MOST_GAIN
    if name == "budget":
        return 0 <= number < _BUDGET and number == round(number, 2)
    return 0 <= number <= _GREATEST.get(name, number)
