"""Tables: cells with their numbers, links and sources, in rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from prongsai.methodology.wording import Text
from prongsai.reports.rules.sources import Source


class Tone(StrEnum):
    """What a fact means to its reader; shown as a colour, never by the colour alone."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class RowKind(StrEnum):
    """What a row of a table is: one of its rows, the title of those that follow, or their sum."""

    ROW = "row"
    GROUP = "group"
    SUBGROUP = "subgroup"
    TOTAL = "total"


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Link:
    """An address of the web that is printed and can be followed; its title is "" or a name."""

    address: str
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell; `value` is the number that the text shows.

    literal: a code, a hash or a name of a file: its digits are never Thai, its words never parted
    rows, columns: how many it covers
    indent: steps to the right
    more: further paragraphs
    """

    text: Text
    value: float | None = None
    tone: Tone = Tone.PLAIN
    literal: bool = False
    rows: int = 1
    columns: int = 1
    indent: int = 0
    more: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
    source: Source | None = None

    @property
    def paragraphs(self) -> tuple[Text, ...]:
        return (self.text, *self.more)


@dataclass(frozen=True)
class Row:
    """One row; cells that a cell above covers are left out."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.ROW


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, and how its cells stand."""

    title: Text
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """A table with one row of headings, which is repeated on every page.

    name: a few words, of a sheet in a workbook
    shaded: whether the tone of a cell fills it, as in a heat map
    prose: its cells hold sentences: they begin at the top, and high rows go on on the next page
    """

    name: Text
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shaded: bool = False
    prose: bool = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the numbers come from, each edition and calculation once."""
        found = (cell.source for row in self.rows for cell in row.cells if cell.source)
        return tuple(dict.fromkeys(source.whole for source in found))

    @property
    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield every cell with the row and the column that it begins in, both from 0."""
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row.cells:
                while (number, column) in covered:
                    column += 1
                yield number, column, cell
                covered |= {
                    (number + down, column + right)
                    for down in range(cell.rows)
                    for right in range(cell.columns)
                }


def align_of(cell: Cell, column: Column) -> Align:
    """Say how a cell stands: as its column does, but what covers several reads from the left."""
    is_title = cell.columns > 1 and cell.value is None and cell.tone is Tone.PLAIN
    return Align.LEFT if is_title else column.align
