"""What was done for measures, and what came of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor
from prongsai.evidence.rules.links import require_link
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Action, ActionLink, Measure, Outcome, Theme
from prongsai.improvement.queries.responsible import concern_of, concern_together, own_units
from prongsai.improvement.rules.content import LinkContent, Period
from prongsai.improvement.rules.following import (
    MOST_LINKS,
    MeasureNeeded,
    NotInPlan,
    TooManyLinks,
    require_forwards,
    require_theirs,
    require_words,
)
from prongsai.improvement.rules.states import MeasureState
from prongsai.improvement.services.holding import held_followed, named


@transaction.atomic
def tell_action(
    theme: Theme,
    *,
    measures: Sequence[Measure],
    text: str,
    period: Period | None = None,
    units: Sequence[Unit] = (),
    links: Sequence[LinkContent] = (),
    by: Actor,
    now: datetime,
) -> Action:
    """Tell what was done for measures of a theme; those that had not begun run from now on.

    Raises:
        NotAllowed: a measure is none of theirs.
        PlanNotFollowed, MeasureNeeded, NotInPlan, WordsMissing, PeriodBackwards, LinkRefused.
    """
    plan = held_followed(theme.plan)
    _require_own(theme, measures, (), by)
    action = Action(theme=theme, place=_next(theme.actions.all()), told_by_id=by.user, told_at=now)
    _fill(action, measures, text, period, units, links)
    _begin(measures)
    audit("plan.action_told", named(plan), by=by, now=now, deed=action.pk, **_told(measures))
    return action


@transaction.atomic
def change_action(
    action: Action,
    *,
    measures: Sequence[Measure],
    text: str,
    period: Period | None = None,
    units: Sequence[Unit] = (),
    links: Sequence[LinkContent] = (),
    by: Actor,
    now: datetime,
) -> Action:
    """Tell an action anew; its files stay.

    Raises:
        NotAllowed, PlanNotFollowed, MeasureNeeded, NotInPlan, WordsMissing, PeriodBackwards,
        LinkRefused.
    """
    plan = held_followed(action.theme.plan)
    _require_own(action.theme, measures, action.measures.all(), by)
    _fill(action, measures, text, period, units, links)
    audit("plan.action_changed", named(plan), by=by, now=now, deed=action.pk, **_told(measures))
    return action


@transaction.atomic
def drop_action(action: Action, *, by: Actor, now: datetime) -> None:
    """Take an action back, with its links and files.

    Raises:
        NotAllowed, PlanNotFollowed.
    """
    plan = held_followed(action.theme.plan)
    _require_own(action.theme, (), action.measures.all(), by)
    told = {"deed": action.pk, "text": action.text[:200]}
    action.delete()
    audit("plan.action_dropped", named(plan), by=by, now=now, **told)


@transaction.atomic
def tell_outcome(
    theme: Theme, *, measures: Sequence[Measure], text: str, by: Actor, now: datetime
) -> Outcome:
    """Tell what came of measures of a theme.

    Raises:
        NotAllowed, PlanNotFollowed, MeasureNeeded, NotInPlan, WordsMissing.
    """
    plan = held_followed(theme.plan)
    _require_own(theme, measures, (), by)
    outcome = Outcome.objects.create(
        theme=theme, place=_next(theme.outcomes.all()), text=require_words(text)
    )
    outcome.measures.set(measures)
    audit("plan.outcome_told", named(plan), by=by, now=now, outcome=outcome.pk, **_told(measures))
    return outcome


@transaction.atomic
def change_outcome(
    outcome: Outcome, *, measures: Sequence[Measure], text: str, by: Actor, now: datetime
) -> Outcome:
    """Tell an outcome anew.

    Raises:
        NotAllowed, PlanNotFollowed, MeasureNeeded, NotInPlan, WordsMissing.
    """
    plan = held_followed(outcome.theme.plan)
    _require_own(outcome.theme, measures, outcome.measures.all(), by)
    outcome.text = require_words(text)
    outcome.save(update_fields=["text"])
    outcome.measures.set(measures)
    told = {"outcome": outcome.pk, **_told(measures)}
    audit("plan.outcome_changed", named(plan), by=by, now=now, **told)
    return outcome


@transaction.atomic
def drop_outcome(outcome: Outcome, *, by: Actor, now: datetime) -> None:
    """Take an outcome back.

    Raises:
        NotAllowed, PlanNotFollowed.
    """
    plan = held_followed(outcome.theme.plan)
    _require_own(outcome.theme, (), outcome.measures.all(), by)
    told = {"outcome": outcome.pk, "text": outcome.text[:200]}
    outcome.delete()
    audit("plan.outcome_dropped", named(plan), by=by, now=now, **told)


def _require_own(
    theme: Theme,
    wanted: Sequence[Measure],
    before: QuerySet[Measure] | tuple[()],
    by: Actor,
) -> None:
    """Refuse measures of elsewhere, and, to a unit, those that are not its own.

    What several units told together is changed by each of them; others' measures are not added.
    """
    there = list(before)
    if not wanted and not there:
        raise MeasureNeeded()
    if any(measure.theme_id != theme.pk for measure in wanted):
        raise NotInPlan()
    own = own_units(by, theme.plan.agency_id)
    known = {measure.pk for measure in there}
    for measure in wanted:
        if measure.pk not in known:
            require_theirs(by, concern_of(measure), own)
    if there:
        require_theirs(by, concern_together(there, theme.plan.agency_id), own)


def _fill(
    action: Action,
    measures: Sequence[Measure],
    text: str,
    period: Period | None,
    units: Sequence[Unit],
    links: Sequence[LinkContent],
) -> None:
    if not measures:
        raise MeasureNeeded()
    if any(unit.agency_id != action.theme.plan.agency_id for unit in units):
        raise NotInPlan()
    if len(links) > MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
    for link in links:
        require_link(link.address)
    require_forwards(period)
    action.text = require_words(text)
    action.starts = period.starts if period else None
    action.ends = period.ends if period else None
    action.save()
    action.measures.set(measures)
    action.units.set(units)
    action.links.all().delete()
    ActionLink.objects.bulk_create(
        ActionLink(action=action, address=link.address, title=link.title.strip()[:300])
        for link in links
    )


def _begin(measures: Sequence[Measure]) -> None:
    """Let measures run that had not begun."""
    planned = Measure.objects.filter(
        pk__in=[one.pk for one in measures], state=MeasureState.PLANNED.value
    )
    planned.update(state=MeasureState.RUNNING.value)


def _next(there: QuerySet[Action] | QuerySet[Outcome]) -> int:
    last = there.aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def _told(measures: Sequence[Measure]) -> dict[str, list[int]]:
    return {"measures": [measure.pk for measure in measures]}
