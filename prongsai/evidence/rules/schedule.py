"""When a page is looked at again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address

from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: A page that was not shown is soon looked at again: the fault may have passed.
_AFTER_FAULT = (timedelta(hours=1), timedelta(hours=6))
_DAILY = timedelta(days=1)
#: Who takes a page on has so long; a page that nobody came back with is free again.
LEASE = timedelta(minutes=10)


def next_look(asked_at: datetime, failures: int) -> datetime:
    """Return when to look again.

    In: how often in a row the page was not shown
    """
    if 0 < failures <= len(_AFTER_FAULT):
        return asked_at + _AFTER_FAULT[failures - 1]
    return asked_at + _DAILY


def next_reason(reason: CaptureReason, outcome: CaptureOutcome, failures: int) -> CaptureReason:
    """Return why it is looked at the next time: what somebody waits for is tried again soon.

    In: how often in a row the page was not shown, this time included
    """
    if outcome is not CaptureOutcome.SHOWN and failures <= len(_AFTER_FAULT):
        return reason
    return CaptureReason.SCHEDULED


class PlaceUnreadable(UserError):
    code = "EVIDENCE-040"
    message = Text(
        "CAPTURE_ALLOW: “%(place)s” ไม่ใช่ที่อยู่กับพอร์ต",
        "CAPTURE_ALLOW: “%(place)s” is no address with a port.",
    )
    remedy = Text(
        "เขียนแบบ 10.1.2.3:80 หรือ [fd00::1]:80 คั่นด้วยจุลภาค",
        "Write it as 10.1.2.3:80 or [fd00::1]:80, separated by commas.",
    )


def allowed_places(written: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Return addresses with ports that may be opened though they are not public.

    Raises:
        PlaceUnreadable: says which.
    """
    found = set()
    for place in written:
        address, _, port = place.strip().rpartition(":")
        try:
            found.add((str(ip_address(address.strip("[]"))), int(port)))
        except ValueError as error:
            raise PlaceUnreadable(place=place) from error
    return frozenset(found)
