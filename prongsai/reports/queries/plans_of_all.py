"""How far the plans of a year are, those of all agencies at once."""

from django.db.models import Count

from prongsai.improvement.models import Plan
from prongsai.improvement.rules.states import MeasureState
from prongsai.reports.queries.plan.counts import Counts


def plans_of_all(framework: str, year_be: int) -> dict[str, Counts]:
    """Return the counted measures of every plan that was approved, by the agency's code."""
    rows = (
        Plan.objects.filter(framework=framework, year_be=year_be, approved_at__isnull=False)
        .values_list("agency__code", "themes__measures__state")
        .annotate(number=Count("themes__measures"))
    )
    found: dict[str, list[tuple[MeasureState, int]]] = {}
    for code, state, number in rows:
        mine = found.setdefault(code, [])
        if state:  # a plan without measures has none
            mine.append((MeasureState(state), number))
    return {code: Counts(tuple(counted)) for code, counted in found.items()}
