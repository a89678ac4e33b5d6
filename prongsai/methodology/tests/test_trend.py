"""This year against last year."""

import pytest

from prongsai.methodology.exact import MISSING
from prongsai.methodology.scoring import score
from prongsai.methodology.tests.factories import dip, edition, indicators_of_dip, told
from prongsai.methodology.trend import contributions, difference, trend_of, trend_words


def test_the_differences_of_the_department_are_those_printed():
    totals = [round(row["total"] * 100) for row in dip()["totals"]]
    for previous, current, row in zip(totals, totals[1:], dip()["totals"][1:], strict=False):
        delta = difference(previous, current)
        assert delta == round(row["delta"] * 100)
        assert trend_of(delta) == row["trend"]


def test_without_both_years_there_is_no_difference():
    assert difference(MISSING, 9000) is None
    assert difference(9000, MISSING) is None
    assert trend_of(None) is None
    assert trend_words("up", None) is None


def test_no_change_is_the_same():
    assert trend_of(0) == "same"
    assert trend_words(None, "same").th == "เท่าเดิม"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (None, "up", "rose"),
        ("down", "up", "rose"),
        ("up", "up", "rose again"),
        ("down", "down", "fell again"),
        ("same", "same", "still stayed the same"),
    ],
)
def test_the_same_direction_a_second_time_is_again(before, now, words):
    assert trend_words(before, now).en == words


def test_the_contributions_of_the_indicators_sum_to_the_change_of_the_total():
    before = score(edition("2565"), told(indicators_of_dip("2565"), year="2565"))
    after = score(edition(), told(indicators_of_dip()))
    found = contributions(before, 0, after, 0)
    assert found["9"] == pytest.approx(0.2 * (100 - 93.78))
    assert found["10"] == pytest.approx(0.2 * (100 - 43.75))
    assert found["1"] == pytest.approx(0.06 * (98.47 - 91.82))
    assert found["7"] == pytest.approx(0.1 * (85.88 - 86.84))
    assert sum(found.values()) == pytest.approx(95.0214 - 79.7898)


def test_with_a_gap_in_either_year_nothing_is_split():
    whole = score(edition(), told(indicators_of_dip()))
    gap = score(edition(), told({**indicators_of_dip(), "total": 95}, {"total": 95}))
    assert contributions(gap, 1, whole, 0) == {}
    assert contributions(whole, 0, gap, 1) == {}
