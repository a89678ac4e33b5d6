"""Scores from whatever is known: answers counted, verdicts, or figures that others published.

    counts -> parts -> items -> (sub-indicators) -> indicators -> instruments -> total

A figure that is given is kept; a missing one is the weighted mean of what stands below it. All is
computed in float64, and wherever a value lies so near to a half hundredth that a float could round
it wrongly, it is decided again with fractions. So every published score is the exact one, on any
machine, in any order.

Source: docs/explanation/scoring.md
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, MISSING, half_up
from prongsai.methodology.tally import Integers, Tally, empty_tally, moments

#: Nearer than this to a half (in hundredths of a point) a float does not decide; its error is
#: below 1e-10 there.
DOUBT = 1e-6


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a round.

    tally: answers and verdicts, counted; gives the agencies and their order.
    given: int64 (agencies, nodes), published scores in millionths of a point; MISSING where none.
    """

    tally: Tally
    given: Integers

    @property
    def agencies(self) -> tuple[str, ...]:
        return self.tally.agencies


@dataclass(frozen=True, eq=False)
class Scores:
    """Every score of every agency of a round; arrays are (agencies, nodes of the edition).

    values:    float64, points 0 to 100 unrounded; NaN where missing
    published: int64, hundredths of a point, exact, rounded half up once; MISSING where missing
    partial:   bool, computed although something below it was missing and left out
    """

    edition: Edition
    known: Known
    values: NDArray[np.float64]
    published: Integers
    partial: NDArray[np.bool_]

    @property
    def agencies(self) -> tuple[str, ...]:
        return self.known.agencies

    def of(self, code: str) -> Integers:
        """Return one column of published scores, by code."""
        return self.published[:, self.edition.position[code]]


def known_of(
    edition: Edition, *, tally: Tally | None = None, agencies: tuple[str, ...] = ()
) -> Known:
    """Return what is known when nothing was published: a tally, or nothing of these agencies."""
    tally = tally or empty_tally(edition, agencies)
    given = np.full((len(tally.agencies), len(edition.nodes)), MISSING, np.int64)
    return Known(tally, given)


def merged(edition: Edition, parts: list[Known]) -> Known:
    """Return what several sources know together: tallies add up, the first given figure counts."""
    agencies = tuple(dict.fromkeys(code for part in parts for code in part.agencies))
    place = {code: row for row, code in enumerate(agencies)}
    whole = known_of(edition, agencies=agencies)
    for part in parts:
        rows = [place[code] for code in part.agencies]
        whole.tally.counts[rows] += part.tally.counts
        whole.given[rows] = np.where(whole.given[rows] == MISSING, part.given, whole.given[rows])
    return whole


def score(edition: Edition, known: Known) -> Scores:
    """Compute every score of every agency.

    In:      what is known, in the order of the edition's leaves and nodes
    Out:     scores, one row an agency
    Units:   points, 0 (worst) to 100 (best)
    Missing: as `edition.rules.missing` says: left out of the mean above, or no score above
    Source:  docs/explanation/scoring.md
    """
    n, s, _ = moments(edition, known.tally.counts)
    values, partial = _means(edition, known, n, s)
    return Scores(edition, known, values, _published(edition, known, values, n, s), partial)


def _published(
    edition: Edition, known: Known, values: NDArray[np.float64], n: Integers, s: Integers
) -> Integers:
    """Round every value half up to hundredths, exactly."""
    hundredths = values * HUNDREDTHS
    with np.errstate(invalid="ignore"):
        rounded = np.floor(hundredths + 0.5)
        doubtful = np.abs(hundredths - np.floor(hundredths) - 0.5) < DOUBT
    published = np.where(np.isnan(values), MISSING, rounded).astype(np.int64)
    leaves = list(edition.leaves)
    counted = (n > 0) & (known.given[:, leaves] == MISSING)
    # Most halves are counted leaves: those are settled in integers, all at once.
    published[:, leaves] = np.where(counted, (2 * s + n) // np.maximum(2 * n, 1), published[:, leaves])
    doubtful[:, leaves] &= ~counted
    for agency, node in np.argwhere(doubtful).tolist():
        exact = exact_score(edition, known, agency, node)
        published[agency, node] = MISSING if exact is None else half_up(exact * HUNDREDTHS)
    return published


def _means(
    edition: Edition, known: Known, n: Integers, s: Integers
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    size = known.given.shape
    values = np.full(size, np.nan)
    partial = np.zeros(size, np.bool_)
    with np.errstate(invalid="ignore", divide="ignore"):
        values[:, list(edition.leaves)] = s / (n * float(HUNDREDTHS))
        for node in reversed(range(len(edition.nodes))):
            if edition.children[node]:
                values[:, node], partial[:, node] = _mean(edition, node, values)
            given = known.given[:, node]
            stated = given != MISSING
            values[stated, node] = given[stated] / MILLIONTHS
            partial[stated, node] = False
    return values, partial


def _mean(
    edition: Edition, node: int, values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    total, weights = np.zeros(len(values)), np.zeros(len(values))
    refused = np.zeros(len(values), np.bool_)
    missing = np.zeros(len(values), np.bool_)
    for child in edition.children[node]:
        below = edition.nodes[child]
        absent = np.isnan(values[:, child])
        total += below.weight * np.where(absent, 0.0, values[:, child])
        weights += below.weight * ~absent
        missing |= absent
        refused |= absent & below.required
    mean = np.where(refused, np.nan, total / weights)
    return mean, missing & ~np.isnan(mean)


def exact_score(edition: Edition, known: Known, agency: int, node: int) -> Fraction | None:
    """Compute one score with fractions alone.

    Out:   points, exact; None where missing
    """
    given = int(known.given[agency, node])
    if given != MISSING:
        return Fraction(given, MILLIONTHS)
    if edition.nodes[node].is_leaf:
        return _exact_leaf(edition, known, agency, node)
    total, weights = Fraction(0), 0
    for child in edition.children[node]:
        value = exact_score(edition, known, agency, child)
        if value is not None:
            total += edition.nodes[child].weight * value
            weights += edition.nodes[child].weight
        elif edition.nodes[child].required:
            return None
    return total / weights if weights else None


def _exact_leaf(edition: Edition, known: Known, agency: int, node: int) -> Fraction | None:
    counts = known.tally.counts[agency, edition.leaves.index(node)].tolist()
    answered = [
        (count, points)
        for count, points in zip(counts, edition.nodes[node].points, strict=False)
        if points is not None
    ]
    n = sum(count for count, _ in answered)
    if n == 0:
        return None
    return Fraction(sum(count * points for count, points in answered), n * HUNDREDTHS)


def share_of_total(edition: Edition, node: int) -> Fraction:
    """Return how much of the total one point of this score is worth, all else being known."""
    share = Fraction(1)
    while node > 0:
        parent = edition.nodes[node].parent
        weights = [edition.nodes[sister].weight for sister in edition.children[parent]]
        share *= Fraction(edition.nodes[node].weight, sum(weights))
        node = parent
    return share
