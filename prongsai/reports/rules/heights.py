"""How high the rows of a table are about, to tell which of them a page may part.

A row that is parted is hard to read; one that is kept whole, but higher than a page, loses its
end. So a row stays whole when it is surely low.
"""

import unicodedata
from collections.abc import Iterator
from math import ceil

from prongsai.reports.rules.blocks import Cell, Table

#: Letters across a wide page; lines of a row that stays whole, and of rows that share a cell.
_ACROSS, _LOW, _LOW_SHARED = 140, 13, 8
#: Rows that share a cell stay together, if they are no more.
_TOGETHER = 8


def stays_whole(table: Table) -> Iterator[bool]:
    """Yield for every cell whether a page must not part it, and the rows that it covers."""
    heights = row_heights(table) if table.prose else []
    for number, _, cell in table.placed:
        if table.prose:
            most = _LOW if cell.rows == 1 else _LOW_SHARED
            yield sum(heights[number : number + cell.rows]) <= most
        else:
            yield 1 < cell.rows <= _TOGETHER


def low_rows(table: Table) -> list[bool]:
    """Return for every row whether it is surely low enough to be kept whole."""
    return [height <= _LOW for height in row_heights(table)]


def row_heights(table: Table) -> list[int]:
    """Return how many lines each row has, about."""
    total = sum(column.share for column in table.columns)
    heights = [1] * len(table.rows)
    shared = []
    for number, column, cell in table.placed:
        share = sum(one.share for one in table.columns[column : column + cell.columns])
        lines = lines_of(cell, share / total)
        if cell.rows == 1:
            heights[number] = max(heights[number], lines)
        else:
            shared.append((number, cell.rows, lines))
    for number, rows, lines in shared:
        # What a shared cell needs beyond its rows makes the last of them higher.
        heights[number + rows - 1] += max(0, lines - sum(heights[number : number + rows]))
    return heights


def lines_of(cell: Cell, share: float) -> int:
    """Return the lines of a cell with a share of the width."""
    width = max(4.0, _ACROSS * share)
    texts = [text.th for text in cell.paragraphs]
    texts += [link.address for link in cell.links]
    texts += [link.title for link in cell.links if link.title]
    # A line that ends before a long word is not full.
    return sum(max(1, ceil(1.15 * letters_of(text) / width)) for text in texts)


def letters_of(text: str) -> int:
    """Count the letters that take room: no marks above or below."""
    return sum(unicodedata.category(one) not in {"Mn", "Cf"} for one in text)
