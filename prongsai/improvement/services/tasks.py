"""Tasks of units: done, and taken up again."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Measure, Plan, Task
from prongsai.improvement.queries.responsible import concern_of_task, own_units
from prongsai.improvement.rules.following import (
    LONGEST_NOTE,
    TaskDone,
    TaskNotDone,
    require_theirs,
    require_words,
)
from prongsai.improvement.rules.states import MeasureState
from prongsai.improvement.services.holding import held_followed, named


@transaction.atomic
def finish_task(task: Task, *, note: str = "", by: Actor, now: datetime) -> Task:
    """Report a task as done; a measure that had not begun runs from now on.

    Raises:
        NotAllowed, PlanNotFollowed, TaskDone.
        WordsMissing: the note is far too long.
    """
    plan, own = _theirs(task, by)
    if own.done_on is not None:
        raise TaskDone()
    own.done_on, own.done_by_id = localdate(now), by.user
    own.note = require_words(note, LONGEST_NOTE) if note.strip() else ""
    own.save(update_fields=["done_on", "done_by", "note"])
    measure = Measure.objects.filter(pk=own.step.measure_id, state=MeasureState.PLANNED.value)
    measure.update(state=MeasureState.RUNNING.value)
    audit("plan.task_done", named(plan), by=by, now=now, task=own.pk, **_facts(own))
    return own


@transaction.atomic
def reopen_task(task: Task, *, by: Actor, now: datetime) -> Task:
    """Take a task up again that was reported as done; its note stays.

    Raises:
        NotAllowed, PlanNotFollowed, TaskNotDone.
    """
    plan, own = _theirs(task, by)
    if own.done_on is None:
        raise TaskNotDone()
    own.done_on = own.done_by = None
    own.save(update_fields=["done_on", "done_by"])
    audit("plan.task_reopened", named(plan), by=by, now=now, task=own.pk, **_facts(own))
    return own


def _theirs(task: Task, by: Actor) -> tuple[Plan, Task]:
    """Return the plan, locked, and the task as it is now, for who sees to it."""
    plan = held_followed(task.step.measure.theme.plan)
    own = Task.objects.select_related("step__measure__theme__plan").get(pk=task.pk)
    require_theirs(by, concern_of_task(own), own_units(by, plan.agency_id))
    return plan, own


def _facts(task: Task) -> dict[str, object]:
    return {"measure": task.step.measure_id, "due": task.due.isoformat()}
