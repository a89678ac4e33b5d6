"""What stands otherwise in other reports is no contradiction; what cannot be read is left out."""

from random import Random
from time import process_time

import pytest

from prongsai.reports.queries.typed import is_report
from prongsai.reports.rules.typed.reading import read_report
from prongsai.reports.tests.typed.clean import (
    KNOWLEDGE,
    WeakRow,
    clean,
    found_in,
    lines_of,
    rules_in,
)


@pytest.fixture
def printed():
    return clean(Random(5))  # noqa: S311


def read(text):
    return read_report(lines_of(text), KNOWLEDGE)


def test_a_line_without_end_keeps_nobody_waiting():
    begin = process_time()
    assert not read("1 " + "กข" * 20_000).says_something
    assert process_time() - begin < 5


def test_a_total_of_another_year_in_the_text_is_held_against_that_year(printed):
    before = printed.totals[-2][1]
    words = f"กรมตัวอย่าง เคยมีผลคะแนน ด้วยคะแนน {before} คะแนน"
    assert rules_in(printed.text().replace("2.4 คะแนน", f"{words}\n2.4 คะแนน", 1)) == set()


def test_a_total_named_behind_another_year_is_held_against_its_own(printed):
    words = f"เทียบกับปี 2565 กรมตัวอย่าง ด้วยคะแนน {printed.told_total} คะแนน"
    assert rules_in(printed.text().replace("2.4 คะแนน", f"{words}\n2.4 คะแนน", 1)) == set()


def test_ranks_that_leave_places_out_are_as_good(printed):
    scores = [float(row[2]) for row in printed.indicators]
    for row in printed.indicators:
        row[3] = str(1 + sum(score > float(row[2]) for score in scores))
    assert rules_in(printed.text()) == set()


def test_measures_by_bands_of_the_agencys_own_are_its_own(printed):
    printed.bands = ["95", "80", "95", "80"]
    for row in printed.indicators:
        row[5] = "รักษาระดับ" if float(row[2]) >= 95 else "ยกระดับ"
    assert "MEASURE" not in rules_in(printed.text())


def test_a_rank_of_the_year_before_may_differ(printed):
    words = "ในปี 2565 เป็นลำดับที่ 137 ในกลุ่มกรมหรือเทียบเท่า (145 หน่วย)"
    assert rules_in(printed.text().replace("2.4 คะแนน", f"{words}\n2.4 คะแนน", 1)) == set()


@pytest.mark.parametrize("day", ["5 มกราคม 2560", "32 ม.ค. 67", "พ.ศ. 2566 - พ.ศ. 2570"])
def test_days_of_laws_and_days_that_are_none_are_left_alone(printed, day):
    printed.days[0] = day
    assert rules_in(printed.text()) == set()


def test_where_a_row_cannot_be_placed_nothing_is_counted(printed):
    _, rows = next(one for one in printed.detail if one[1])
    rows.append(WeakRow("", "ถ้อยคำที่ไม่มีในกรอบใดเลย", "70.11"))
    report = read(printed.text())
    assert len(report.detail.rows) > 1
    assert rules_in(printed.text()) == set()


def test_a_count_that_the_detail_of_another_year_contradicts_is_told(printed):
    before = clean(Random(8), printed.year - 1)  # noqa: S311
    printed.totals = printed.totals[-1:]
    printed.detail, printed.counts = before.detail, before.counts
    below = sum(float(head[2]) < 85 for head, _ in before.detail)
    assert below != int(printed.below)
    found = found_in(printed.text())
    assert {"BELOW-DETAIL", "DETAIL-TABLE"} <= {one.rule.id for one in found}


def test_the_bands_of_another_years_scores_are_told(printed):
    text = printed.text().replace("ค่าคะแนนผลการประเมินปี 2566", "ค่าคะแนนผลการประเมินปี 2565")
    assert rules_in(text) == {"BANDS-YEAR"}


def test_a_table_of_contents_is_no_second_report(printed):
    contents = "\n".join(
        f"{title} . . . . . . . . {page}"
        for page, title in enumerate(("2.4 คะแนนรายตัวชี้วัด", "2.5 จุดอ่อน", "3. รายงานผล"), 1)
    )
    assert rules_in(f"{contents}\n{printed.text()}") == set()


def test_a_text_file_is_a_report_unless_its_first_line_is_a_header(tmp_path):
    for name, text, expected in (
        ("a.txt", "\n คำนำ \nx", True),
        ("b.txt", "agency\tyear_be\n", False),
        ("c.txt", "agency,year_be\n", False),
        ("d.pdf", "", True),
        ("e.csv", "", False),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert is_report(tmp_path / name) is expected
