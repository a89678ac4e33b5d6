"""Every number of a score knows which calculation, edition and item it comes from."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest

from prongsai.reports.adapters.docx_file import docx_of
from prongsai.reports.adapters.html_page import html_of
from prongsai.reports.adapters.typst_pdf import pdf_of, picture_of
from prongsai.reports.queries.annual import annual_document
from prongsai.reports.rules.blocks import Paragraph
from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import DAY, words_in
from prongsai.reports.tests.plans import told

#: Tables whose numbers are rules of the edition, files, or members: the table itself says whose.
OF_RULES = {"Levels", "Measure levels", "Instruments", "Editions", "Source files", "Findings"}
TWO_DECIMALS = re.compile(r"[+-]?\d+\.\d\d")


@pytest.fixture(scope="module")
def document(dip):
    return annual_document(told(dip), DAY)


def test_every_score_in_a_table_has_a_source(document):
    for table in document.tables:
        for _, _, cell in table.placed:
            if TWO_DECIMALS.fullmatch(cell.text.th) and table.name.en not in OF_RULES:
                assert cell.source is not None, (table.name.en, cell.text.th)
                assert cell.source.edition


def test_a_source_names_run_edition_and_item(document):
    totals = next(table for table in document.tables if table.name.en == "Totals by year")
    assert [row.cells[1].source.words.en for row in totals.rows][-1] == (
        "total: th-ita/2566, computed from files"
    )


def test_sentences_with_scores_name_their_sources(document):
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.key in {"result.sentence", "change.sentence"}:
            shown = {source.shown for source in block.sources}
            assert shown == {"95.02", "79.79"}
            assert all(number in block.text.th for number in shown)


def test_the_pdf_has_notes_and_lines_of_sources(document):
    text = words_in(pdf_of(document, Style())).replace("\n", "")
    assert "95.02 = คะแนนรวม: th-ita/2566, คำนวณจากไฟล์" in text
    assert "ที่มาของตัวเลข: th-ita/2565, คำนวณจากไฟล์" in text


def test_the_docx_has_real_footnotes(document):
    with zipfile.ZipFile(io.BytesIO(docx_of(document, Style(), picture_of))) as package:
        notes = package.read("word/footnotes.xml").decode()
        body = package.read("word/document.xml").decode()
        kinds = package.read("[Content_Types].xml").decode()
    marks = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert marks
    assert all(f'<w:footnote w:id="{mark}"' in notes for mark in marks)
    assert "95.02 = คะแนนรวม" in notes
    assert "footnotes+xml" in kinds


class _Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.targets, self.titles = [], [], []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids += [told["id"]] if "id" in told else []
        self.targets += [told["href"][1:]] if told.get("href", "").startswith("#") else []
        self.titles += [told["title"]] if tag in {"td", "data"} and "title" in told else []


def test_the_page_tells_sources_under_the_pointer_and_in_notes(document):
    page = _Ids()
    page.feed(html_of(document, Style()).decode())
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)
    assert "คะแนนรวม: th-ita/2566, คำนวณจากไฟล์" in page.titles
    assert any(title.startswith("I12.1: th-ita/2565") for title in page.titles)
    assert {"n1", "r1"} <= set(page.ids)
