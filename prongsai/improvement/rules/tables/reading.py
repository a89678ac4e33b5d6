"""Finding the plan in a table: heads and captions are left out, torn cells are put together.

Measures, what was done and outcomes belong together by the rows that their cells cover.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prongsai.improvement.rules.tables.grid import (
    Cell,
    Grid,
    GridRow,
    Role,
    head_of,
    role_of,
)
from prongsai.improvement.rules.tables.themes import Habits, ThemeReader
from prongsai.improvement.rules.tables.told import Doubt, Told
from prongsai.improvement.rules.tables.words import marked_items, numbered_items, theme_in
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text

NO_THEME = Text("ไม่มีแถวประเด็นเหนือมาตรการนี้ จึงตั้งชื่อให้", "no theme stands above it, so one was made")
UNNUMBERED = Text(
    "แถวเต็มความกว้างนี้ไม่ขึ้นต้นด้วย “ประเด็นที่” แต่นับเป็นประเด็น",
    "a row over the whole width that does not begin with “Theme” counts as one",
)
UNREAD = Text("คอลัมน์นี้ไม่รู้จัก จึงไม่ได้อ่าน", "the column is not known and was not read")
_UNNAMED = "มาตรการ"


def told_in(grids: Sequence[Grid]) -> Told:
    """Return what tables tell, one after the other: a report may begin a table on every page."""
    reading = _Reading(_habits(grids))
    for grid in grids:
        reading.read(grid)
    themes = tuple(theme.told() for theme in reading.themes)
    return Told(themes, tuple(reading.doubts))


@dataclass
class _Reading:
    habits: Habits
    themes: list[ThemeReader] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    #: The row that began the last theme, as it stands there.
    heading: str = ""
    #: What the columns of the last head tell; a table of as many columns without a head goes on.
    columns: dict[int, Role] = field(default_factory=dict)
    width: int = 0

    def read(self, grid: Grid) -> None:
        """Take the rows of a table."""
        has_head = any(head_of(row) is not None for row in grid.rows)
        is_read = not has_head and bool(self.columns) and _width(grid) == self.width
        for row in grid.rows:
            if (head := head_of(row)) is not None:
                self.columns, self.width, is_read = head, _width(grid), True
                self.doubts += _unread(row, head)
            elif (title := self._title(row, is_inside=is_read)) is not None:
                self._begin(title, row.filled[0].text, row.number)
            elif is_read:
                self._take(row, _cells(row, self.columns), grid)

    def _take(self, row: GridRow, cells: dict[Role, Cell], grid: Grid) -> None:
        if all(cell.is_empty for cell in cells.values()):
            return
        named = cells.pop(Role.THEME, None)
        if named is not None and not named.is_empty:
            text = repaired(named.text)
            self._begin(theme_in(text) or text, text, row.number)
        if not self.themes:
            self.doubts.append(Doubt(row.number, _UNNAMED, NO_THEME))
            self._begin(_UNNAMED, "", row.number)
        self.themes[-1].take(row.number, cells, flat=grid.flat, key=id(grid))

    def _begin(self, title: str, heading: str, row: int) -> None:
        """Begin a theme, unless it is the one that is being read: a report may repeat its row."""
        if self.themes and heading == self.heading:
            return
        self.heading = heading
        self.themes.append(ThemeReader(title, row, self.doubts, self.habits))

    def _title(self, row: GridRow, *, is_inside: bool) -> str | None:
        """Return the title of the theme that a row begins: it says so, or covers the width."""
        filled = row.filled
        if len(filled) != 1:
            return None
        text = filled[0].text
        if (title := theme_in(text)) is not None:
            return title
        is_whole = len(row.cells) > 1 and len(set(row.cells)) == 1
        if not (is_inside and is_whole) or role_of(text) is not None:
            return None
        self.doubts.append(Doubt(row.number, repaired(text), UNNUMBERED))
        return repaired(text)


def _width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def _cells(row: GridRow, columns: dict[int, Role]) -> dict[Role, Cell]:
    """Return the cells of a row by what they tell."""
    return {role: row.cells[left] for left, role in columns.items() if left < len(row.cells)}


def _unread(row: GridRow, head: dict[int, Role]) -> Iterator[Doubt]:
    for cell in row.filled:
        if cell.left not in head:
            yield Doubt(row.number, repaired(cell.text), UNREAD)


def _habits(grids: Sequence[Grid]) -> Habits:
    """Return whether measures have numbers, and what was done has marks, anywhere in the tables."""
    numbered = marked = False
    columns: dict[int, Role] = {}
    for row in (row for grid in grids for row in grid.rows):
        columns = head_of(row) or columns
        cells = _cells(row, columns)
        if Role.MEASURE in cells and theme_in(cells[Role.MEASURE].text) is None:
            items = numbered_items(cells[Role.MEASURE].text)
            numbered = numbered or any(item.number is not None for item in items)
        if Role.ACTION in cells:
            marked = marked or any(item.marked for item in marked_items(cells[Role.ACTION].text))
    return Habits(numbered, marked)
