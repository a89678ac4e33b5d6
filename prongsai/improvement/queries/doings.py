"""What was done for measures and what came of it, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from prongsai.directory.models import Unit
from prongsai.evidence.queries.checklist import unit_name
from prongsai.foundation.models import AuditEntry
from prongsai.improvement.models import Action, ActionFile, Measure, Outcome, Plan, Theme
from prongsai.improvement.queries.contents import period_of
from prongsai.improvement.rules.content import LinkContent, Period
from prongsai.improvement.rules.faults import MeasureUnknown
from prongsai.improvement.rules.following import NotInPlan
from prongsai.improvement.rules.history import EVENTS
from prongsai.improvement.rules.states import MEASURE_STATES, MeasureState
from prongsai.methodology.wording import Text

Row = TypeVar("Row", Action, Outcome, Theme)
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
#: Entries of a history that are shown.
_MOST = 50


@dataclass(frozen=True)
class FileRow:
    """A file of an action; size in bytes."""

    id: int
    name: str
    size: int
    is_picture: bool


@dataclass(frozen=True)
class ActionRow:
    """What was done; measures by their numbers within the theme."""

    id: int
    text: str
    period: Period | None
    units: tuple[Text, ...]
    measures: tuple[int, ...]
    links: tuple[LinkContent, ...]
    files: tuple[FileRow, ...]
    told_by: str
    told_at: datetime


@dataclass(frozen=True)
class OutcomeRow:
    """What came of it; measures by their numbers within the theme."""

    id: int
    text: str
    measures: tuple[int, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened to a measure, and who did it."""

    at: datetime
    by: str
    what: Text


def theme_of(plan: Plan, number: int) -> Theme:
    """Return a theme of a plan.

    Raises:
        NotInPlan
    """
    return _one(plan.themes.filter(pk=number))


def measure_of(plan: Plan, number: int) -> Measure:
    """Return a measure of a plan.

    Raises:
        MeasureUnknown
    """
    measures = Measure.objects.select_related("theme__plan__agency")
    found = measures.filter(theme__plan=plan, pk=number).first()
    if found is None:
        raise MeasureUnknown()
    return found


def action_of(plan: Plan, number: int) -> Action:
    """Return an action of a plan.

    Raises:
        NotInPlan
    """
    return _one(_actions().filter(theme__plan=plan, pk=number))


def outcome_of(plan: Plan, number: int) -> Outcome:
    """Return an outcome of a plan.

    Raises:
        NotInPlan
    """
    outcomes = Outcome.objects.select_related("theme__plan__agency").prefetch_related("measures")
    return _one(outcomes.filter(theme__plan=plan, pk=number))


def measures_numbered(theme: Theme, numbers: Iterable[str]) -> list[Measure]:
    """Return measures of a theme by what a form sends for them; others are left out."""
    wanted = set(numbers)
    measures = theme.measures.select_related("theme__plan").prefetch_related("units")
    return [one for one in measures if str(one.pk) in wanted]


def units_coded(plan: Plan, codes: Iterable[str]) -> list[Unit]:
    """Return units of the agency by their codes."""
    return list(Unit.objects.filter(agency=plan.agency_id, code__in=set(codes)).order_by("code"))


def actions_of(measure: Measure) -> list[ActionRow]:
    """Return what was done for a measure, in the order in which it stands in the plan."""
    return [action_row(one) for one in _actions().filter(measures=measure).order_by("place", "pk")]


def outcomes_of(measure: Measure) -> list[OutcomeRow]:
    """Return what came of a measure."""
    outcomes = measure.outcomes.order_by("place", "pk").prefetch_related("measures")
    return [OutcomeRow(one.pk, one.text, _numbers(one.measures.all())) for one in outcomes]


def loose_actions(plan: Plan) -> list[ActionRow]:
    """Return what was done for no measure in particular, as a typed table may tell it."""
    loose = _actions().filter(theme__plan=plan, measures=None)
    return [action_row(one) for one in loose.order_by("theme__place", "place", "pk")]


def loose_outcomes(plan: Plan) -> list[OutcomeRow]:
    """Return what came of no measure in particular."""
    loose = Outcome.objects.filter(theme__plan=plan, measures=None)
    return [
        OutcomeRow(one.pk, one.text, ()) for one in loose.order_by("theme__place", "place", "pk")
    ]


def action_row(action: Action) -> ActionRow:
    """Return an action as a page shows it."""
    return ActionRow(
        id=action.pk,
        text=action.text,
        period=period_of(action.starts, action.ends),
        units=tuple(unit_name(unit) for unit in action.units.all()),
        measures=_numbers(action.measures.all()),
        links=tuple(LinkContent(one.address, one.title) for one in action.links.all()),
        files=tuple(map(_file, action.files.all())),
        told_by=str(action.told_by) if action.told_by else "",
        told_at=action.told_at,
    )


def history_of_measure(measure: Measure) -> list[Event]:
    """Return what happened to a measure by the trail, the latest first."""
    plan = measure.theme.plan
    subject = f"plan:{plan.framework}/{plan.year_be}/{plan.agency.code}"
    about = Q(facts__measures__contains=[measure.pk]) | Q(facts__measure=measure.pk)
    entries = AuditEntry.objects.filter(about, subject=subject, action__in=EVENTS)
    return [
        Event(one.happened_at, one.actor_name, EVENTS[one.action].filled(**_facts(one.facts)))
        for one in entries.order_by("-number")[:_MOST]
    ]


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what a sentence about an event may name; a state in words."""
    state = facts.get("state", "")
    return {"state": MEASURE_STATES[MeasureState(state)] if state in set(MeasureState) else ""}


def _actions() -> QuerySet[Action]:
    return Action.objects.select_related("theme__plan__agency", "told_by").prefetch_related(
        "measures", "units", "links", "files"
    )


def _one(found: QuerySet[Row]) -> Row:
    one = found.first()
    if one is None:
        raise NotInPlan()
    return one


def _numbers(measures: Iterable[Measure]) -> tuple[int, ...]:
    return tuple(sorted(measure.number for measure in measures))


def _file(file: ActionFile) -> FileRow:
    return FileRow(file.pk, file.name, file.size, file.media_type in _PICTURES)
