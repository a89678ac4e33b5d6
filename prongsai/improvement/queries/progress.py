"""How far a plan is, and what changed since it was approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from prongsai.directory.models import Unit
from prongsai.improvement.models import Measure, Plan, Task
from prongsai.improvement.queries.contents import content_of, latest_snapshot, snapshot_content
from prongsai.improvement.rules.baseline import Change, changes_since
from prongsai.improvement.rules.lateness import Lateness, lateness
from prongsai.improvement.rules.states import MEASURE_STATES, MeasureState, SnapshotKind
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class Progress:
    """How far some measures are.

    measures: state -> how many
    done, late, open: tasks that are done, that somebody waits for in vain, and the others
    gain, gained: points of the total that all measures are worth, and those that are done
    """

    measures: dict[MeasureState, int]
    done: int = 0
    late: int = 0
    open: int = 0
    gain: float = 0.0
    gained: float = 0.0

    @property
    def count(self) -> int:
        """All measures but those given up."""
        return sum(n for state, n in self.measures.items() if state is not MeasureState.CANCELLED)

    @property
    def finished(self) -> int:
        """Measures that are done."""
        return self.measures.get(MeasureState.DONE, 0)

    @property
    def percent(self) -> int:
        """Measures done, in percent of all but those given up; 0 where there are none."""
        return 100 * self.finished // self.count if self.count else 0

    @property
    def tasks(self) -> int:
        """All tasks."""
        return self.done + self.late + self.open

    @property
    def tasks_percent(self) -> int:
        """Tasks done, in percent; 0 where there are none."""
        return 100 * self.done // self.tasks if self.tasks else 0

    @property
    def gained_percent(self) -> int | None:
        """Share of the expected gain whose measures are done; None where nothing is expected."""
        return int(100 * self.gained / self.gain) if self.gain > 0 else None

    @property
    def states(self) -> list[tuple[MeasureState, Text, int]]:
        """Every state in words, and how many measures are in it."""
        return [(s, MEASURE_STATES[s], self.measures.get(s, 0)) for s in MeasureState]

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "measures": {state.value: count for state, _, count in self.states},
            "percent": self.percent,
            "tasks": {"done": self.done, "late": self.late, "open": self.open},
            "gain": self.gain,
            "gained": self.gained,
            "gained_percent": self.gained_percent,
        }


@dataclass(frozen=True)
class PartProgress:
    """How far a theme or a unit is; `id` of the theme or unit, 0 for measures of nobody."""

    id: int
    name: Text
    progress: Progress


@dataclass(frozen=True)
class PlanProgress:
    """How far a plan is: as a whole, by theme, by unit."""

    on: date
    whole: Progress
    themes: tuple[PartProgress, ...]
    units: tuple[PartProgress, ...]

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "on": self.on.isoformat(),
            "whole": self.whole.payload(),
            "themes": [{"theme": p.name.th, **p.progress.payload()} for p in self.themes],
            "units": [{"unit": p.name.th, **p.progress.payload()} for p in self.units],
        }


_NOBODY = Text("ผู้ประสานงาน", "coordinator")


def progress_of(plan: Plan, on: date) -> PlanProgress:
    """Return how far a plan is on a day; tasks and gain of measures that were given up are out."""
    measures = list(
        Measure.objects.filter(theme__plan=plan)
        .select_related("theme")
        .prefetch_related("units", "points")
        .order_by("theme__place", "number")
    )
    of_plan = Task.objects.filter(step__measure__theme__plan=plan)
    tasks = list(of_plan.select_related("step__measure"))
    worth = _worth(measures)

    def of(mine: Sequence[Measure], done: Iterable[Task]) -> Progress:
        return _progress(mine, done, worth, on)

    themes = [
        PartProgress(theme.pk, same(theme.title), of(mine, _tasks_of(mine, tasks)))
        for theme in plan.themes.order_by("place")
        for mine in [[m for m in measures if m.theme_id == theme.pk]]
    ]
    every = Unit.objects.filter(agency=plan.agency_id).order_by("code")
    units = [_by_unit(unit, measures, tasks, of) for unit in [*every, None]]
    whole = of(measures, tasks)
    return PlanProgress(on, whole, tuple(themes), tuple(u for u in units if u.progress.measures))


def against_baseline(plan: Plan) -> tuple[Change, ...]:
    """Return what changed since the plan was last approved; nothing where it never was."""
    baseline = latest_snapshot(plan, SnapshotKind.BASELINE)
    if baseline is None:
        return ()
    return changes_since(snapshot_content(baseline).plan, content_of(plan))


def _by_unit(
    unit: Unit | None, measures: list[Measure], tasks: list[Task], of: Any
) -> PartProgress:
    if unit is None:
        mine = [m for m in measures if not (m.all_units or m.units.all())]
        return PartProgress(0, _NOBODY, of(mine, [t for t in tasks if t.unit_id is None]))
    mine = [m for m in measures if m.all_units or unit in m.units.all()]
    return PartProgress(
        unit.pk, same(unit.code), of(mine, [t for t in tasks if t.unit_id == unit.pk])
    )


def _worth(measures: Iterable[Measure]) -> dict[int, float]:
    """Share the gain of each weak point among the measures that answer it."""
    active = [m for m in measures if m.state != MeasureState.CANCELLED]
    answering: dict[int, int] = {}
    for measure in active:
        for point in measure.points.all():
            answering[point.pk] = answering.get(point.pk, 0) + 1
    return {m.pk: sum(p.gain / answering[p.pk] for p in m.points.all()) for m in active}


def _tasks_of(measures: Iterable[Measure], tasks: Iterable[Task]) -> list[Task]:
    mine = {measure.pk for measure in measures}
    return [task for task in tasks if task.step.measure_id in mine]


def _progress(
    measures: Sequence[Measure], tasks: Iterable[Task], worth: dict[int, float], on: date
) -> Progress:
    states = [MeasureState(measure.state) for measure in measures]
    stands = [
        lateness(task.due, task.done_on, MeasureState(task.step.measure.state), on)
        for task in tasks
        if task.step.measure_id in worth
    ]
    done, late = stands.count(Lateness.DONE), stands.count(Lateness.LATE)
    mine = {m.pk for m in measures}
    finished = {m.pk for m in measures if m.state == MeasureState.DONE}
    return Progress(
        {state: states.count(state) for state in MeasureState if state in states},
        done,
        late,
        len(stands) - done - late,
        sum(points for pk, points in worth.items() if pk in mine),
        sum(points for pk, points in worth.items() if pk in finished),
    )
