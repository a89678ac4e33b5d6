"""How far a disclosure is, who takes it further, and what is decided about it."""

from enum import StrEnum

from prongsai.assessments.rules import RoundState
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class DisclosureState(StrEnum):
    """How far an agency is with one item."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


STATE_NAMES = {
    DisclosureState.DRAFT: Text("ร่าง", "draft"),
    DisclosureState.SUBMITTED: Text("รออนุมัติ", "waiting for approval"),
    DisclosureState.RETURNED: Text("ส่งกลับให้แก้ไข", "sent back"),
    DisclosureState.APPROVED: Text("อนุมัติแล้ว", "approved"),
}
#: State -> those that may follow it.
_NEXT = {
    DisclosureState.DRAFT: {DisclosureState.SUBMITTED},
    DisclosureState.RETURNED: {DisclosureState.SUBMITTED},
    DisclosureState.SUBMITTED: {DisclosureState.APPROVED, DisclosureState.RETURNED},
    # What is approved can be taken up again as long as disclosing goes on.
    DisclosureState.APPROVED: {DisclosureState.RETURNED},
}
#: In these an officer may change links, files and words.
EDITABLE = frozenset({DisclosureState.DRAFT, DisclosureState.RETURNED})
#: In these somebody stands for it; drafts are not evidence.
GIVEN = (DisclosureState.SUBMITTED.value, DisclosureState.APPROVED.value)
#: Rounds of which links are watched.
WATCHED = (RoundState.COLLECTING.value, RoundState.CLOSED.value)


class CaptureReason(StrEnum):
    """Why a copy was made."""

    SUBMITTED = "submitted"
    SCHEDULED = "scheduled"
    DEADLINE = "deadline"
    OBJECTION = "objection"


class CaptureOutcome(StrEnum):
    """What came of opening a link."""

    SHOWN = "shown"
    #: The site answered that there is no such page, or that it cannot show it.
    FAULT = "fault"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"


class LinkTrouble(StrEnum):
    """What those in charge of a link are told."""

    BROKEN = "broken"
    CHANGED = "changed"


class Stage(StrEnum):
    """At which point of the review something was decided."""

    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"
    OBJECTION = "objection"
    CORRECTION = "correction"


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the words that a column may hold."""
    return [(word.value, word.value) for word in words]


class DrawnStage(StrEnum):
    """A stage for which an evaluator is drawn."""

    FIRST = "first"
    SECOND = "second"


DRAWN_STAGES = tuple(Stage(stage.value) for stage in DrawnStage)


class StateNotNext(UserError):
    code = "EVIDENCE-003"
    status = 409
    message = Text(
        "รายการ %(item)s อยู่ในสถานะ “%(state)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้",
        "Item %(item)s is %(state)s, so it cannot become %(wanted)s.",
    )
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูสถานะล่าสุด", "Load the page again to see how far it is.")


def require_next(item: str, state: DisclosureState, wanted: DisclosureState) -> None:
    """Refuse a state that may not follow.

    Raises:
        StateNotNext
    """
    if wanted not in _NEXT[state]:
        raise StateNotNext(item=item, state=STATE_NAMES[state], wanted=STATE_NAMES[wanted])
