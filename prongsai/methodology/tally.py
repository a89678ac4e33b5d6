"""The tally: how many responses of an agency chose each option of each part. Integers, no persons.

Scores depend on responses only through the tally, so whoever can count can be the engine: the
built-in one, DuckDB, Spark. Verdicts on a checklist are tallied alike: one response per agency.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of one round under one edition.

    agencies: codes, each once.
    counts:   int64 (agencies, leaves of the edition, options of the longest scale); who gave no
              answer is not counted.
    """

    agencies: tuple[str, ...]
    counts: Integers

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of both together; an agency may stand in either or in both."""
        agencies = tuple(dict.fromkeys(self.agencies + other.agencies))
        counts = np.zeros((len(agencies), *self.counts.shape[1:]), np.int64)
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


def empty_tally(edition: Edition, agencies: tuple[str, ...]) -> Tally:
    """Return the tally of nobody."""
    return Tally(agencies, np.zeros((len(agencies), *shape_of(edition)), np.int64))


def empty_tally_like(tally: Tally, agencies: tuple[str, ...]) -> Tally:
    """Return the tally of nobody, with the shape of another."""
    return Tally(agencies, np.zeros((len(agencies), *tally.counts.shape[1:]), np.int64))


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


def moments(edition: Edition, counts: Integers) -> tuple[Integers, Integers, Integers]:
    """Return per agency and leaf how many answered, and the sums of their points and squares.

    In:    counts int64 (agencies, leaves, options)
    Out:   n, s, ss, each int64 (agencies, leaves)
    Units: s in hundredths of a point, ss in their squares
    """
    points, counted = points_of(edition)
    known = counts * counted
    return (
        known.sum(axis=2),
        np.einsum("alo,lo->al", known, points),
        np.einsum("alo,lo->al", known, points * points),
    )
