"""One-time codes sent by mail, without keeping who was written to or who got which.

Addresses live in memory while their letters are sent; neither the database, nor the audit trail,
nor a log ever has one.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.core.cache import cache

from prongsai.directory.rules import Actor
from prongsai.foundation.rules import UserError
from prongsai.foundation.services.audit import audit
from prongsai.reports.adapters.mail import is_posted, leaves_this_machine, opened_line
from prongsai.reports.queries.handouts import handout_of
from prongsai.reports.rules.handouts import (
    AlreadyMailed,
    Handout,
    MailNotSetUp,
    MailUnreachable,
)
from prongsai.reports.rules.letters import letter_of
from prongsai.surveys.models import Gate
from prongsai.surveys.rules.collecting import GateWithoutCodes
from prongsai.surveys.rules.rights import require_opener
from prongsai.surveys.services.gates import forget_codes, make_codes

#: A mail server that took none of so many letters in a row is not asked any more.
_ENOUGH = 10
#: Seconds for which a list is known to have been sent.
_REMEMBERED = 24 * 60 * 60


@dataclass(frozen=True)
class Sent:
    """A letter that was sent, or was not: the how-many-th it was."""

    number: int
    address: str
    arrived: bool


def sends_mail() -> bool:
    """Whether this site sends mail."""
    return leaves_this_machine()


def require_mail() -> None:
    """Refuse to send letters where they would be printed or kept instead.

    Raises:
        MailNotSetUp
    """
    if not sends_mail():
        raise MailNotSetUp()


def mail_codes(
    gate: Gate, addresses: Sequence[str], *, once: str, site: str, by: Actor, now: datetime
) -> Iterator[Sent]:
    """Make a code for each address and send it there, in an order drawn by lot.

    The letters go out while the answer is read, one at each step. Who stops reading does not stop
    them. Codes of letters that nobody took are forgotten at the end.

    In: `once`: names this list, so that it is not sent twice by pressing a button twice

    Raises (before anything is sent):
        NotAllowed: the agency's coordinator or the central administrator may.
        MailNotSetUp, MailUnreachable, AlreadyMailed.
        GateWithoutCodes, CodesOutOfRange, CollectingEnded, GateShut.
    """
    require_opener(by, gate.participation.agency_id)
    require_mail()
    handout = handout_of(gate, site=site)
    if not handout.takes_code:
        raise GateWithoutCodes()
    line = opened_line()
    if line is None:
        raise MailUnreachable()
    try:
        if not cache.add(f"reports.mailed.{once}", 1, _REMEMBERED):
            raise AlreadyMailed()
        codes = make_codes(gate, len(addresses), by=by, now=now)
    except UserError:
        line.close()
        raise
    drawn = SystemRandom().sample(list(addresses), len(addresses))
    return _sent(gate, line, handout, dict(zip(codes, drawn, strict=True)), by=by, now=now)


def _sent(
    gate: Gate, line: Any, handout: Handout, letters: dict[str, str], *, by: Actor, now: datetime
) -> Iterator[Sent]:
    waiting = dict(letters)
    steps = _posted(line, handout, letters, waiting)
    try:
        for step in steps:  # noqa: UP028 # `yield from` would close them with this
            yield step
    finally:
        with closing(line):
            for _ in steps:  # whoever read along has left: the rest is sent all the same
                pass
            if waiting:
                forget_codes(gate, list(waiting), by=by, now=now)
            told = {"sent": len(letters) - len(waiting), "failed": len(waiting)}
            audit("gate.codes_mailed", f"gate:{gate.pk}", by=by, now=now, **told)


def _posted(
    line: Any, handout: Handout, letters: dict[str, str], waiting: dict[str, str]
) -> Iterator[Sent]:
    """Send letters; take the code of each that was taken out of those that wait."""
    in_a_row = 0
    for number, (code, address) in enumerate(letters.items(), 1):
        arrived = in_a_row < _ENOUGH and is_posted(line, address, *letter_of(handout, code))
        in_a_row = 0 if arrived else in_a_row + 1
        if arrived:
            del waiting[code]
        yield Sent(number, address, arrived)
