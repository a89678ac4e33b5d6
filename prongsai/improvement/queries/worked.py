"""What measures of the library brought before, as far as plans and results are kept here."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from prongsai.improvement.models import Measure, Plan
from prongsai.improvement.queries.comparing import change_table
from prongsai.improvement.queries.effect import group_in, runs_of
from prongsai.improvement.rules.effects import FEWEST_SIMILAR
from prongsai.improvement.rules.states import MeasureState, PlanState

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
    for cell in _cells(list(plans)):
        for library, advantages in _advantages(*cell).items():
            brought[library] += advantages
    return {
        library: Worked(len(found), fmean(found))
        for library, found in brought.items()
        if len(found) >= FEWEST_PLANS
    }


#: Two runs and a group, and the plans of agencies in it.
_Cell = tuple[tuple[int, int, str], list[Plan]]


def _cells(plans: list[Plan]) -> list[_Cell]:
    """Sort plans by the results that lie around them and the group of their agency."""
    cells: dict[tuple[int, int, str], list[Plan]] = defaultdict(list)
    for plan in plans:
        runs = runs_of(plan)
        if runs is not None:
            cells[*runs, group_in(runs[1], plan.agency_id)].append(plan)
    return list(cells.items())


def _advantages(key: tuple[int, int, str], plans: list[Plan]) -> dict[str, list[float]]:
    """Return measure -> by how much its items rose more in each plan than where no plan had it."""
    table = change_table(*key)
    measures = Measure.objects.filter(theme__plan__in=plans).exclude(
        state=MeasureState.CANCELLED.value
    )
    answered: dict[tuple[str, int], set[str]] = defaultdict(set)
    for library, agency, code in measures.exclude(library="").values_list(
        "library", "theme__plan__agency", "points__code"
    ):
        if code and agency in table.rows:
            answered[library, agency].add(code)
    found: dict[str, list[float]] = defaultdict(list)
    for (library, agency), codes in answered.items():
        changes = table.changes(table.pairs(sorted(codes)))
        having = {other for name, other in answered if name == library}
        others = [changes[row] for one, row in table.rows.items() if one not in having]
        known = [float(change) for change in others if np.isfinite(change)]
        mine = float(changes[table.rows[agency]])
        if np.isfinite(mine) and len(known) >= FEWEST_SIMILAR:
            found[library].append(mine - fmean(known))
    return found
