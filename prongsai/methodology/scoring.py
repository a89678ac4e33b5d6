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
from prongsai.methodology.tally import Integers, Tally, empty_tally, sums, zeros

#: Nearer than this to a half (in hundredths of a point) a float does not decide; its error is
#: below 1e-10 there.
DOUBT = 1e-6
#: A hundredth of a point in millionths.
_HUNDREDTH = MILLIONTHS // HUNDREDTHS


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

    def only(self, row: int) -> "Scores":
        """Return the scores of one agency; its row is 0 there."""
        one = slice(row, row + 1)
        tally = Tally(self.agencies[one], self.known.tally.counts[one])
        known = Known(tally, self.known.given[one])
        return Scores(
            self.edition, known, self.values[one], self.published[one], self.partial[one]
        )

    def of(self, code: str) -> Integers:
        """Return one column of published scores, by code."""
        return self.published[:, self.edition.position[code]]


def known_of(
    edition: Edition, *, tally: Tally | None = None, agencies: tuple[str, ...] = ()
) -> Known:
    """Return what is known when nothing was published: a tally, or nothing of these agencies."""
    tally = tally or empty_tally(edition, agencies)
    given = np.full((len(tally.agencies), len(edition.nodes)), MISSING, np.int64, order="F")
    return Known(tally, given)


def merged(edition: Edition, parts: list[Known]) -> Known:
    """Return what several sources know together: tallies add up, the first given figure counts."""
    if len(parts) == 1:
        return parts[0]
    agencies = tuple(dict.fromkeys(code for part in parts for code in part.agencies))
    place = {code: row for row, code in enumerate(agencies)}
    whole = known_of(edition, agencies=agencies)
    for part in parts:
        alike = part.agencies == agencies
        rows = slice(None) if alike else [place[code] for code in part.agencies]
        whole.tally.counts[rows] += part.tally.counts
        if (part.given != MISSING).any():
            mine = whole.given[rows]
            whole.given[rows] = np.where(mine == MISSING, part.given, mine)
    return whole


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
    return Scores(edition, known, values, _published(edition, known, values, n, s), partial)


def _sums(edition: Edition, tally: Tally) -> tuple[Integers, Integers]:
    if tally.is_empty:
        nobody = zeros(len(tally.agencies), (len(edition.leaves),))
        return nobody, nobody
    return sums(edition, tally.counts)


def _published(
    edition: Edition, known: Known, values: NDArray[np.float64], n: Integers, s: Integers
) -> Integers:
    """Round every value half up to hundredths, exactly."""
    published = np.full(values.shape, MISSING, np.int64, order="F")
    unanswered = _unanswered(edition, known)
    for node in np.flatnonzero(~np.isnan(values).all(axis=0)).tolist():
        hundredths = values[:, node] * HUNDREDTHS
        rounded = np.floor(hundredths + 0.5)
        doubtful = np.abs(rounded - hundredths) > 0.5 - DOUBT
        column = np.where(np.isnan(rounded), MISSING, rounded).astype(np.int64)
        settled, integers = _in_integers(edition, known, node, n, s)
        column[settled] = integers
        for agency in np.flatnonzero(doubtful & ~settled).tolist():
            exact = _exact(edition, known, agency, unanswered[agency], node)
            if isinstance(exact, Fraction):
                column[agency] = half_up(exact * HUNDREDTHS)
        published[:, node] = column
    return published


def _in_integers(
    edition: Edition, known: Known, node: int, n: Integers, s: Integers
) -> tuple[NDArray[np.bool_], Integers]:
    """Round in integers, all at once, where most halves are; say which agencies' are settled.

    Those are the leaves that were counted, and the means of given figures alone.
    """
    free = known.given[:, node] == MISSING
    if edition.nodes[node].is_leaf:
        column = edition.leaves.index(node)
        settled = free & (n[:, column] > 0)
        answered, points = n[settled, column], s[settled, column]
        return settled, (2 * points + answered) // (2 * answered)
    below = list(edition.children[node])
    settled = free & (known.given[:, below] != MISSING).all(axis=1)
    weights = np.array([edition.nodes[child].weight for child in below], np.int64)
    total, unit = known.given[settled][:, below] @ weights, int(weights.sum()) * _HUNDREDTH
    return settled, (2 * total + unit) // (2 * unit)


def _means(
    edition: Edition, known: Known, n: Integers, s: Integers
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    size = known.given.shape
    values = np.full(size, np.nan, order="F")
    partial, left_out = np.zeros(size, np.bool_, order="F"), np.zeros(size, np.bool_, order="F")
    leaves = list(edition.leaves)
    with np.errstate(invalid="ignore", divide="ignore"):
        if not known.tally.is_empty:
            values[:, leaves] = s / (n * float(HUNDREDTHS))
            beside = (n == 0) & known.tally.counts.any(axis=2)
            left_out[:, leaves] = _unanswered(edition, known) | beside
        for node in reversed(range(len(edition.nodes))):
            if edition.children[node]:
                values[:, node], partial[:, node], left_out[:, node] = _mean(
                    edition, node, values, left_out
                )
            given = known.given[:, node]
            stated = given != MISSING
            values[stated, node] = given[stated] / MILLIONTHS
            partial[stated, node] = False
    return values, partial


def _unanswered(edition: Edition, known: Known) -> NDArray[np.bool_]:
    """Say which leaves of a survey nobody answered although others of it were.

    They leave the mean. Where nothing was counted at all (published figures, a checklist without a
    verdict) a missing score is not known, and neither is the mean.
    """
    if known.tally.is_empty:
        return np.zeros(known.tally.counts.shape[:2], np.bool_)
    answered: NDArray[np.bool_] = np.any(known.tally.counts, axis=2)
    unanswered = np.zeros(answered.shape, np.bool_)
    for columns in edition.survey_columns:
        mine = answered[:, columns]
        unanswered[:, columns] = ~mine & mine.any(axis=1, keepdims=True)
    return unanswered


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


def exact_score(edition: Edition, known: Known, agency: int, node: int) -> Fraction | None:
    """Compute one score with fractions alone.

    Out:   points, exact; None where missing
    """
    one = Known(
        Tally((known.agencies[agency],), known.tally.counts[[agency]]), known.given[[agency]]
    )
    exact = _exact(edition, one, 0, _unanswered(edition, one)[0], node)
    return exact if isinstance(exact, Fraction) else None


_LEFT_OUT = "left out"
_UNKNOWN = "unknown"


def _exact(
    edition: Edition, known: Known, agency: int, unanswered: NDArray[np.bool_], node: int
) -> Fraction | str:
    """Return a score, or why there is none; `unanswered` is the agency's row."""
    given = int(known.given[agency, node])
    if given != MISSING:
        return Fraction(given, MILLIONTHS)
    if edition.nodes[node].is_leaf:
        return _exact_leaf(edition, known, agency, unanswered, node)
    total, weights = Fraction(0), 0
    for child in edition.children[node]:
        value = _exact(edition, known, agency, unanswered, child)
        if isinstance(value, Fraction):
            total += edition.nodes[child].weight * value
            weights += edition.nodes[child].weight
        elif value == _UNKNOWN or edition.nodes[child].required:
            return _UNKNOWN
    return total / weights if weights else _LEFT_OUT


def _exact_leaf(
    edition: Edition, known: Known, agency: int, unanswered: NDArray[np.bool_], node: int
) -> Fraction | str:
    column = edition.leaves.index(node)
    counts = known.tally.counts[agency, column].tolist()
    answered = [
        (count, points)
        for count, points in zip(counts, edition.nodes[node].points, strict=False)
        if points is not None
    ]
    n = sum(count for count, _ in answered)
    if n == 0:
        return _LEFT_OUT if unanswered[column] or any(counts) else _UNKNOWN
    return Fraction(sum(count * points for count, points in answered), n * HUNDREDTHS)
