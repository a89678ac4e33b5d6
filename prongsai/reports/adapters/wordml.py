"""Blocks as WordprocessingML, the language inside a DOCX; texts are escaped here and only here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Contents,
    Cover,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
    align_of,
)
from prongsai.reports.rules.style import Style

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ACCENT, TINT = "0F4C81", "E6EEF6"
_COLOURS = {Tone.QUIET: "555555", Tone.GOOD: "1B7F5A", Tone.WARN: "8A5A12", Tone.BAD: "B3261E"}
_FILLS = {Tone.QUIET: "F3F3F3", Tone.GOOD: "DCEFE7", Tone.WARN: "FBECCC", Tone.BAD: "F7D5D2"}
_KIND_FILLS = {RowKind.GROUP: TINT, RowKind.SUBGROUP: "F6F6F6", RowKind.TOTAL: TINT}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_THAI = re.compile("[\u0e01-\u0e5b]")
_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="AFAFAF"'
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = f"<w:tblBorders>{''.join(f'<w:{edge} {_BORDER}/>' for edge in _EDGES)}</w:tblBorders>"
#: A table of no more rows is not parted by the end of a page.
_WHOLE = 14
#: Twentieths of a point, which Word measures in, to a step of indentation.
_STEP = 220


@dataclass(frozen=True)
class Written:
    """Writes blocks in one style; `width` is that of the text in twentieths of a point."""

    style: Style
    width: int

    def say(self, text: Text) -> str:
        return self.style.words(text)

    def paragraph(self, text: Text, style: str = "Normal", **marks: str) -> str:
        """Return a paragraph of one run."""
        return paragraph(run(self.say(text)), style, **marks)

    def block(self, block: Block) -> Iterator[str]:
        """Return a block that stands for itself: no heading, no contents, no chart."""
        match block:
            case Table():
                yield from self.table(block)
            case Paragraph():
                yield self.paragraph(block.text, "BodyText")
            case Listing():
                yield from self.listing(block)
            case Notice():
                yield from self.notice(block)
            case Cover():
                yield from self.cover(block)

    def cover(self, cover: Cover) -> Iterator[str]:
        yield self.paragraph(cover.title, "Title")
        yield self.paragraph(cover.subtitle, "Subtitle")
        yield self.paragraph(cover.agency, "CoverAgency")
        for name, value in cover.figures:
            yield self.paragraph(name, "CoverName")
            yield self.paragraph(value, "CoverFigure")
        yield paragraph("", "CoverFoot", before="1400")
        for words in cover.foot:
            yield self.paragraph(words, "CoverFoot")

    def contents(self, contents: Contents, headings: list[tuple[int, Heading]]) -> Iterator[str]:
        """Return the table of contents: a field that Word fills, with the headings as they are."""
        yield self.paragraph(contents.title, "ContentsTitle")
        begin = field("begin", dirty=True) + instruction(' TOC \\o "1-2" \\h \\z \\u ')
        for place, (number, heading) in enumerate(headings):
            opening = begin + field("separate") if place == 0 else ""
            words = run(self.say(heading.text))
            entry = f'<w:hyperlink w:anchor="_Toc{number}">{words}</w:hyperlink>'
            closing = field("end") if place == len(headings) - 1 else ""
            yield paragraph(opening + entry + closing, f"TOC{heading.level}")

    def heading(self, heading: Heading, number: int) -> str:
        """Return a heading with the bookmark that the contents point to."""
        marked = (
            f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
            f'{run(self.say(heading.text))}<w:bookmarkEnd w:id="{number}"/>'
        )
        return paragraph(marked, f"Heading{heading.level}")

    def listing(self, listing: Listing) -> Iterator[str]:
        for point in listing.points:
            yield self.paragraph(point, "ListBullet")

    def notice(self, notice: Notice) -> Iterator[str]:
        """Return a title and a sentence behind a bar of the notice's colour."""
        colour, fill = _COLOURS[notice.tone], _FILLS[notice.tone]
        bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/></w:pBdr>'
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        title = run(self.say(notice.title), bold=True, colour=colour)
        yield paragraph(title, "Notice", keep="1", frame=bar + shade)
        yield paragraph(run(self.say(notice.text)), "Notice", frame=bar + shade)

    def table(self, table: Table) -> Iterator[str]:
        yield self.paragraph(table.caption, "Caption", keep="1")
        total = sum(column.share for column in table.columns)
        widths = [round(self.width * column.share / total) for column in table.columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._header(table, widths), *self._rows(table, widths)]
        yield (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:firstRow="1"/><w:tblCaption w:val={quoteattr(self.say(table.caption))}/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )
        yield paragraph("", "AfterTable")

    def _header(self, table: Table, widths: list[int]) -> str:
        cells = "".join(
            _cell(
                run(self.say(column.title), bold=True, colour="FFFFFF"),
                width,
                side="center",
                fill=ACCENT,
                keep=True,
            )
            for column, width in zip(table.columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _rows(self, table: Table, widths: list[int]) -> Iterator[str]:
        """Return the rows; what a cell above covers is an empty cell that continues it."""
        begins = {(row, column): cell for row, column, cell in table.placed}
        over = {
            (row + down, column): cell
            for (row, column), cell in begins.items()
            for down in range(1, cell.rows)
        }
        for number, row in enumerate(table.rows):
            cells, column = [], 0
            below = (number + 1, 0) in over or number + 1 < len(table.rows) <= _WHOLE
            while column < len(widths):
                cell = begins.get((number, column))
                continued = cell is None
                cell = cell or over[number, column]
                width = sum(widths[column : column + cell.columns])
                side = align_of(cell, table.columns[column])
                cells.append(
                    self._body(table, row, cell, width, side=side, continued=continued, keep=below)
                )
                column += cell.columns
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _body(
        self,
        table: Table,
        row: Row,
        cell: Cell,
        width: int,
        *,
        side: Align,
        continued: bool,
        keep: bool,
    ) -> str:
        strong = row.kind is not RowKind.ROW or (table.shaded and cell.tone is Tone.BAD)
        colour = "" if table.shaded else _COLOURS.get(cell.tone, "")
        fill = _KIND_FILLS.get(row.kind, "")
        if table.shaded and cell.value is not None:
            fill = _FILLS.get(cell.tone, "")
        words = self.style.words(cell.text, literal=cell.literal)
        merge = ""
        if cell.rows > 1:
            merge = "continue" if continued else "restart"
        return _cell(
            "" if continued else run(words, bold=strong, colour=colour),
            width,
            side=_SIDES[side],
            fill=fill,
            span=cell.columns,
            merge=merge,
            indent=cell.indent,
            keep=keep or row.kind in {RowKind.GROUP, RowKind.SUBGROUP},
        )


def run(words: str, *, bold: bool = False, colour: str = "") -> str:
    """Return a run; Thai is set in the fonts and sizes of complex scripts."""
    marks = "<w:b/><w:bCs/>" if bold else ""
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    if _THAI.search(words):
        marks += '<w:cs/><w:lang w:val="th-TH" w:bidi="th-TH"/>'
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(
    content: str, style: str, *, keep: str = "", before: str = "", frame: str = ""
) -> str:
    """Return a paragraph; `keep` holds it to the next, `frame` are its borders and shading."""
    marks = f'<w:pStyle w:val="{style}"/>'
    marks += "<w:keepNext/>" if keep else ""
    marks += frame
    marks += f'<w:spacing w:before="{before}"/>' if before else ""
    return f"<w:p><w:pPr>{marks}</w:pPr>{content}</w:p>"


def field(part: str, *, dirty: bool = False) -> str:
    """Return the begin, the separator or the end of a field; Word fills a dirty one anew."""
    mark = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{part}"{mark}/></w:r>'


def instruction(words: str) -> str:
    """Return what a field is to show."""
    return f'<w:r><w:instrText xml:space="preserve">{escape(words)}</w:instrText></w:r>'


def _cell(
    content: str,
    width: int,
    *,
    side: str,
    fill: str = "",
    span: int = 1,
    merge: str = "",
    indent: int = 0,
    keep: bool = False,
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    properties += '<w:vAlign w:val="center"/>' if merge else ""
    marks = '<w:pStyle w:val="TableText"/>' + ("<w:keepNext/>" if keep else "")
    marks += f'<w:ind w:left="{indent * _STEP}"/>' if indent else ""
    marks += f'<w:jc w:val="{side}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{marks}</w:pPr>{content}</w:p></w:tc>"
