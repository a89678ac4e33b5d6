"""Plans as files: read back without loss, foreign ones understood, hostile ones refused."""

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.directory.models import Unit
from prongsai.directory.rules import NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.rules import FileDamaged, FileTooLarge, UserError
from prongsai.improvement.adapters.plan_documents import read_plan_document
from prongsai.improvement.adapters.plan_workbooks import read_plan_workbook
from prongsai.improvement.models import ActionFile, Plan
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.content import FileContent, LinkContent, Period
from prongsai.improvement.rules.faults import PlanContradictory, UnitsUnknown
from prongsai.improvement.rules.files import (
    NoPlanInFile,
    PlanFileRuns,
    PlanFileTooLong,
    PlanFileUnknown,
    PlanFormUnknown,
)
from prongsai.improvement.rules.ordering import in_order
from prongsai.improvement.rules.states import PlanState
from prongsai.improvement.rules.storable import PlanNotStorable
from prongsai.improvement.rules.storing import plan_read
from prongsai.improvement.rules.tables.merging import understood
from prongsai.improvement.rules.tables.units import UnitNames
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.improvement.services.exporting import export_plan, exported_plan, plan_file
from prongsai.improvement.services.importing import import_plan, take_plan
from prongsai.improvement.services.printed import printed_plan
from prongsai.improvement.tests.contents import plans
from prongsai.improvement.tests.planned import NOON, a_plan, an_agency, somebody
from prongsai.methodology.wording import Text

NAME = Text("กรมส่งเสริมอุตสาหกรรม", "Department of Industrial Promotion")
READERS = {"xlsx": read_plan_workbook, "docx": read_plan_document}
HEAD = ["มาตรการ", "สรุปผลการดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลลัพธ์"]
TITLE = "ผลเดือนละครั้ง"
slow = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_back(form, path):
    grids, kept = READERS[form](path)
    behind = plan_read(kept["plan"])
    shown = [grid_of(behind, details=form == "xlsx", language=kept["language"])]
    return understood(grids, behind=behind, shown=shown, units=UnitNames({}), mapped={}).plan


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@given(plan=plans(), language=st.sampled_from(["th", "en"]))
@slow
def test_a_file_that_nobody_edited_gives_the_very_plan(form, plan, language, tmp_path):
    path = tmp_path / f"plan.{form}"
    path.write_bytes(plan_file(plan, form, name=NAME, language=language))

    assert read_back(form, path) == plan


@given(plan=plans())
@slow
def test_the_table_alone_shows_in_both_kinds_of_files_what_the_table_is(plan, tmp_path):
    """Without what lies beside it: no program, no font and no spreadsheet changes a cell."""
    for form, read in READERS.items():
        path = tmp_path / f"plan.{form}"
        path.write_bytes(plan_file(plan, form, name=NAME))
        [grid] = read(path)[0]
        wanted = grid_of(plan, details=form == "xlsx")
        assert [[c.text for c in row.cells] for row in grid.rows] == [
            [c.text for c in row.cells] for row in wanted.rows
        ]
        assert [[(c.top, c.left) for c in row.cells] for row in grid.rows] == [
            [(c.top, c.left) for c in row.cells] for row in wanted.rows
        ]


@pytest.fixture(scope="module")
def drafted(made_once):
    """The number of the department's plan, and who drew it up."""
    printed, agency = printed_plan("dip", "th-ita", 2567), an_agency()
    for code in printed.units:
        Unit.objects.get_or_create(agency=agency, code=code)
    by = somebody(Role.COORDINATOR, agency)
    return a_plan(printed.content, by=by).pk, by


@pytest.fixture
def dip(drafted, db):
    """The department's plan, as a draft."""
    plan, by = drafted
    return Plan.objects.get(pk=plan), by


@pytest.fixture
def whole(dip, form):
    """The department's plan as a file that nobody damaged."""
    plan, by = dip
    return exported_plan(plan, form, reader=by)


@pytest.mark.parametrize("form", ["xlsx", "docx", "json"])
def test_the_departments_plan_is_exported_and_imported_unchanged(dip, tmp_path, form):
    plan, by = dip
    before, path = content_of(plan), tmp_path / f"plan.{form}"
    export_plan(plan, path, reader=by)
    Plan.objects.get(pk=plan.pk).themes.all().delete()

    checked = import_plan(plan, path, dry_run=True, by=by, now=NOON)
    assert not plan.themes.exists()
    done = import_plan(plan, path, by=by, now=NOON)

    assert content_of(plan) == before
    assert (checked.doubts, checked.unknown_units) == ((), {})
    assert len(done.changes.new) == 30
    assert AuditEntry.objects.filter(action="plan.imported").count() == 1


def test_a_workbook_edited_in_a_spreadsheet_wins_and_loses_nothing(dip, tmp_path):
    plan, by = dip
    path = tmp_path / "plan.xlsx"
    export_plan(plan, path, reader=by)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet["A3"].value.startswith("1. จัดให้มี")
    assert "B3:B4" in {str(one) for one in sheet.merged_cells.ranges}
    sheet["C3"] = "ม.ค. 67 - มี.ค. 67"
    sheet["G4"] = 125000
    book.save(path)

    found = import_plan(plan, path, by=by, now=NOON)

    before = printed_plan("dip", "th-ita", 2567).content
    after = content_of(plan)
    measures = after.themes[0].measures
    assert measures[0].period == Period(date(2024, 1, 1), date(2024, 3, 31))
    assert measures[0].steps == before.themes[0].measures[0].steps
    assert measures[1].budget == 125000
    assert after.themes[1:] == in_order(before).themes[1:]
    assert found.changes.same == 30 - len(found.changes.changed)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_without_what_lies_beside_the_table_the_present_plan_fills_what_it_cannot_show(
    dip, tmp_path, form
):
    plan, by = dip
    before, path = content_of(plan), tmp_path / f"plan.{form}"
    export_plan(plan, path, reader=by)
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        del book["prongsai"]
        book.save(path)
    else:
        document = docx.Document(path)
        for number, one in list(document.part.rels.items()):
            if one.reltype.endswith("/customXml") and "item77" in one.target_ref:
                del document.part.rels[number]
        document.save(path)

    import_plan(plan, path, by=by, now=NOON)

    assert content_of(plan) == before


def word_table(path, rows, merged=()):
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for one, other in merged:
        table.cell(*one).merge(table.cell(*other))
    document.save(path)


def test_a_table_of_a_report_with_merged_cells_is_understood(dip, tmp_path):
    plan, by = dip
    rows = [
        HEAD,
        ["ประเด็นที่ ๑ การให้บริการ", "", "", "", ""],
        ["๑. จัดทำคู่มือ", "- จัดทำแล้ว", "ต.ค. 66\n-\nก.ย. 67", "กง.กสอ.", "มีคู่มือ"],
        ["๒. เผยแพร่คู่มือ", "", "", "กองใหม่", ""],
    ]
    path = tmp_path / "report.docx"
    word_table(path, rows, [((1, 0), (1, 4)), ((2, 1), (3, 1)), ((2, 2), (3, 2))])

    checked = import_plan(plan, path, dry_run=True, by=by, now=NOON)
    with pytest.raises(UnitsUnknown, match="กองใหม่"):
        import_plan(plan, path, by=by, now=NOON)
    import_plan(plan, path, mapped={"กองใหม่": "*"}, by=by, now=NOON)

    assert checked.unknown_units == {"กองใหม่": (4,)}
    [theme] = content_of(plan).themes
    assert theme.title == "การให้บริการ"
    assert theme.actions[0].measures == (1, 2)
    assert theme.actions[0].text == "จัดทำแล้ว"
    assert theme.measures[1].period == Period(date(2023, 10, 1), date(2024, 9, 30))
    assert theme.measures[1].all_units
    assert content_of(plan).points == checked.content.points


def test_numbers_that_word_counts_and_changes_that_it_tracks(dip, tmp_path):
    plan, by = dip
    path = tmp_path / "counted.docx"
    document = docx.Document()
    table = document.add_table(2, 5)
    for column, text in enumerate(HEAD):
        table.cell(0, column).text = text
    cell = table.cell(1, 0)
    cell.paragraphs[0].text, cell.paragraphs[0].style = "หนึ่ง", "List Number"
    cell.add_paragraph("สอง", style="List Number")
    for paragraph in cell.paragraphs:
        number = docx.oxml.parser.parse_xml(
            '<w:numPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        )
        paragraph._p.get_or_add_pPr().append(number)
    gone = docx.oxml.parser.parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1"'
        ' w:author="x"><w:r><w:delText>ลบแล้ว</w:delText></w:r></w:del>'
    )
    table.cell(1, 3).paragraphs[0].text = "กง.กสอ."
    table.cell(1, 3).paragraphs[0]._p.append(gone)
    document.save(path)

    found = import_plan(plan, path, dry_run=True, by=by, now=NOON)

    assert [m.title for m in found.content.measures] == ["หนึ่ง", "สอง"]
    assert found.content.measures[0].units == ("กง.กสอ.",)


def test_a_table_between_commas_is_read(dip, tmp_path):
    plan, by = dip
    path = tmp_path / "plan.csv"
    path.write_text(
        "ประเด็น,มาตรการ,ผู้รับผิดชอบ,ระยะเวลา\nการให้บริการ,1. จัดทำคู่มือ,กง.กสอ.,ส.ค. 67\n,2. อบรม,,\n",
        encoding="utf-8",
    )

    found = import_plan(plan, path, by=by, now=NOON)

    assert [m.period.starts for m in content_of(plan).measures] == [date(2024, 8, 1)] * 2
    assert [doubt.row for doubt in found.doubts] == [3, 3]


def test_what_is_kept_of_another_plan_is_not_taken(dip, tmp_path):
    plan, by = dip
    other = replace(content_of(plan), year_be=2568)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_file(other, "xlsx", name=NAME))
    (tmp_path / "plan.json").write_bytes(plan_file(other, "json", name=NAME))

    found = import_plan(plan, path, dry_run=True, by=by, now=NOON)

    assert found.doubts[0].row == 0
    assert found.content.year_be == 2567
    with pytest.raises(PlanContradictory):
        import_plan(plan, tmp_path / "plan.json", dry_run=True, by=by, now=NOON)


def changed(content, **told):
    theme = content.themes[0]
    action = replace(theme.actions[0], **told)
    theme = replace(theme, actions=(action, *theme.actions[1:]))
    return replace(content, themes=(theme, *content.themes[1:]))


def test_a_file_makes_no_strangers_file_ones_own_and_no_link_that_runs(dip, tmp_path):
    plan, by = dip
    stranger = FileContent("ลับ.pdf", "text/html", "a" * 64, 10)
    path = tmp_path / "plan.json"
    path.write_bytes(plan_file(changed(content_of(plan), files=(stranger,)), "json", name=NAME))
    found = import_plan(plan, path, by=by, now=NOON)
    assert "1" in found.doubts[0].why.en
    assert not content_of(plan).themes[0].actions[0].files

    runs = changed(content_of(plan), links=(LinkContent("javascript:alert(1)"),))
    path.write_bytes(plan_file(runs, "json", name=NAME))
    with pytest.raises(PlanNotStorable, match="javascript"):
        import_plan(plan, path, dry_run=True, by=by, now=NOON)


def test_files_that_an_import_takes_off_their_actions_are_told_before(dip, tmp_path):
    plan, by = dip
    ActionFile.objects.create(
        action=plan.themes.first().actions.first(),
        name="ภาพ.jpg",
        media_type="image/jpeg",
        sha256="a" * 64,
        size=9,
    )
    path = tmp_path / "plan.json"
    path.write_bytes(plan_file(changed(content_of(plan), text="เขียนใหม่"), "json", name=NAME))
    assert import_plan(plan, path, dry_run=True, by=by, now=NOON).doubts == ()
    path.write_bytes(plan_file(changed(content_of(plan), files=()), "json", name=NAME))
    [doubt] = import_plan(plan, path, dry_run=True, by=by, now=NOON).doubts
    assert "1 files of the present plan go" in doubt.why.en


def test_a_program_that_sends_a_plan_is_held_to_the_same(dip):
    plan, by = dip
    stranger = FileContent("ลับ.pdf", "text/html", "a" * 64, 10)
    take_plan(plan, changed(content_of(plan), files=(stranger,)), by=by, now=NOON)
    assert not content_of(plan).themes[0].actions[0].files
    runs = changed(content_of(plan), links=(LinkContent("data:text/html,x"),))
    with pytest.raises(PlanNotStorable):
        take_plan(plan, runs, by=by, now=NOON)


def test_no_cell_is_a_formula(dip, tmp_path):
    plan, by = dip
    theme = content_of(plan).themes[0]
    measure = replace(theme.measures[0], title="=HYPERLINK(1)", criterion="=1+1", units=())
    theme = replace(theme, measures=(measure, *theme.measures[1:]))
    content = replace(content_of(plan), themes=(theme,))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_file(content, "xlsx", name=NAME))

    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            assert not any(cell.data_type == "f" for cell in row)
            assert not any(str(cell.value or "").startswith(("=", "+", "@")) for cell in row)
    import_plan(plan, path, by=by, now=NOON)
    assert content_of(plan).themes[0].measures[0].criterion == "=1+1"


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
HOSTILE = {
    "empty.xlsx": (lambda path: path.write_bytes(b""), FileDamaged),
    "text.docx": (lambda path: path.write_bytes(b"no package"), FileDamaged),
    "other.docx": (lambda path: zipped(path, xl__workbook_xml="<x/>"), FileDamaged),
    "broken.docx": (lambda path: zipped(path, word__document_xml="<x"), FileDamaged),
    "entities.docx": (lambda path: zipped(path, word__document_xml=ENTITIES), FileDamaged),
    "macros.docx": (lambda path: zipped(path, word__vbaProject_bin="x"), PlanFileRuns),
    "macros.xlsx": (lambda path: zipped(path, xl__vbaProject_bin="x"), PlanFileRuns),
    "bomb.docx": (
        lambda path: zipped(path, word__document_xml=b"\0" * (70 << 20)),
        FileTooLarge,
    ),
    "kind.xlsm": (lambda path: path.write_bytes(b"x"), PlanFileUnknown),
    "kind.pdf": (lambda path: path.write_bytes(b"%PDF-"), PlanFileUnknown),
    "no.json": (lambda path: path.write_bytes(b"{"), FileDamaged),
    "deep.json": (lambda path: path.write_bytes(b"[" * 100_000), FileDamaged),
    "list.json": (lambda path: path.write_bytes(b"[]"), UserError),
    "nothing.csv": (lambda path: path.write_text("a,b\n1,2\n"), NoPlanInFile),
    "long.csv": (
        lambda path: path.write_text("มาตรการ,ระยะเวลา\n" + "ก,\n" * 6000),
        PlanFileTooLong,
    ),
    "cell.csv": (
        lambda path: path.write_text("มาตรการ,ระยะเวลา\n" + "ก" * 50_000 + ",\n"),
        PlanFileTooLong,
    ),
    "wide.csv": (lambda path: path.write_text("มาตรการ" + "," * 100 + "\n"), PlanFileTooLong),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_word(dip, tmp_path, name):
    plan, by = dip
    make, error = HOSTILE[name]
    make(tmp_path / name)

    with pytest.raises(error) as caught:
        import_plan(plan, tmp_path / name, by=by, now=NOON)

    assert isinstance(caught.value, UserError)


@pytest.mark.parametrize("form", ["xlsx", "docx", "json"])
@given(data=st.data())
@slow
def test_a_file_with_bytes_of_chance_in_it_is_read_or_refused(dip, whole, tmp_path, form, data):
    plan, by = dip
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, 9999)) * len(damaged) // 10_000
        damaged[place] = data.draw(st.integers(0, 255))
    path = tmp_path / f"plan.{form}"
    path.write_bytes(bytes(damaged))

    with suppress(UserError):
        import_plan(plan, path, dry_run=True, by=by, now=NOON)


def test_a_cell_that_covers_a_whole_sheet_is_not_unrolled(dip, tmp_path):
    plan, by = dip
    book = openpyxl.Workbook()
    for column, text in enumerate(HEAD, 1):
        book.active.cell(1, column, text)
    book.active["A2"] = "1. มาตรการ"
    book.active.merge_cells("A2:B3")
    book.save(tmp_path / "small.xlsx")
    path = tmp_path / "merged.xlsx"
    with zipfile.ZipFile(tmp_path / "small.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"A2:B3", b"A2:XFD1048576"))

    with pytest.raises(NoPlanInFile):
        import_plan(plan, path, dry_run=True, by=by, now=NOON)


def test_only_who_draws_up_the_plan_imports_and_only_readers_export(dip, tmp_path):
    plan, _ = dip
    stranger = somebody(Role.COORDINATOR, an_agency("other"))
    for take in (
        partial(import_plan, plan, tmp_path / "plan.json", by=stranger, now=NOON),
        partial(exported_plan, plan, "json", reader=stranger),
    ):
        with pytest.raises(NotAllowed):
            take()
    auditor = somebody(Role.AUDITOR)
    told = json.loads(exported_plan(plan, "json", reader=auditor))
    assert plan_read(told) == content_of(plan)
    with pytest.raises(NotAllowed):
        import_plan(plan, tmp_path / "plan.json", by=auditor, now=NOON)
    with pytest.raises(PlanFormUnknown):
        exported_plan(plan, "pdf", reader=auditor)


def test_a_plan_that_somebody_decides_on_is_not_replaced(dip, tmp_path):
    plan, by = dip
    export_plan(plan, tmp_path / "plan.json", reader=by)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED.value)
    plan.refresh_from_db()

    with pytest.raises(UserError, match="IMPROVEMENT-003"):
        import_plan(plan, tmp_path / "plan.json", by=by, now=NOON)


def test_a_document_opens_where_others_read_it(dip):
    plan, by = dip
    document = docx.Document(io.BytesIO(exported_plan(plan, "docx", language="en", reader=by)))

    [table] = document.tables
    assert table.cell(0, 0).text.startswith("Measures that further")
    assert table.cell(1, 0).text.startswith("Theme 1 ")
    assert table.cell(2, 1).text == table.cell(3, 1).text
    assert "All units" in table.cell(2, 3).text
    assert document.styles["Normal"].font.name == "Sarabun"
