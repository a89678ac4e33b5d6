"""Measures of a plan as lines of a page, with how far they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor
from prongsai.evidence.queries.checklist import unit_name
from prongsai.improvement.models import Measure, Plan, Point, Task
from prongsai.improvement.queries.contents import period_of
from prongsai.improvement.queries.responsible import own_units
from prongsai.improvement.queries.tasks import is_waiting
from prongsai.improvement.rules.content import Period
from prongsai.improvement.rules.counters import counters
from prongsai.improvement.rules.following import Concern, NotInPlan, is_responsible
from prongsai.improvement.rules.states import MEASURE_STATES, OVER, MeasureState
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class UnitName:
    """A unit: its code, as people quote it, and its name."""

    id: int
    code: str
    name: Text

    @property
    def label(self) -> Text:
        """Code and name; the code alone where it is all that is known."""
        return self.name if self.name.th == self.code else same(f"{self.code} · ") + self.name


@dataclass(frozen=True)
class MeasureRow:
    """A measure as a line; `gain` in points of the total, tasks as counts."""

    id: int
    theme: int
    theme_place: int
    theme_title: str
    number: int
    title: str
    state: MeasureState
    units: tuple[UnitName, ...]
    all_units: bool
    period: Period | None
    points: tuple[str, ...]
    gain: float
    done: int
    tasks: int
    late: int
    actions: int
    outcomes: int
    counter: str
    counter_goal: int
    #: Whether a unit of the reader is responsible.
    is_mine: bool

    @property
    def label(self) -> str:
        """How people quote it: theme and number."""
        return f"{self.theme_place}.{self.number}"

    @property
    def state_name(self) -> Text:
        """The state in words."""
        return MEASURE_STATES[self.state]

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done for it any more."""
        return self.state in OVER


@dataclass(frozen=True)
class ThemeRow:
    """A theme with its measures."""

    id: int
    place: int
    title: str
    measures: tuple[MeasureRow, ...]


def measure_rows(plan: Plan, *, reader: Actor, today: date) -> list[MeasureRow]:
    """Return the measures of a plan, theme by theme."""
    own = own_units(reader, plan.agency_id)
    themes = plan.themes.order_by("place").values_list("pk", flat=True)
    places = {theme: place for place, theme in enumerate(themes, start=1)}
    return [_row(measure, plan, own, places) for measure in _measures(plan, today)]


def theme_rows(plan: Plan, rows: list[MeasureRow]) -> list[ThemeRow]:
    """Return the themes of a plan, those without a measure too."""
    return [
        ThemeRow(
            theme.pk,
            place,
            theme.title,
            tuple(row for row in rows if row.theme == theme.pk),
        )
        for place, theme in enumerate(plan.themes.order_by("place"), start=1)
    ]


def unit_names(units: QuerySet[Unit]) -> Iterator[UnitName]:
    """Yield units by code."""
    for unit in units:
        yield UnitName(unit.pk, unit.code, unit_name(unit))


def units_of(plan: Plan) -> list[UnitName]:
    """Return all units of the agency."""
    return list(unit_names(Unit.objects.filter(agency=plan.agency_id).order_by("code")))


def point_of(plan: Plan, code: str) -> Point:
    """Return a weak point of a plan.

    Raises:
        NotInPlan
    """
    found = plan.points.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise NotInPlan()
    return found


@dataclass(frozen=True)
class Counted:
    """A fact that turns a measure done: what is counted, how far, and the goal."""

    title: Text
    reached: int
    goal: int


def counter_of(measure: Measure) -> Counted | None:
    """Return how far the fact of a measure is; None where people report it."""
    found = [one for one in counters() if one.name == measure.counter]
    if not found:
        return None
    plan = measure.theme.plan
    reached = found[0].read(plan.agency_id, plan.year_be)
    return Counted(found[0].title, reached, measure.counter_goal)


def _measures(plan: Plan, today: date) -> Sequence[Measure]:
    tasks = Task.objects.filter(step__measure__theme__plan=plan)
    counted = tasks.values("step__measure").annotate(
        every=Count("pk"),
        done=Count("pk", filter=Q(done_on__isnull=False)),
        late=Count("pk", filter=is_waiting() & Q(due__lt=today)),
    )
    by_measure = {one["step__measure"]: one for one in counted}
    measures = list(
        Measure.objects.filter(theme__plan=plan)
        .select_related("theme")
        .prefetch_related("points", Prefetch("units", Unit.objects.order_by("code")))
        .annotate(doings=Count("actions", distinct=True), brought=Count("outcomes", distinct=True))
        .order_by("theme__place", "theme", "number")
    )
    for measure in measures:
        measure.counted = by_measure.get(measure.pk, {})  # type: ignore[attr-defined]
    return measures


def _row(measure: Measure, plan: Plan, own: frozenset[int], places: dict[int, int]) -> MeasureRow:
    units = list(measure.units.all())
    concern = Concern(plan.agency_id, frozenset(unit.pk for unit in units), measure.all_units)
    counted = getattr(measure, "counted", {})
    points = sorted(measure.points.all(), key=lambda point: -point.gain)
    return MeasureRow(
        id=measure.pk,
        theme=measure.theme_id,
        theme_place=places[measure.theme_id],
        theme_title=measure.theme.title,
        number=measure.number,
        title=measure.title,
        state=MeasureState(measure.state),
        units=tuple(UnitName(unit.pk, unit.code, unit_name(unit)) for unit in units),
        all_units=measure.all_units,
        period=period_of(measure.starts, measure.ends),
        points=tuple(point.code for point in points),
        gain=sum(point.gain for point in points),
        done=counted.get("done", 0),
        tasks=counted.get("every", 0),
        late=counted.get("late", 0),
        actions=getattr(measure, "doings", 0),
        outcomes=getattr(measure, "brought", 0),
        counter=measure.counter,
        counter_goal=measure.counter_goal,
        is_mine=is_responsible(concern, own),
    )
