"""Days on which far more answers came in than usual."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.unusual_days import DayLimits, days_of, unusual_days


def test_answers_are_counted_by_agency_and_day():
    assert days_of(np.array([0, 2, 2, 1]), np.array([0, 0, 0, 1]), 2).tolist() == [
        [1, 0, 2],
        [0, 1, 0],
    ]


def test_a_day_far_above_the_others_is_found():
    found = unusual_days(np.array([[4, 5, 6, 5, 60, 4], [4, 5, 6, 5, 6, 4]]))
    assert np.flatnonzero(found.unusual[0]).tolist() == [4]
    assert not found.unusual[1].any()
    assert (found.days.tolist(), found.median.tolist()) == ([6, 6], [5, 5])


def test_weekends_and_pauses_do_not_make_working_days_unusual():
    week = [12, 11, 14, 12, 13, 0, 0]
    assert not unusual_days(np.array([week * 8 + [0] * 40])).unusual.any()


def test_an_agency_whose_days_differ_widely_anyway_has_no_unusual_day():
    assert not unusual_days(np.array([[1, 30, 4, 18, 2, 40, 9, 25]])).unusual.any()


def test_few_days_and_few_answers_tell_nothing():
    assert not unusual_days(np.array([[1, 1, 100, 1]])).unusual.any()
    assert not unusual_days(np.array([[1, 1, 9, 1, 1]])).unusual.any()
    assert unusual_days(np.array([[1, 1, 9, 1, 1]]), DayLimits(least_answers=9)).unusual.any()


def test_a_bump_that_changes_no_result_is_left_alone():
    assert not unusual_days(np.array([[20] * 200 + [60]])).unusual.any()


def test_nobody_answered():
    assert np.isnan(unusual_days(np.zeros((1, 3), np.int64)).median).all()


@given(
    st.lists(st.integers(1, 30), min_size=9, max_size=60),
    st.integers(0, 10_000),
    st.integers(0, 5),
)
def test_a_planted_day_is_found_wherever_it_stands(usual, at, pauses):
    days = [*usual, *[0] * pauses]
    place = at % (len(days) + 1)
    days.insert(place, 300 + sum(usual))
    assert unusual_days(np.array([days])).unusual[0].tolist() == [
        number == place for number in range(len(days))
    ]


@pytest.mark.parametrize("rate", [3, 10, 40])
def test_false_alarms_are_rare(rate):
    dice = np.random.default_rng(3)
    weekday = np.tile([1.3, 1, 1, 1, 0.9, 0.1, 0.05], 9)
    # Days differ more than chance alone makes them: by a quarter.
    usual = rate * weekday * dice.gamma(16, 1 / 16, (2000, len(weekday)))
    found = unusual_days(dice.poisson(usual))
    assert found.unusual.any(axis=1).mean() < 0.005
