"""A whole plan put in place of what was there.

What keeps its name keeps its rows: a measure or a step that is called the same stays, and with it
the tasks that units have done and what was decided about it. What units reported on does not go.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Appointment, Measure, Member, Plan, Point, Step, Theme
from prongsai.improvement.rules.content import (
    AppointmentContent,
    MeasureContent,
    PlanContent,
    PointContent,
    StepContent,
    ThemeContent,
)
from prongsai.improvement.rules.whole import require_units, require_whole, units_named
from prongsai.improvement.services.filling_doings import Doings, Filled, fill_doings
from prongsai.improvement.services.holding import held_editable, named
from prongsai.improvement.services.keeping import Kept, drop_measures, drop_steps


@transaction.atomic
def fill_plan(plan: Plan, content: PlanContent, *, by: Actor, now: datetime) -> None:
    """Put themes, measures, what was done, the working group and reasons in place of the present.

    Weak points that the content names and the plan lacks are added; others stay. How far the plan
    is does not change.

    Raises:
        NotAllowed, PlanNotEditable.
        PlanContradictory, WordsNeeded, CounterUnknown: the content is none for this plan.
        UnitsUnknown: lists all units that the agency does not have.
        WorkReported: it lacks steps whose tasks were reported as done.
    """
    locked = held_editable(plan, by=by)
    units = {unit.code: unit for unit in Unit.objects.filter(agency=locked.agency_id)}
    agency = locked.agency.code
    require_whole(content, agency=agency, framework=locked.framework, year_be=locked.year_be)
    require_units(units_named(content), units)
    points = _fill_points(locked, content.points)
    _fill_themes(locked, content.themes, Filled(points, units, by.user, now))
    fill_appointments(locked, content.appointments)
    counts = {"themes": len(content.themes), "measures": len(content.measures)}
    audit("plan.filled", named(locked), by=by, now=now, **counts)


def _fill_points(plan: Plan, wanted: Iterable[PointContent]) -> dict[str, Point]:
    """Add the points that lack, and take over reasons; what a score run said stays."""
    points = {point.code: point for point in plan.points.all()}
    for content in wanted:
        point = points.get(content.code) or Point(plan=plan, code=content.code)
        if plan.run_id is None or point.pk is None:
            point.year_be, point.score = content.year_be, content.score
            point.gain, point.parts = content.gain, list(content.parts)
        point.reason = content.reason
        point.save()
        points[content.code] = point
    return points


def _fill_themes(plan: Plan, wanted: Iterable[ThemeContent], filled: Filled) -> None:
    themes = Kept((theme.title, theme) for theme in Theme.objects.filter(plan=plan))
    measures = Kept((m.title, m) for m in Measure.objects.filter(theme__plan=plan))
    doings = Doings.of(plan)
    rows = []
    for place, content in enumerate(wanted):
        theme = themes.take(content.title) or Theme(plan=plan, title=content.title)
        theme.place = place
        theme.save()
        rows.append((theme, content, _fill_measures(theme, content, measures, filled)))
    for theme, content, mine in rows:
        fill_doings(theme, content, mine, doings, filled)
    doings.drop_left()
    drop_measures(plan, Measure.objects.filter(pk__in=measures.left()))
    Theme.objects.filter(pk__in=themes.left()).delete()


def _fill_measures(
    theme: Theme, content: ThemeContent, there: Kept[Measure], filled: Filled
) -> dict[int, Measure]:
    found = {}
    for wanted in content.measures:
        measure = there.take(wanted.title) or Measure(title=wanted.title)
        measure.theme, measure.number = theme, wanted.number
        write_measure(measure, wanted, points=filled.points, units=filled.units)
        measure.state, measure.reason = wanted.state.value, wanted.reason
        measure.save(update_fields=["state", "reason"])
        found[wanted.number] = measure
    return found


def write_measure(
    measure: Measure,
    content: MeasureContent,
    *,
    points: dict[str, Point],
    units: dict[str, Unit],
) -> None:
    """Write everything of a measure but its theme, number and state."""
    measure.title, measure.criterion = content.title, content.criterion
    measure.all_units, measure.budget = content.all_units, content.budget
    measure.starts = content.period.starts if content.period else None
    measure.ends = content.period.ends if content.period else None
    measure.counter, measure.counter_goal = content.counter, content.counter_goal
    measure.library = content.library
    measure.save()
    measure.points.set([points[code] for code in content.points])
    measure.units.set([units[code] for code in content.units])
    _fill_steps(measure, content.steps)


def _fill_steps(measure: Measure, wanted: Sequence[StepContent]) -> None:
    """Write all steps; one that is called something else in its line, but due as before, stays."""
    there = list(measure.steps.all())
    called = Kept((step.title, step) for step in there)
    found = [called.take(content.title) for content in wanted]
    left, written = set(called.left()), []
    for place, content in enumerate(wanted):
        line = there[place] if place < len(there) else None
        is_renamed = line is not None and line.pk in left and line.due == content.due
        step = found[place] or (line if is_renamed else None) or Step(measure=measure)
        step.title, step.place = content.title, place
        step.due, step.recurrence = content.due, content.recurrence.value
        step.save()
        written.append(step.pk)
    drop_steps(measure.steps.exclude(pk__in=written))


def fill_appointments(plan: Plan, wanted: Iterable[AppointmentContent]) -> None:
    """Put the orders that appoint the working group in place of the present."""
    there = Kept((one.number, one) for one in plan.appointments.all())
    for content in wanted:
        appointment = there.take(content.number) or Appointment(plan=plan, number=content.number)
        write_appointment(appointment, content)
    Appointment.objects.filter(pk__in=there.left()).delete()


def write_appointment(appointment: Appointment, content: AppointmentContent) -> None:
    """Write an order with all its members."""
    appointment.number, appointment.title = content.number, content.title
    appointment.dated = content.dated
    appointment.save()
    appointment.members.all().delete()
    Member.objects.bulk_create(
        Member(
            appointment=appointment,
            place=place,
            name=member.name,
            position=member.position,
            duty=member.duty.value,
        )
        for place, member in enumerate(content.members)
    )
