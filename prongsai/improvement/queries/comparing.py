"""Two results beside each other: which items ask the same, and how every agency changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.improvement.queries.wording import alike
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.intervals import Floats
from prongsai.methodology.scoring import score
from prongsai.results.models import AgencyScore, ScoreRun
from prongsai.results.queries.stored import known_in

#: Groups of agencies in two runs that a process keeps at hand.
_KEPT = 6


@dataclass(frozen=True)
class Pair:
    """What asks the same in two editions: positions of nodes; the indicator where no item does."""

    code: str
    before: int
    after: int
    by_indicator: bool = False


@dataclass(frozen=True, eq=False)
class ChangeTable:
    """The agencies of a group that two runs score, with all their scores; rows are agencies."""

    before_edition: Edition
    after_edition: Edition
    rows: dict[int, int]
    before: Floats
    after: Floats

    def pairs(self, codes: Sequence[str]) -> list[Pair]:
        """Return for each item of the earlier edition what asks the same in the later one.

        Where no item does, their indicator stands in; what even that has not is left out.
        """
        found = [pair for code in codes if (pair := self._pair(code))]
        return list({(pair.before, pair.after): pair for pair in found}.values())

    def _pair(self, code: str) -> Pair | None:
        before, after = self.before_edition, self.after_edition
        node = before.position.get(code)
        if node is None:
            return None
        same_item = _asks_the_same(before, node, after, Kind.ITEM)
        if same_item is not None:
            return Pair(code, node, same_item)
        indicator = before.above(node, Kind.INDICATOR)
        same_indicator = _asks_the_same(before, indicator, after, Kind.INDICATOR)
        if same_indicator is None:
            return None
        return Pair(before.nodes[indicator].code, indicator, same_indicator, by_indicator=True)

    def changes(self, pairs: Sequence[Pair]) -> Floats:
        """Return how each agency changed over some pairs: the mean of their differences.

        Missing: not a number where a score of any pair is missing
        """
        if not pairs:
            return np.full(len(self.rows), np.nan)
        before = self.before[:, [pair.before for pair in pairs]]
        after = self.after[:, [pair.after for pair in pairs]]
        return np.asarray((after - before).mean(axis=1), np.float64)


@lru_cache(_KEPT)
def change_table(before: int, after: int, group: str) -> ChangeTable:
    """Return the agencies that a later run puts into a group and an earlier one scores too.

    In: ids of two runs; they never change
    """
    editions = dict(ScoreRun.objects.filter(pk__in=[before, after]).values_list("pk", "edition"))
    scored = AgencyScore.objects.select_related("agency").order_by("agency")
    later = list(scored.filter(run=after, group=group))
    agencies = [row.agency_id for row in later]
    earlier = list(scored.filter(run=before, agency__in=agencies))
    both = {row.agency_id for row in earlier}
    later = [row for row in later if row.agency_id in both]
    before_edition, after_edition = (frozen_edition(editions[run]) for run in (before, after))
    return ChangeTable(
        before_edition,
        after_edition,
        {row.agency_id: place for place, row in enumerate(later)},
        _values(before_edition, earlier),
        _values(after_edition, later),
    )


def _values(edition: Edition, rows: list[AgencyScore]) -> Floats:
    if not rows:
        return np.empty((0, len(edition.nodes)))
    return score(edition, known_in(edition, rows)).values


def _asks_the_same(before: Edition, node: int, after: Edition, kind: Kind) -> int | None:
    """Return the node that asks the same in another edition; one of the same code goes first."""
    wanted = before.nodes[node]
    instrument = before.instrument_of(node)
    found = [
        other
        for other in after.of_kind(kind)
        if after.instrument_of(other) == instrument and alike(after.nodes[other].text, wanted.text)
    ]
    of_code = [other for other in found if after.nodes[other].code == wanted.code]
    return next(iter(of_code or found), None)
