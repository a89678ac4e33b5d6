"""Letters about tasks: to the unit around the day, to those above when it is long past."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from prongsai.directory.adapters.mail import has_mail
from prongsai.directory.models import User
from prongsai.directory.rules import OPERATOR, Role
from prongsai.foundation.services.audit import audit
from prongsai.improvement.adapters.mail import send_reminders
from prongsai.improvement.models import Plan, Reminder, Task
from prongsai.improvement.queries.listing import name_of
from prongsai.improvement.queries.responsible import holders, officers_of
from prongsai.improvement.queries.tasks import is_waiting
from prongsai.improvement.rules.lateness import REMINDERS, last_soon, reminders_due
from prongsai.improvement.rules.states import PlanState, ReminderKind
from prongsai.improvement.services.holding import named
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text

_ABOVE = (Role.COORDINATOR, Role.EXECUTIVE)


@dataclass(frozen=True)
class Told:
    """A task in a letter: what is to be done, by when, for which measure, and where to report."""

    title: str
    due: Text
    measure: str
    unit: str
    link: str


@dataclass(frozen=True)
class Reminded:
    """What a night brought: letters that were taken, and tasks by what was told of them."""

    letters: int = 0
    soon: int = 0
    overdue: int = 0
    escalated: int = 0


def remind(*, now: datetime) -> Reminded:
    """Write to those who see to tasks, once about each task and kind; return how much.

    What a mail server did not take is told the next time; without mail nothing is noted.
    """
    if not has_mail():
        return Reminded()
    plans = Plan.objects.filter(state=PlanState.APPROVED.value).select_related("agency")
    each = [_remind(plan, now) for plan in plans.order_by("pk").iterator(chunk_size=200)]
    return Reminded(
        *(sum(getattr(one, field) for one in each) for field in Reminded.__dataclass_fields__)
    )


def _remind(plan: Plan, now: datetime) -> Reminded:
    """Write to the people of one agency, a letter to each, and note what was taken."""
    letters: dict[User, list[tuple[Task, ReminderKind]]] = defaultdict(list)
    readers: dict[tuple[int | None, bool], list[User]] = {}
    for task, kind in _wanted(plan, localdate(now)):
        whose = (task.unit_id, kind is ReminderKind.ESCALATED)
        if whose not in readers:
            readers[whose] = _readers(plan, *whose)
        for person in readers[whose]:
            letters[person].append((task, kind))
    taken = [person for person, about in letters.items() if _sent(plan, person, about)]
    told = {(task.pk, kind) for person in taken for task, kind in letters[person]}
    if not told:
        return Reminded()
    counts = {kind.value: sum(1 for _, one in told if one is kind) for kind in ReminderKind}
    with transaction.atomic():
        Reminder.objects.bulk_create(
            (Reminder(task_id=task, kind=kind.value, told_at=now) for task, kind in sorted(told)),
            ignore_conflicts=True,
        )
        audit("plan.reminded", named(plan), by=OPERATOR, now=now, letters=len(taken), **counts)
    return Reminded(len(taken), **counts)


def _wanted(plan: Plan, today: date) -> Iterable[tuple[Task, ReminderKind]]:
    """Yield what should have been told by now, and was not."""
    since = localdate(plan.approved_at) if plan.approved_at else date.min
    tasks = list(_open_tasks(plan, today))
    known = set(Reminder.objects.filter(task__in=tasks).values_list("task", "kind"))
    for task in tasks:
        for kind in reminders_due(task.due, since, today):
            if (task.pk, kind.value) not in known:
                yield task, kind


def _open_tasks(plan: Plan, today: date) -> QuerySet[Task]:
    of_plan = Task.objects.filter(step__measure__theme__plan=plan)
    tasks = of_plan.filter(is_waiting(), due__lte=last_soon(today))
    return tasks.select_related("unit", "step__measure")


def _readers(plan: Plan, unit: int | None, is_escalated: bool) -> list[User]:  # noqa: FBT001
    """Return who is told; a unit without officers has the coordinator."""
    if is_escalated:
        return holders(plan.agency_id, _ABOVE)
    officers = officers_of(unit) if unit else []
    return officers or holders(plan.agency_id, [Role.COORDINATOR])


def _sent(plan: Plan, person: User, about: list[tuple[Task, ReminderKind]]) -> bool:
    groups = [
        (REMINDERS[kind], [_told(task) for task, one in about if one is kind])
        for kind in (ReminderKind.ESCALATED, ReminderKind.OVERDUE, ReminderKind.SOON)
    ]
    told = {
        "person": str(person),
        "agency": name_of(plan.agency),
        "year": plan.year_be,
        "groups": [group for group in groups if group[1]],
        "all_tasks": _address(reverse("improvement:tasks")),
    }
    return send_reminders(person.email, told)


def _told(task: Task) -> Told:
    measure = task.step.measure
    return Told(
        title=task.step.title,
        due=date_text(task.due),
        measure=measure.title,
        unit=str(task.unit) if task.unit else "",
        link=_address(reverse("improvement:task", args=[task.pk])),
    )


def _address(path: str) -> str:
    """Return where a page is reached; the path alone where nobody told the site's address."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"
