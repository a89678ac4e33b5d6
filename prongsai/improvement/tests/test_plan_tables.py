"""The report's own table: written from a plan, and read back, torn and edited as people have it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.improvement.rules.content import Period, PlanContent
from prongsai.improvement.rules.states import MeasureState, PlanState, Recurrence
from prongsai.improvement.rules.tables.grid import Cell, Grid, GridRow, grid_from, role_of
from prongsai.improvement.rules.tables.merging import understood
from prongsai.improvement.rules.tables.reading import told_in
from prongsai.improvement.rules.tables.units import UnitNames
from prongsai.improvement.rules.tables.words import marked_items, numbered_items, words_of_units
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.improvement.services.printed import printed_plan
from prongsai.improvement.tests.contents import plans

UNITS = UnitNames.of([("กต.สล.กสอ.", "กลุ่มตรวจสอบ", ""), ("กง.กสอ.", "", ""), ("ศส.กสอ.", "", "")])
HEAD = ["มาตรการ", "สรุปผลการดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลลัพธ์"]
NOTHING = PlanContent("dip", "th-ita", 2567, None)
YEAR = Period(date(2023, 10, 1), date(2024, 9, 30))


def read(*grids, behind=NOTHING, mapped=None, units=UNITS, details=False):
    shown = [grid_of(behind, details=details)]
    return understood(grids, behind=behind, shown=shown, units=units, mapped=mapped or {})


def table(*rows, flat=False):
    return grid_from(((n, list(row)) for n, row in enumerate(rows, 1)), flat=flat)


def edited(grid, change):
    """Return a table in which `change` has a text for some cells: (row, column) -> text."""
    return replace(
        grid,
        rows=tuple(
            replace(
                row,
                cells=tuple(
                    replace(cell, text=change.get((cell.top, cell.left), cell.text))
                    for cell in row.cells
                ),
            )
            for row in grid.rows
        ),
    )


@given(plans(), st.booleans(), st.sampled_from(["th", "en"]))
@settings(max_examples=150)
def test_a_table_that_nobody_edited_gives_the_plan_that_it_was_written_from(
    plan, details, language
):
    grid = grid_of(plan, details=details, language=language)
    found = understood([grid], behind=plan, shown=[grid], units=UNITS, mapped={})

    assert found.plan == plan
    assert not found.unknown_units


def test_the_printed_plan_comes_back_from_its_table_alone():
    printed = printed_plan("dip", "th-ita", 2567)
    units = UnitNames.of([(code,) for code in printed.units])
    behind = replace(NOTHING, points=printed.content.points)

    found = read(grid_of(printed.content, details=True), behind=behind, units=units)

    for told, theme in zip(found.plan.themes, printed.content.themes, strict=True):
        assert told.title == theme.title
        assert told.outcomes == theme.outcomes
        assert [(a.text, a.measures) for a in told.actions] == [
            (a.text, a.measures) for a in theme.actions
        ]
        for one, other in zip(told.measures, theme.measures, strict=True):
            assert (one.title, one.units, one.all_units) == (
                other.title,
                other.units,
                other.all_units,
            )
            assert (one.points, one.state) == (other.points, other.state)
            assert one.period == other.period or other.period is None
    assert found.plan.themes[4].measures[2].steps[0].recurrence is Recurrence.MONTHLY
    assert not found.unknown_units


def test_an_edited_cell_wins_and_all_that_the_table_cannot_show_stays():
    plan = printed_plan("dip", "th-ita", 2567).content
    first = replace(plan.themes[0].measures[0], budget=None, criterion="ร้อยละ 90")
    theme = replace(plan.themes[0], measures=(first, *plan.themes[0].measures[1:]))
    plan = replace(plan, themes=(theme, *plan.themes[1:]))
    grid = grid_of(plan)

    found = read(edited(grid, {(2, 2): "ต.ค. 66", (2, 3): "กง.กสอ."}), behind=plan)

    changed = found.plan.themes[0].measures[0]
    assert changed.period == Period(date(2023, 10, 1), date(2023, 10, 31))
    assert (changed.units, changed.all_units) == (("กง.กสอ.",), False)
    assert (changed.criterion, changed.steps, changed.points) == (
        first.criterion,
        first.steps,
        first.points,
    )
    assert found.plan.themes[1:] == plan.themes[1:]
    assert found.plan.themes[0].actions[2].links == plan.themes[0].actions[2].links


def test_a_measure_that_was_taken_out_takes_nothing_of_another():
    plan = printed_plan("dip", "th-ita", 2567).content
    grid = grid_of(plan)
    rows = tuple(row for n, row in enumerate(grid.rows) if n != 4)

    found = read(Grid(rows), behind=plan)

    assert [m.title for m in found.plan.themes[0].measures] == [
        m.title for n, m in enumerate(plan.themes[0].measures) if n != 2
    ]
    assert found.plan.themes[0].measures[2].points == plan.themes[0].measures[3].points
    assert any("4" in doubt.why.en for doubt in found.doubts)


def test_heads_on_every_page_and_cells_torn_by_a_page_are_put_together():
    one = table(
        ["การดำเนินการตามแนวทาง", "", "", "", ""],
        HEAD,
        ["ประเด็นที่ ๑ การให้บริการ", "", "", "", ""],
        ["๑. เผยแพร่คู่มือให้ประ", "- จัดทำคู่มือจาก", "ต.ค. 66 - ก.ย. 67", "กง.กสอ.", "มีคู่มือ"],
    )
    other = table(
        HEAD,
        ["ชาชนทราบ\n๒. อบรมเจ้าหน้าที่", "ทุกภารกิจ\n- จัดอบรม", "13 ก.พ. 67", "กต.สล.กสอ.", "อบรมแล้ว"],
    )

    found = read(one, other)

    [theme] = found.plan.themes
    assert theme.title == "การให้บริการ"
    assert [measure.title for measure in theme.measures] == [
        "เผยแพร่คู่มือให้ประชาชนทราบ",
        "อบรมเจ้าหน้าที่",
    ]
    assert [(a.text, a.measures) for a in theme.actions] == [
        ("จัดทำคู่มือจากทุกภารกิจ", (1,)),
        ("จัดอบรม", (2,)),
    ]
    assert theme.measures[0].period == theme.actions[0].period == YEAR
    assert [doubt.row for doubt in found.doubts] == [2, 2, 2]


def test_tables_of_other_things_in_the_same_file_are_not_read():
    scores = table(["ตัวชี้วัดที่", "คะแนน"], ["1", "98.47"])
    heading = Grid((GridRow(1, (Cell("ประเด็นที่ 2 ช่องทาง", 0, 0),)),))
    rest = table(["1. ก", "- ข", "", "กง.กสอ.", ""])

    found = read(scores, table(HEAD, ["ประเด็นที่ 1 ก", *[""] * 4]), scores, heading, rest, scores)

    assert [(theme.title, len(theme.measures)) for theme in found.plan.themes] == [
        ("ก", 0),
        ("ช่องทาง", 1),
    ]


def test_a_cell_over_several_rows_counts_for_all_their_measures():
    shared = Cell("- ทำร่วมกัน", 2, 1)
    rows = [
        GridRow(1, tuple(Cell(text, 0, at) for at, text in enumerate(HEAD))),
        GridRow(2, (Cell("ประเด็นที่ 1 หนึ่ง", 1, 0),) * 5),
        *(
            GridRow(
                n + 1,
                (Cell(f"{n - 1}. มาตรการ", n, 0), shared, *(Cell("", n, c) for c in (2, 3, 4))),
            )
            for n in (2, 3)
        ),
    ]

    found = read(Grid(tuple(rows)))

    assert found.plan.themes[0].actions[0].measures == (1, 2)
    assert {doubt.row for doubt in found.doubts} == {3, 4}  # nobody is responsible


def test_units_by_code_or_name_and_those_that_nobody_knows():
    rows = table(
        HEAD,
        ["ประเด็นที่ 1 ก", "", "", "", ""],
        ["1. ก", "- ข", "", "กลุ่มตรวจสอบ\nกง.กสอ.", ""],
        ["2. ค", "- ง", "", "ทุกหน่วยงานใน\nสังกัด กสอ.", ""],
        ["3. จ", "- ฉ", "", "กองแผน, ศส.กสอ.", ""],
    )

    found = read(rows)
    mapped = read(rows, mapped={"กองแผน": "กง.กสอ."})

    measures = found.plan.themes[0].measures
    assert measures[0].units == ("กต.สล.กสอ.", "กง.กสอ.")
    assert measures[1].all_units
    assert not measures[1].units
    assert found.unknown_units == {"กองแผน": (5, 5)}
    assert mapped.plan.themes[0].measures[2].units == ("กง.กสอ.", "ศส.กสอ.")
    assert not mapped.unknown_units


def test_what_is_doubtful_is_told_with_its_row():
    rows = table(
        HEAD,
        ["1. ก", "- ข", "สิ้นปี", "กง.กสอ.", ""],
        ["3. ค", "- ง", "ต.ค. - ธ.ค.", "กง.กสอ.", ""],
        ["", "- จ", "", "", ""],
        ["4. ช\n5. ซ", "- ฌ\n- ญ", "ทุกเดือน", "กง.กสอ.", ""],
    )

    found = read(rows)

    assert {doubt.row for doubt in found.doubts} == {2, 3, 4, 5}
    theme = found.plan.themes[0]
    assert [measure.number for measure in theme.measures] == [1, 2, 3, 4]
    assert theme.measures[0].period is None
    assert theme.measures[1].period == Period(date(2023, 10, 1), date(2023, 12, 31))
    assert theme.actions[2].measures == (2,)
    assert [action.measures for action in theme.actions[3:]] == [(3,), (4,)]
    assert theme.measures[2].steps[0].due == date(2023, 10, 31)


def test_a_flat_file_names_the_theme_in_a_column_and_carries_on_what_it_leaves_empty():
    rows = table(
        ["ประเด็น", *HEAD, "สถานะ", "งบประมาณ", "จุดอ่อน"],
        ["การให้บริการ", "1. ก", "ข", "ส.ค. 67", "กง.กสอ.", "ค", "กำลังดำเนินการ", "12,500.5", "I1"],
        ["", "2. ง", "จ", "", "", "", "ไม่รู้", "มาก", "X9"],
        flat=True,
    )
    behind = replace(NOTHING, points=printed_plan("dip", "th-ita", 2567).content.points)

    found = read(rows, behind=behind, details=True)

    first, second = found.plan.themes[0].measures
    assert (first.state, str(first.budget), first.points) == (
        MeasureState.RUNNING,
        "12500.50",
        ("I1",),
    )
    assert second.period == first.period
    assert second.units == first.units
    assert len([doubt for doubt in found.doubts if doubt.row == 3]) == 5


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ระยะเวลา\nดำเนินการ", "when"),
        ("ผู้รับ \nผิดชอบ", "units"),
        ("ผลลัพธ์หรือความสำเร็จ \nของการดำเนินการ", "outcome"),
        ("มาตรการหรือกิจกรรมที่ดำเนินการเพื่อส่งเสริม\nคุณธรรม", "measure"),
        ("สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", "action"),
        ("1. มาตรการ", None),
    ],
)
def test_headings_are_known_by_their_words(heading, role):
    assert role_of(heading) == role


def test_marks_of_lists_of_every_kind_begin_an_entry():
    assert [i.text for i in numbered_items("1. ก\n๒) ข\nต่อ\n• ค")] == ["ก", "ขต่อ", "ค"]
    assert [i.text for i in marked_items("- ก\n– ข\n\nค\nง")] == ["ก", "ข", "คง"]
    assert words_of_units("กง.กสอ./กต.สล.กสอ. และ กองอื่น", UNITS.codes) == [
        "กง.กสอ.",
        "กต.สล.กสอ.",
        "กองอื่น",
    ]


@given(st.lists(st.lists(st.text(max_size=30), min_size=5, max_size=5), max_size=8))
def test_no_table_breaks_the_reading(rows):
    told = told_in([table(HEAD, *rows)])

    for theme in told.themes:
        numbers = set(range(1, len(theme.measures) + 1))
        assert all(set(one.measures) <= numbers for one in (*theme.actions, *theme.outcomes))


def test_the_state_of_the_plan_is_not_for_a_file_to_say():
    assert read(grid_of(NOTHING)).plan.state is PlanState.DRAFT
