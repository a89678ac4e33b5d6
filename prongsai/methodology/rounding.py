"""The one rounding: half up to hundredths of a point, exact on any machine.

Floats decide wherever they can. Where a value lies so near to a half hundredth that a float could
round it wrongly, it is decided again in whole numbers: at once for all agencies where that goes,
else as ratios, one by one.
"""

from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, MISSING
from prongsai.methodology.known import Known, unanswered_leaves
from prongsai.methodology.tally import Integers, Tally

#: Nearer than this to a half (in hundredths of a point) a float does not decide; its error is
#: below 1e-10 there.
DOUBT = 1e-6
#: A hundredth of a point in millionths.
_HUNDREDTH = MILLIONTHS // HUNDREDTHS


def published_scores(
    edition: Edition, known: Known, values: NDArray[np.float64], n: Integers, s: Integers
) -> Integers:
    """Round every value half up to hundredths, exactly."""
    published = np.full(values.shape, MISSING, np.int32, order="F")
    unanswered = unanswered_leaves(edition, known)
    for node in range(len(edition.nodes)):
        missing = np.isnan(values[:, node])
        if missing.all():
            continue
        hundredths = values[:, node] * HUNDREDTHS
        rounded = np.floor(hundredths + 0.5)
        column = published[:, node]
        column[:] = np.where(missing, MISSING, rounded)
        doubtful = np.flatnonzero(np.abs(rounded - hundredths) > 0.5 - DOUBT)
        settled, integers = _in_integers(edition, known, node, doubtful, n, s)
        column[doubtful[settled]] = integers
        for agency in doubtful[~settled].tolist():
            exact = _exact(edition, known, agency, unanswered[agency], node)
            if isinstance(exact, tuple):
                column[agency] = _half_up(exact[0] * HUNDREDTHS, exact[1])
    return published


def _half_up(above: Any, below: Any) -> Any:
    """Round ratios that are not negative to whole numbers, one or an array; a half goes up."""
    return (2 * above + below) // (2 * below)


def _in_integers(
    edition: Edition, known: Known, node: int, rows: Integers, n: Integers, s: Integers
) -> tuple[NDArray[np.bool_], Integers]:
    """Round in integers, all at once, what most halves are; say which rows are settled.

    Those are the leaves that were counted, and whatever follows from given figures alone.
    """
    if edition.nodes[node].is_leaf:
        column = edition.leaves.index(node)
        settled = (known.given[rows, node] == MISSING) & (n[rows, column] > 0)
        answered, points = n[rows[settled], column], s[rows[settled], column]
        return settled, _half_up(points, answered)
    nothing = np.zeros(len(rows), np.bool_), np.zeros(0, np.int64)
    if len(rows) == 0:
        return nothing
    below = node
    while edition.children[below]:
        below = edition.children[below][-1]
    given = known.given[rows, node : below + 1].astype(np.int64)
    # Most rows know the same figures as the first: they share the path and the denominator.
    pattern = given[0] != MISSING
    alike = ((given != MISSING) == pattern).all(axis=1)
    ratio = _ratio(edition, given[alike], pattern, node, node)
    if ratio is None:
        return nothing
    return alike, _half_up(ratio[0], ratio[1] * _HUNDREDTH)


def _ratio(
    edition: Edition, given: Integers, pattern: NDArray[np.bool_], top: int, node: int
) -> tuple[Integers, int] | None:
    """Return a score as millionths over a whole number; None when it needs more than figures.

    In: given (rows, nodes from `top` on) of agencies that know the same figures, those in `pattern`
    """
    if pattern[node - top]:
        return given[:, node - top], 1
    below = [_ratio(edition, given, pattern, top, child) for child in edition.children[node]]
    known = [ratio for ratio in below if ratio is not None]
    if not known or len(known) < len(below):
        return None
    shared = lcm(*(unit for _, unit in known))
    weights = [edition.nodes[child].weight for child in edition.children[node]]
    common = gcd(*weights)
    total = np.zeros(len(given), np.int64)
    for weight, (points, unit) in zip(weights, known, strict=True):
        total += weight // common * (shared // unit) * points
    return total, shared * (sum(weights) // common)


def exact_score(edition: Edition, known: Known, agency: int, node: int) -> Fraction | None:
    """Compute one score in whole numbers alone.

    Out:   points, exact; None where missing
    """
    one = Known(
        Tally((known.agencies[agency],), known.tally.counts[[agency]]), known.given[[agency]]
    )
    exact = _exact(edition, one, 0, unanswered_leaves(edition, one)[0], node)
    return Fraction(*exact) if isinstance(exact, tuple) else None


_LEFT_OUT = "left out"
_UNKNOWN = "unknown"


def _exact(
    edition: Edition, known: Known, agency: int, unanswered: NDArray[np.bool_], node: int
) -> tuple[int, int] | str:
    """Return a score as a ratio, or why there is none; `unanswered` is the agency's row.

    In plain whole numbers, of which a nation needs thousands: fractions take five times as long.
    """
    given = int(known.given[agency, node])
    if given != MISSING:
        return given, MILLIONTHS
    if edition.nodes[node].is_leaf:
        return _exact_leaf(edition, known, agency, unanswered, node)
    above, below, weights = 0, 1, 0
    for child in edition.children[node]:
        value = _exact(edition, known, agency, unanswered, child)
        if isinstance(value, tuple):
            weight = edition.nodes[child].weight
            above = above * value[1] + weight * value[0] * below
            below *= value[1]
            weights += weight
        elif value == _UNKNOWN or edition.nodes[child].required:
            return _UNKNOWN
    if not weights:
        return _LEFT_OUT
    common = gcd(above, below * weights)
    return above // common, below * weights // common


def _exact_leaf(
    edition: Edition, known: Known, agency: int, unanswered: NDArray[np.bool_], node: int
) -> tuple[int, int] | str:
    column = edition.leaves.index(node)
    counts = known.tally.counts[agency, column].tolist()
    n = s = 0
    for count, points in zip(counts, edition.nodes[node].points, strict=False):
        if points is not None:
            n += count
            s += count * points
    if n == 0:
        return _LEFT_OUT if unanswered[column] or any(counts) else _UNKNOWN
    return s, n * HUNDREDTHS
