"""Levels and measure levels."""

import numpy as np
import pytest

from prongsai.methodology.exact import MISSING
from prongsai.methodology.grading import level_reason, levels, measure_levels
from prongsai.methodology.scoring import score
from prongsai.methodology.tests.factories import dip, edition, indicators_of_dip, told


def level_of(figures, year="2566"):
    scores = score(edition(year), told(figures, year=year))
    found = int(levels(scores)[0])
    reason = level_reason(scores, 0, found)
    return None if found == MISSING else edition(year).rules.levels[found].code, reason


def test_the_department_passed_well_and_is_told_what_kept_it_from_better():
    code, reason = level_of(indicators_of_dip())
    assert edition().rules.levels[1].name.th == dip()["ranks"]["2566"]["level_th"]
    assert code == "pass_good"
    assert reason.en == (
        "95.02, not Passed with excellence because IIT 94.80 < 95 and EIT 88.61 < 95"
    )
    assert reason.th == "95.02 ไม่ใช่ ผ่านดีเยี่ยม เพราะ IIT 94.80 < 95 และ EIT 88.61 < 95"


def test_the_year_before_it_had_a_b():
    code, reason = level_of(indicators_of_dip("2565"), "2565")
    assert code == "B"
    assert reason.en == "79.79, not A because the total 79.79 < 85"


@pytest.mark.parametrize(
    ("total", "code"),
    [
        (100, "AA"),
        (95, "AA"),
        ("94.99", "A"),
        (85, "A"),
        ("84.995", "A"),
        ("84.994999", "B"),
        (75, "B"),
        (65, "C"),
        (55, "D"),
        (50, "E"),
        ("49.99", "F"),
        (0, "F"),
    ],
)
def test_a_level_begins_at_its_own_bound_and_the_rounded_total_decides(total, code):
    assert level_of({"total": total}, "2565")[0] == code


@pytest.mark.parametrize(
    ("iit", "eit", "oit", "code"),
    [
        (95, 95, 95, "pass_excellent"),
        (100, 100, "94.99", "pass_good"),
        (85, 85, 85, "pass_good"),
        (100, "84.99", 100, "pass"),
        (85, 85, "84.99", "pass"),  # 84.996 is 85.00
        (85, 85, "84.98", "improve"),  # 84.992
        (70, 70, 70, "improve"),
        (70, 70, "69.98", "improve_urgently"),
    ],
)
def test_every_instrument_counts_for_the_better_levels(iit, eit, oit, code):
    assert level_of({"IIT": iit, "EIT": eit, "OIT": oit})[0] == code


def test_who_meets_every_condition_is_told_so():
    assert level_of({"IIT": 96, "EIT": 96, "OIT": 96})[1].en == (
        "96.00 meets every condition of Passed with excellence"
    )


def test_without_a_total_there_is_no_level_and_the_reason_names_what_is_missing():
    code, reason = level_of({"IIT": 96, "EIT": 96})
    assert code is None
    assert reason.en == "-, no level because there is no score of the total and OIT"
    assert reason.th == "- ยังบอกระดับไม่ได้ เพราะไม่มีคะแนน คะแนนรวม และ OIT"


def test_a_total_whose_instruments_decide_but_are_unknown_has_no_level():
    code, reason = level_of({"total": 96})
    assert code is None
    assert reason.en == "96.00, no level because there is no score of IIT, EIT and OIT"


def test_a_total_too_low_for_any_better_level_needs_no_instruments():
    assert level_of({"total": 60})[0] == "improve_urgently"
    assert level_of({"total": 84})[1].en == "84.00, not Passed because the total 84.00 < 85"


def test_an_unknown_instrument_is_not_called_too_low():
    code, reason = level_of({"total": 90, "IIT": 80, "OIT": 80})
    assert code == "pass"
    assert reason.en == "90.00, not Passed well because IIT 80.00 < 85 and OIT 80.00 < 85"


def test_the_measure_levels_of_the_department_are_those_printed():
    scores = score(edition(), told(indicators_of_dip()))
    found = measure_levels(edition(), scores.published)[0]
    names = [level.code for level in edition().rules.measure_levels]
    for row in dip()["indicators_2566"]:
        assert names[found[edition().position[str(row["no"])]]] == row["measure"]


def test_a_measure_level_begins_at_its_own_bound():
    scores = np.array([[10000, 9000, 8999], [8500, 8499, 0], [MISSING, MISSING, 1]])
    assert measure_levels(edition(), scores).tolist() == [[0, 0, 1], [1, 2, 2], [-1, -1, 2]]
