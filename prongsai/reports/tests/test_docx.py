import io
import re
import zipfile

import docx
from docx.oxml.ns import qn

from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content):
    return docx.Document(io.BytesIO(content))


def grid_of(table):
    """Return the texts of a table of a document as a grid, as the page shows it."""
    style, rows = Style(), [["" for _ in table.columns] for _ in table.rows]
    for row, column, cell in table.placed:
        for down in range(cell.rows):
            for right in range(cell.columns):
                rows[row + down][column + right] = style.words(cell.text, literal=cell.literal)
    return [[style.words(column.title) for column in table.columns], *rows]


def test_tables_have_the_cells_of_the_document(rendered, dip):
    word = opened(rendered("dip", "docx"))
    ours = list(document(dip).tables)
    assert len(word.tables) == len(ours)
    for theirs, table in zip(word.tables, ours, strict=True):
        assert [[cell.text for cell in row.cells] for row in theirs.rows] == grid_of(table)


def test_every_style_and_run_names_a_font_for_thai(rendered):
    word = opened(rendered("dip", "docx"))
    for fonts in word.styles.element.iter(f"{W}rFonts"):
        assert fonts.get(qn("w:cs")) == fonts.get(qn("w:ascii")) == "Sarabun"
    for run in word.element.body.iter(f"{W}r"):
        text = "".join(part.text or "" for part in run.iter(f"{W}t"))
        if re.search("[\u0e01-\u0e5b]", text):
            assert run.find(f"{W}rPr/{W}cs") is not None


def test_no_font_of_a_theme_stands_in_the_way(rendered):
    with zipfile.ZipFile(io.BytesIO(rendered("dip", "docx"))) as package:
        for part in ("word/styles.xml", "word/document.xml"):
            fonts = re.findall("<w:rFonts[^>]*>", package.read(part).decode())
            assert not [font for font in fonts if "theme" in font.lower()]


def test_sizes_and_weights_hold_for_thai(rendered):
    word = opened(rendered("dip", "docx"))
    for properties in word.styles.element.iter(f"{W}rPr"):
        for plain, complex_ in (("sz", "szCs"), ("b", "bCs")):
            given = properties.find(f"{W}{plain}")
            if given is not None:
                other = properties.find(f"{W}{complex_}")
                assert other is not None
                assert other.get(qn("w:val")) == given.get(qn("w:val"))
    language = word.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(qn("w:bidi")) == "th-TH"


def test_header_rows_repeat_and_headings_are_headings(rendered):
    word = opened(rendered("dip", "docx"))
    for table in word.tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    styles = {p.style.name for p in word.paragraphs}
    assert {"Heading 1", "Heading 2", "Caption", "Title"} <= styles
    fields = [i.text for i in word.element.body.iter(f"{W}instrText")]
    assert any(field.strip().startswith("TOC") for field in fields)


def test_charts_are_pictures_that_say_what_they_show(rendered):
    word = opened(rendered("dip", "docx"))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(told) == 3
    assert "95.02" in told[0]
