"""Rows that share a cell: measures with the same action, period, units or outcome."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Neighbouring rows that share a cell: the first from 0, and how many."""

    start: int
    length: int


def runs(values: Sequence[Hashable]) -> Iterator[Run]:
    """Yield the runs of equal neighbours.

    >>> [(run.start, run.length) for run in runs("aab")]
    [(0, 2), (2, 1)]
    """
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[start]:
            yield Run(start, place - start)
            start = place


def told_by_row(
    numbers: Sequence[int], measures_of: Sequence[Sequence[int]]
) -> list[tuple[int, ...]]:
    """Return for each measure the places of what tells about it.

    In: numbers: the measures in the order of rows; measures_of: the measures of each teller

    >>> told_by_row([1, 2, 3], [(1, 2), (2,)])
    [(0,), (0, 1), ()]
    """
    return [
        tuple(place for place, mine in enumerate(measures_of) if number in mine)
        for number in numbers
    ]
