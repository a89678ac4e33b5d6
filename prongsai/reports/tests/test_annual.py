"""The annual report: nothing of the plan is missing, and nothing else is in it."""

import io
import re

import pypdf
import pytest

from prongsai.methodology.periods import Span, period_text
from prongsai.reports.adapters.typst_pdf import pdf_of
from prongsai.reports.queries.annual import annual_document
from prongsai.reports.queries.plan.table import measures_table
from prongsai.reports.rules.blocks import Contents, Heading, Paragraph, RowKind, Signatures
from prongsai.reports.rules.style import Style
from prongsai.reports.tests.conftest import DAY, composed, words_in
from prongsai.reports.tests.numbers import (
    TWO_DECIMALS,
    may_be_told,
    may_be_told_of_plan,
    ranks_and_counts,
)
from prongsai.reports.tests.plans import alone, half_done, plan_of, printed, theme_of, told

#: Numbers of pages, of tables and of sections; names of editions.
FURNITURE = re.compile(r"- \d+ -|ตารางที่ \d+|^\d\.\d? |th-ita/\d+", re.MULTILINE)
WHOLE = re.compile(r"(?<![0-9.])[0-9][0-9,]*(?:\.[0-9]+)?")


def squeezed(text):
    return re.sub(r"\s+", "", composed(text))


@pytest.fixture(scope="module")
def material(dip):
    return told(dip)


@pytest.fixture(scope="module")
def document(material):
    return annual_document(material, DAY)


@pytest.fixture(scope="module")
def pdf(document):
    return pypdf.PdfReader(io.BytesIO(pdf_of(document, Style())))


@pytest.fixture(scope="module")
def pages(pdf):
    return [composed(page.extract_text()) for page in pdf.pages]


def wide(pdf):
    return [n for n, page in enumerate(pdf.pages) if page.mediabox.width > page.mediabox.height]


def stands_in(text, whole):
    """Whether a text is there, in one piece or parted once by the end of a page."""
    text = squeezed(text)
    return text in whole or any(
        text[:k] in whole and text[k:] in whole for k in range(1, len(text))
    )


def test_every_text_of_the_plan_is_in_the_pdf(pages):
    whole, plan = squeezed("\n".join(pages)), printed()
    for number, theme in enumerate(plan.content.themes, 1):
        assert squeezed(f"ประเด็นที่ {number} {theme.title}") in whole
        for measure in theme.measures:
            assert stands_in(f"{measure.number}. {measure.title}", whole), measure.title
        for one in (*theme.actions, *theme.outcomes):
            assert stands_in(one.text, whole), one.text
        for one in (*theme.measures, *theme.actions):
            if one.period:
                assert squeezed(period_text(Span(one.period.starts, one.period.ends)).th) in whole
    # How the agency shortens its own name, it alone knows.
    every_unit = plan.all_units.partition(" ")[0]
    for words in (*plan.units, *plan.recurring, *plan.columns, every_unit):
        assert squeezed(words) in whole, words


def test_links_are_printed_and_can_be_followed(pdf, pages):
    assert "http://www.dip.go.th/" in squeezed("".join(pages))
    notes = [n.get_object() for page in pdf.pages for n in page.get("/Annots", ())]
    assert "http://www.dip.go.th/" in [n["/A"].get("/URI") for n in notes if "/A" in n]


def test_the_header_and_the_theme_stand_on_every_page_of_the_table(pdf, pages, material):
    head = squeezed("ผลลัพธ์หรือความสำเร็จของการดำเนินการ")
    themes = [squeezed(f"ประเด็นที่ {n} {t.title}") for n, t in enumerate(material.plan.themes, 1)]
    with_rows = [squeezed(pages[n]) for n in wide(pdf) if re.search(r"\d\. ", pages[n])]
    with_rows = [page for page in with_rows if head in page]
    assert len(with_rows) >= 5
    for page in with_rows:
        after = page.partition(head)[2]
        assert any(after.startswith(theme) for theme in themes), "no theme after the header"
        ending = page.rpartition("-")[0].rpartition("-")[0]
        assert not any(ending.endswith(theme) for theme in themes), "an orphaned theme"


def test_every_number_of_the_report_follows_from_the_run_or_the_plan(pages, dip, material):
    known = may_be_told(dip) | may_be_told_of_plan(material.plan)
    assert set(TWO_DECIMALS.findall("\n".join(pages))) <= known


def test_every_number_of_section_3_follows_from_the_run_or_the_plan(pdf, pages, dip, material):
    first, last = (
        wide(pdf)[0],
        next(n for n, p in enumerate(pages) if "การลงนามรับรองรายงาน" in p and n > 5),
    )
    known = may_be_told(dip) | may_be_told_of_plan(material.plan)
    known |= ranks_and_counts(dip)
    told_ = set()
    for page in pages[first:last]:
        told_ |= {n.rstrip(",") for n in WHOLE.findall(FURNITURE.sub(" ", page))}
    assert told_ <= known


def test_the_sentence_of_the_result_has_all_that_the_printed_one_had(document):
    said = " ".join(block.text.th for block in document.blocks if isinstance(block, Paragraph))
    for words in (
        *("95.02 คะแนน ระดับผ่านดี", "เพิ่มขึ้นจาก 79.79 คะแนน", "+15.23"),
        *("ลำดับที่ 30 จาก 146 หน่วยงาน", "ดีขึ้นจากลำดับที่ 137", "ลำดับที่ 4 จาก 8 หน่วยงาน"),
        *("IIT 13 ข้อ EIT 7 ข้อ OIT 8 ข้อ", "7 ประเด็น 30 มาตรการ"),
        "ดำเนินการแล้วเสร็จ 30 จาก 30 มาตรการ คิดเป็นร้อยละ 100",
    ):
        assert words in said, words


def test_it_has_the_parts_of_an_official_report(document):
    titles = [block.text.th for block in document.blocks if isinstance(block, Heading)]
    starts = ("คำนำ", "สาระสำคัญ", "1. ", "2. ", "3. ", "การลงนาม")
    places = [next(n for n, t in enumerate(titles) if t.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert any(isinstance(block, Contents) for block in document.blocks)
    assert any(isinstance(block, Signatures) for block in document.blocks)


def test_what_belongs_to_several_measures_stands_once(material):
    table = measures_table(material)
    texts = [text.th for _, _, cell in table.placed for text in cell.paragraphs]
    for theme in material.plan.themes:
        for one in (*theme.actions, *theme.outcomes):
            assert sum(one.text in text for text in texts) >= 1
    spans = [(column, cell.rows) for _, column, cell in table.placed if cell.rows > 1]
    assert {column for column, _ in spans} == {1, 2, 3, 4}


def test_an_action_of_measures_that_are_not_neighbours_is_told_once_and_named_again(dip):
    theme = theme_of(["ก", "ข", "ค"], [("ทำแล้ว", (1, 3))], [("ได้ผล", (1, 3))])
    rows = measures_table(told(dip, plan_of(theme))).rows
    said = [cell.text.th for row in rows for cell in row.cells]
    assert said.count("- ทำแล้ว") == 1
    assert "- ดำเนินการร่วมกับมาตรการที่ 1" in said
    assert "ผลลัพธ์ร่วมกับมาตรการที่ 1" in said


def test_a_theme_without_measures_and_a_plan_without_themes_are_told(dip):
    empty = measures_table(told(dip, plan_of(theme_of([]))))
    assert [row.kind for row in empty.rows] == [RowKind.GROUP]
    nothing = annual_document(alone(told(dip, plan_of())), DAY)
    assert pdf_of(nothing, Style())


def test_an_agency_without_any_result_has_a_report_of_its_measures(material):
    measures = annual_document(alone(material), DAY)
    said = [block.text.th for block in measures.blocks if isinstance(block, Paragraph)]
    assert any("ยังไม่มีผลการประเมิน" in words for words in said)
    assert pdf_of(measures, Style("en"))


def test_nothing_is_blank_in_either_language(dip, material):
    for some in (material, told(dip, half_done(material.plan))):
        for table in annual_document(some, DAY).tables:
            for _, _, cell in table.placed:
                assert cell.text.th.strip()
                assert cell.text.en.strip()


def test_a_very_long_cell_goes_on_on_the_next_page(dip):
    words = " ".join(f"word{number}." for number in range(1500))
    theme = theme_of(["มาตรการยาว", "มาตรการสั้น"], [(words, (1, 2))], [("ผล", (1, 2))])
    long = annual_document(alone(told(dip, plan_of(theme))), DAY)
    text = squeezed(words_in(pdf_of(long, Style())))
    assert all(f"word{number}." in text for number in range(1500))
