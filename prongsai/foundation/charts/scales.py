"""Where a number stands: on an axis, in a ramp of colours, on the ladder of levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from prongsai.methodology.exact import HUNDREDTHS

#: The best score, in hundredths.
FULL = 100 * HUNDREDTHS
#: Steps of the ramp of heat, and of the scale of levels, that the style sheet has colours for.
HEAT_STEPS = 10
LEVEL_STEPS = 7
_TEN_POINTS = 10 * HUNDREDTHS
#: Ticks that fit on a phone.
_MOST_TICKS = 6


@dataclass(frozen=True)
class Scale:
    """A straight axis: values from `low` to `high` stand between `start` and `end`."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands; one beyond the axis stands at its end."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[int]:
        """Return round values on the axis, about ten points apart, more where that is crowded."""
        tens = range(self.low, self.high + 1, _TEN_POINTS)
        every = ceil(len(tens) / _MOST_TICKS)
        return list(tens[:: -every if self.high == FULL else every])[::-1]


def score_scale(values: Iterable[int | None], start: float, end: float) -> Scale:
    """Return an axis of scores that begins at the ten below the lowest value and ends at 100.

    For lines and dots only: the length of a bar tells its value, so bars begin at 0.
    """
    known = [value for value in values if value is not None]
    lowest = min([*known, FULL - _TEN_POINTS])
    below = (lowest - 1) // _TEN_POINTS * _TEN_POINTS
    return Scale(max(below, 0), FULL, start, end)


def level_step(position: int, levels: int) -> int:
    """Return the colour step (1 best .. 7 worst) of a level by its place among all levels.

    The better half takes the colours from the good end, the rest from the bad end, so the best
    and the worst look the same whether a framework knows five levels or seven.

    >>> [level_step(position, 5) for position in range(5)]
    [1, 2, 3, 6, 7]
    """
    if position < ceil(levels / 2):
        return min(position + 1, LEVEL_STEPS)
    return max(LEVEL_STEPS - (levels - 1 - position), 1)


def heat_step(value: int, lowest: int = 0) -> int:
    """Return the step (0 low .. 9 high) of a score in the ramp of heat from `lowest` to 100.

    >>> heat_step(9_000, lowest=5_000)
    8
    """
    above = max(value - lowest, 0)
    return min(above * HEAT_STEPS // max(FULL - lowest, 1), HEAT_STEPS - 1)


def round_top(values: Sequence[int]) -> int:
    """Return a round number at or a little above the largest: the top of an axis of counts.

    >>> [round_top([largest]) for largest in (0, 7, 130, 1_900)]
    [1, 8, 200, 2000]
    """
    largest = max([*values, 1])
    unit: int = 10 ** (len(str(largest)) - 1)
    return next(top * unit for top in (1, 2, 3, 4, 5, 6, 8, 10) if top * unit >= largest)
