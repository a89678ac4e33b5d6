"""From which state a round goes to which, and what must be true for it."""

from datetime import date
from enum import StrEnum

from prongsai.foundation.rules import UserError
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text


class RoundState(StrEnum):
    """How far a round is."""

    PLANNED = "planned"
    COLLECTING = "collecting"
    CLOSED = "closed"
    SCORED = "scored"


STATE_NAMES = {
    RoundState.PLANNED: Text("วางแผน", "planned"),
    RoundState.COLLECTING: Text("กำลังเก็บข้อมูล", "collecting"),
    RoundState.CLOSED: Text("ปิดรับแล้ว", "closed"),
    RoundState.SCORED: Text("คิดคะแนนแล้ว", "scored"),
}
#: State -> those that may follow it.
_NEXT = {
    RoundState.PLANNED: {RoundState.COLLECTING},
    RoundState.COLLECTING: {RoundState.CLOSED},
    RoundState.CLOSED: {RoundState.SCORED},
    # Scores are made again when an objection is granted.
    RoundState.SCORED: {RoundState.SCORED},
}


class RoundExists(UserError):
    code = "ASSESSMENTS-001"
    message = Text("มีรอบของ %(edition)s อยู่แล้ว", "There is a round of %(edition)s already.")
    remedy = Text(
        "ดูรอบทั้งหมดที่หน้า “งานของฉัน” หรือด้วย prongsai rounds list",
        "See all on the page “My work”, or with `prongsai rounds list`.",
    )


class RoundUnknown(UserError):
    code = "ASSESSMENTS-002"
    status = 404
    message = Text("ไม่มีรอบของปี %(year)s", "There is no round of %(year)s.")
    remedy = Text(
        "ดูรอบที่มีที่หน้า “งานของฉัน” หรือวางแผนรอบใหม่ด้วย prongsai rounds plan",
        "See those there are on the page “My work”, or plan one with `prongsai rounds plan`.",
    )


class WrongState(UserError):
    code = "ASSESSMENTS-003"
    status = 409
    message = Text(
        "รอบนี้อยู่ในสถานะ “%(state)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้",
        "This round is %(state)s, so it cannot become %(wanted)s.",
    )
    remedy = Text("ทำขั้นตอนก่อนหน้าให้เสร็จก่อน", "Finish the step before it first.")


class NobodyTakesPart(UserError):
    code = "ASSESSMENTS-004"
    message = Text("ยังไม่มีหน่วยงานในรอบนี้", "No agency takes part in this round yet.")
    remedy = Text(
        "เพิ่มที่หน้าของรอบ หรือด้วย prongsai rounds enter",
        "Enter some on the round's page, or with `prongsai rounds enter`.",
    )


class PhaseUnknown(UserError):
    code = "ASSESSMENTS-005"
    status = 404
    message = Text("กรอบการประเมินไม่มีช่วง %(phase)s", "The edition has no phase %(phase)s.")
    remedy = Text("เลือกจาก: %(phases)s", "Choose from: %(phases)s.")


class ReasonMissing(UserError):
    code = "ASSESSMENTS-006"
    message = Text(
        "การเปลี่ยนวันที่กำหนดไว้แล้วต้องมีเหตุผล", "A date that was set is not changed without a reason."
    )
    remedy = Text("เขียนเหตุผลสั้น ๆ ที่ผู้อื่นอ่านได้", "Give a short reason that others may read.")


class DatesReversed(UserError):
    code = "ASSESSMENTS-007"
    message = Text(
        "วันสิ้นสุด %(ends)s อยู่ก่อนวันเริ่ม %(starts)s",
        "The last day %(ends)s is before the first, %(starts)s.",
    )
    remedy = Text("ตรวจสอบวันที่", "Check the dates.")


class AgencyNotKnown(UserError):
    code = "ASSESSMENTS-008"
    status = 404
    message = Text("ไม่รู้จักหน่วยงานรหัส %(codes)s", "There are no agencies of the codes %(codes)s.")
    remedy = Text("นำเข้าหน่วยงานก่อน หรือตรวจรหัส", "Import them first, or check the codes.")


class RoundUnderWay(UserError):
    code = "ASSESSMENTS-009"
    status = 409
    message = Text(
        "รอบนี้ปิดรับแล้ว จึงเปลี่ยนจำนวนหรือหน่วยงานไม่ได้",
        "This round is closed: agencies and headcounts are not changed any more.",
    )
    remedy = Text("แจ้งผู้ดูแลระบบกลาง", "Tell the central administrator.")


def require_next(state: RoundState, wanted: RoundState) -> None:
    """Refuse a state that may not follow.

    Raises:
        WrongState
    """
    if wanted not in _NEXT[state]:
        raise WrongState(state=STATE_NAMES[state], wanted=STATE_NAMES[wanted])


def require_open_for_entries(state: RoundState) -> None:
    """Refuse to change who takes part once collecting has ended.

    Raises:
        RoundUnderWay
    """
    if state not in {RoundState.PLANNED, RoundState.COLLECTING}:
        raise RoundUnderWay()


def require_order(starts: date | None, ends: date | None) -> None:
    """Refuse a phase that ends before it starts.

    Raises:
        DatesReversed
    """
    if starts and ends and ends < starts:
        raise DatesReversed(starts=date_text(starts), ends=date_text(ends))


def require_reason(was_set: bool, reason: str) -> None:  # noqa: FBT001
    """Refuse to change dates that were set without saying why.

    Raises:
        ReasonMissing
    """
    if was_set and not reason.strip():
        raise ReasonMissing()
