"""A scored round: one edition over its agencies, with levels, ranks and weak points."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import attrgetter

import numpy as np

from prongsai.methodology.edition.tree import TOTAL, Edition, Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.grading import levels, measure_levels
from prongsai.methodology.intervals import Margin
from prongsai.methodology.known import Known
from prongsai.methodology.ranking import UNRANKED, numbered, ranks_in_rows, ranks_within
from prongsai.methodology.scoring import Scores, score
from prongsai.methodology.tally import Integers
from prongsai.methodology.thai import squeezed
from prongsai.methodology.weakness import Flags, known_items, weak_items, weak_nodes
from prongsai.methodology.wording import Text, same
from prongsai.results.queries.uncertainty import (
    PartMargins,
    confidence_of,
    part_margins,
    real_changes,
    total_margin,
)
from prongsai.results.rules import RANKINGS, Agency, StatedRank


@dataclass(frozen=True, eq=False)
class Round:
    """What one edition gives over its agencies; arrays have one row an agency."""

    agencies: tuple[Agency, ...]
    scores: Scores
    previous: "Round | None" = field(default=None, repr=False)
    #: Ranks that sources print, which hold before our own: agency code -> ranking -> rank.
    stated: Mapping[str, Mapping[str, StatedRank]] = field(default_factory=dict, repr=False)

    @property
    def edition(self) -> Edition:
        return self.scores.edition

    @property
    def year_be(self) -> int:
        return self.edition.year_be

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Agency code -> row."""
        return {agency.code: row for row, agency in enumerate(self.agencies)}

    def rows_of(self, codes: tuple[str, ...]) -> Integers:
        """Return the rows of agencies; MISSING where the round has none of this code."""
        if codes == self.scores.agencies:
            return np.arange(len(codes))
        return np.array([self.row_of.get(code, MISSING) for code in codes], np.int64)

    @cached_property
    def totals(self) -> Integers:
        """Published totals in hundredths."""
        return self.scores.of(TOTAL)

    @cached_property
    def levels(self) -> Integers:
        return levels(self.scores)

    @cached_property
    def measures(self) -> Integers:
        """Measure level of every node, as positions in the edition's list."""
        return measure_levels(self.edition, self.scores.published)

    @cached_property
    def indicator_ranks(self) -> Integers:
        """Rank of each indicator among those of its agency; columns are the indicators."""
        return ranks_in_rows(self.scores.published[:, self.edition.of_kind(Kind.INDICATOR)])

    @cached_property
    def weak(self) -> Flags:
        return weak_nodes(self.scores)

    @cached_property
    def weak_items(self) -> Flags:
        """Weak items; columns are the items of the edition."""
        return weak_items(self.scores, self.weak)

    @cached_property
    def weak_counts(self) -> Integers:
        """Weak items per instrument; -1 where nothing is known of its items."""
        weak, known = self.weak_items, known_items(self.scores)
        items = self.edition.of_kind(Kind.ITEM)
        owner = np.array([self.edition.above(item, Kind.INSTRUMENT) for item in items])
        instruments = self.edition.of_kind(Kind.INSTRUMENT)
        counts = np.full((len(weak), len(instruments)), -1, np.int64, order="F")
        for column, instrument in enumerate(instruments):
            mine = np.flatnonzero(owner == instrument)
            found = known[:, mine].any(axis=1)
            counts[found, column] = weak[:, mine].sum(axis=1)[found]
        return counts

    @cached_property
    def part_margins(self) -> PartMargins:
        return part_margins(self.scores, self.agencies)

    @cached_property
    def total_margin(self) -> Margin:
        return total_margin(self.edition, self.part_margins)

    @cached_property
    def real_changes(self) -> list[bool | None]:
        """Whether each total changed by more than chance; None where that cannot be told."""
        before = self.previous
        if before is None:
            return [None] * len(self.agencies)
        rows = before.rows_of(self.scores.agencies)
        return real_changes(
            np.where(rows < 0, np.nan, before.scores.values[rows, 0]),
            np.where(rows < 0, np.nan, before.total_margin.standard_error[rows]),
            self.scores.values[:, 0],
            self.total_margin.standard_error,
            confidence_of(self.edition),
        )

    def groups(self, ranking: str) -> list[str]:
        """Return for each agency whom it is ranked with; "" is outside every ranking."""
        if ranking == "country":
            return ["country"] * len(self.agencies)
        return list(map(attrgetter(ranking), self.agencies))

    @cached_property
    def ranks(self) -> dict[str, Integers]:
        """Ranking -> rank of each agency, 0 where it has none or nobody to compare with."""
        found = {}
        for name in RANKINGS:
            group = numbered(self.groups(name))
            found[name] = ranks_within(self.totals, group)
            members = np.bincount(group + 1)
            found[name][members[group + 1] <= 1] = UNRANKED
        return found


def conclude(
    edition: Edition,
    known: Known,
    directory: Mapping[str, Agency],
    previous: Round | None,
    stated: Mapping[str, Mapping[str, StatedRank]] | None = None,
) -> Round:
    """Score a round and tie it to the one before."""
    groups = _group_codes(edition)
    agencies = tuple(
        _in_group(directory.get(code) or Agency(code), groups) for code in known.agencies
    )
    return Round(agencies, score(edition, known), previous, stated or {})


def group_name(edition: Edition, code: str) -> Text:
    """Return the name of a type of agency; what the edition does not know is shown as given."""
    names = {kind.code: kind.name for kind in edition.rules.agency_types}
    return names.get(code) or same(code or "–")


@lru_cache
def _group_codes(edition: Edition) -> dict[str, str]:
    """Code and names of each agency type, as they are compared -> code."""
    return {
        squeezed(name): kind.code
        for kind in edition.rules.agency_types
        for name in (kind.code, kind.name.th, kind.name.en)
    }


def _in_group(agency: Agency, codes: dict[str, str]) -> Agency:
    """Return the agency with its group as the edition codes it, where the edition knows it."""
    if not agency.group or codes.get(agency.group) == agency.group:
        return agency
    return replace(agency, group=codes.get(squeezed(agency.group), agency.group))
