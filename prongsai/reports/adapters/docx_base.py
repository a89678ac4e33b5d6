"""The empty DOCX of a font family: paper, styles, header and footer, made once and then copied."""

import io
from functools import lru_cache

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

from prongsai.reports.adapters.fonts import Family
from prongsai.reports.adapters.wordml import ACCENT

PAGE, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_Y = (210, 297), 27, 22, 22
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
#: Style -> size against the body, bold, coloured, points before and after, centred.
_STYLES: dict[str, tuple[float, bool, bool, int, int, bool]] = {
    "Normal": (1.0, False, False, 0, 6, False),
    "Body Text": (1.0, False, False, 0, 6, False),
    "Header": (0.85, False, False, 0, 0, False),
    "Title": (1.6, True, True, 150, 10, True),
    "Subtitle": (1.3, False, False, 0, 40, True),
    "CoverAgency": (1.6, True, False, 0, 40, True),
    "CoverName": (1.0, False, False, 10, 0, True),
    "CoverFigure": (2.0, True, True, 0, 6, True),
    "CoverFoot": (1.0, False, False, 0, 2, True),
    "ContentsTitle": (1.38, True, True, 0, 8, False),
    "Heading 1": (1.38, True, True, 18, 6, False),
    "Heading 2": (1.16, True, True, 14, 5, False),
    "Heading 3": (1.0, True, True, 10, 4, False),
    "TOC 1": (1.0, True, False, 4, 2, False),
    "TOC 2": (1.0, False, False, 0, 1, False),
    "List Bullet": (1.0, False, False, 0, 3, False),
    "Caption": (0.93, True, False, 8, 3, False),
    "ChartCaption": (0.93, True, False, 2, 10, True),
    "TableText": (0.93, False, False, 1, 1, False),
    "AfterTable": (0.5, False, False, 0, 4, False),
    "Notice": (1.0, False, False, 2, 2, False),
    "Source": (0.8, False, False, 0, 8, False),
    "Note": (0.8, False, False, 0, 0, False),
    "Signed": (1.0, False, False, 6, 6, False),
    "Signature": (1.0, False, False, 4, 0, True),
}
_RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "cs", "lang")


@lru_cache(maxsize=4)
def empty_document(family: Family) -> bytes:
    """Return the empty document of a family, to be opened and filled."""
    document = docx.Document()
    _set_paper(document)
    _set_defaults(document, family)
    for name, (size, bold, coloured, before, after, centred) in _STYLES.items():
        style = _style(document, name)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0
        if centred:
            style.paragraph_format.alignment = _CENTRE
        _set_letters(style, round(family.body * size * 2) / 2, bold=bold, coloured=coloured)
    _shape_styles(document)
    for some in document.styles:
        _set_fonts(some, family)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _name(fonts, family)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_paper(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin, section.right_margin = Mm(MARGIN_LEFT), Mm(MARGIN_RIGHT)
    section.top_margin = section.bottom_margin = Mm(MARGIN_Y)
    section.header_distance = section.footer_distance = Mm(10)
    # The first page is the cover: neither header nor number.
    section.different_first_page_header_footer = True


def _set_defaults(document: WordDocument, family: Family) -> None:
    """Set fonts and languages that hold where no style says anything."""
    found = document.styles.element.find(qn("w:docDefaults"))
    properties = found.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts(family))
    properties.append(element("sz", val=str(round(family.body * 2))))
    properties.append(element("szCs", val=str(round(family.body * 2))))
    properties.append(element("lang", val="en-US", eastAsia="en-US", bidi="th-TH"))
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        settings.remove(old)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    if name in document.styles:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _set_letters(style: ParagraphStyle, points: float, *, bold: bool, coloured: bool) -> None:
    """Set size and weight, those of complex scripts too: Word sets Thai with them."""
    properties = style.element.get_or_add_rPr()
    for tag in ("b", "bCs", "i", "iCs", "sz", "szCs", "color", "spacing", "kern", "lang"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    half_points = str(round(points * 2))
    properties.append(element("b", val=str(int(bold))))
    properties.append(element("bCs", val=str(int(bold))))
    if coloured:
        style.font.color.rgb = RGBColor.from_string(ACCENT)
    properties.append(element("sz", val=half_points))
    properties.append(element("szCs", val=half_points))


def _shape_styles(document: WordDocument) -> None:
    """Set what single styles have of their own."""
    normal = _style(document, "Normal").paragraph_format
    normal.widow_control = True
    _style(document, "Body Text").paragraph_format.first_line_indent = Mm(10)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        _style(document, name).paragraph_format.keep_with_next = True
    _style(document, "Signed").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # A place to sign stands in the right half of the page.
    _style(document, "Signature").paragraph_format.left_indent = Mm(70)
    title = _style(document, "Title").element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    for level in (1, 2):
        _style(document, f"TOC {level}").paragraph_format.left_indent = Mm(6 * (level - 1))


def _set_fonts(style: BaseStyle, family: Family) -> None:
    """Name the family in a style, and put its properties into the order of the standard."""
    properties = style.element.find(qn("w:rPr"))
    if properties is None and style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}:
        properties = style.element.get_or_add_rPr()
    if properties is None:
        return
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, _fonts(family))
    children = sorted(properties, key=lambda child: _place(child.tag))
    for child in children:
        properties.remove(child)
    properties.extend(children)


def _place(tag: str) -> int:
    name = tag.rpartition("}")[2]
    return _RUN_ORDER.index(name) if name in _RUN_ORDER else _RUN_ORDER.index("color")


def _fonts(family: Family) -> BaseOxmlElement:
    return _name(element("rFonts"), family)


def _name(fonts: BaseOxmlElement, family: Family) -> BaseOxmlElement:
    """Name the family for every script; a theme's font, named beside it, would win."""
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), family.name)
    return fonts
