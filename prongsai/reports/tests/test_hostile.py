"""Names that try to be more than names are shown as text, in every format."""

import io

import docx
import openpyxl
import pytest

from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import FORMATS, render_report
from prongsai.reports.tests.conftest import DAY, named
from prongsai.reports.tests.test_pdf import text_of

NAMES = {
    "markup": "<script>alert(1)</script>&amp;",
    "formula": "=cmd|' /C calc'!A0",
    "typst": '#text(red)[x] #panic("x") $x$ *x* @x `x` // \\',
    "template": "{{ settings.SECRET_KEY }}{% load x %}",
    "control": "ก\x00ร\x1bม\x07\u202eหนึ่ง\ud800\ufffe",
    "long latin": "A" * 300,
    "long thai": "กรมส่งเสริม" * 28,
    "space": "   ",
}


def made(history, name, form):
    return render_report(named(history, name), history.latest.year_be, form, style=Style(), on=DAY)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_format_takes_any_name(dip, name):
    for form in FORMATS:
        assert made(dip, name, form)


@pytest.mark.parametrize("name", [NAMES["markup"], NAMES["formula"], NAMES["template"]])
def test_a_hostile_name_is_shown_as_it_is(dip, name):
    plain = name.replace(" ", "")
    assert plain in text_of(made(dip, name, "pdf")).replace(" ", "").replace("\n", "")
    word = docx.Document(io.BytesIO(made(dip, name, "docx")))
    assert name in [paragraph.text for paragraph in word.paragraphs]
    page = made(dip, name, "html").decode()
    assert "<script" not in page


def test_a_formula_is_text_in_a_workbook(dip):
    book = openpyxl.load_workbook(io.BytesIO(made(dip, NAMES["formula"], "xlsx")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_name_without_spaces_does_not_leave_the_page(dip):
    pdf = text_of(made(dip, NAMES["long latin"], "pdf"))
    assert "A" * 300 not in pdf  # it is set in lines
    assert pdf.count("A") > 300
