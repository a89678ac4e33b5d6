"""Which of the copies of a page counts, and copies in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

REASON_WORDS = {
    CaptureReason.SUBMITTED: Text("เมื่อหน่วยงานส่งรายการ", "when it was submitted"),
    CaptureReason.SCHEDULED: Text("ตามรอบเวลา", "on schedule"),
    CaptureReason.DEADLINE: Text("เมื่อปิดรับการเปิดเผย", "at the deadline"),
    CaptureReason.OBJECTION: Text("พร้อมคำคัดค้าน", "with an objection"),
}
#: The looks at the deadline begin when the day is over, and take some time.
LATE = timedelta(days=2)


class CopyUnknown(UserError):
    code = "EVIDENCE-032"
    status = 404
    message = Text("ไม่มีสำเนาหมายเลข %(number)s", "There is no copy with the number %(number)s.")
    remedy = Text("ตรวจหมายเลขสำเนาอีกครั้ง", "Check the number again.")


class CopyAway(UserError):
    code = "EVIDENCE-033"
    status = 409
    message = Text(
        "ไม่มีเนื้อหาของสำเนาหมายเลข %(number)s ในเครื่องนี้",
        "The content of copy number %(number)s is not on this machine.",
    )
    remedy = Text(
        "หากควรมี ให้กู้คลังสำเนาจากข้อมูลสำรอง",
        "If it should be, have the archive of copies restored from a backup.",
    )


class Dated(Protocol):
    """A copy, as far as it is chosen by its date; `reason` is a word of `CaptureReason`."""

    reason: str
    outcome: str
    asked_at: datetime


Copy = TypeVar("Copy", bound=Dated)


def before_deadline(copies: Sequence[Copy], deadline: datetime | None) -> list[Copy]:
    """Return the copies that may count, the last one being the one that does.

    In: copies in the order they were made; None is no deadline, so that all of them may
    """
    if deadline is None:
        return list(copies)
    return [
        one
        for one in copies
        if one.asked_at < deadline
        or (one.reason == CaptureReason.DEADLINE.value and one.asked_at < deadline + LATE)
    ]


def last_shown(copies: Sequence[Copy]) -> Copy | None:
    """Return the last copy on which something is to be seen."""
    shown = [one for one in copies if one.outcome == CaptureOutcome.SHOWN.value]
    return shown[-1] if shown else None
