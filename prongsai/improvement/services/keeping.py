"""Rows that stay when a plan is changed: those that are called the same, or were reported on."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from prongsai.improvement.models import Action, Measure, Outcome, Plan, Step
from prongsai.improvement.rules.faults import WorkReported

_Row = TypeVar("_Row", bound=Model)
#: Titles that are told at once, and letters of one.
_MOST_TOLD, _SHOWN = 5, 100


class Kept(Generic[_Row]):
    """Rows by what they are called, each taken once; what is left over may go."""

    def __init__(self, rows: Iterable[tuple[Hashable, _Row]]) -> None:
        self._rows: dict[Hashable, list[_Row]] = defaultdict(list)
        for name, row in rows:
            self._rows[name].append(row)

    def take(self, name: Hashable) -> _Row | None:
        """Return a row that is called so, and that nobody took; None where there is none."""
        rows = self._rows[name]
        return rows.pop(0) if rows else None

    def left(self) -> list[int]:
        """Return the keys of those that nobody took."""
        return [row.pk for rows in self._rows.values() for row in rows]


def drop_steps(steps: QuerySet[Step]) -> None:
    """Remove steps with their tasks.

    Raises:
        WorkReported: units reported tasks of theirs as done.
    """
    _require_unreported(steps.filter(tasks__done_on__isnull=False))
    steps.delete()


def drop_measures(plan: Plan, measures: QuerySet[Measure]) -> None:
    """Remove measures of a plan with their steps, and what was told of one of them alone.

    Raises:
        WorkReported: since the plan was approved, somebody told what was done or came of them.
    """
    if plan.approved_at is not None:
        told = Q(actions__isnull=False) | Q(outcomes__isnull=False)
        _require_unreported(measures.filter(told | Q(steps__tasks__done_on__isnull=False)))
    for measure in measures:
        doings: list[Action | Outcome] = [*measure.actions.all(), *measure.outcomes.all()]
        for one in doings:
            if one.measures.count() == 1:
                one.delete()
        measure.delete()


def _require_unreported(reported: QuerySet[Step] | QuerySet[Measure]) -> None:
    if titles := sorted(set(reported.values_list("title", flat=True))):
        raise WorkReported(what=", ".join(f"“{title[:_SHOWN]}”" for title in titles[:_MOST_TOLD]))
