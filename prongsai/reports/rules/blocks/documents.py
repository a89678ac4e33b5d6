"""A whole document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks.charts import Chart
from prongsai.reports.rules.blocks.pictures import Gallery
from prongsai.reports.rules.blocks.tables import Table
from prongsai.reports.rules.blocks.words import (
    Contents,
    Cover,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paragraph,
    Signatures,
)

Block = (
    Cover
    | Contents
    | Heading
    | Paragraph
    | Listing
    | Notice
    | Table
    | Chart
    | Gallery
    | Signatures
    | PageBreak
)


@dataclass(frozen=True)
class Section:
    """A run of pages of one orientation; one without blocks takes no page.

    kept: whether what stands under one heading is low, and stays on one page
    """

    blocks: tuple[Block, ...]
    landscape: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Document:
    """A whole document.

    author: who it is about and speaks for
    terms: names that are never parted at the end of a line
    first_page: the number of its first page, where it is a part of a larger one
    dense: whether its headings are small: there are several on a page
    one_page: whether it is set so small that one page holds it
    """

    title: Text
    subject: Text
    author: Text
    made_on: date
    sections: tuple[Section, ...]
    terms: tuple[str, ...] = ()
    one_page: bool = False
    first_page: int = 1
    dense: bool = False

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
