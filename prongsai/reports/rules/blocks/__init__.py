"""A document as a list of blocks that knows nothing of paper or of file formats.

Every text is there in both languages; `style.Style` says which one is set. A score is a cell that
carries its number beside its text, so that a workbook can hold numbers and a page words. Blocks of
generated words have a `key` of their own, by which a person's words take their place
(`rules.editing`); numbers name their source (`rules.sources`).
"""

from prongsai.reports.rules.blocks.charts import Chart, ChartKind, Series, Step, tone_in
from prongsai.reports.rules.blocks.documents import Block, Document, Section
from prongsai.reports.rules.blocks.pictures import Gallery, Picture
from prongsai.reports.rules.blocks.tables import (
    Align,
    Cell,
    Column,
    Link,
    Row,
    RowKind,
    Table,
    Tone,
    align_of,
)
from prongsai.reports.rules.blocks.words import (
    Contents,
    Cover,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paragraph,
    Signatures,
    Signer,
)

__all__ = [
    "Align",
    "Block",
    "Cell",
    "Chart",
    "ChartKind",
    "Column",
    "Contents",
    "Cover",
    "Document",
    "Gallery",
    "Heading",
    "Link",
    "Listing",
    "Notice",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Row",
    "RowKind",
    "Section",
    "Series",
    "Signatures",
    "Signer",
    "Step",
    "Table",
    "Tone",
    "align_of",
    "tone_in",
]
