"""Pages of another orientation, which the improvement plan will need."""

import io

import docx
import pypdf
import pytest
from docx.enum.section import WD_ORIENT

from prongsai.methodology.wording import same
from prongsai.reports.adapters.docx_file import docx_of
from prongsai.reports.adapters.typst_pdf import pdf_of, picture_of
from prongsai.reports.rules.blocks import Column, Document, Heading, Row, Section, Table
from prongsai.reports.rules.cells import words
from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import DAY


@pytest.fixture(scope="module")
def turned():
    columns = tuple(Column(same(f"Column {number}"), 20) for number in range(5))
    rows = tuple(Row(tuple(words(same("ดำเนินการ")) for _ in columns)) for _ in range(3))
    wide = (Heading(same("Wide")), Table(same("wide"), same("Wide"), columns, rows))
    sections = (
        Section((Heading(same("Before")),)),
        Section((), landscape=True),
        Section(wide, landscape=True),
        Section((Heading(same("After")),)),
    )
    return Document(same("Title"), same("Subject"), same("Author"), DAY, sections)


def test_a_wide_section_has_wide_pages_in_the_pdf(turned):
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(turned, Style()))).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True, False]


def test_a_wide_section_has_wide_pages_in_the_docx(turned):
    word = docx.Document(io.BytesIO(docx_of(turned, Style(), picture_of)))
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    (table,) = word.tables
    section = word.sections[1]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in table.rows[0].cells) == pytest.approx(room, rel=0.01)
