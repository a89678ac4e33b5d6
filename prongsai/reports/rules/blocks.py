"""A document as a list of blocks that knows nothing of paper or of file formats.

Every text is there in both languages; `style.Style` says which one is set. A score is a cell that
carries its number beside its text, so that a workbook can hold numbers and a page words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prongsai.methodology.wording import Text


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
class Cell:
    """One cell; `value` is the number that the text shows.

    literal: a code, a hash or a name of a file: its digits are never Thai, its words never parted
    rows, columns: how many it covers
    indent: steps to the right
    """

    text: Text
    value: float | None = None
    tone: Tone = Tone.PLAIN
    literal: bool = False
    rows: int = 1
    columns: int = 1
    indent: int = 0


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
    """

    name: Text
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shaded: bool = False

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


@dataclass(frozen=True)
class Step:
    """The least score, in hundredths, of a measure level; its name and tone."""

    at_least: int
    name: Text
    tone: Tone


class ChartKind(StrEnum):
    """How a chart is drawn."""

    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; scores in hundredths, MISSING where none."""

    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Scores over labels: a line over years, or bars of one year or of two.

    alt: what the chart shows, for those who do not see it
    steps: measure levels, best first; bars of a single series take their tones
    """

    kind: ChartKind
    caption: Text
    alt: Text
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    target: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Cover:
    """The first page; `figures` are the few numbers that it shows, each with its name."""

    title: Text
    subtitle: Text
    agency: Text
    figures: tuple[tuple[Text, Text], ...]
    foot: tuple[Text, ...]


@dataclass(frozen=True)
class Contents:
    """The table of contents, made by the format itself."""

    title: Text


@dataclass(frozen=True)
class Heading:
    """A heading; the level counts from 1."""

    text: Text
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose."""

    text: Text


@dataclass(frozen=True)
class Listing:
    """Short points, one under the other."""

    points: tuple[Text, ...]


@dataclass(frozen=True)
class Notice:
    """A few sentences set apart."""

    title: Text
    text: Text
    tone: Tone = Tone.QUIET


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Cover | Contents | Heading | Paragraph | Listing | Notice | Table | Chart | PageBreak


@dataclass(frozen=True)
class Section:
    """A run of pages of one orientation; one without blocks takes no page."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """A whole document.

    author: who it is about and speaks for
    terms: names that are never parted at the end of a line
    """

    title: Text
    subject: Text
    author: Text
    made_on: date
    sections: tuple[Section, ...]
    terms: tuple[str, ...] = ()

    @property
    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all sections."""
        for section in self.sections:
            yield from section.blocks

    @property
    def tables(self) -> Iterator[Table]:
        """Yield every table."""
        yield from (block for block in self.blocks if isinstance(block, Table))

    @property
    def charts(self) -> Iterator[Chart]:
        """Yield every chart."""
        yield from (block for block in self.blocks if isinstance(block, Chart))


def align_of(cell: Cell, column: Column) -> Align:
    """Say how a cell stands: as its column does, but what covers several reads from the left."""
    is_title = cell.columns > 1 and cell.value is None and cell.tone is Tone.PLAIN
    return Align.LEFT if is_title else column.align


def tone_in(steps: tuple[Step, ...], value: int) -> Tone:
    """Return the tone of the best measure level that a score reaches."""
    reached = [step.tone for step in steps if value >= step.at_least]
    return reached[0] if reached else Tone.PLAIN
