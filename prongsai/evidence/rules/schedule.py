"""When a page is looked at again."""

from datetime import datetime, timedelta

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
