"""Following a plan up: who tells what was done, about which measures, and when."""

from dataclasses import dataclass

from prongsai.directory.rules import Actor, Role
from prongsai.foundation.rules import UserError
from prongsai.improvement.rules.content import Period
from prongsai.improvement.rules.rights import may_plan, require_teller
from prongsai.improvement.rules.states import PlanState
from prongsai.methodology.wording import Text

#: Letters of what was done and what came of it, of a note, of a title; links of one action.
LONGEST_TEXT, LONGEST_NOTE, LONGEST_TITLE, MOST_LINKS = 10_000, 2_000, 300, 50


@dataclass(frozen=True)
class Concern:
    """Whose something is: ids of the agency and of the responsible units, or all its units."""

    agency: int
    units: frozenset[int] = frozenset()
    all_units: bool = False


class NotInPlan(UserError):
    code = "IMPROVEMENT-050"
    status = 404
    message = Text("ไม่พบรายการนี้ในแผน", "This is not in the plan, or not any more.")
    remedy = Text("กลับไปที่หน้าแผน แล้วเลือกอีกครั้ง", "Choose again on the page of the plan.")


class MeasureNeeded(UserError):
    code = "IMPROVEMENT-051"
    message = Text("ยังไม่ได้เลือกมาตรการในประเด็นนี้", "No measure of this theme is chosen.")
    remedy = Text("เลือกอย่างน้อยหนึ่งมาตรการ", "Choose at least one.")


class WordsMissing(UserError):
    code = "IMPROVEMENT-052"
    message = Text("ยังไม่ได้เขียนข้อความ หรือข้อความยาวเกินไป", "Nothing is written, or far too much.")
    remedy = Text("เขียนสั้น ๆ ว่าทำอะไร หรือเกิดผลอะไร", "Say in a few words what was done.")


class PeriodBackwards(UserError):
    code = "IMPROVEMENT-053"
    message = Text("วันสิ้นสุดมาก่อนวันเริ่ม", "The last day is before the first.")
    remedy = Text("แก้วันใดวันหนึ่ง", "Mend one of the two.")


class TaskDone(UserError):
    code = "IMPROVEMENT-054"
    status = 409
    message = Text("งานนี้มีผู้รายงานว่าเสร็จแล้ว", "This task has been reported as done.")
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูข้อมูลล่าสุด", "Load the page again to see what was said.")


class TaskNotDone(UserError):
    code = "IMPROVEMENT-055"
    status = 409
    message = Text("งานนี้ยังไม่เสร็จอยู่แล้ว", "This task is not done, so it need not be reopened.")
    remedy = Text("โหลดหน้านี้ใหม่เพื่อดูข้อมูลล่าสุด", "Load the page again.")


class TooManyLinks(UserError):
    code = "IMPROVEMENT-056"
    message = Text("มีลิงก์มากกว่า %(most)s ลิงก์", "There are more than %(most)s links.")
    remedy = Text("แบ่งเป็นหลายรายการ", "Tell it as several actions.")


class DecisionTaken(UserError):
    code = "IMPROVEMENT-057"
    status = 409
    message = Text("มตินี้เป็นขั้นตอนของมาตรการแล้ว", "This decision is a step of a measure already.")
    remedy = Text("แก้ไขขั้นตอนที่มาตรการนั้น", "Change the step at that measure.")


class PlanClosed(UserError):
    code = "IMPROVEMENT-058"
    status = 409
    message = Text("แผนนี้ปิดแล้ว", "This plan is closed.")
    remedy = Text("บันทึกในแผนของปีต่อไป", "Keep it in the plan of the next year.")


def is_teller(actor: Actor, agency: int) -> bool:
    """Whether somebody may tell what was done for any measure of an agency at all."""
    return may_plan(actor, agency) or actor.has_for(agency, Role.OFFICER)


def require_sends(actor: Actor, agency: int) -> None:
    """Refuse who tells nothing about any measure of an agency.

    Raises:
        NotAllowed
    """
    require_teller(actor, agency, responsible=True)


def is_responsible(concern: Concern, own: frozenset[int]) -> bool:
    """Whether a unit out of `own` is responsible; to all units belongs whoever has one.

    >>> is_responsible(Concern(1, frozenset({5})), frozenset({4, 5}))
    True
    """
    return bool(concern.units & own) or (concern.all_units and bool(own))


def is_theirs(actor: Actor, concern: Concern, own: frozenset[int]) -> bool:
    """Whether somebody may tell what was done.

    In: own: the units of the agency for which they have a duty
    """
    is_officer = actor.has_for(concern.agency, Role.OFFICER)
    return may_plan(actor, concern.agency) or (is_officer and is_responsible(concern, own))


def require_theirs(actor: Actor, concern: Concern, own: frozenset[int]) -> None:
    """Refuse who is not responsible.

    Raises:
        NotAllowed
    """
    require_teller(actor, concern.agency, responsible=is_responsible(concern, own))


def require_open(state: PlanState) -> None:
    """Refuse changes around a plan that is closed.

    Raises:
        PlanClosed
    """
    if state is PlanState.CLOSED:
        raise PlanClosed()


def require_words(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return words as they are kept.

    Raises:
        WordsMissing: there are none, or too many.
    """
    words = "\n".join(text.strip().splitlines())
    if not words or len(words) > longest:
        raise WordsMissing()
    return words


def require_forwards(period: Period | None) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        PeriodBackwards
    """
    if period is not None and period.ends < period.starts:
        raise PeriodBackwards()
