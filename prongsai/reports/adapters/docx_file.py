"""DOCX: headings, texts and tables that can be edited; charts as pictures of those in the PDF."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from prongsai.reports.adapters.docx_base import (
    MARGIN_LEFT,
    MARGIN_RIGHT,
    PAGE,
    element,
    empty_document,
)
from prongsai.reports.adapters.docx_blocks import Written
from prongsai.reports.adapters.docx_notes import add_notes
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.wordml import NAMESPACE, field, instruction, paragraph, run
from prongsai.reports.rules.blocks import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Gallery,
    Heading,
    PageBreak,
    Section,
)
from prongsai.reports.rules.photos import Photos, no_photos, shown_photos
from prongsai.reports.rules.style import Style

#: Twentieths of a point to a millimetre.
_TWENTIETHS = 56.7
_PICTURE_WIDTH, _PHOTO_HEIGHT = 150, 85
_EARLIEST = (1980, 1, 1, 0, 0, 0)
Draw = Callable[[Chart, Style], bytes]


def docx_of(document: Document, style: Style, draw: Draw, photos: Photos = no_photos) -> bytes:
    """Return a document as DOCX; the same document and style give the same bytes.

    In:  draw: what makes a picture of a chart

    Raises:
        FontsMissing: the operator's folder lacks a font.
    """
    document, found = shown_photos(document, photos)
    word = docx.Document(io.BytesIO(empty_document(family(style.fonts))))
    _describe(word, document, style)
    sections = [section for section in document.sections if section.blocks]
    numbers = {id(heading): n for n, heading in enumerate(_headings(document), 1)}
    filling = _Filling(style, document, numbers, draw, found)
    for place, section in enumerate(sections):
        if place and section.landscape != sections[place - 1].landscape:
            _turn(word, landscape=section.landscape)
        _fill(word, section, filling)
    add_notes(word, filling.notes)
    return packed(word)


class _Filling:
    """What it takes to write the blocks of one document."""

    def __init__(
        self,
        style: Style,
        document: Document,
        numbers: dict[int, int],
        draw: Draw,
        photos: dict[str, bytes],
    ) -> None:
        self.style, self.draw, self.photos = style, draw, photos
        self.notes: list[str] = []
        #: Whether what comes next begins on a new page.
        self.fresh = False
        self._numbers = numbers
        self._headings = [(numbers[id(some)], some) for some in _headings(document)]

    def xml(self, block: Block, written: Written) -> Iterator[str]:
        """Return one block, charts apart."""
        if isinstance(block, Contents):
            return written.contents(block, self._headings)
        if isinstance(block, Heading):
            return iter([written.heading(block, self._numbers[id(block)])])
        return written.block(block)


def _headings(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading)]


def _fill(word: WordDocument, section: Section, filling: _Filling) -> None:
    across = PAGE[1] if section.landscape else PAGE[0]
    width = round((across - MARGIN_LEFT - MARGIN_RIGHT) * _TWENTIETHS)
    written = Written(filling.style, width, filling.notes)
    body = word.element.body
    end = body.sectPr
    for block in section.blocks:
        if isinstance(block, PageBreak):
            filling.fresh = True
            continue
        if isinstance(block, Gallery):
            _add_photos(word, block, filling, written)
            continue
        if isinstance(block, Chart):
            picture = io.BytesIO(filling.draw(block, filling.style))
            told = filling.style.words(block.alt), filling.style.words(block.caption)
            _add_picture(word, picture, *told, width=Mm(_PICTURE_WIDTH))
            pieces = [written.paragraph(block.caption, "ChartCaption")]
        else:
            pieces = list(filling.xml(block, written))
        wrapped = f'<w:body xmlns:w="{NAMESPACE}">{"".join(pieces)}</w:body>'
        children = list(parse_xml(wrapped))
        for child in children:
            end.addprevious(child)
        if filling.fresh and children:
            WordParagraph(children[0], word).paragraph_format.page_break_before = True
        filling.fresh = isinstance(block, Cover)


def _add_photos(word: WordDocument, gallery: Gallery, filling: _Filling, written: Written) -> None:
    for one in gallery.pictures:
        told = filling.style.words(one.alt), filling.style.words(one.caption)
        content = io.BytesIO(filling.photos[one.sha256])
        _add_picture(word, content, *told, height=Mm(_PHOTO_HEIGHT))
        caption = f'<w:body xmlns:w="{NAMESPACE}">{written.paragraph(one.caption, "ChartCaption")}'
        word.element.body.sectPr.addprevious(parse_xml(f"{caption}</w:body>")[0])


def _add_picture(
    word: WordDocument,
    picture: io.BytesIO,
    alt: str,
    title: str,
    *,
    width: Mm | None = None,
    height: Mm | None = None,
) -> None:
    """Add a picture with what it shows, and hold it to its caption."""
    place = word.add_paragraph(style="ChartCaption")
    place.paragraph_format.keep_with_next = True
    shape = place.add_run().add_picture(picture, width=width, height=height)
    described = shape._inline.docPr  # noqa: SLF001 - there is no other way to an alternative text
    described.set("descr", alt)
    described.set("title", title)


def _turn(word: WordDocument, *, landscape: bool) -> None:
    """Begin pages of another orientation."""
    section = word.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    narrow, wide = Mm(PAGE[0]), Mm(PAGE[1])
    section.page_width, section.page_height = (wide, narrow) if landscape else (narrow, wide)
    section.different_first_page_header_footer = False


def _describe(word: WordDocument, document: Document, style: Style) -> None:
    """Set the properties of the file, the header and the numbers of the pages."""
    told = word.core_properties
    told.title, told.author = style.words(document.title)[:255], style.words(document.author)[:255]
    told.subject = style.words(document.subject)[:255]
    told.language = "th-TH" if style.language == "th" else "en-GB"
    told.comments, told.last_modified_by = "", "Prongsai"
    told.created = told.modified = datetime.combine(document.made_on, time(), UTC).replace(
        tzinfo=None
    )
    section = word.sections[0]
    number = field("begin") + instruction(" PAGE ") + field("separate") + run("1") + field("end")
    footer = paragraph(run("- ") + number + run(" -"), "CoverFoot")
    header = paragraph(run(style.words(document.title), colour="555555"), "Header")
    for part, words in ((section.footer, footer), (section.header, header)):
        held = part._element  # noqa: SLF001 - the part's own element is not public
        for old in list(held):
            held.remove(old)
        wrapped = f'<w:body xmlns:w="{NAMESPACE}">{words}</w:body>'
        held.extend(list(parse_xml(wrapped)))
    if style.thai_digits:
        end = word.element.body.sectPr
        place = end.find(qn("w:cols"))
        place.addprevious(element("pgNumType", fmt="thaiNumbers"))


def packed(word: WordDocument) -> bytes:
    """Save a document with no time of day in it."""
    saved, packed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_dated(name), source.read(name))
    return packed.getvalue()


def _dated(name: str) -> ZipInfo:
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    return info
