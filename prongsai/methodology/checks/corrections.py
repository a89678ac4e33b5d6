"""The likeliest misprint: the figure that, changed in the fewest digits, makes a mean right."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from prongsai.methodology.exact import HUNDREDTHS, half_up, points_text

#: More digits than this to change, and a misprint is no longer the likely story.
MOST_DIGITS = 2


@dataclass(frozen=True)
class Term:
    """One printed component of a mean: node, weight, hundredths."""

    node: int
    weight: int
    printed: int


@dataclass(frozen=True)
class Correction:
    """A figure to change: its node, and what it should be in hundredths."""

    node: int
    value: int
    digits: int


def likeliest(parent: int, stated: int, terms: list[Term], mean: Fraction) -> Correction:
    """Return the correction that changes the fewest digits.

    In:    the parent's node and printed hundredths, its printed components (those that are
           computed are not in `terms` and keep their value), the mean that the components give
    Units: hundredths of a point
    """
    rounded = half_up(mean)
    candidates = [Correction(parent, rounded, _digits(stated, rounded))]
    whole = sum(term.weight for term in terms)
    for term in terms:
        # The mean must round to the stated figure: [stated - 1/2, stated + 1/2)
        least = term.printed + (stated - Fraction(1, 2) - mean) * whole / term.weight
        most = term.printed + (stated + Fraction(1, 2) - mean) * whole / term.weight
        first, last = max(ceil(least), 0), min(ceil(most) - 1, 100 * HUNDREDTHS)
        candidates += [
            Correction(term.node, value, _digits(term.printed, value))
            for value in range(first, last + 1)
        ]
    best = min(candidates, key=lambda c: (c.digits, c.node == parent, c.value))
    return best if best.digits <= MOST_DIGITS else candidates[0]


def _digits(printed: int, value: int) -> int:
    """Count the characters that differ; figures of other lengths differ in all."""
    one, other = points_text(printed), points_text(value)
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))
