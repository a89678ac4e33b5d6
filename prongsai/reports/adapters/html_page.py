"""HTML: one page that stands alone, reads well on a screen and prints; nothing is fetched."""

from collections.abc import Iterator
from html import escape

from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.adapters.drawings import drawn
from prongsai.reports.adapters.html_notes import Notes
from prongsai.reports.adapters.html_pieces import gallery_html, link_html, signatures_html
from prongsai.reports.adapters.html_style import style_sheet
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Document,
    Gallery,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Signatures,
    Table,
    Tone,
    align_of,
)
from prongsai.reports.rules.cells import NO_DATA
from prongsai.reports.rules.photos import Photos, no_photos, shown_photos
from prongsai.reports.rules.sources import SOURCES, told
from prongsai.reports.rules.style import Style

#: Letters of a code that stays on one line.
_LONGEST_CODE = 8
_LABEL = Text("รายการ", "Item")
_AS_TABLE = Text("ตัวเลขในตาราง", "The numbers as a table")


def html_of(document: Document, style: Style, photos: Photos = no_photos) -> bytes:
    """Return a document as one HTML page."""
    page = _Page(*shown_photos(document, photos), style)
    title = escape(style.words(document.title))
    blocks = "\n".join(page.all())
    return (
        f'<!doctype html>\n<html lang="{style.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{style_sheet()}</style>\n</head>\n"
        f"<body>\n<main>\n{blocks}\n</main>\n</body>\n</html>\n"
    ).encode()


class _Page:
    """The blocks of one document as HTML; every text is escaped here."""

    def __init__(self, document: Document, photos: dict[str, bytes], style: Style) -> None:
        self._document, self._style, self._photos = document, style, photos
        self._notes = Notes(style)
        self._charts = self._tables = 0
        self._headings = [block for block in document.blocks if isinstance(block, Heading)]
        self._anchors = {id(heading): f"s{n}" for n, heading in enumerate(self._headings, 1)}

    def all(self) -> Iterator[str]:
        """Yield the blocks in their order."""
        fresh = False
        for block in self._document.blocks:
            if isinstance(block, PageBreak):
                fresh = True
                continue
            yield from self._block(block, "fresh" if fresh else "")
            fresh = False
        yield self._notes.all()

    def _say(self, text: Text, *, literal: bool = False) -> str:
        return escape(self._style.words(text, literal=literal))

    def _block(self, block: Block, mark: str) -> Iterator[str]:
        match block:
            case Heading():
                tag = f"h{block.level + 1}"
                attributes = _attributes(id=self._anchors[id(block)], **{"class": mark})
                yield f"<{tag}{attributes}>{self._say(block.text)}</{tag}>"
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Cover():
                yield from self._cover(block)
            case Contents():
                yield from self._contents(block)
            case _:
                yield from self._prose(block)

    def _prose(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                mark = "" if block.align is Align.LEFT else f' class="{block.align}"'
                yield f"<p{mark}>{self._notes.words(block.text, block.sources)}</p>"
            case Listing():
                last = len(block.points) - 1
                points = "".join(
                    f"<li>{self._notes.words(point, block.sources if n == last else ())}</li>"
                    for n, point in enumerate(block.points)
                )
                yield f"<ul>{points}</ul>"
            case Gallery():
                yield gallery_html(block, self._style, self._photos)
            case Signatures():
                yield signatures_html(block, self._style)
            case Notice():
                yield (
                    f'<div class="notice {block.tone}" role="note">'
                    f'<p class="title {block.tone}">{self._say(block.title)}</p>'
                    f"<p>{self._say(block.text)}</p></div>"
                )

    def _cover(self, cover: Cover) -> Iterator[str]:
        figures = "".join(
            f"<div><dt>{self._say(name)}</dt><dd>{self._say(value)}</dd></div>"
            for name, value in cover.figures
        )
        foot = "".join(f"<p>{self._say(words)}</p>" for words in cover.foot)
        yield (
            f'<header class="cover"><h1>{self._say(cover.title)}</h1>'
            f'<p>{self._say(cover.subtitle)}</p><p class="agency">{self._say(cover.agency)}</p>'
            f"<dl>{figures}</dl>{foot}</header>"
        )

    def _contents(self, contents: Contents) -> Iterator[str]:
        entries = "".join(
            f'<li class="level-{heading.level}"><a href="#{self._anchors[id(heading)]}">'
            f"{self._say(heading.text)}</a></li>"
            for heading in self._headings
        )
        yield (
            '<nav class="fresh" aria-labelledby="contents">'
            f'<h2 id="contents">{self._say(contents.title)}</h2><ol>{entries}</ol></nav>'
        )

    def _table(self, table: Table) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{self._say(c.title)}</th>' for c in table.columns)
        widths = "".join(f'<col class="w{self._share(table, c)}">' for c in table.columns)
        columns = (table.columns[column] for _, column, _ in table.placed)
        bodies = "".join(self._body(rows, columns) for rows in _groups(table))
        marks = [name for name in ("shaded", "prose") if getattr(table, name)]
        self._tables += 1
        name = f"t{self._tables}"
        source = SOURCES + told(table.sources)
        line = f'<p class="source" id="{name}s">{self._say(source)}</p>' if table.sources else ""
        mark = _attributes(
            **{"class": " ".join(marks), "aria-describedby": f"{name}s" if line else ""}
        )
        yield (
            f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{name}">'
            f'<table{mark}><caption id="{name}">{self._say(table.caption)}</caption>'
            f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>{bodies}</table></div>"
            f"{line}"
        )

    @staticmethod
    def _share(table: Table, column: Column) -> int:
        """Return the width of a column in whole per cent."""
        return round(100 * column.share / sum(some.share for some in table.columns))

    def _body(self, rows: list[Row], columns: Iterator[Column]) -> str:
        lines = []
        for row in rows:
            mark = "" if row.kind is RowKind.ROW else f' class="{row.kind}"'
            cells = "".join(self._cell(cell, row, next(columns)) for cell in row.cells)
            lines.append(f"<tr{mark}>{cells}</tr>")
        return f"<tbody>{''.join(lines)}</tbody>"

    def _cell(self, cell: Cell, row: Row, column: Column) -> str:
        titles = cell.columns > 1 and row.kind is not RowKind.ROW and cell is row.cells[0]
        tag = "th" if titles else "td"
        scope = ""
        if titles:
            scope = "row" if row.kind is RowKind.TOTAL else "rowgroup"
        align = align_of(cell, column)
        marks = [
            align if align is not Align.LEFT else "",
            cell.tone if cell.tone is not Tone.PLAIN else "",
            _literal_class(cell) if cell.literal else "",
            f"indent-{cell.indent}" if cell.indent else "",
        ]
        attributes = _attributes(
            scope=scope,
            rowspan=str(cell.rows) if cell.rows > 1 else "",
            colspan=str(cell.columns) if cell.columns > 1 else "",
            title=self._style.words(cell.source.words) if cell.source else "",
            **{"class": " ".join(filter(None, marks))},
        )
        lines = [self._say(text, literal=cell.literal) for text in cell.paragraphs]
        lines += map(link_html, cell.links)
        return f"<{tag}{attributes}>{'<br>'.join(lines)}</{tag}>"

    def _chart(self, chart: Chart) -> Iterator[str]:
        """Return a drawing, with its numbers as a table behind a summary."""
        self._charts += 1
        table = "".join(self._table(_numbers(chart)))
        yield (
            f"<figure>{drawn(chart, self._style, self._charts)}"
            f"<figcaption>{self._say(chart.caption)}</figcaption></figure>"
            f"<details><summary>{self._say(_AS_TABLE)}</summary>{table}</details>"
        )


def _numbers(chart: Chart) -> Table:
    """Return the table of what a chart shows."""
    rows = []
    for place, label in enumerate(chart.labels):
        values = [series.values[place] for series in chart.series]
        cells = [
            Cell(NO_DATA, tone=Tone.QUIET)
            if value == MISSING
            else Cell(same(points_text(value)), value / HUNDREDTHS)
            for value in values
        ]
        rows.append(Row((Cell(label), *cells)))
    share = 50 / len(chart.series)
    columns = [Column(series.name, share, Align.CENTRE) for series in chart.series]
    return Table(chart.caption, chart.caption, (Column(_LABEL, 50), *columns), tuple(rows))


def _groups(table: Table) -> list[list[Row]]:
    """Part the rows where a group begins: a heading of a group holds for its own body of rows."""
    groups: list[list[Row]] = []
    for row in table.rows:
        if not groups or row.kind in {RowKind.GROUP, RowKind.SUBGROUP}:
            groups.append([])
        groups[-1].append(row)
    return groups


def _attributes(**wanted: str) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in wanted.items() if value)


def _literal_class(cell: Cell) -> str:
    """Return the class of a code, which is never broken, or of a hash, which may be anywhere."""
    return "code" if len(cell.text.th) <= _LONGEST_CODE else "literal"
