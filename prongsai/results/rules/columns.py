"""Tables by column: arrays of numbers, masked where a value is missing, and columns of text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.exact import MISSING


@dataclass(frozen=True, eq=False)
class Words:
    """A column of text: a table of a nation says few words, each of them often.

    words:  None stands for a missing value; the same word may stand at several places
    places: int32 (rows,), which word a row says
    """

    words: tuple[str | None, ...]
    places: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.places)

    def tolist(self) -> list[str | None]:
        """Return the word of each row."""
        return [self.words[place] for place in self.places.tolist()]


Column = NDArray[Any] | Words
Table = dict[str, Column]


def texts(values: Iterable[str | None]) -> Words:
    """Return a column of text."""
    words = tuple(values)
    return chosen(words, np.arange(len(words)))


def chosen(words: Iterable[str | None], places: NDArray[np.integer[Any]]) -> Words:
    """Return a column of text that says in each row the word at a place."""
    return Words(tuple(words), places.astype(np.int32, copy=False))


def same_text(word: str, rows: int) -> Words:
    """Return a column that says the same in every row."""
    return Words((word,), same_number(np.int32(0), rows))


def same_number(number: np.number[Any], rows: int) -> NDArray[Any]:
    """Return a column of the same number in every row; it takes no memory."""
    return np.broadcast_to(number, rows)


def whole(values: Iterable[int | None]) -> Column:
    """Return a column of whole numbers, masked where None."""
    known = [MISSING if value is None else value for value in values]
    return np.ma.masked_array(
        np.array(known, np.int64), mask=[value is None for value in values], fill_value=MISSING
    )


def masked(values: NDArray[Any], missing: NDArray[np.bool_]) -> Column:
    """Return a column of numbers without those that are missing."""
    column: Column = np.ma.masked_array(values, mask=missing)
    return column


def length(table: Mapping[str, Column]) -> int:
    """Return how many rows a table has."""
    return len(next(iter(table.values())))


def rows_of(table: Mapping[str, Column]) -> Iterable[tuple[Any, ...]]:
    """Return a table row by row; None where a value is missing."""
    return zip(*(column.tolist() for column in table.values()), strict=True)


def stacked(tables: list[Table]) -> Table:
    """Put tables under each other; a column that one of them lacks is empty there."""
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: _stacked(tables, name) for name in names}


def _stacked(tables: list[Table], name: str) -> Column:
    example = next(table[name] for table in tables if name in table)
    parts = [
        table[name] if name in table else _nothing(length(table), example)
        for table in tables
        if length(table)
    ]
    if len(parts) <= 1:
        return parts[0] if parts else example
    if isinstance(example, Words):
        return _words([part for part in parts if isinstance(part, Words)])
    # NumPy joins masks only through this function, which it leaves without types.
    column: Column = np.ma.concatenate(parts)  # type: ignore[no-untyped-call]
    return column


def _words(parts: list[Words]) -> Words:
    begins = np.cumsum([0, *(len(part.words) for part in parts)])
    return Words(
        tuple(word for part in parts for word in part.words),
        np.concatenate(
            [part.places + begin for part, begin in zip(parts, begins, strict=False)]
        ).astype(np.int32),
    )


def _nothing(rows: int, example: Column) -> Column:
    if isinstance(example, Words):
        return chosen([None], np.zeros(rows, np.int32))
    return masked(np.zeros(rows, example.dtype), np.ones(rows, np.bool_))
