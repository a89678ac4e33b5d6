"""What measures of the library brought before, as far as plans and results are kept here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from prongsai.improvement.models import Measure, Plan
from prongsai.improvement.queries.comparing import ChangeTable, change_table
from prongsai.improvement.rules.effects import FEWEST_SIMILAR
from prongsai.improvement.rules.states import MeasureState, PlanState
from prongsai.methodology.intervals import Floats
from prongsai.results.models import AgencyScore, Publication

#: With fewer plans nothing is said of a measure.
FEWEST_PLANS = 3
_CARRIED_OUT = (PlanState.APPROVED.value, PlanState.CLOSED.value)


@dataclass(frozen=True)
class Worked:
    """What a measure brought: in how many plans, and how many points more than elsewhere."""

    plans: int
    advantage: float


def worked_before(framework: str, *, before: int) -> dict[str, Worked]:
    """Return measure of the library -> what it brought in plans of years before one.

    Those that too few plans had are left out.
    """
    plans = Plan.objects.filter(
        framework=framework,
        year_be__lt=before,
        state__in=_CARRIED_OUT,
        run__isnull=False,
        themes__measures__library__gt="",
    ).distinct()
    brought: dict[str, list[float]] = defaultdict(list)
    for key, mine in _cells(list(plans)).items():
        for library, advantage in _advantages(change_table(*key), mine):
            brought[library].append(advantage)
    return {
        library: Worked(len(found), fmean(found))
        for library, found in brought.items()
        if len(found) >= FEWEST_PLANS
    }


#: Two runs, and the group of an agency in the later one.
_Key = tuple[int, int, str]


def _cells(plans: list[Plan]) -> dict[_Key, list[int]]:
    """Sort plans (their ids) by the results that lie around them and the group of their agency."""
    later = {
        (framework, year): run
        for framework, year, run in Publication.objects.values_list("framework", "year_be", "run")
    }
    scored = AgencyScore.objects.filter(
        run__in=set(later.values()), agency__in=[plan.agency_id for plan in plans]
    )
    groups = {
        (run, agency): group for run, agency, group in scored.values_list("run", "agency", "group")
    }
    cells: dict[_Key, list[int]] = defaultdict(list)
    for plan in plans:
        after = later.get((plan.framework, plan.year_be))
        group = groups.get((after, plan.agency_id)) if after is not None else None
        if plan.run_id is not None and after is not None and group:
            cells[plan.run_id, after, group].append(plan.pk)
    return cells


def _advantages(table: ChangeTable, plans: list[int]) -> Iterator[tuple[str, float]]:
    """Yield for each measure of each plan by how much its items rose more than without it."""
    answered = _answered(table, plans)
    codes = sorted({code for mine in answered.values() for code in mine})
    changes = {code: table.changes(table.pairs([code])) for code in codes}
    for library in sorted({library for library, _ in answered}):
        having = [row for agency, row in table.rows.items() if (library, agency) in answered]
        usual = {code: _usual(changes[code], having) for code in codes}
        for (name, agency), mine in answered.items():
            more = [changes[code][table.rows[agency]] - usual[code] for code in sorted(mine)]
            if name == library and np.isfinite(more).all():
                yield library, float(np.mean(more))


def _answered(table: ChangeTable, plans: list[int]) -> dict[tuple[str, int], set[str]]:
    """Return measure of the library and agency -> codes that it answers there."""
    measures = Measure.objects.filter(theme__plan__in=plans, points__isnull=False)
    measures = measures.exclude(state=MeasureState.CANCELLED.value).exclude(library="")
    answered: dict[tuple[str, int], set[str]] = defaultdict(set)
    for library, agency, code in measures.values_list(
        "library", "theme__plan__agency", "points__code"
    ):
        if agency in table.rows:
            answered[library, agency].add(code)
    return answered


def _usual(changes: Floats, having: list[int]) -> float:
    """Return how agencies changed on average that do not have a measure; NaN where too few."""
    others = np.delete(changes, having)
    known = others[np.isfinite(others)]
    return float(known.mean()) if len(known) >= FEWEST_SIMILAR else float("nan")
