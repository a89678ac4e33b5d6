"""What of plans waits for somebody, for the page that they see first."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from prongsai.assessments.rules.waiting import Waiting
from prongsai.directory.rules import Actor, Role
from prongsai.improvement.queries.listing import PlanLine, own_plans, sees_plans
from prongsai.improvement.queries.tasks import escalated_tasks, waiting_tasks
from prongsai.improvement.rules.states import PlanState
from prongsai.methodology.wording import Text

_LATE = Text(
    "งานตามแผนปรับปรุงเกินกำหนด %(count)s งาน", "Tasks of the improvement plan overdue: %(count)s"
)
_SOON = Text(
    "งานตามแผนปรับปรุงครบกำหนดภายใน 7 วัน %(count)s งาน",
    "Tasks of the improvement plan due within a week: %(count)s",
)
_DECIDE = Text(
    "แผนปรับปรุงปี %(year)s รอท่านอนุมัติ", "The improvement plan %(year)s waits for your approval"
)
_RETURNED = Text(
    "ผู้บริหารส่งแผนปรับปรุงปี %(year)s กลับให้แก้ไข",
    "The executive sent the improvement plan %(year)s back",
)
_ESCALATED = Text(
    "งานตามแผนปรับปรุงปี %(year)s เกินกำหนดตั้งแต่ 14 วัน %(count)s งาน",
    "Tasks of the improvement plan %(year)s overdue by 14 days or more: %(count)s",
)
_PLANS = Text("แผนปรับปรุงและการติดตามผล", "Improvement plans and what became of them")


def what_waits(reader: Actor, *, today: date) -> Iterator[Waiting]:
    """Yield tasks that are late or due soon, plans to decide on or to mend, the way to plans."""
    if not sees_plans(reader):
        return
    late, soon = waiting_tasks(reader, today=today)
    tasks = reverse("improvement:tasks")
    if late:
        yield Waiting(_LATE.filled(count=late), tasks, is_late=True)
    if soon:
        yield Waiting(_SOON.filled(count=soon), tasks)
    for plan in own_plans(reader):
        yield from _of_plan(plan, reader)
        if long_late := _long_late(plan, reader, today):
            where = reverse("improvement:units", args=_where(plan))
            text = _ESCALATED.filled(year=plan.year_be, count=long_late)
            yield Waiting(text, where, is_late=True)
    yield Waiting(_PLANS, reverse("improvement:plans"))


def _of_plan(plan: PlanLine, reader: Actor) -> Iterator[Waiting]:
    where = _where(plan)
    if plan.state is PlanState.SUBMITTED and reader.has_for(plan.agency_id, Role.EXECUTIVE):
        yield Waiting(_DECIDE.filled(year=plan.year_be), reverse("improvement:decide", args=where))
    if plan.state is PlanState.RETURNED and reader.has_for(plan.agency_id, Role.COORDINATOR):
        yield Waiting(_RETURNED.filled(year=plan.year_be), reverse("improvement:plan", args=where))


def _long_late(plan: PlanLine, reader: Actor, today: date) -> int:
    """Return how many tasks those above a plan are told of."""
    is_above = reader.has_for(plan.agency_id, Role.COORDINATOR, Role.EXECUTIVE)
    if not is_above or plan.state is not PlanState.APPROVED:
        return 0
    return escalated_tasks(plan.agency_id, plan.framework, plan.year_be, today=today)


def _where(plan: PlanLine) -> list[str | int]:
    return [plan.framework, plan.year_be, plan.agency]
