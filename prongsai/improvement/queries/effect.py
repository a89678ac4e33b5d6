"""What became of a plan's measures: their items before and after, beside similar agencies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from prongsai.improvement.models import Measure, Plan
from prongsai.improvement.queries.comparing import ChangeTable, Pair, change_table
from prongsai.improvement.queries.margins import margin_of_node
from prongsai.improvement.rules.effects import (
    VERDICTS,
    Similar,
    Verdict,
    similar_of,
    verdict_of,
)
from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.intervals import no_real_change
from prongsai.methodology.wording import Text
from prongsai.results.models import AgencyScore, Publication
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.published import history_in
from prongsai.results.queries.uncertainty import confidence_of
from prongsai.results.rules import AgencyUnknown


@dataclass(frozen=True)
class ItemEffect:
    """An item, or the indicator that stands in for one, in two results; points of 100.

    before_margin, after_margin: half the width of the confidence interval, None where unknown
    real: whether it changed by more than sampling alone explains, None where that cannot be told
    """

    code: str
    text: Text
    by_indicator: bool
    before: float
    after: float
    before_margin: float | None
    after_margin: float | None
    real: bool | None

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True)
class MeasureEffect:
    """What became of what a measure answers; number as people quote it, "2.1".

    points: codes that it answers, in the edition before
    change: mean over its items, None where nothing can be compared
    similar: agencies of the same group without such a measure, None where too few
    """

    id: int
    number: str
    title: str
    library: str
    points: tuple[str, ...]
    items: tuple[ItemEffect, ...]
    change: float | None
    similar: Similar | None
    verdict: Verdict

    @property
    def verdict_name(self) -> Text:
        """What may be said of it, in words."""
        return VERDICTS[self.verdict]

    @property
    def advantage(self) -> float | None:
        """By how many points it rose more than similar agencies; None where unknown."""
        if self.change is None or self.similar is None:
            return None
        return self.change - self.similar.change

    def payload(self) -> dict[str, Any]:
        """As JSON; points of 100."""
        return {
            "number": self.number,
            "title": self.title,
            "library": self.library,
            "points": list(self.points),
            "items": [_item_payload(item) for item in self.items],
            "change": self.change,
            "similar": vars(self.similar) if self.similar else None,
            "advantage": self.advantage,
            "verdict": self.verdict.value,
        }


@dataclass(frozen=True, eq=False)
class _Results:
    """The two results of a plan's agency, and the table of those it is ranked with.

    is_ranked: whether it has a group; who has none is similar to nobody
    """

    before: AgencyYear
    after: AgencyYear
    table: ChangeTable
    is_ranked: bool


def effect_of(plan: Plan) -> list[MeasureEffect]:
    """Return for each measure that was not given up what became of it, theme by theme."""
    measures = (
        Measure.objects.filter(theme__plan=plan)
        .exclude(state=MeasureState.CANCELLED.value)
        .select_related("theme")
        .prefetch_related("points")
        .order_by("theme__place", "number")
    )
    places = {
        pk: n for n, pk in enumerate(plan.themes.order_by("place").values_list("pk", flat=True), 1)
    }
    results = _results(plan)
    return [_effect(plan, m, f"{places[m.theme_id]}.{m.number}", results) for m in measures]


def runs_of(plan: Plan) -> tuple[int, int] | None:
    """Return the run that a plan follows and that of its own year; None where one is lacking."""
    after = Publication.objects.filter(framework=plan.framework, year_be=plan.year_be)
    later = after.values_list("run", flat=True).first()
    return (plan.run_id, later) if plan.run_id is not None and later is not None else None


def group_in(run: int, agency: int) -> str:
    """Return the group in which a run ranks an agency; "" where it has none."""
    found = AgencyScore.objects.filter(run=run, agency=agency).values_list("group", flat=True)
    return found.first() or ""


def _results(plan: Plan) -> _Results | None:
    runs = runs_of(plan)
    if runs is None:
        return None
    try:
        history = history_in(plan.agency.code, runs)
    except AgencyUnknown:
        return None
    years = {year.provenance.run: year for year in history.years}
    if not years.keys() >= set(runs):
        return None
    group = group_in(runs[1], plan.agency_id)
    table = change_table(*runs, group)
    return _Results(years[runs[0]], years[runs[1]], table, is_ranked=bool(group))


def _effect(plan: Plan, measure: Measure, number: str, results: _Results | None) -> MeasureEffect:
    codes = tuple(sorted(point.code for point in measure.points.all()))
    told = MeasureEffect(
        measure.pk, number, measure.title, measure.library, codes, (), None, None, Verdict.NO_POINT
    )
    if not codes:
        return told
    if results is None:
        return replace(told, verdict=Verdict.NO_RESULT)
    pairs = _shown(results, results.table.pairs(codes))
    items = tuple(_item(results, pair) for pair in pairs)
    change = float(np.mean([item.change for item in items])) if items else None
    similar = _similar(plan, measure, codes, results.table, pairs) if results.is_ranked else None
    return replace(
        told, items=items, change=change, similar=similar, verdict=verdict_of(change, similar)
    )


def _shown(results: _Results, pairs: list[Pair]) -> list[Pair]:
    """Leave out what is not known in both years, or would show what few people answered."""
    before, after = results.before, results.after
    hidden = hidden_codes(before), hidden_codes(after)
    return [
        pair
        for pair in pairs
        if np.isfinite(before.scores.values[before.row, pair.before])
        and np.isfinite(after.scores.values[after.row, pair.after])
        and before.edition.nodes[pair.before].code not in hidden[0]
        and after.edition.nodes[pair.after].code not in hidden[1]
    ]


def _item(results: _Results, pair: Pair) -> ItemEffect:
    before, after = results.before, results.after
    was = float(before.scores.values[before.row, pair.before])
    became = float(after.scores.values[after.row, pair.after])
    margin_was, margin_became = (
        margin_of_node(before, pair.before),
        margin_of_node(after, pair.after),
    )
    same = no_real_change(
        was,
        margin_was.standard_error,
        became,
        margin_became.standard_error,
        confidence=confidence_of(after.edition),
    ).item()
    return ItemEffect(
        pair.code,
        before.edition.nodes[pair.before].text,
        pair.by_indicator,
        was,
        became,
        _known(float(margin_was.half_width)),
        _known(float(margin_became.half_width)),
        None if same is None else not same,
    )


def _known(number: float) -> float | None:
    return number if np.isfinite(number) else None


def _similar(
    plan: Plan, measure: Measure, codes: Sequence[str], table: ChangeTable, pairs: list[Pair]
) -> Similar | None:
    changes = table.changes(pairs)
    left_out = {plan.agency_id, *agencies_with_such(plan, measure.library, codes)}
    others = [row for agency, row in table.rows.items() if agency not in left_out]
    known = [float(changes[row]) for row in others if np.isfinite(changes[row])]
    return similar_of(known, confidence_of(table.after_edition))


def agencies_with_such(plan: Plan, library: str, codes: Sequence[str]) -> set[int]:
    """Return the agencies whose plan of that year has such a measure, as far as plans are kept.

    Such is one of the same measure of the library; of one that somebody wrote, any that answers
    the same weak points.
    """
    measures = Measure.objects.filter(
        theme__plan__framework=plan.framework, theme__plan__year_be=plan.year_be
    ).exclude(state=MeasureState.CANCELLED.value)
    alike = {"library": library} if library else {"points__code__in": list(codes)}
    return set(measures.filter(**alike).values_list("theme__plan__agency", flat=True))


def _item_payload(item: ItemEffect) -> dict[str, Any]:
    return {
        "code": item.code,
        "text_th": item.text.th,
        "text_en": item.text.en,
        "by_indicator": item.by_indicator,
        "before": item.before,
        "after": item.after,
        "before_margin": item.before_margin,
        "after_margin": item.after_margin,
        "change": item.change,
        "real": item.real,
    }
