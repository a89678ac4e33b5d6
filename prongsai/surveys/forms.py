"""What a respondent sends: a sheet of answers, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.utils.timezone import now

from prongsai.surveys.rules.collecting import QUICKEST, is_sheet, new_sheet

#: Characters of a stamp, and of an option's number, that are read.
_LONGEST, _DIGITS = 120, 3
_SIGNER = signing.Signer(salt="surveys.sheet", algorithm="sha256")


@dataclass(frozen=True)
class Sheet:
    """A form that was filled in."""

    #: Its random name; "" when it has none of ours.
    name: str
    #: The name as it was handed out, with when and a signature.
    stamp: str
    code: str
    #: One byte a part: 0, or the place of the option from 1.
    answers: bytes
    #: Whether it came back sooner than it can be read; None when that is not known.
    quick: bool | None
    was_reminded: bool

    @property
    def left_out(self) -> tuple[int, ...]:
        """Places of the parts without an answer."""
        return tuple(place for place, answer in enumerate(self.answers) if not answer)


def stamped_sheet() -> str:
    """Return a new sheet's name with the second it was handed out, signed."""
    return _SIGNER.sign(f"{new_sheet()}.{int(now().timestamp())}")


def sheet_from(sent: Mapping[str, str], options: tuple[int, ...]) -> Sheet:
    """Read what was sent; an answer that is none of a part's options counts as none.

    In: how many options each part has
    """
    stamp = sent.get("sheet", "")
    name = stamp.partition(".")[0]
    answers = bytes(_answer(sent.get(f"p{place}", ""), most) for place, most in enumerate(options))
    return Sheet(
        name=name if is_sheet(name) else "",
        stamp=stamp if is_sheet(name) and len(stamp) <= _LONGEST else stamped_sheet(),
        code=sent.get("code", "")[:40],
        answers=answers,
        quick=_quick(stamp, sum(map(bool, answers))),
        was_reminded="reminded" in sent,
    )


def _answer(written: str, most: int) -> int:
    is_number = written.isascii() and written.isdecimal() and len(written) <= _DIGITS
    number = int(written) if is_number else 0
    return number if number <= most else 0


def _quick(stamp: str, answered: int) -> bool | None:
    try:
        handed_out = int(_SIGNER.unsign(stamp).partition(".")[2])
    except (signing.BadSignature, ValueError):
        return None
    return now().timestamp() - handed_out < answered * QUICKEST
