"""The checklist as an agency works it off: how far each item is, and who may do what with it."""

from datetime import date
from enum import StrEnum

from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.evidence.rules.states import EDITABLE, CaptureOutcome, DisclosureState
from prongsai.methodology.wording import Text

_WORK = Text("ทำงานกับรายการของหน่วยงานนี้", "work on the items of this agency")


class ItemState(StrEnum):
    """How far an item is: a disclosure's state, or nothing yet."""

    EMPTY = "empty"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


ITEM_STATES = {
    ItemState.EMPTY: Text("ยังไม่เริ่ม", "not begun"),
    ItemState.DRAFT: Text("ร่าง", "draft"),
    ItemState.SUBMITTED: Text("รออนุมัติ", "waiting for approval"),
    ItemState.RETURNED: Text("ส่งกลับให้แก้ไข", "sent back"),
    ItemState.APPROVED: Text("อนุมัติแล้ว", "approved"),
}
#: These are done as far as those who fill them in are concerned.
_SENT = frozenset({ItemState.SUBMITTED, ItemState.APPROVED})
OUTCOMES = {
    CaptureOutcome.SHOWN: Text("เปิดได้", "shown"),
    CaptureOutcome.FAULT: Text(
        "เว็บไซต์แจ้งว่าเปิดหน้านี้ไม่ได้", "the site answered that it cannot show it"
    ),
    CaptureOutcome.REFUSED: Text("ระบบไม่เปิดลิงก์นี้", "not opened by this program"),
    CaptureOutcome.TIMEOUT: Text("รอนานเกินไป", "no answer in time"),
    CaptureOutcome.UNREACHABLE: Text("ติดต่อเว็บไซต์ไม่ได้", "the site could not be reached"),
}


def item_state(state: DisclosureState | None, *, has_content: bool) -> ItemState:
    """Return how far an item is; a draft with nothing in it has not been begun.

    >>> item_state(DisclosureState.DRAFT, has_content=False)
    <ItemState.EMPTY: 'empty'>
    """
    if state is None or (state is DisclosureState.DRAFT and not has_content):
        return ItemState.EMPTY
    return ItemState(state.value)


def is_overdue(state: ItemState, due: date | None, today: date) -> bool:
    """Whether an item should have been sent by now."""
    return due is not None and due < today and state not in _SENT


def is_editable(state: ItemState) -> bool:
    """Whether links, files and words may be changed."""
    return state is ItemState.EMPTY or DisclosureState(state.value) in EDITABLE


def may_assign(actor: Actor, agency: int) -> bool:
    """Whether they may give items of an agency to its units, and import the list."""
    return actor.has(Role.CENTRAL) or actor.has_for(agency, Role.COORDINATOR)


def may_fill_in(actor: Actor, agency: int) -> bool:
    """Whether they may change links, files and words."""
    return may_assign(actor, agency) or actor.has_for(agency, Role.OFFICER)


def may_submit(actor: Actor, agency: int) -> bool:
    """Whether they may send items to the executive."""
    return actor.has_for(agency, Role.COORDINATOR, Role.OFFICER)


def may_decide(actor: Actor, agency: int) -> bool:
    """Whether they stand for items in the agency's name."""
    return actor.has_for(agency, Role.EXECUTIVE)


def require_worker(actor: Actor, agency: int) -> None:
    """Refuse who has nothing to do with the items of an agency but to read them.

    Raises:
        NotAllowed
    """
    if not (may_fill_in(actor, agency) or may_decide(actor, agency)):
        raise NotAllowed(action=_WORK)


def sees_verdicts(actor: Actor, *, has_begun: bool, has_dates: bool) -> bool:
    """Whether they may see which verdicts stand.

    An agency sees them when objecting has begun, or no day is set for that. An evaluator waits
    for the day, lest the second judge be led by the first.

    In: whether the phase of objecting has begun, and whether it has days at all
    """
    if actor.has(Role.CENTRAL, Role.AUDITOR) or has_begun:
        return True
    return not has_dates and not actor.has(Role.EVALUATOR)
