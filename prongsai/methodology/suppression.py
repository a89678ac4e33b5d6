"""Small cells of a published table: what to hide so that no hidden count can be worked out.

A count of 1 to k - 1 is hidden (primary). Because the totals are published, more must be hidden
(complementary), or subtraction brings the small count back. Safe means, of a table R x C whose
row totals, column totals and grand total are all published:

- every hidden cell could have at least two values. Who knows the totals, the visible cells and
  that counts are not negative cannot compute it. Two cells in each line are not enough for
  this (two blocks joined by one cell give that cell away), so the cells are checked as what
  they are: edges between rows and columns. A cell can move only along a closed chain of hidden
  cells that rise and fall in turn, and a cell that is as low as it may be cannot fall.
- the hidden cells of a line sum to at least k, because that sum can be computed.

Zero cells are published: "nobody" is no person's answer, and hiding it protects little, as
outsiders often know that a group is empty. The attacker knows that too and takes a hidden
count for 1 or more. Only if no table without hidden zeros is safe are zeros hidden as
complements; the attacker may then think of 0, and is assumed to know that zeros are among the
hidden, but not which. A row or column that everybody knows to be empty should be left out.

Not promised: a wide range of possible values (two are enough); the very smallest set of extra
cells (it is made of cheapest steps, and nothing in it can be spared singly); protection against
another release that cuts the same people differently, or against one who runs this very
algorithm on every possible table (that gave away a cell in 21 of 495 made-up 3 x 3 tables with
counts up to 8). The totals must be the sums of the cells given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import ArrayLike, NDArray

from prongsai.methodology.wording import Text

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Cell = tuple[int, int]
#: One step of a chain: (from node, to node, cell). Rows are nodes 0 .. R-1, columns follow.
Step = tuple[int, int, Cell]

TOTALS_TOO = Text(
    "ซ่อนทั้งตารางรวมถึงผลรวม เพราะจำนวนผู้ตอบน้อยเกินกว่าจะเผยแพร่โดยไม่เปิดเผยตัวบุคคล",
    "The whole table is hidden, totals too: too few people answered to show any of it safely.",
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """What of a table is hidden.

    `totals_too`: no choice of cells makes the table safe beside its totals. Then everything is
    hidden and the totals that can disclose must not be published either (see `TOTALS_TOO`).
    """

    hidden: Mask
    totals_too: bool


def suppress_table(counts: ArrayLike, *, smallest: int) -> Suppression:
    """Hide the small cells of a table whose totals are published, and what protects them.

    The extra cells are chosen step by step: for the first cell (by row, then column) that could
    be computed, the chain with the smallest sum of newly hidden counts, then with the fewest
    cells, then the first found in row and column order. What proves unneeded at the end is
    shown again, largest first. The same table always gives the same answer. Meant for tables
    of up to about a thousand cells (77 x 12 takes a second). A row or column whose own total
    is small cannot be saved beside that total: merge it with another one first.

    In:      counts: R x C integers; smallest: the least count that may be shown (k)
    Out:     mask R x C, True is hidden; whether the totals must go too
    Units:   people, or answers
    Missing: an empty table hides nothing; zeros are counts, not missing
    Source:  A. Hundepool et al., Statistical Disclosure Control (2012), chapter 4: minimum
             frequency rule, secondary suppression by shortest paths

    Raises:
        ValueError: not a table of counts.
    """
    table = _checked(counts, dimensions=2)
    return _suppressed(table, np.zeros_like(table, dtype=np.bool_), smallest)


def suppress_children(counts: ArrayLike, *, smallest: int) -> Suppression:
    """Hide small children of one published parent: one row without column totals.

    In:      counts: C integers whose sum is the parent; smallest: the least that may be shown
    Out:     mask C, True is hidden; whether the parent must go too
    Units:   people, or answers
    Missing: as in `suppress_table`
    Source:  as in `suppress_table`
    """
    row = _checked(counts, dimensions=1)
    # Rows of large unknowns make the column totals say nothing; two, to protect each other.
    beside = np.full_like(row, row.sum() + max(smallest, 1) + 1)
    unknown = np.zeros((3, row.size), dtype=np.bool_)
    unknown[1:] = True
    found = _suppressed(np.stack([row, beside, beside]), unknown, smallest)
    return Suppression(found.hidden[0], found.totals_too)


def is_safe(counts: ArrayLike, hidden: ArrayLike, *, smallest: int) -> bool:
    """Tell whether a table may be published with these cells hidden and all totals shown.

    In:      counts: R x C integers; hidden: mask R x C; smallest: the least that may be shown
    Out:     True: small cells are hidden, the sum of hidden cells of each line is 0 cells or
             at least `smallest`, and each hidden cell could have two values
    Units:   people, or answers
    Missing: as in `suppress_table`
    Source:  as in `suppress_table`
    """
    table, mask = _checked(counts, dimensions=2), np.asarray(hidden, dtype=np.bool_)
    if np.any(_small(table, smallest) & ~mask):
        return False
    lowest = 0 if np.any(mask & (table == 0)) else 1
    return _thin_line(table, mask, smallest) is None and _computable(table, mask, lowest) is None


def _checked(counts: ArrayLike, *, dimensions: int) -> Counts:
    table = np.asarray(counts, dtype=np.int64)
    if table.ndim != dimensions or np.any(table < 0):
        raise ValueError("a table of counts has whole numbers from 0 up")
    return table


def _small(table: Counts, smallest: int) -> Mask:
    return (table > 0) & (table < smallest)


def _suppressed(table: Counts, unknown: Mask, smallest: int) -> Suppression:
    """Try without hidden zeros, then with, then give up."""
    needed = _small(table, smallest) | unknown
    if not np.any(needed & ~unknown):
        return Suppression(needed & ~unknown, totals_too=False)
    for lowest in (1, 0):
        hidden = _protected(table, needed.copy(), smallest, lowest)
        if hidden is not None and is_safe(table, hidden, smallest=smallest):
            spared = _without_spares(table, hidden, needed, smallest)
            return Suppression(spared, totals_too=False)
    return Suppression(np.ones_like(needed), totals_too=True)


def _protected(table: Counts, hidden: Mask, smallest: int, lowest: int) -> Mask | None:
    """Hide more until nothing can be computed; None if there is nothing left to hide."""
    while True:
        if (cell := _computable(table, hidden, lowest)) is not None:
            extra = _cheapest_chain(table, hidden, cell, lowest)
        elif (line := _thin_line(table, hidden, smallest)) is not None:
            extra = _smallest_visible(table, hidden, line)
        else:
            return hidden
        if not extra:
            return None
        hidden[tuple(np.transpose(extra))] = True


def _without_spares(table: Counts, hidden: Mask, needed: Mask, smallest: int) -> Mask:
    """Show again, largest first, every extra cell without which the table is as safe."""
    extra = sorted(map(tuple, np.argwhere(hidden & ~needed)), key=lambda c: -table[c])
    for cell in extra:
        hidden[cell] = False
        if not is_safe(table, hidden, smallest=smallest):
            hidden[cell] = True
    return hidden


def _thin_line(table: Counts, hidden: Mask, smallest: int) -> Mask | None:
    """Return the cells of the first row or column whose hidden sum is itself too small."""
    for axis in (1, 0):
        sums = np.where(hidden, table, 0).sum(axis=axis)
        thin = np.flatnonzero(hidden.any(axis=axis) & (sums < smallest))
        if thin.size:
            line = np.zeros_like(hidden)
            line[(thin[0], slice(None)) if axis else (slice(None), thin[0])] = True
            return line
    return None


def _smallest_visible(table: Counts, hidden: Mask, line: Mask) -> list[Cell]:
    cells = [(int(r), int(c)) for r, c in np.argwhere(line & ~hidden & (table > 0))]
    return [min(cells, key=lambda cell: (table[cell], cell))] if cells else []


def _computable(table: Counts, hidden: Mask, lowest: int) -> Cell | None:
    """Return the first hidden cell that can have no other value than its own."""
    steps = _steps(table, hidden, lowest)
    for row, column in np.argwhere(hidden):
        cell = (int(row), int(column))
        if _chain(steps, table, hidden, cell) is None:
            return cell
    return None


def _cheapest_chain(table: Counts, hidden: Mask, cell: Cell, lowest: int) -> list[Cell]:
    """Return the cells to hide so that `cell` can move."""
    candidates = hidden | (table >= lowest)
    found = _chain(_steps(table, candidates, lowest), table, hidden, cell)
    return [] if found is None else [c for c in found if not hidden[c]]


def _steps(table: Counts, usable: Mask, lowest: int) -> dict[int, list[Step]]:
    """List the moves: a cell may always rise (row to column), and fall if above the lowest."""
    rows, columns = table.shape
    steps: dict[int, list[Step]] = {node: [] for node in range(rows + columns)}
    for r, c in np.argwhere(usable):
        row, column = int(r), int(c)
        steps[row].append((row, rows + column, (row, column)))
        if table[row, column] > lowest:
            steps[rows + column].append((rows + column, row, (row, column)))
    return steps


def _chain(
    steps: dict[int, list[Step]], table: Counts, hidden: Mask, cell: Cell
) -> list[Cell] | None:
    """Return the cheapest chain that closes when `cell` rises, or when it falls."""
    row, column = cell[0], table.shape[0] + cell[1]
    # Cells already hidden cost nothing; a cell more breaks ties between equal sums.
    price = np.where(hidden, 0, table * (table.size + 1) + 1)
    ways = [_path(steps, price, (column, row), cell)]
    if any(to == row for _, to, _ in _over(steps, column, cell)):
        ways.append(_path(steps, price, (row, column), cell))
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: sum(price[c] for c in way)) if found else None


def _over(steps: dict[int, list[Step]], node: int, cell: Cell) -> Iterator[Step]:
    """Yield the moves from a node over one cell."""
    return (step for step in steps[node] if step[2] == cell)


def _path(
    steps: dict[int, list[Step]], price: Counts, ends: tuple[int, int], but: Cell
) -> list[Cell] | None:
    """Return the cheapest way between two nodes that leaves one cell out (Dijkstra)."""
    start, goal = ends
    came: dict[int, Step | None] = {}
    queue: list[tuple[int, int, Step | None]] = [(0, start, None)]
    while queue and goal not in came:
        cost, node, step = heappop(queue)
        if node in came:
            continue
        came[node] = step
        for move in steps[node]:
            if move[2] != but and move[1] not in came:
                heappush(queue, (cost + int(price[move[2]]), move[1], move))
    return _walked(came, goal) if goal in came else None


def _walked(came: dict[int, Step | None], goal: int) -> list[Cell]:
    cells = []
    while (step := came[goal]) is not None:
        cells.append(step[2])
        goal = step[0]
    return cells
