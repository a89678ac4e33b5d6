"""Tables written as CSV; a cell that a spreadsheet would run is made harmless."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

Cell = str | int | float | None

#: A text that begins like this is a formula, or a command, to some spreadsheet.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: a text that looks like a formula gets a quote before.

    >>> harmless("=HYPERLINK(1)"), harmless("dip"), harmless(-2.07)
    ("'=HYPERLINK(1)", 'dip', -2.07)
    """
    if isinstance(cell, str):
        # One that has quotes already gets another, so that `unharmed` takes off no quote of its own
        bare = cell.lstrip("'")
        first = bare[:1]
        if first in _FORMULA or (first.isspace() and bare.lstrip()[:1] in _FORMULA):
            return "'" + cell
    return cell


def unharmed(cell: str) -> str:
    """Return what `harmless` was given: a quote before a formula is taken off again.

    >>> unharmed("'=HYPERLINK(1)"), unharmed("'tis"), unharmed(harmless("'=1"))
    ('=HYPERLINK(1)', "'tis", "'=1")
    """
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV that opens with Thai letters everywhere (UTF-8 with a mark)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(
            [harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
        )
