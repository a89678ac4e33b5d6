"""Official letters as DOCX, to be numbered, signed and changed."""

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from prongsai.reports.adapters.docx_base import element, empty_document
from prongsai.reports.adapters.docx_file import packed
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.wordml import NAMESPACE, run
from prongsai.reports.rules import official
from prongsai.reports.rules.official import Annex, OfficialLetter
from prongsai.reports.rules.style import Style, shown, thai_digits

_LEFT, _RIGHT, _TOP, _BOTTOM, _PAPER = 30, 20, 25, 20, 210
_HALF, _INDENT = (_PAPER - _LEFT - _RIGHT) / 2, 25
#: Where words after the name of a line begin.
_NAME, _LONG_NAME = 18, 34


def letter_docx(letter: OfficialLetter, style: Style) -> bytes:
    """Return a letter as DOCX; the same letter gives the same bytes."""
    word = docx.Document(io.BytesIO(empty_document(family(style.fonts))))
    section = word.sections[0]
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    told = word.core_properties
    told.title, told.language, told.author = letter.subject[:255], "th-TH", letter.sender[:255]
    told.comments, told.last_modified_by = "", "Prongsai"
    told.created = told.modified = letter.moment
    _head(word, letter)
    for words in letter.paragraphs:
        shape = _line(word, words).paragraph_format
        shape.first_line_indent, shape.space_before = Mm(_INDENT), Pt(6)
    _foot(word)
    if letter.annex is not None:
        _annex(word, letter.annex)
    return packed(word)


def _head(word: WordDocument, letter: OfficialLetter) -> None:
    # Room for the emblem, which is on the paper.
    _line(word, "").paragraph_format.space_after = Mm(16)
    blank = official.BLANK * 2
    number, sender = f"{official.NUMBER} {official.BLANK}", letter.sender or blank
    for left, right in ((number, sender), ("", blank), ("", blank), ("", letter.day_in_words)):
        _tabbed(word, left, right, _HALF)
    for name, words in (
        (official.SUBJECT, letter.subject),
        (official.ADDRESSEE, letter.addressee),
        (official.REFERS, letter.refers),
        (official.ENCLOSED, letter.enclosed),
    ):
        if words:
            line = _tabbed(word, name, words, _LONG_NAME if name == official.ENCLOSED else _NAME)
            line.paragraph_format.space_before = Pt(10 if name == official.SUBJECT else 4)


def _foot(word: WordDocument) -> None:
    lines = [official.RESPECTFULLY, "", "", official.SIGNER, official.POSITION]
    for number, words in enumerate(lines):
        line = _line(word, words)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.left_indent = Mm(_HALF)
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_before = Pt(0 if number else 12)
    for number, words in enumerate(official.CONTACT):
        _line(word, words).paragraph_format.space_before = Pt(0 if number else 12)


def _annex(word: WordDocument, annex: Annex) -> None:
    line = _line(word, official.ENCLOSED)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.paragraph_format.page_break_before = True
    _line(word, annex.title, bold=True)
    table = word.add_table(rows=1, cols=len(annex.columns), style="Table Grid")
    table.autofit = False
    whole, room = sum(share for _name, share in annex.columns), 2 * _HALF
    widths = [Mm(room * share / whole) for _name, share in annex.columns]
    for cell, (name, _share) in zip(table.rows[0].cells, annex.columns, strict=True):
        _put(cell, name, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - no other way
    for words in annex.rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - no other way
        for cell, said in zip(row.cells, words, strict=True):
            _put(cell, said)
    for place, width in enumerate(widths):
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width


def _line(word: WordDocument, words: str, *, bold: bool = False) -> Paragraph:
    made = word.add_paragraph(style="Normal")
    made.paragraph_format.space_after = Pt(2)
    _write(made, words, bold=bold)
    return made


def _tabbed(word: WordDocument, left: str, right: str, at: float) -> Paragraph:
    """Add a line whose second part begins at a place, in its further lines too."""
    made = word.add_paragraph(style="Normal")
    shape = made.paragraph_format
    shape.space_after = Pt(0)
    shape.left_indent, shape.first_line_indent = Mm(at), Mm(-at)
    shape.tab_stops.add_tab_stop(Mm(at))
    _write(made, left)
    made.add_run("\t")
    _write(made, right)
    return made


def _put(cell: _Cell, words: str, *, bold: bool = False) -> None:
    first = cell.paragraphs[0]
    first.style = "TableText"
    _write(first, words, bold=bold)


def _write(paragraph: Paragraph, words: str, *, bold: bool = False) -> None:
    said = thai_digits(shown(words))
    if said:
        piece = f'<w:p xmlns:w="{NAMESPACE}">{run(said, bold=bold)}</w:p>'
        paragraph._p.append(parse_xml(piece).find(qn("w:r")))  # noqa: SLF001 - no other way
