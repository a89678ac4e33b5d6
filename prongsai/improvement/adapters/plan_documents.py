"""Plans as Word documents: the report's table, and a part of XML for what it cannot show."""

import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from lxml import etree

from prongsai.foundation.rules import FileDamaged
from prongsai.improvement.adapters.packages import kept_in, opened_package
from prongsai.improvement.rules.files import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    too_long,
)
from prongsai.improvement.rules.tables.grid import Cell, Grid, GridRow, RowKind
from prongsai.improvement.rules.tables.words import theme_in

#: Our part of XML, and the table's widths in twentieths of a point: 257 mm of a page across.
_NAMESPACE = "urn:prongsai:plan"
_WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WIDTHS = (4100, 4100, 1500, 1700, 3170)
_FONT, _SIZE = "Sarabun", 10
_HEAD, _TINT = "0F4C81", "E6EEF6"
_MARK = "• "
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
#: What was taken out or moved away stands in a document until somebody accepts the change.
_GONE = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}


def plan_document(title: str, grid: Grid, kept: dict[str, Any]) -> bytes:
    """Return a document: a title, the table, and what the table cannot show."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    _set_font(document.styles["Normal"])
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    body = document.element.body
    for paragraph in list(body.iterchildren(qn("w:p"))):
        body.remove(paragraph)
    wrapped = f'<w:body xmlns:w="{_WORDML}">{_paragraph(title, "center", bold=True)}{_table(grid)}'
    for element in parse_xml(f"{wrapped}{_paragraph('', 'left')}</w:body>"):
        body.sectPr.addprevious(element)
    _keep(document, kept)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def read_plan_document(path: Path) -> tuple[list[Grid], dict[str, Any] | None]:
    """Return the tables of a document, and what it keeps beside them.

    Raises:
        FileDamaged, FileTooLarge, PlanFileRuns, PlanFileTooLong.
    """
    with opened_package(path) as package:
        try:
            root = _parsed(package.read("word/document.xml"))
        except KeyError as error:
            raise FileDamaged(file=path.name, why=str(error)) from error
        except (etree.LxmlError, ValueError) as error:
            raise FileDamaged(file=path.name, why=str(error)) from error
        kept = _kept(package)
    return list(_grids(root, path)), kept


def _grids(root: Any, path: Path) -> Iterator[Grid]:
    """Yield the tables of a document, and its headings between them that name a theme."""
    number = letters = 0
    for element in root.iter(qn("w:tbl"), qn("w:p")):
        if next(element.iterancestors(qn("w:tbl")), None) is not None:
            continue
        if element.tag == qn("w:p"):
            if theme_in(text := _line(element)) is not None:
                yield Grid((GridRow(number, (Cell(text, 0, 0),)),))
            continue
        rows = list(islice(_rows(element, number), MOST_ROWS + 1))
        number += len(rows)
        letters += sum(len(cell.text) for row in rows for cell in row.filled)
        if number > MOST_ROWS or letters > MOST_LETTERS:
            raise too_long(path.name)
        yield Grid(tuple(rows))


def _set_font(style: Any) -> None:
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    size = parse_xml(f'<w:szCs xmlns:w="{_WORDML}" w:val="{_SIZE * 2}"/>')
    properties.append(size)
    style.paragraph_format.space_after = Pt(2)


def _table(grid: Grid) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="AFAFAF"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = (
        '<w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    rows = "".join(_row(row, at) for at, row in enumerate(grid.rows))
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(row: GridRow, top: int) -> str:
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if row.kind is RowKind.HEAD else ""
    cells = []
    for left, cell in enumerate(row.cells):
        if cell.left != left:
            continue  # covered by the one before it
        span = sum(1 for one in row.cells if one == cell)
        cells.append(_cell(cell, row.kind, top, span))
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, kind: RowKind, top: int, span: int) -> str:
    width = sum(_WIDTHS[cell.left : cell.left + span])
    fill = {RowKind.HEAD: _HEAD, RowKind.THEME: _TINT}.get(kind)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    # A cell that covers but one row may begin a merge that ends there.
    properties += "" if span > 1 else _merge(cell, top)
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    lines = cell.text.split("\n") if cell.top == top else [""]
    side = "center" if kind is RowKind.HEAD else "left"
    is_bold = kind is not RowKind.BODY
    colour = "FFFFFF" if kind is RowKind.HEAD else ""
    text = "".join(_paragraph(line, side, bold=is_bold, colour=colour) for line in lines)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _merge(cell: Cell, top: int) -> str:
    return '<w:vMerge w:val="restart"/>' if cell.top == top else "<w:vMerge/>"


def _paragraph(text: str, side: str, *, bold: bool = False, colour: str = "") -> str:
    look = "<w:b/><w:bCs/>" if bold else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    run = f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr>{run}</w:p>'


def _keep(document: Any, kept: dict[str, Any]) -> None:
    """Add our part of XML; Word keeps it, some other programs drop it when they save."""
    package = document.part.package
    text = f'<plan xmlns="{_NAMESPACE}">{escape(json.dumps(kept))}</plan>'
    name = PackURI("/customXml/item77.xml")
    part = Part(name, "application/xml", text.encode("ascii"), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _kept(package: ZipFile) -> dict[str, Any] | None:
    for name in package.namelist():
        if name.startswith("customXml/item") and name.endswith(".xml"):
            try:
                root = _parsed(package.read(name))
            except (etree.LxmlError, ValueError):
                continue
            if root.tag == f"{{{_NAMESPACE}}}plan":
                return kept_in("".join(root.itertext()))
    return None


def _parsed(text: bytes) -> Any:
    """Parse XML without entities of its own, which could hide a flood, and without a network."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("DTD")
    return root


def _rows(table: Any, before: int) -> Iterator[GridRow]:
    above: dict[int, Cell] = {}
    for top, row in enumerate(table.iterchildren(qn("w:tr"))):
        at = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        cells = [Cell("", top, column) for column in range(at)]
        for told in islice(_cells_of(row), MOST_COLUMNS):
            properties = told.find(qn("w:tcPr"))
            span = _number(_of(properties, "gridSpan"), 1)
            merge = _of(properties, "vMerge")
            goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
            cell = above.get(at) if goes_on else None
            cell = cell or Cell(_text(told), top, at)
            cells += [cell] * span
            at += span
        above = dict(enumerate(cells))
        yield GridRow(before + top + 1, tuple(cells[:MOST_COLUMNS]))


def _cells_of(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, also those within controls that a form has."""
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag == qn("w:sdt"):
            yield from child.iterfind(f"{qn('w:sdtContent')}/{qn('w:tc')}")


def _of(properties: Any, name: str) -> Any:
    return None if properties is None else properties.find(qn(f"w:{name}"))


def _number(element: Any, otherwise: int) -> int:
    words = "" if element is None else element.get(qn("w:val"), "")
    return min(int(words), MOST_COLUMNS) if words.isascii() and words.isdecimal() else otherwise


def _text(cell: Any) -> str:
    return "\n".join(_line(paragraph) for paragraph in cell.iter(qn("w:p")))


def _line(paragraph: Any) -> str:
    """Return the text of a paragraph; what Word counts or marks by itself begins with a mark."""
    counted = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    listed = counted is not None and counted.get(qn("w:val")) != "0"
    text = "".join(_texts(paragraph))
    return _MARK + text if listed and text.strip() else text


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == qn("w:p"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _texts(child)
