"""Measures that facts of other rooms turn done by themselves."""

from datetime import datetime

from django.db import transaction

from prongsai.directory.rules import Actor, Charge, Role
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Measure
from prongsai.improvement.rules.counters import counters
from prongsai.improvement.rules.states import MeasureState, PlanState
from prongsai.improvement.services.holding import held, named

#: Whom the trail names where nobody did it.
_SYSTEM = Actor(None, "counters", (Charge(Role.CENTRAL),))
_OPEN = (MeasureState.PLANNED.value, MeasureState.RUNNING.value)


def check_counters(*, now: datetime) -> int:
    """Turn done the measures of approved plans whose counter reached its goal; return how many.

    A measure that somebody took back is turned again: its fact has not changed.
    """
    known = {counter.name: counter for counter in counters()}
    waiting = Measure.objects.filter(
        counter__in=known,
        counter_goal__gt=0,
        state__in=_OPEN,
        theme__plan__state=PlanState.APPROVED.value,
    ).select_related("theme__plan__agency")
    done = 0
    for measure in waiting:
        plan = measure.theme.plan
        reached = known[measure.counter].read(plan.agency_id, plan.year_be)
        if reached >= measure.counter_goal:
            done += _turn(measure, reached, now)
    return done


@transaction.atomic
def _turn(measure: Measure, reached: int, now: datetime) -> int:
    """Turn one measure done, unless somebody was faster."""
    plan = held(measure.theme.plan)
    changed = Measure.objects.filter(
        pk=measure.pk, state__in=_OPEN, theme__plan__state=PlanState.APPROVED.value
    ).update(state=MeasureState.DONE.value)
    if changed:
        told = {"counter": measure.counter, "goal": measure.counter_goal, "reached": reached}
        audit("plan.measure_done", named(plan), by=_SYSTEM, now=now, measure=measure.pk, **told)
    return changed
