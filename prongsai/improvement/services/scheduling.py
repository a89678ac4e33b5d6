"""Tasks out of steps: what each responsible unit has to do by which day."""

from collections.abc import Iterator
from datetime import date

from prongsai.directory.models import Unit
from prongsai.improvement.models import Measure, Plan, Step, Task
from prongsai.improvement.rules.calendar import due_days, fiscal_year
from prongsai.improvement.rules.content import StepContent
from prongsai.improvement.rules.states import MeasureState, Recurrence

#: A step, a unit (its id; None where the coordinator sees to it), a day.
_Wanted = tuple[int, int | None, date]


def make_tasks(plan: Plan) -> int:
    """Make the tasks of a plan that is held; return how many it has.

    Tasks that are there stay, those that nobody asks for any more and nobody did go.
    """
    wanted = set(_wanted(plan))
    there = {_key(task): task for task in Task.objects.filter(step__measure__theme__plan=plan)}
    gone = [t.pk for key, t in there.items() if key not in wanted and t.done_on is None]
    Task.objects.filter(pk__in=gone).delete()
    Task.objects.bulk_create(
        Task(step_id=step, unit_id=unit, due=due)
        for step, unit, due in sorted(wanted - set(there), key=lambda one: (one[2], str(one)))
    )
    return Task.objects.filter(step__measure__theme__plan=plan).count()


def _key(task: Task) -> _Wanted:
    return task.step_id, task.unit_id, task.due


def _wanted(plan: Plan) -> Iterator[_Wanted]:
    every = list(Unit.objects.filter(agency=plan.agency_id).values_list("pk", flat=True))
    measures = Measure.objects.filter(theme__plan=plan).exclude(state=MeasureState.CANCELLED.value)
    for measure in measures.prefetch_related("units", "steps"):
        named = {unit.pk for unit in measure.units.all()}
        mine: set[int | None] = set(named.union(every if measure.all_units else ())) or {None}
        until = measure.ends or fiscal_year(plan.year_be).ends
        for step in measure.steps.all():
            for due in due_days(_content(step), until):
                yield from ((step.pk, unit, due) for unit in mine)


def _content(step: Step) -> StepContent:
    return StepContent(step.title, step.due, Recurrence(step.recurrence))
