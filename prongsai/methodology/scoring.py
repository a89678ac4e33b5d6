"""Scores from whatever is known: answers counted, verdicts, or figures that others published.

    counts -> parts -> items -> (sub-indicators) -> indicators -> instruments -> total

A figure that is given is kept; a missing one is the weighted mean of what stands below it. All is
computed in float64 and rounded once, exactly (`rounding`). So every published score is the exact
one, on any machine, in any order.

Source: docs/explanation/scoring.md
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, MISSING
from prongsai.methodology.known import Known, unanswered_leaves
from prongsai.methodology.rounding import published_scores
from prongsai.methodology.tally import Integers, Tally, sums, without_repeats, zeros


@dataclass(frozen=True, eq=False)
class Scores:
    """Every score of every agency of a round; arrays are (agencies, nodes of the edition).

    values:    float64, points 0 to 100 unrounded; NaN where missing
    published: int32, hundredths of a point, exact, rounded half up once; MISSING where missing
    partial:   bool, computed although something below it was missing and left out
    n, s:      int64 (agencies, leaves), how many answered what has points, and their hundredths
    """

    edition: Edition
    known: Known
    values: NDArray[np.float64]
    published: Integers
    partial: NDArray[np.bool_]
    n: Integers
    s: Integers

    @property
    def agencies(self) -> tuple[str, ...]:
        return self.known.agencies

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """Of which nodes any agency has a score."""
        return np.asarray((self.published != MISSING).any(axis=0))

    def only(self, row: int) -> "Scores":
        """Return the scores of one agency; its row is 0 there."""
        one = slice(row, row + 1)
        tally = Tally(self.agencies[one], self.known.tally.counts[one])
        known = Known(tally, self.known.given[one])
        return Scores(
            self.edition,
            known,
            self.values[one],
            self.published[one],
            self.partial[one],
            self.n[one],
            self.s[one],
        )

    def of(self, code: str) -> Integers:
        """Return one column of published scores, by code."""
        return self.published[:, self.edition.position[code]]


def score(edition: Edition, known: Known) -> Scores:
    """Compute every score of every agency.

    In:      what is known, in the order of the edition's leaves and nodes
    Out:     scores, one row an agency
    Units:   points, 0 (worst) to 100 (best)
    Missing: as `edition.rules.missing` says: left out of the mean above, or no score above
    Source:  docs/explanation/scoring.md
    """
    n, s = _sums(edition, known.tally)
    values, partial = _means(edition, known, n, s)
    published = published_scores(edition, known, values, n, s)
    return Scores(edition, known, values, published, partial, n, s)


def _sums(edition: Edition, tally: Tally) -> tuple[Integers, Integers]:
    if tally.is_empty:
        nobody = zeros(len(tally.agencies), (len(edition.leaves),))
        return nobody, nobody
    return sums(edition, tally.counts)


def _means(
    edition: Edition, known: Known, n: Integers, s: Integers
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    size = known.given.shape
    values = np.full(size, np.nan, order="F")
    partial, left_out = np.zeros(size, np.bool_, order="F"), np.zeros(size, np.bool_, order="F")
    told = _told(known)
    #: Nodes of which there can be a score. Those above any other node have none: it is missing.
    open_ = {leaf for leaf in edition.leaves if not known.tally.is_empty}
    with np.errstate(invalid="ignore", divide="ignore"):
        if open_:
            unanswered, chosen = unanswered_leaves(edition, known), known.tally.chosen
            for column, leaf in enumerate(edition.leaves):
                values[:, leaf] = s[:, column] / (n[:, column] * float(HUNDREDTHS))
                beside = (n[:, column] == 0) & chosen[:, column]
                left_out[:, leaf] = unanswered[:, column] | beside
        for node in reversed(range(len(edition.nodes))):
            if edition.children[node] and open_.issuperset(edition.children[node]):
                values[:, node], partial[:, node], left_out[:, node] = _mean(
                    edition, node, values, left_out
                )
                open_.add(node)
            if told[node]:
                given = known.given[:, node]
                stated = given != MISSING
                values[stated, node] = given[stated] / MILLIONTHS
                partial[stated, node] = False
                open_.add(node)
    return values, partial


def _told(known: Known) -> NDArray[np.bool_]:
    """Say which nodes have a given figure for any agency."""
    told = (without_repeats(known.given) != MISSING).any(axis=0)
    return np.broadcast_to(told, known.given.shape[1:])


def _mean(
    edition: Edition, node: int, values: NDArray[np.float64], left_out: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the mean, whether something was left out of it, and whether all of it was."""
    total, weights = np.zeros(len(values)), np.zeros(len(values))
    refused, missing = np.zeros(len(values), np.bool_), np.zeros(len(values), np.bool_)
    for child in edition.children[node]:
        below = edition.nodes[child]
        absent = np.isnan(values[:, child])
        total += below.weight * np.where(absent, 0.0, values[:, child])
        weights += below.weight * ~absent
        missing |= absent
        refused |= absent if below.required else absent & ~left_out[:, child]
    mean = np.where(refused, np.nan, total / weights)
    return mean, missing & ~np.isnan(mean), ~refused & (weights == 0)
