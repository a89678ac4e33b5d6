"""A plan as a board: its measures by state."""

from dataclasses import dataclass

from prongsai.improvement.queries.rows import MeasureRow
from prongsai.improvement.rules.states import MEASURE_STATES, MeasureState
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Column:
    """The measures of one state; those that are late come first."""

    state: MeasureState
    name: Text
    measures: tuple[MeasureRow, ...]


def board(rows: list[MeasureRow]) -> list[Column]:
    """Return a column for each state."""
    return [
        Column(
            state,
            name,
            tuple(sorted((r for r in rows if r.state is state), key=lambda row: -row.late)),
        )
        for state, name in MEASURE_STATES.items()
    ]
