"""The tally: how many responses of an agency chose each option of each part. Integers, no persons.

Scores depend on responses only through the tally, so whoever can count can be the engine: the
built-in one, Arrow, DuckDB, Spark. Verdicts on a checklist are tallied alike: one response per
agency.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition

#: Of 64 bits, or of 32 where nothing can be larger: fresh memory is what a nation costs most.
Integers = NDArray[np.signedinteger[Any]]
_IN_32_BITS = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False)
class Tally:
    """Integers of one round under one edition.

    agencies: codes, each once.
    counts:   int32 or int64 (agencies, leaves of the edition, options of the longest scale); who
              gave no answer is not counted.
    """

    agencies: tuple[str, ...]
    counts: Integers

    @cached_property
    def is_empty(self) -> bool:
        """Whether nobody was counted at all."""
        return not without_repeats(self.counts).any()

    @cached_property
    def chosen(self) -> NDArray[np.bool_]:
        """Whether anybody chose anything: bool (agencies, leaves)."""
        found = np.zeros(self.counts.shape[:2], np.bool_, order="F")
        for leaf in range(self.counts.shape[1]):
            found[:, leaf] = self.counts[:, leaf].any(axis=1)
        return found

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of both together; an agency may stand in either or in both."""
        agencies = tuple(dict.fromkeys(self.agencies + other.agencies))
        counts = zeros(len(agencies), self.counts.shape[1:])
        place = {code: number for number, code in enumerate(agencies)}
        for tally in (self, other):
            counts[[place[code] for code in tally.agencies]] += tally.counts
        return Tally(agencies, counts)

    def for_agencies(self, agencies: tuple[str, ...]) -> "Tally":
        """Return the same tally in this order of agencies, zeros where nobody answered."""
        return empty_tally_like(self, agencies) + self if agencies != self.agencies else self


def shape_of(edition: Edition) -> tuple[int, int]:
    """Return how many leaves an edition has, and the options of its longest scale."""
    leaves = [edition.nodes[number] for number in edition.leaves]
    return len(leaves), max(len(leaf.options) for leaf in leaves)


def zeros(agencies: int, shape: tuple[int, ...], most: int | None = None) -> Integers:
    """Return counts of nobody. Columns lie together, because all that follows works by column.

    In: the most that any count can come to, if that is known
    """
    small = most is not None and most <= _IN_32_BITS
    return np.zeros((agencies, *shape), np.int32 if small else np.int64, order="F")


def empty_tally(edition: Edition, agencies: tuple[str, ...], most: int | None = None) -> Tally:
    """Return the tally of nobody, into which counts up to `most` can be written."""
    return Tally(agencies, zeros(len(agencies), shape_of(edition), most))


def nobody_counted(edition: Edition, agencies: tuple[str, ...]) -> Tally:
    """Return the tally of nobody, which cannot be written to and takes no memory."""
    return Tally(agencies, np.broadcast_to(np.int64(0), (len(agencies), *shape_of(edition))))


def without_repeats(array: Integers) -> Integers:
    """Return an array with one element where the same is said all along an axis."""
    return array[tuple(slice(None if step else 1) for step in array.strides)]


def empty_tally_like(tally: Tally, agencies: tuple[str, ...]) -> Tally:
    """Return the tally of nobody, with the shape of another."""
    return Tally(agencies, zeros(len(agencies), tally.counts.shape[1:]))


def points_of(edition: Edition) -> tuple[Integers, NDArray[np.bool_]]:
    """Return the points of every option, and which options have any.

    Out:   points int64 (leaves, options), counts-in-the-mean bool (leaves, options)
    Units: hundredths of a point
    """
    points = np.zeros(shape_of(edition), np.int64)
    counted = np.zeros(shape_of(edition), np.bool_)
    for row, number in enumerate(edition.leaves):
        for column, value in enumerate(edition.nodes[number].points):
            points[row, column] = value or 0
            counted[row, column] = value is not None
    return points, counted


def sums(edition: Edition, counts: Integers) -> tuple[Integers, Integers]:
    """Return per agency and leaf how many answered, and the sum of their points.

    In:    counts (agencies, leaves, options)
    Out:   n, s, each int64 (agencies, leaves)
    Units: s in hundredths of a point
    """
    points, counted = points_of(edition)
    return _weighted(counts, counted.astype(np.int64)), _weighted(counts, points)


def squares(edition: Edition, counts: Integers) -> Integers:
    """Return per agency and leaf the sum of the squared points, for variances.

    Units: squares of hundredths of a point
    """
    points, _ = points_of(edition)
    return _weighted(counts, points * points)


def _weighted(counts: Integers, weights: Integers) -> Integers:
    """Sum counts over the options, each option with its weight."""
    total = np.zeros(counts.shape[:2], np.int64, order="F")
    # Leaf by leaf: what is at hand stays in the processor's cache.
    for leaf, some in enumerate(weights.tolist()):
        for option in range(counts.shape[2]):
            if some[option]:
                total[:, leaf] += np.multiply(counts[:, leaf, option], some[option], dtype=np.int64)
    return total
