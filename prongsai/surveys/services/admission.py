"""Letting sheets in by an open link: at once, or, when too many come, for a proof or in turn."""

import secrets
from functools import cache
from hmac import digest
from math import ceil

from django.conf import settings

from prongsai.surveys.queries.gates import WayIn
from prongsai.surveys.rules.crowding import Turns, is_proof

_ADDRESSES, _LINKS = Turns(), Turns()


def seconds_to_wait(
    way: WayIn, *, sheet: str, proof: str, turn: int | None, address: str, now: float
) -> int | None:
    """Return in how many seconds a sheet may come in by a way in: 0 now, None not soon.

    Who has to wait has taken a turn; the door hands it out, signed, and brings it back.

    In: `sheet`: the name of a sheet that we handed out, "" of any other, which no proof and no turn
        helps; `turn`: the second, told by us, from which it may come; `address` is forgotten
    """
    if way.needs_code or (sheet and is_proof(sheet, proof, settings.ANSWERS_PROOF_BITS)):
        return 0
    if sheet and turn is not None:
        return max(0, ceil(turn - now))
    who = digest(_key(), f"{way.token} {address}".encode(), "sha256")
    here = _ADDRESSES.take(who, per_minute=settings.ANSWERS_PER_ADDRESS, now=now)
    if here is None:
        return None
    there = _LINKS.take(way.token.encode(), per_minute=settings.ANSWERS_PER_LINK, now=now)
    return None if there is None else ceil(max(here, there))


@cache
def _key() -> bytes:
    """Make what addresses are hashed with; asked for first when a process has its first sheet."""
    return secrets.token_bytes(32)
