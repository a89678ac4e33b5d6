"""Tables as WordprocessingML."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from prongsai.reports.adapters.wordml import ACCENT, COLOURS, FILLS, TINT, link, paragraph, run
from prongsai.reports.rules.blocks import Align, Cell, Row, RowKind, Table, Tone, align_of
from prongsai.reports.rules.heights import low_rows
from prongsai.reports.rules.style import Style

_KIND_FILLS = {RowKind.GROUP: TINT, RowKind.SUBGROUP: "F6F6F6", RowKind.TOTAL: TINT}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="AFAFAF"'
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = f"<w:tblBorders>{''.join(f'<w:{edge} {_BORDER}/>' for edge in _EDGES)}</w:tblBorders>"
#: A table of no more rows is not parted by the end of a page.
_WHOLE = 14
#: Twentieths of a point, which Word measures in, to a step of indentation.
_STEP = 220


@dataclass(frozen=True)
class Tables:
    """Writes tables in one style; `width` is that of the text in twentieths of a point."""

    style: Style
    width: int

    def table(self, table: Table) -> Iterator[str]:
        """Return a table; one of sentences as one table a group, whose title Word can repeat."""
        total = sum(column.share for column in table.columns)
        widths = [round(self.width * column.share / total) for column in table.columns]
        for part in _groups(table) if table.prose else [table]:
            yield self._whole(part, widths)
            yield paragraph("", "AfterTable")

    def _whole(self, table: Table, widths: list[int]) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._header(table, widths), *self._rows(table, widths)]
        caption = quoteattr(self.style.words(table.caption))
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:firstRow="1"/><w:tblCaption w:val={caption}/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _header(self, table: Table, widths: list[int]) -> str:
        cells = "".join(
            _cell(
                [run(self.style.words(column.title), bold=True, colour="FFFFFF")],
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
        low = low_rows(table) if table.prose else [True] * len(table.rows)
        for number, row in enumerate(table.rows):
            cells, column = [], 0
            below = (number + 1, 0) in over or number + 1 < len(table.rows) <= _WHOLE
            below = below and not table.prose
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
            marks = "<w:cantSplit/>" if low[number] else ""
            if table.prose and row.kind is RowKind.GROUP:
                marks = "<w:cantSplit/><w:tblHeader/>"
            yield f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"

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
        colour = "" if table.shaded else COLOURS.get(cell.tone, "")
        fill = _KIND_FILLS.get(row.kind, "")
        if table.shaded and cell.value is not None:
            fill = FILLS.get(cell.tone, "")
        merge = ""
        if cell.rows > 1:
            merge = "continue" if continued else "restart"
        return _cell(
            [""] if continued else self._lines(cell, bold=strong, colour=colour),
            width,
            side=_SIDES[side],
            fill=fill,
            span=cell.columns,
            merge=merge,
            indent=cell.indent,
            keep=keep or row.kind in {RowKind.GROUP, RowKind.SUBGROUP},
        )

    def _lines(self, cell: Cell, *, bold: bool, colour: str) -> list[str]:
        """Return the paragraphs of a cell."""
        words = [self.style.words(text, literal=cell.literal) for text in cell.paragraphs]
        lines = [run(one, bold=bold, colour=colour) for one in words]
        for to in cell.links:
            lines += [run(to.title)] if to.title else []
            lines.append(link(to.address))
        return lines


def _groups(table: Table) -> list[Table]:
    """Part a table where a group begins."""
    parts: list[list[Row]] = []
    for row in table.rows:
        if not parts or row.kind is RowKind.GROUP:
            parts.append([])
        parts[-1].append(row)
    return [replace(table, rows=tuple(rows)) for rows in parts]


def _cell(
    lines: list[str],
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
    properties += '<w:vAlign w:val="center"/>' if merge and side != "left" else ""
    marks = '<w:pStyle w:val="TableText"/>' + ("<w:keepNext/>" if keep else "")
    marks += f'<w:ind w:left="{indent * _STEP}"/>' if indent else ""
    marks += f'<w:jc w:val="{side}"/>'
    body = "".join(f"<w:p><w:pPr>{marks}</w:pPr>{line}</w:p>" for line in lines)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"
