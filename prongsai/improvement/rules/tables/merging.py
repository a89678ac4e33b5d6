"""What a table tells, put together with what it cannot show.

The table rules. Behind it lies the plan that the file was written from, or the present one: what
the table shows unchanged stays exactly as it was there, and what it has no room for is taken from
there while it fits, that is for the same measure, action or outcome.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from prongsai.improvement.rules.content import (
    ActionContent,
    MeasureContent,
    OutcomeContent,
    PlanContent,
    ThemeContent,
)
from prongsai.improvement.rules.tables.details import Details
from prongsai.improvement.rules.tables.grid import Grid
from prongsai.improvement.rules.tables.reading import told_in
from prongsai.improvement.rules.tables.told import (
    Doubt,
    Told,
    ToldAction,
    ToldMeasure,
    ToldTheme,
)
from prongsai.improvement.rules.tables.units import UnitNames, UnitsTold
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text

_Shown = TypeVar("_Shown")
_There = TypeVar("_There")
NO_UNIT = Text("ไม่มีผู้รับผิดชอบ", "nobody is responsible")


@dataclass(frozen=True)
class Understood:
    """A plan out of a file: what is doubtful, and the names of units that nobody knows."""

    plan: PlanContent
    doubts: tuple[Doubt, ...]
    #: Name -> the rows in which it stands.
    unknown_units: dict[str, tuple[int, ...]]


@dataclass
class _Behind:
    """A plan behind a table, by what the table shows of it."""

    themes: dict[str, list[tuple[ToldTheme, ThemeContent]]] = field(default_factory=dict)
    measures: dict[str, list[tuple[ToldMeasure, MeasureContent]]] = field(default_factory=dict)
    actions: dict[str, list[tuple[ToldAction, ActionContent]]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: PlanContent, shown: Told) -> "_Behind":
        """Return it, where the table that was written from the plan tells as many things."""
        behind = cls()
        if len(shown.themes) != len(plan.themes):
            return behind
        for told, theme in zip(shown.themes, plan.themes, strict=True):
            behind.themes.setdefault(squeezed(told.title), []).append((told, theme))
            if len(told.measures) == len(theme.measures):
                for one, measure in zip(told.measures, theme.measures, strict=True):
                    behind.measures.setdefault(squeezed(one.title), []).append((one, measure))
            by_text = {squeezed(action.text): action for action in theme.actions}
            for done in told.actions:
                if (action := by_text.get(squeezed(done.text))) is not None:
                    behind.actions.setdefault(squeezed(done.text), []).append((done, action))
            behind.outcomes |= {squeezed(one.text): one.text for one in theme.outcomes}
        return behind


def understood(
    grids: Sequence[Grid],
    *,
    behind: PlanContent,
    shown: Sequence[Grid],
    units: UnitNames,
    mapped: Mapping[str, str],
) -> Understood:
    """Return the plan that tables tell.

    In:  `behind`, `shown`: a plan, and the tables as they are written of it; `units`: those of the
         agency; `mapped`: names that somebody gave a meaning, to codes (see `UnitsTold`)
    Out: agency, year and weak points are those of the plan behind
    """
    told, as_written = told_in(grids), told_in(shown)
    if told.themes == as_written.themes:
        return Understood(behind, (), {})
    merger = _Merger(
        _Behind.of(behind, as_written),
        UnitsTold(units, mapped),
        Details(behind.year_be, {point.code for point in behind.points}),
        list(told.doubts),
    )
    themes = tuple(merger.theme(theme) for theme in told.themes)
    return Understood(
        replace(behind, themes=themes),
        tuple(sorted([*merger.doubts, *merger.details.doubts], key=lambda doubt: doubt.row)),
        merger.units.unknown,
    )


@dataclass
class _Merger:
    behind: _Behind
    units: UnitsTold
    details: Details
    doubts: list[Doubt]

    def theme(self, told: ToldTheme) -> ThemeContent:
        """Return a theme: the one behind where it is shown unchanged."""
        there = _taken(self.behind.themes, told.title, told)
        if there is not None and there[0] == told:
            return there[1]
        measures = tuple(self._measure(n, one) for n, one in enumerate(told.measures, 1))
        return ThemeContent(
            title=there[1].title if there else told.title,
            measures=measures,
            actions=tuple(self._action(one) for one in told.actions),
            outcomes=tuple(
                OutcomeContent(self.behind.outcomes.get(squeezed(one.text), one.text), one.measures)
                for one in told.outcomes
            ),
        )

    def _measure(self, number: int, told: ToldMeasure) -> MeasureContent:
        there = _taken(self.behind.measures, told.title, told)
        old, measure = there or (ToldMeasure(""), MeasureContent(number, told.title))
        measure = replace(measure, number=number)
        if told.units != old.units:
            codes, every = self.units.read(told.units, told.row)
            measure = replace(measure, units=codes, all_units=every)
        if not told.units.strip():
            self.doubts.append(Doubt(told.row, told.title, NO_UNIT))
        if told.when != old.when:
            measure = self.details.timed(measure, told)
        for role, words in told.details:
            if words != (old.detail(role) or ""):
                measure = self.details.told(measure, role, words, told.row)
        return measure

    def _action(self, told: ToldAction) -> ActionContent:
        there = _taken(self.behind.actions, told.text, told)
        old, action = there or (ToldAction("", ()), ActionContent(told.text, ()))
        action = replace(action, measures=told.measures)
        if told.units != old.units:
            action = replace(action, units=self.units.read(told.units, told.row)[0])
        if told.when != old.when:
            action = replace(action, period=self.details.period(told.when))
        return action


def _taken(
    found: dict[str, list[tuple[_Shown, _There]]], words: str, told: _Shown
) -> tuple[_Shown, _There] | None:
    """Take what is called so out of what is behind: the one that is shown alike, else the first."""
    there = found.get(squeezed(words), [])
    if not there:
        return None
    place = next((at for at, (one, _) in enumerate(there) if one == told), 0)
    return there.pop(place)
