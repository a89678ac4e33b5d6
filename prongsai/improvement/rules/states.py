"""How far a plan and its measures are, and what may come next."""

from enum import StrEnum

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class PlanState(StrEnum):
    """How far the plan of an agency is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    #: The year is over and the last report was made: nothing changes any more.
    CLOSED = "closed"


class MeasureState(StrEnum):
    """How far one measure is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    #: Given up, with a reason.
    CANCELLED = "cancelled"


class Recurrence(StrEnum):
    """How often a step is due within the period of its measure."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class SnapshotKind(StrEnum):
    """Why the plan was kept as it stood."""

    BASELINE = "baseline"
    SIX_MONTHS = "six-months"
    TWELVE_MONTHS = "twelve-months"


class ReminderKind(StrEnum):
    """What a unit, and then those above it, were told about a task."""

    SOON = "soon"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


class MemberDuty(StrEnum):
    """What somebody does in the working group."""

    ADVISER = "adviser"
    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"
    ASSISTANT = "assistant"


PLAN_STATES = {
    PlanState.DRAFT: Text("ร่าง", "draft"),
    PlanState.SUBMITTED: Text("รออนุมัติ", "waiting for approval"),
    PlanState.RETURNED: Text("ส่งกลับให้แก้ไข", "sent back"),
    PlanState.APPROVED: Text("อนุมัติแล้ว", "approved"),
    PlanState.CLOSED: Text("ปิดแผนแล้ว", "closed"),
}
MEASURE_STATES = {
    MeasureState.PLANNED: Text("ยังไม่เริ่ม", "not begun"),
    MeasureState.RUNNING: Text("กำลังดำเนินการ", "running"),
    MeasureState.DONE: Text("ดำเนินการแล้ว", "done"),
    MeasureState.CANCELLED: Text("ยกเลิก", "cancelled"),
}
RECURRENCES = {
    Recurrence.ONCE: Text("ครั้งเดียว", "once"),
    Recurrence.MONTHLY: Text("ทุกเดือน", "every month"),
    Recurrence.QUARTERLY: Text("ทุกไตรมาส", "every quarter"),
}
SNAPSHOT_KINDS = {
    SnapshotKind.BASELINE: Text("แผนที่อนุมัติ", "plan as approved"),
    SnapshotKind.SIX_MONTHS: Text("รอบ 6 เดือน", "after six months"),
    SnapshotKind.TWELVE_MONTHS: Text("รอบ 12 เดือน", "after twelve months"),
}
MEMBER_DUTIES = {
    MemberDuty.ADVISER: Text("ที่ปรึกษา", "adviser"),
    MemberDuty.CHAIR: Text("ประธาน", "chair"),
    MemberDuty.DEPUTY: Text("รองประธาน", "deputy chair"),
    MemberDuty.MEMBER: Text("คณะทำงาน", "member"),
    MemberDuty.SECRETARY: Text("เลขานุการ", "secretary"),
    MemberDuty.ASSISTANT: Text("ผู้ช่วยเลขานุการ", "assistant secretary"),
}
#: Of measures in these no task waits any more.
OVER = frozenset({MeasureState.DONE, MeasureState.CANCELLED})
#: In these the plan itself may be changed; an approved one is followed up.
EDITABLE = frozenset({PlanState.DRAFT, PlanState.RETURNED})
_PLAN_NEXT = {
    PlanState.DRAFT: {PlanState.SUBMITTED},
    PlanState.RETURNED: {PlanState.SUBMITTED},
    PlanState.SUBMITTED: {PlanState.APPROVED, PlanState.RETURNED},
    # A plan that turns out wrong is taken up again; what was approved stays in its snapshot.
    PlanState.APPROVED: {PlanState.RETURNED, PlanState.CLOSED},
    PlanState.CLOSED: set[PlanState](),
}
_MEASURE_NEXT = {
    MeasureState.PLANNED: {MeasureState.RUNNING, MeasureState.DONE, MeasureState.CANCELLED},
    MeasureState.RUNNING: {MeasureState.DONE, MeasureState.CANCELLED},
    # Facts may turn out not to say so, and minds may change.
    MeasureState.DONE: {MeasureState.RUNNING},
    MeasureState.CANCELLED: {MeasureState.RUNNING},
}


class PlanStateNotNext(UserError):
    code = "IMPROVEMENT-001"
    status = 409
    message = Text(
        "แผนอยู่ในสถานะ “%(state)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้",
        "The plan is %(state)s, so it cannot become %(wanted)s.",
    )
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูสถานะล่าสุด", "Load the page again to see how far it is.")


class MeasureStateNotNext(UserError):
    code = "IMPROVEMENT-002"
    status = 409
    message = Text(
        "มาตรการอยู่ในสถานะ “%(state)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้",
        "The measure is %(state)s, so it cannot become %(wanted)s.",
    )
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูสถานะล่าสุด", "Load the page again to see how far it is.")


class PlanNotEditable(UserError):
    code = "IMPROVEMENT-003"
    status = 409
    message = Text(
        "แก้ไขแผนไม่ได้ เพราะแผนอยู่ในสถานะ “%(state)s”",
        "The plan is %(state)s, so it cannot be changed.",
    )
    remedy = Text(
        "ให้ผู้บริหารส่งแผนกลับมาแก้ไขก่อน แล้วลองอีกครั้ง",
        "Have the executive send the plan back first, then try again.",
    )


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the words that a column may hold."""
    return [(word.value, word.value) for word in words]


def next_measure_states(state: MeasureState) -> list[MeasureState]:
    """Return what a measure may become.

    >>> next_measure_states(MeasureState.DONE)
    [<MeasureState.RUNNING: 'running'>]
    """
    return [one for one in MeasureState if one in _MEASURE_NEXT[state]]


def require_plan_next(state: PlanState, wanted: PlanState) -> None:
    """Refuse a state of a plan that may not follow.

    Raises:
        PlanStateNotNext
    """
    if wanted not in _PLAN_NEXT[state]:
        raise PlanStateNotNext(state=PLAN_STATES[state], wanted=PLAN_STATES[wanted])


def require_measure_next(state: MeasureState, wanted: MeasureState) -> None:
    """Refuse a state of a measure that may not follow.

    Raises:
        MeasureStateNotNext
    """
    if wanted not in _MEASURE_NEXT[state]:
        raise MeasureStateNotNext(state=MEASURE_STATES[state], wanted=MEASURE_STATES[wanted])


def require_plan_editable(state: PlanState) -> None:
    """Refuse to change a plan that somebody else decides on now.

    Raises:
        PlanNotEditable
    """
    if state not in EDITABLE:
        raise PlanNotEditable(state=PLAN_STATES[state])
