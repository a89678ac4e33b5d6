"""What a respondent sends: a sheet of answers, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.core import signing
from django.utils.timezone import now

from prongsai.surveys.rules.collecting import QUICKEST, is_sheet, new_sheet

#: Characters of a stamp, and of an option's number, that are read.
_LONGEST, _DIGITS = 120, 3
_SHEETS, _TURNS = "surveys.sheet", "surveys.turn"


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
    #: Whether we handed it out: only then a proof or a turn counts.
    is_ours: bool = False
    #: What its device has worked out, so that it need not wait.
    proof: str = ""
    #: The second from which it may come in, as it was told before, and that as it was signed.
    turn: int | None = None
    signed_turn: str = ""

    @property
    def left_out(self) -> tuple[int, ...]:
        """Places of the parts without an answer."""
        return tuple(place for place, answer in enumerate(self.answers) if not answer)


@cache
def _signer(salt: str) -> signing.Signer:
    """Return what signs; made when first asked for, because the secret may not be there before."""
    return signing.Signer(salt=salt, algorithm="sha256")


def stamped_sheet() -> str:
    """Return a new sheet's name with the second it was handed out, signed."""
    return _signer(_SHEETS).sign(f"{new_sheet()}.{int(now().timestamp())}")


def sheet_from(sent: Mapping[str, str], options: tuple[int, ...]) -> Sheet:
    """Read what was sent; an answer that is none of a part's options counts as none.

    In: how many options each part has
    """
    stamp = sent.get("sheet", "")
    name = stamp.partition(".")[0]
    answers = bytes(_answer(sent.get(f"p{place}", ""), most) for place, most in enumerate(options))
    handed_out = _second(_signer(_SHEETS), name, stamp)
    turn = _second(_signer(_TURNS), name, sent.get("turn", ""))
    return Sheet(
        name=name if is_sheet(name) else "",
        stamp=stamp if is_sheet(name) and len(stamp) <= _LONGEST else stamped_sheet(),
        code=sent.get("code", "")[:40],
        answers=answers,
        quick=None if handed_out is None else _is_quick(handed_out, sum(map(bool, answers))),
        was_reminded="reminded" in sent,
        is_ours=handed_out is not None,
        proof=sent.get("proof", ""),
        turn=turn,
        signed_turn=sent["turn"] if turn is not None else "",
    )


def signed_turn(name: str, second: int) -> str:
    """Return the turn of a sheet, so that it is believed when it is brought back."""
    return _signer(_TURNS).sign(f"{name}.{second}")


def _answer(written: str, most: int) -> int:
    is_number = written.isascii() and written.isdecimal() and len(written) <= _DIGITS
    number = int(written) if is_number else 0
    return number if number <= most else 0


def _second(signer: signing.Signer, name: str, stamp: str) -> int | None:
    """Return the second that we have signed with the name of a sheet; None if it was not us."""
    try:
        signed, _, second = signer.unsign(stamp).partition(".")
        return int(second) if signed == name else None
    except (signing.BadSignature, ValueError):
        return None


def _is_quick(handed_out: int, answered: int) -> bool:
    return now().timestamp() - handed_out < answered * QUICKEST
