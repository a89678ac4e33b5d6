"""Measures counted by how far they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.improvement.rules.content import MeasureContent
from prongsai.improvement.rules.states import MeasureState


@dataclass(frozen=True)
class Counts:
    """How many measures are in each state."""

    by_state: tuple[tuple[MeasureState, int], ...]

    def of(self, state: MeasureState) -> int:
        return dict(self.by_state).get(state, 0)

    @property
    def every(self) -> int:
        return sum(number for _, number in self.by_state)

    @property
    def active(self) -> int:
        """All but those that were given up."""
        return self.every - self.of(MeasureState.CANCELLED)


def counts_of(measures: Iterable[MeasureContent]) -> Counts:
    """Count measures by their state."""
    counter = Counter(measure.state for measure in measures)
    return Counts(tuple((state, counter[state]) for state in MeasureState))
