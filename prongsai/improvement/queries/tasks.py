"""Tasks as those see them who do them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from prongsai.directory.models import Duty
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.queries.checklist import unit_name
from prongsai.improvement.models import Measure, Task
from prongsai.improvement.queries.responsible import concern_of_task, own_units
from prongsai.improvement.rules.following import NotInPlan, is_theirs
from prongsai.improvement.rules.lateness import (
    LATENESS,
    Lateness,
    last_escalated,
    last_soon,
    lateness,
)
from prongsai.improvement.rules.rights import require_plan_reader
from prongsai.improvement.rules.states import OVER, MeasureState, PlanState
from prongsai.methodology.wording import Text

#: Tasks of a list; who has more sees that there are more.
_MOST = 300
#: Of those that are done, so many are shown.
_LAST_DONE = 10


@dataclass(frozen=True)
class TaskRow:
    """A task as a line."""

    id: int
    title: str
    measure: int
    measure_title: str
    unit: Text | None
    due: date
    done_on: date | None
    done_by: str
    note: str
    lateness: Lateness
    #: When its unit was told, and when those above were; None where they were not.
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None

    @property
    def lateness_name(self) -> Text:
        """How it stands, in words."""
        return LATENESS[self.lateness]


@dataclass(frozen=True)
class MyTasks:
    """What is somebody's to do: late first, then soon, then later; and the last that were done."""

    late: tuple[TaskRow, ...]
    soon: tuple[TaskRow, ...]
    later: tuple[TaskRow, ...]
    done: tuple[TaskRow, ...]
    more: int = 0

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self.late) + len(self.soon)


def my_tasks(reader: Actor, *, today: date) -> MyTasks:
    """Return the tasks of somebody's units, and those of nobody's to who coordinates."""
    tasks = _tasks().filter(_mine(reader)).filter(_followed())
    waiting = tasks.filter(is_waiting())
    rows = [task_row(task, today) for task in waiting.order_by("due", "pk")[:_MOST]]
    more = max(0, waiting.count() - _MOST) if len(rows) == _MOST else 0
    done = tasks.filter(done_on__isnull=False).order_by("-done_on", "-pk")[:_LAST_DONE]
    late, soon, later = (tuple(row for row in rows if row.lateness is one) for one in _SHOWN)
    return MyTasks(late, soon, later, tuple(task_row(task, today) for task in done), more)


def waiting_tasks(reader: Actor, *, today: date) -> tuple[int, int]:
    """Return how many tasks of somebody are late, and how many are due soon."""
    tasks = Task.objects.filter(_mine(reader), _followed(), is_waiting(), due__lte=last_soon(today))
    late = tasks.filter(due__lt=today).count()
    return late, tasks.count() - late


def escalated_tasks(agency: int, framework: str, year_be: int, *, today: date) -> int:
    """Return how many tasks of a plan are late for so long that those above are told."""
    last = last_escalated(today)
    of_plan = Q(
        step__measure__theme__plan__agency=agency,
        step__measure__theme__plan__framework=framework,
        step__measure__theme__plan__year_be=year_be,
        step__measure__theme__plan__approved_at__date__lte=last,
    )
    return Task.objects.filter(of_plan, _followed(), is_waiting(), due__lte=last).count()


def tasks_of(measure: Measure, *, today: date) -> list[TaskRow]:
    """Return the tasks of a measure by day."""
    return [task_row(task, today) for task in _tasks().filter(step__measure=measure)]


def task_of(number: int, *, reader: Actor) -> Task:
    """Return a task for who may read its plan.

    Raises:
        NotInPlan: there is none.
        NotAllowed
    """
    task = _tasks().filter(pk=number).first()
    if task is None:
        raise NotInPlan()
    agency = task.step.measure.theme.plan.agency
    require_plan_reader(reader, agency.pk, agency.ministry)
    return task


def may_finish(task: Task, *, reader: Actor) -> bool:
    """Whether somebody sees to a task."""
    concern = concern_of_task(task)
    return is_theirs(reader, concern, own_units(reader, concern.agency))


def has_tasks(reader: Actor) -> bool:
    """Whether the page of their own tasks is of use to somebody."""
    return reader.has(Role.COORDINATOR, Role.OFFICER)


def task_row(task: Task, today: date) -> TaskRow:
    """Return a task as a line."""
    measure = task.step.measure
    told = {one.kind: one.told_at for one in task.reminders.all()}
    return TaskRow(
        id=task.pk,
        title=task.step.title,
        measure=measure.pk,
        measure_title=measure.title,
        unit=unit_name(task.unit) if task.unit else None,
        due=task.due,
        done_on=task.done_on,
        done_by=str(task.done_by) if task.done_by else "",
        note=task.note,
        lateness=lateness(task.due, task.done_on, MeasureState(measure.state), today),
        reminded_at=told.get("overdue") or told.get("soon"),
        escalated_at=told.get("escalated"),
    )


_SHOWN = (Lateness.LATE, Lateness.SOON, Lateness.LATER)


def _tasks() -> QuerySet[Task]:
    return (
        Task.objects.select_related("unit", "done_by", "step__measure__theme__plan__agency")
        .prefetch_related("reminders")
        .order_by("due", "pk")
    )


def is_waiting() -> Q:
    """Return the condition under which somebody waits for a task."""
    return Q(done_on=None) & ~Q(step__measure__state__in=OVER)


def _followed() -> Q:
    return Q(step__measure__theme__plan__state=PlanState.APPROVED.value)


def _mine(reader: Actor) -> Q:
    """Return the condition under which a task is somebody's to do."""
    if reader.user is None:
        return Q(pk=None)
    duties = Duty.objects.filter(user=reader.user, role=Role.OFFICER.value, unit__isnull=False)
    coordinated = [a for a in reader.agencies if reader.has_for(a, Role.COORDINATOR)]
    nobodys = Q(unit=None, step__measure__theme__plan__agency__in=coordinated)
    return Q(unit__in=duties.values("unit")) | nobodys
