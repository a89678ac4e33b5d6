"""Progress reports, the page for executives, the sheet of a unit; and plans that nobody foresaw."""

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.enum.section import WD_ORIENT

from prongsai.config.demonstrated_plan import show_printed_plan
from prongsai.config.main import main
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.rules.faults import PlanUnknown
from prongsai.improvement.rules.states import MeasureState
from prongsai.improvement.rules.storing import plan_kept, snapshot_kept
from prongsai.improvement.services.exporting import plan_file
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import ItemEffect, MeasureEffect, UnitTasks
from prongsai.reports.rules.blocks import Paragraph
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.refusals import PlanNeeded, SnapshotNeeded, UnitWithoutMeasures
from prongsai.reports.rules.style import Style
from prongsai.reports.services.making import Order, report_document
from prongsai.reports.services.plan_files import plan_in_file
from prongsai.reports.services.rendering import FORMATS, render_report, set_document
from prongsai.reports.services.stored import stored_order
from prongsai.reports.tests.conftest import DAY, NOON, named
from prongsai.reports.tests.plans import (
    after_six_months,
    alone,
    half_done,
    in_states,
    plan_of,
    printed,
    theme_of,
    told,
)
from prongsai.reports.tests.test_hostile import NAMES
from prongsai.reports.tests.test_pdf import text_of
from prongsai.results.queries.published import published_round
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

DIP = str(SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml")


def order(history, kind, material=None, unit=""):
    return Order(history, 2566, kind, material, unit)


def said(document):
    return " ".join(block.text.th for block in document.blocks if isinstance(block, Paragraph))


@pytest.fixture(scope="module")
def followed(dip):
    """The department's plan half a year later, with all that can be known of it."""
    plan = printed().content
    effect = ItemEffect("I7", same("ข้อ"), 7918, 8500, 1.2, 0.9, 1.5)
    return told(
        dip,
        half_done(plan),
        baseline=in_states(plan, MeasureState.PLANNED),
        snapshot=after_six_months(plan),
        tasks={"กง.กสอ.": UnitTasks(10, 4, 2)},
        effects=(MeasureEffect("1.1", "มาตรการปีก่อน", (effect,)),),
        effects_year_be=2566,
    )


def test_progress_tells_the_plan_as_it_stood(dip, followed):
    document = report_document(order(dip, ReportKind.PROGRESS_6, followed), DAY)
    words = said(document)
    assert "31 มีนาคม 2567" in words
    assert "ดำเนินการแล้วเสร็จ 10 จาก 30 มาตรการ คิดเป็นร้อยละ 33.33" in words
    assert "แผนที่อนุมัติ ซึ่งมี 30 มาตรการ ดำเนินการแล้วเสร็จเพิ่ม 10 มาตรการ" in words


def test_progress_needs_the_snapshot_of_its_kind(dip, followed):
    with pytest.raises(SnapshotNeeded):
        report_document(order(dip, ReportKind.PROGRESS_12, followed), DAY)
    with pytest.raises(PlanNeeded):
        report_document(order(dip, ReportKind.ANNUAL), DAY)


@pytest.mark.parametrize("name", [None, "long thai", "long latin"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_summary_is_one_page(dip, invented, followed, name, language):
    for history, material in ((dip, followed), (invented, None)):
        some = history if name is None else named(history, NAMES[name])
        made = render_report(
            some,
            history.latest.year_be,
            "pdf",
            style=Style(language),
            on=DAY,
            kind=ReportKind.SUMMARY,
            material=material,
        )
        assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


def test_the_summary_names_what_waits_for_a_decision(dip, followed):
    plan = followed.plan
    points = tuple(replace(point, reason="") for point in plan.points)
    material = replace(followed, plan=replace(plan, points=points))
    made = render_report(
        dip, 2566, "pdf", style=Style(), on=DAY, kind=ReportKind.SUMMARY, material=material
    )
    text = text_of(made)
    assert "I29, O5, O23, O41" in text
    assert "งานที่เกินกำหนด 2 งาน" in text


def test_a_sheet_has_what_the_unit_does_and_nothing_of_others(dip, followed):
    document = report_document(order(dip, ReportKind.UNIT, followed, "กง.กสอ."), DAY)
    (table,) = document.tables
    titles = [cell.text.th for _, column, cell in table.placed if column == 0]
    assert any("จัดทำคู่มือหรือแนวทางการปฏิบัติงาน" in title for title in titles)
    assert any("ประเมินความพึงพอใจ" in title for title in titles)  # of all units
    assert not any("ยืมทรัพย์สิน" in title for title in titles)
    assert "งานตามขั้นตอนทั้งหมด 10 งาน เสร็จแล้ว 4 งาน เกินกำหนด 2 งาน" in said(document)
    with pytest.raises(UnitWithoutMeasures):
        report_document(order(dip, ReportKind.UNIT, followed, "กค.กสอ."), DAY)


def test_units_are_called_by_their_names_where_these_are_more_than_their_codes(dip, followed):
    names = {"กง.กสอ.": Text("กลุ่มการเงิน", "Finance"), "กค.กสอ.": same("กค.กสอ.")}
    material = replace(followed, units=names)
    annual = report_document(order(dip, ReportKind.ANNUAL, material), DAY)
    (named_units,) = (b.text for b in annual.blocks if getattr(b, "key", "") == "plan.units")
    assert named_units.th == "อักษรย่อ: กง.กสอ. = กลุ่มการเงิน"
    assert named_units.en == "Abbreviations: กง.กสอ. = Finance"
    sheet = report_document(order(dip, ReportKind.UNIT, material, "กง.กสอ."), DAY)
    assert sheet.title.en.endswith("2567, กง.กสอ. Finance")
    unnamed = replace(material, units={"กง.กสอ.": same("กง.กสอ.")})
    sheet = report_document(order(dip, ReportKind.UNIT, unnamed, "กง.กสอ."), DAY)
    assert sheet.title.en.endswith("2567, กง.กสอ.")
    annual = report_document(order(dip, ReportKind.ANNUAL, unnamed), DAY)
    assert not [b for b in annual.blocks if getattr(b, "key", "") == "plan.units"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "kind", [ReportKind.ANNUAL, ReportKind.PROGRESS_6, ReportKind.SUMMARY, ReportKind.UNIT]
)
def test_every_kind_comes_in_every_format_and_again_alike(dip, followed, kind, form):
    document = report_document(order(dip, kind, followed, "กง.กสอ."), DAY)
    first = set_document(document, form, style=Style("en"))
    assert first
    assert set_document(document, form, style=Style("en")) == first


def test_the_docx_has_wide_pages_spans_links_and_repeated_titles(dip, followed):
    document = report_document(order(dip, ReportKind.ANNUAL, followed), DAY)
    word = docx.Document(io.BytesIO(set_document(document, "docx", style=Style())))
    assert [section.orientation for section in word.sections] == [
        *(WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    ]
    body = word.element.body.xml
    assert 'HYPERLINK "http://www.dip.go.th/"' in body.replace("&quot;", '"')
    themes = [t for t in word.tables if t.cell(1, 0).text.startswith("ประเด็นที่ ")]
    assert len([t for t in themes if len(t.columns) == 5]) == 7
    for table in themes[:7]:
        heads = [row._tr.xml.count("<w:tblHeader") for row in table.rows]
        assert heads[:2] == [1, 1]
        assert not any(heads[2:])


def test_the_workbook_has_the_table_with_its_spans(dip, followed):
    document = report_document(order(dip, ReportKind.ANNUAL, followed), DAY)
    book = openpyxl.load_workbook(io.BytesIO(set_document(document, "xlsx", style=Style())))
    sheet = book["มาตรการ"]
    assert len(sheet.merged_cells.ranges) > 20
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["http://www.dip.go.th/"]


def test_what_came_of_last_year_is_told(dip, followed):
    document = report_document(order(dip, ReportKind.ANNUAL, followed), DAY)
    table = next(t for t in document.tables if t.name.en == "Effect of last year")
    assert [cell.text.th for cell in table.rows[1].cells] == [
        *("I7", "ข้อ", "79.18 ± 1.20", "85.00 ± 0.90", "+5.82", "+1.50")
    ]
    assert "คะแนนเพิ่มขึ้น 1 ข้อ ลดลง 0 ข้อ" in said(document)


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_words_of_a_plan_are_shown_as_words(dip, words):
    theme = theme_of([words], [(words, (1,))], [(words, (1,))], title=words)
    material = alone(told(dip, plan_of(theme)))
    document = report_document(order(None, ReportKind.ANNUAL, material), DAY)
    for form in FORMATS:
        made = set_document(document, form, style=Style())
        assert made
        if form == "html":
            assert b"<script" not in made


def test_the_command_takes_a_plan_from_a_file(tmp_path, capsys):
    plan = printed().content
    file, kept = tmp_path / "plan.json", tmp_path / "half.json"
    file.write_text(json.dumps(plan_kept(plan)))
    kept.write_text(json.dumps(snapshot_kept(after_six_months(plan))))
    out = ["--out", str(tmp_path), "--format", "html"]
    assert main(["report", DIP, "--kind", "annual", "--plan", str(file), *out]) == 0
    assert main(["report", DIP, "--kind", "progress-6", "--plan", str(kept), *out]) == 0
    assert main(["report", DIP, "--kind", "annual", *out]) == 2
    assert "REPORT-010" in capsys.readouterr().err
    names = {path.name for path in tmp_path.glob("*.html")}
    assert names == {"dip-2567-annual.th.html", "dip-2567-progress-6.th.html"}


@pytest.mark.parametrize("form", ["xlsx", "docx", "json"])
def test_a_plan_that_was_exported_is_the_same_plan(tmp_path, form):
    plan = printed().content
    file = tmp_path / f"plan.{form}"
    file.write_bytes(plan_file(plan, form, name=same("กรมส่งเสริมอุตสาหกรรม")))
    assert plan_in_file(file) == (plan, None)


def test_the_database_gives_what_a_report_needs(db, settings, tmp_path, dip):
    settings.PRONGSAI_HOME = tmp_path
    scored = score_files([Path(DIP)], library=EditionLibrary())
    keep_results(scored, input_files([Path(DIP)]), by=OPERATOR, now=NOON)
    order_, edits = stored_order("dip", 2566, ReportKind.SUMMARY, on=DAY)
    assert "95.02" in set_document(report_document(order_, DAY), "html", style=Style()).decode()
    assert edits == ()
    for year in (2567, None):
        with pytest.raises(PlanUnknown):
            stored_order("dip", year, ReportKind.ANNUAL, on=DAY)
    show_printed_plan(NOON)
    latest, _edits = stored_order("dip", None, ReportKind.ANNUAL, on=DAY)
    assert (latest.year_be, latest.material.plan.year_be) == (2567, 2567)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_kept(plan_of(theme_of(["มาตรการในไฟล์"])))))
    asked = ["--agency", "dip", "--kind", "annual", "--format", "html", "--out", str(tmp_path)]
    assert main(["report", *asked, "--plan", str(file)]) == 0
    assert "มาตรการในไฟล์" in (tmp_path / "dip-2567-annual.th.html").read_text()
    round_, provenance = published_round()
    assert [agency.code for agency in round_.agencies] == ["dip"]
    assert provenance.run is not None
    assert round_.previous.year_be == 2565
