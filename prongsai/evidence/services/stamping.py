"""Having the daily seal stamped by somebody else: it was there at that time, whoever holds our key.

An authority that does not answer holds nothing up: it is asked again, and a later seal covers the
earlier ones as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from prongsai.evidence.adapters.stamping import NoStamp, asked_stamp, read_stamp
from prongsai.evidence.models import Seal, Stamp
from prongsai.evidence.rules.captures import NotStamped
from prongsai.evidence.services.sealing import words_of

#: An older seal is left as it is: a stamp of today says no more of it than of the one of today.
_STILL = timedelta(days=7)


@dataclass(frozen=True)
class Stamps:
    """What the stamps of all days say."""

    #: Days whose stamp holds, and days that have none.
    held: int
    without: int
    #: Days whose stamp does not hold.
    broken: tuple[date, ...]
    #: Whether they were not verified, because nobody says to which certificates they must lead.
    unread: bool

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        days = [day.isoformat() for day in self.broken]
        told = {"held": self.held, "without": self.without, "unread": self.unread}
        return {**told, "broken": days}


def stamp_seals(*, now: datetime) -> list[Stamp]:
    """Have the seals of the last days stamped that have no stamp yet; none without an authority.

    Raises:
        NotStamped: says why; what was stamped before is kept.
    """
    if not settings.STAMP_URL:
        return []
    fresh = Seal.objects.filter(day__gt=localdate(now) - _STILL, stamp__isnull=True)
    return [_stamped(seal) for seal in fresh.order_by("-day")]


def stamps_read() -> Stamps:
    """Read the stamps of all days again; nobody is asked for it."""
    stamps = Stamp.objects.select_related("seal").order_by("seal")
    without = Seal.objects.filter(stamp__isnull=True).count()
    if not settings.STAMP_CERTIFICATES:
        return Stamps(0, without, (), unread=stamps.exists())
    broken = tuple(one.seal.day for one in stamps if not _holds(one))
    return Stamps(stamps.count() - len(broken), without, broken, unread=False)


def _stamped(seal: Seal) -> Stamp:
    authority = settings.STAMP_URL
    try:
        made = asked_stamp(
            words_of(seal), authority=authority, certificates=Path(settings.STAMP_CERTIFICATES)
        )
    except NoStamp as error:
        raise NotStamped(authority=authority, day=seal.day.isoformat(), why=str(error)) from error
    told = {"authority": authority, "stamped_at": made.at, "token": made.token}
    return Stamp.objects.get_or_create(seal=seal, defaults=told)[0]


def _holds(stamp: Stamp) -> bool:
    certificates = Path(settings.STAMP_CERTIFICATES)
    try:
        at = read_stamp(bytes(stamp.token), words_of(stamp.seal), certificates=certificates)
    except NoStamp:
        return False
    return at == stamp.stamped_at
