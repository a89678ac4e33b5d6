"""What a report says, whatever format it comes in."""

from dataclasses import replace

import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.reports.rules.blocks import Heading, Notice, Paragraph, Table
from prongsai.reports.tests.conftest import document
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.services.histories import history_from_files


def said(history):
    """Return all words of a document, in Thai."""
    words = []
    for block in document(history).blocks:
        if isinstance(block, Table):
            words += [cell.text.th for row in block.rows for cell in row.cells]
        elif isinstance(block, Paragraph | Heading | Notice):
            words.append(block.text.th)
    return words


def table(history, name):
    return next(table for table in document(history).tables if table.name.en == name)


def column(some, number):
    return [cell.text.th for _, place, cell in some.placed if place == number]


def test_totals_tell_the_trend_of_five_years(dip):
    totals = table(dip, "Totals by year")
    assert column(totals, 1) == ["88.95", "92.77", "90.70", "79.79", "95.02"]
    assert column(totals, 2) == ["ไม่มีปีก่อน", "เพิ่มขึ้น", "ลดลง", "ลดลงอีก", "เพิ่มขึ้น"]
    assert column(totals, 3) == ["ไม่มีปีก่อน", "+3.82", "-2.07", "-10.91", "+15.23"]


def test_the_reason_of_the_level_is_in_words(dip):
    assert any("IIT 94.80 < 95" in words and "EIT 88.61 < 95" in words for words in said(dip))


def test_indicators_have_rank_type_and_measure(dip):
    rows = table(dip, "Indicators").rows
    assert [cell.text.th for cell in rows[6].cells] == [
        *("7", "ประสิทธิภาพการสื่อสาร", "85.88", "9", "ยกระดับ", "-0.96"),
    ]
    assert [(cell.text.th, cell.rows) for row in rows for cell in row.cells if cell.rows > 1] == [
        *(("IIT", 5), ("EIT", 3), ("OIT", 2)),
    ]


def test_weak_items_are_of_the_latest_year_that_has_any_and_say_so(dip):
    notices = [b for b in document(dip).blocks if isinstance(b, Notice)]
    assert any("2565" in notice.title.th for notice in notices)
    counts = table(dip, "Weak points in sum")
    assert column(counts, 1) == ["13", "7", "8"]
    assert column(counts, 2)[1] == "E5, E6, E7, E9, E11, E12, E13"
    weak = table(dip, "Weak points")
    assert {"I12", "O41"} <= set(column(weak, 0))
    assert {"74.58", "56.00", "ไม่ผ่าน", "ผ่าน/ปรับปรุง"} <= set(column(weak, 2))


def test_repairs_come_best_first(dip):
    gains = [row.cells[-1].value for row in table(dip, "What to mend first").rows]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == 10


def test_findings_are_told_and_their_absence_too(dip, invented):
    assert len(table(dip, "Findings").rows) == 3
    assert any("ไม่พบตัวเลขที่ขัดแย้งกัน" in words for words in said(invented))


def test_an_earlier_year_is_told_as_it_was_known_then(dip):
    until = dip.until(2564)
    words = said(until)
    assert any("ไม่มีคะแนนรายตัวชี้วัดของปี 2564" in some for some in words)
    assert any("ไม่ได้หมายความว่าไม่มีจุดอ่อน" in some for some in words)
    assert "95.02" not in words


def test_a_single_year_has_nothing_to_compare_with(dip):
    alone = AgencyHistory(dip.agency, dip.years[:1])
    words = said(alone)
    assert any("ยังเทียบกับปีก่อนไม่ได้" in some for some in words)
    assert not any("None" in some or "nan" in some for some in words)


def test_an_agency_without_a_total_says_so(tmp_path):
    file = tmp_path / "part.csv"
    file.write_text("agency,year_be,indicator1\nA1,2566,91.00\n", encoding="utf-8")
    history = history_from_files([file], library=EditionLibrary())
    words = said(history)
    assert any("ยังไม่มีคะแนนรวม" in some for some in words)
    assert "0.00" not in words


def test_margins_and_answers_are_told_where_they_are_known(invented):
    scores = table(invented, "Every score")
    assert any(words.startswith("± ") for words in column(scores, 4))


def test_nothing_is_blank(dip, invented):
    for history in (dip, invented):
        for some in document(history).tables:
            for _, _, cell in some.placed:
                assert cell.text.th.strip()
                assert cell.text.en.strip()


def test_captions_are_numbered(dip):
    captions = [table.caption.th for table in document(dip).tables]
    assert [words.split(" ")[1] for words in captions] == [
        str(number) for number in range(1, len(captions) + 1)
    ]


@pytest.mark.parametrize("field", ["group", "ministry", "province"])
def test_an_agency_may_lack_anything_but_its_code(dip, field):
    bare = replace(dip, agency=replace(dip.agency, **{field: "", "name_th": "", "name_en": ""}))
    assert document(bare).author.th == "dip"
