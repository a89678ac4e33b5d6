"""When a task is soon due, late, or so late that others are told."""

from datetime import date, timedelta
from enum import StrEnum

from prongsai.improvement.rules.states import OVER, MeasureState, ReminderKind
from prongsai.methodology.wording import Text

#: Days before a task is due on which its unit is told, and after which those above are.
_SOON, _ESCALATED = timedelta(days=7), timedelta(days=14)


class Lateness(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    LATE = "late"
    SOON = "soon"
    LATER = "later"
    #: Its measure is done or given up: nobody waits for it.
    NEEDLESS = "needless"


LATENESS = {
    Lateness.DONE: Text("เสร็จแล้ว", "done"),
    Lateness.LATE: Text("เกินกำหนด", "overdue"),
    Lateness.SOON: Text("ใกล้ถึงกำหนด", "due soon"),
    Lateness.LATER: Text("ยังไม่ถึงกำหนด", "not due yet"),
    Lateness.NEEDLESS: Text("ไม่ต้องรายงานแล้ว", "not waited for any more"),
}

#: What a letter says above tasks of a kind.
REMINDERS = {
    ReminderKind.SOON: Text("ใกล้ถึงกำหนด", "Due soon"),
    ReminderKind.OVERDUE: Text("เกินกำหนดแล้ว", "Overdue"),
    ReminderKind.ESCALATED: Text(
        "เกินกำหนดมาแล้ว 14 วันหรือมากกว่า และยังไม่มีรายงาน",
        "Overdue by 14 days or more, without a report",
    ),
}


def lateness(due: date, done_on: date | None, measure: MeasureState, today: date) -> Lateness:
    """Return how a task of a measure stands.

    >>> lateness(date(1996, 1, 31), None, MeasureState.RUNNING, date(1996, 1, 24))
    <Lateness.SOON: 'soon'>
    """
    if done_on is not None:
        return Lateness.DONE
    if measure in OVER:
        return Lateness.NEEDLESS
    if due < today:
        return Lateness.LATE
    return Lateness.SOON if due <= last_soon(today) else Lateness.LATER


def last_soon(today: date) -> date:
    """Return the last day that is soon."""
    return today + _SOON


def last_escalated(today: date) -> date:
    """Return the last day whose open tasks are late for so long that those above are told."""
    return today - _ESCALATED


def reminders_due(due: date, since: date, today: date) -> tuple[ReminderKind, ...]:
    """Return what should have been told by today about a task that is not done.

    In: since: when it was given; what was due before is late from then on

    >>> reminders_due(date(1996, 1, 1), date(1995, 10, 1), date(1996, 1, 15))
    (<ReminderKind.OVERDUE: 'overdue'>, <ReminderKind.ESCALATED: 'escalated'>)
    >>> reminders_due(date(1996, 1, 1), date(1996, 1, 14), date(1996, 1, 15))
    (<ReminderKind.OVERDUE: 'overdue'>,)
    """
    late_since = max(due, since)
    if today > late_since:
        is_long = late_since <= last_escalated(today)
        return (ReminderKind.OVERDUE, *([ReminderKind.ESCALATED] if is_long else []))
    return (ReminderKind.SOON,) if today <= due <= last_soon(today) else ()
