"""Measures of the library added to a plan for weak points that nothing answers yet."""

from datetime import date, datetime

from django.db import transaction

from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Measure, Plan, Point, Theme
from prongsai.improvement.queries.library import measure_library
from prongsai.improvement.queries.proposals import Proposal, proposals
from prongsai.improvement.rules.calendar import fiscal_year, last_of_month
from prongsai.improvement.rules.content import MeasureContent, Period, StepContent
from prongsai.improvement.services.filling import write_measure
from prongsai.improvement.services.holding import held_editable, named


@transaction.atomic
def draft_plan(plan: Plan, *, by: Actor, now: datetime) -> int:
    """Add themes and measures of the library for every point without one; return how many.

    A point to which the library knows no answer stays open.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    locked = held_editable(plan, by=by)
    points = {point.code: point for point in locked.points.all()}
    found = proposals(locked)
    order = list(measure_library(locked.framework).themes)
    for proposal in sorted(found, key=lambda one: order.index(one.theme)):
        _add(locked, proposal, points)
    audit("plan.drafted", named(locked), by=by, now=now, measures=len(found))
    return len(found)


def _add(plan: Plan, proposal: Proposal, points: dict[str, Point]) -> None:
    title = proposal.theme.title.th
    theme = plan.themes.filter(title=title).first()
    if theme is None:
        theme = Theme.objects.create(plan=plan, place=plan.themes.count(), title=title)
    measure = Measure(theme=theme, number=theme.measures.count() + 1)
    write_measure(measure, measure_from(proposal, plan.year_be), points=points, units={})


def measure_from(proposal: Proposal, year_be: int) -> MeasureContent:
    """Return a measure of the library as one of a plan's year; units are the agency's to name."""
    known = proposal.measure
    year = fiscal_year(year_be)
    return MeasureContent(
        number=0,
        title=known.title.th,
        all_units=known.all_units,
        period=Period(_first(year, known.starts), last_of_month(year, known.ends)),
        points=proposal.points,
        steps=tuple(
            StepContent(step.title.th, last_of_month(year, step.month), step.recurrence)
            for step in known.steps
        ),
        criterion=known.criterion.th,
        library=known.id,
    )


def _first(year: Period, month: int) -> date:
    return last_of_month(year, month).replace(day=1)
