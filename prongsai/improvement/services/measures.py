"""Themes and measures one by one: added, changed, moved, taken out, explained, followed up."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Action, Measure, Outcome, Plan, Point, Theme
from prongsai.improvement.queries.responsible import concern_of, own_units
from prongsai.improvement.rules.content import MeasureContent
from prongsai.improvement.rules.faults import MeasureUnknown, PointUnknown
from prongsai.improvement.rules.following import require_theirs
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import MeasureState, require_measure_next
from prongsai.improvement.rules.whole import (
    kept_words,
    require_reason,
    require_sound,
    require_titled,
    require_units,
)
from prongsai.improvement.services.filling import write_measure
from prongsai.improvement.services.holding import held_editable, held_followed, named
from prongsai.improvement.services.keeping import drop_measures
from prongsai.improvement.services.scheduling import make_tasks

_Row = TypeVar("_Row", Theme, Measure)


@transaction.atomic
def add_theme(plan: Plan, title: str, *, by: Actor, now: datetime) -> Theme:
    """Add a theme at the end.

    Raises:
        NotAllowed, PlanNotEditable, PlanContradictory.
    """
    locked = held_editable(plan, by=by)
    last = locked.themes.count()
    theme = Theme.objects.create(plan=locked, place=last, title=require_titled(title))
    _place(locked.themes.order_by("place", "pk"))
    audit("plan.theme_added", named(locked), by=by, now=now, theme=theme.pk, title=theme.title)
    return theme


@transaction.atomic
def change_theme(theme: Theme, title: str, *, by: Actor, now: datetime) -> Theme:
    """Call a theme something else.

    Raises:
        NotAllowed, PlanNotEditable, PlanContradictory.
    """
    plan = held_editable(theme.plan, by=by)
    theme.title = require_titled(title)
    theme.save(update_fields=["title"])
    audit("plan.theme_changed", named(plan), by=by, now=now, theme=theme.pk, title=theme.title)
    return theme


@transaction.atomic
def move_theme(theme: Theme, up: bool, *, by: Actor, now: datetime) -> None:  # noqa: FBT001
    """Exchange a theme with the one before or after it; the first and the last stay.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    plan = held_editable(theme.plan, by=by)
    _place(plan.themes.order_by("place", "pk"), moved=theme.pk, up=up)
    audit("plan.theme_moved", named(plan), by=by, now=now, theme=theme.pk, up=up)


@transaction.atomic
def drop_theme(theme: Theme, *, by: Actor, now: datetime) -> None:
    """Take a theme out with all its measures, and what was told of them.

    Raises:
        NotAllowed, PlanNotEditable, WorkReported.
    """
    plan = held_editable(theme.plan, by=by)
    told = {"theme": theme.pk, "title": theme.title, "measures": theme.measures.count()}
    drop_measures(plan, theme.measures.all())
    theme.delete()
    _place(plan.themes.order_by("place", "pk"))
    audit("plan.theme_dropped", named(plan), by=by, now=now, **told)


@transaction.atomic
def save_measure(
    theme: Theme, content: MeasureContent, *, measure: Measure | None, by: Actor, now: datetime
) -> Measure:
    """Write a measure into a theme: a new one, or one that is there; its state is not touched.

    The number of the content is not read: a new measure comes last, others are moved.

    Raises:
        NotAllowed, PlanNotEditable, UnitsUnknown, PlanContradictory, CounterUnknown.
        PointUnknown: it answers what is no weak point of the plan.
        MeasureUnknown: it is none of this plan.
        WorkReported: it lacks steps whose tasks were reported as done.
    """
    plan = held_editable(theme.plan, by=by)
    if measure is not None and measure.theme.plan_id != plan.pk:
        raise MeasureUnknown()
    units = {unit.code: unit for unit in Unit.objects.filter(agency=plan.agency_id)}
    points = {point.code: point for point in plan.points.all()}
    require_sound(content)
    require_units(content.units, units)
    if unknown := sorted(set(content.points) - set(points)):
        raise PointUnknown(points=", ".join(unknown))
    saved = measure or Measure()
    before = saved.theme_id
    if before != theme.pk:
        saved.theme, saved.number = theme, theme.measures.count() + 1
    write_measure(saved, content, points=points, units=units)
    if before not in {None, theme.pk}:
        _leave(saved, before)
    told = {"measure": saved.pk, "theme": theme.pk, "title": saved.title}
    audit("plan.measure_saved", named(plan), by=by, now=now, new=measure is None, **told)
    return saved


@transaction.atomic
def move_measure(measure: Measure, up: bool, *, by: Actor, now: datetime) -> None:  # noqa: FBT001
    """Exchange a measure with the one before or after it in its theme.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    plan = held_editable(measure.theme.plan, by=by)
    _number(measure.theme_id, moved=measure.pk, up=up)
    audit("plan.measure_moved", named(plan), by=by, now=now, measure=measure.pk, up=up)


@transaction.atomic
def drop_measure(measure: Measure, *, by: Actor, now: datetime) -> None:
    """Take a measure out with what was told of it alone; the others are numbered anew.

    Raises:
        NotAllowed, PlanNotEditable, WorkReported.
    """
    plan = held_editable(measure.theme.plan, by=by)
    told = {"measure": measure.pk, "title": measure.title}
    drop_measures(plan, Measure.objects.filter(pk=measure.pk))
    _number(measure.theme_id)
    audit("plan.measure_dropped", named(plan), by=by, now=now, **told)


@transaction.atomic
def explain_point(point: Point, reason: str, *, by: Actor, now: datetime) -> None:
    """Say why no measure answers a weak point; "" takes it back.

    Raises:
        NotAllowed, PlanNotEditable, PlanContradictory.
    """
    plan = held_editable(point.plan, by=by)
    point.reason = kept_words(reason)
    point.save(update_fields=["reason"])
    told = {"point": point.code, "reason": point.reason}
    audit("plan.point_explained", named(plan), by=by, now=now, **told)


@transaction.atomic
def set_measure_state(
    measure: Measure, state: MeasureState, *, reason: str = "", by: Actor, now: datetime
) -> None:
    """Say how far a measure of an approved plan is.

    Raises:
        NotAllowed: who draws up plans may; officers of a responsible unit may, but not cancel.
        PlanNotFollowed, MeasureStateNotNext.
        WordsNeeded: why it is cancelled.
    """
    plan = held_followed(measure.theme.plan)
    if state is MeasureState.CANCELLED:
        require_planner(by, plan.agency_id)
    require_theirs(by, concern_of(measure), own_units(by, plan.agency_id))
    locked = Measure.objects.get(pk=measure.pk)
    require_measure_next(MeasureState(locked.state), state)
    words = kept_words(reason) if state is MeasureState.CANCELLED else ""
    require_reason(state, words, locked.title)
    measure.state, measure.reason = state.value, words
    measure.save(update_fields=["state", "reason"])
    if locked.state == MeasureState.CANCELLED:
        make_tasks(plan)  # approved while it was given up, it has none
    told = {"measure": measure.pk, "state": state.value, "reason": measure.reason}
    audit("plan.measure_state", named(plan), by=by, now=now, **told)


def _leave(measure: Measure, theme: int) -> None:
    """Let a measure that moved to another theme take what was told of it alone along."""
    for action in measure.actions.filter(theme=theme):
        _take_along(action, measure, measure.theme.actions.count())
    for outcome in measure.outcomes.filter(theme=theme):
        _take_along(outcome, measure, measure.theme.outcomes.count())
    _number(theme)


def _take_along(told: Action | Outcome, measure: Measure, place: int) -> None:
    if told.measures.count() > 1:
        told.measures.remove(measure)
        return
    told.theme_id, told.place = measure.theme_id, place
    told.save(update_fields=["theme", "place"])


def _place(themes: QuerySet[Theme], *, moved: int | None = None, up: bool = False) -> None:
    """Number the places of themes from 0, with one of them moved."""
    for place, theme in enumerate(_moved(list(themes), moved, up=up)):
        theme.place = place
        theme.save(update_fields=["place"])


def _number(theme: int, *, moved: int | None = None, up: bool = False) -> None:
    """Number the measures of a theme from 1, with one of them moved."""
    measures = Measure.objects.filter(theme=theme).order_by("number", "pk")
    for number, measure in enumerate(_moved(list(measures), moved, up=up), start=1):
        measure.number = number
        measure.save(update_fields=["number"])


def _moved(rows: list[_Row], moved: int | None, *, up: bool) -> list[_Row]:
    """Return rows with one of them exchanged with its neighbour, where it has one."""
    at = next((number for number, row in enumerate(rows) if row.pk == moved), None)
    if at is None:
        return rows
    other = at - 1 if up else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows
