"""How far a mean may lie from the truth."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.intervals import (
    Margin,
    margin_of_mean,
    margin_of_part,
    margin_of_total,
    no_real_change,
    student_t,
)

#: Degrees of freedom -> two-sided 90 %, 95 %, 99 %, as printed in tables of Student's t.
PRINTED = {
    1: (6.314, 12.706, 63.657),
    2: (2.920, 4.303, 9.925),
    3: (2.353, 3.182, 5.841),
    4: (2.132, 2.776, 4.604),
    5: (2.015, 2.571, 4.032),
    10: (1.812, 2.228, 3.169),
    20: (1.725, 2.086, 2.845),
    29: (1.699, 2.045, 2.756),
    30: (1.697, 2.042, 2.750),
    60: (1.671, 2.000, 2.660),
    120: (1.658, 1.980, 2.617),
    10**9: (1.645, 1.960, 2.576),
}

points = st.integers(min_value=0, max_value=10_000)


def sums(answers):
    return len(answers), sum(answers), sum(a * a for a in answers)


@pytest.mark.parametrize("degrees", PRINTED)
def test_the_quantiles_are_those_of_the_printed_table(degrees):
    found = [student_t(degrees, confidence).item() for confidence in (0.9, 0.95, 0.99)]
    assert [round(t, 3) for t in found] == list(PRINTED[degrees])


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99, 0.9999])
def test_one_and_two_degrees_have_closed_forms(confidence):
    one, two = student_t([1, 2], confidence)
    assert one == pytest.approx(math.tan(confidence * math.pi / 2), rel=1e-9)
    assert two == pytest.approx(confidence * math.sqrt(2 / (1 - confidence**2)), rel=1e-9)


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.99, 0.999])
def test_series_and_expansion_meet_where_one_takes_over(confidence):
    before = student_t([197, 198, 199, 200], confidence)
    # The cubic through four neighbours foretells the next one to the fourth difference.
    foretold = before @ [-1, 4, -6, 4]
    assert student_t(201, confidence) == pytest.approx(foretold, rel=1e-9)


def test_the_distribution_that_the_quantile_solves_is_the_integral_of_its_density():
    for degrees in (3, 4, 9, 28):
        t = student_t(degrees, 0.95).item()
        x = np.linspace(0, t, 20_001)
        density = (1 + x * x / degrees) ** (-(degrees + 1) / 2)
        scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
        area = 2 * scale / math.sqrt(degrees * math.pi) * np.trapezoid(density, x)
        assert area == pytest.approx(0.95, abs=1e-8)


def test_a_worked_example():
    # 0, 100, 100, 100 points: variance 2500, se 50 / 2 = 25; t(3) = 3.182446 -> 79.561.
    margin = margin_of_part(*sums([0, 10_000, 10_000, 10_000]), confidence=0.95)

    assert margin.standard_error == pytest.approx(25)
    assert margin.half_width == pytest.approx(79.5611576)


def test_asking_half_of_the_people_takes_the_root_of_a_half():
    of_many = margin_of_part(*sums([0, 10_000, 10_000, 10_000]), confidence=0.95)
    of_eight = margin_of_part(*sums([0, 10_000, 10_000, 10_000]), confidence=0.95, population=8)
    assert of_eight.half_width == pytest.approx(of_many.half_width * math.sqrt(0.5))


def test_what_cannot_be_told_is_not_a_number_and_a_census_has_no_doubt():
    margin = margin_of_part(
        [0, 1, 1, 2, 2, 2],
        [0, 100, 100, 300, 300, 300],
        [0, 10_000, 10_000, 50_000, 50_000, 50_000],
        population=[9, 9, 1, 2, 1, 0],
        confidence=0.95,
    )
    assert np.isnan(margin.half_width).tolist() == [True, True, False, False, False, False]
    assert margin.half_width[2:5].tolist() == [0, 0, 0]
    assert margin.half_width[5] > 0


def test_an_unknown_population_means_no_correction():
    answers = sums([0, 5_000, 10_000])
    plain = margin_of_part(*answers, confidence=0.9)
    assert margin_of_part(*answers, confidence=0.9, population=math.nan) == plain
    assert margin_of_part(*answers, confidence=0.9, population=0) == plain


def test_any_shape_goes_in_and_comes_out():
    n = np.full((2, 3, 4), 5)
    margin = margin_of_part(
        n, n * 100, n * 20_000, population=np.full((2, 1, 1), 50), confidence=0.9
    )
    assert margin.half_width.shape == margin.standard_error.shape == (2, 3, 4)


def test_a_whole_nation_does_not_overflow():
    # Half 0 and half 100 points of four million people: variance 2500 * n / (n - 1).
    n = 4_000_000
    margin = margin_of_part(n, n // 2 * 10_000, n // 2 * 10_000**2, confidence=0.95)
    assert margin.standard_error == pytest.approx(50 / math.sqrt(n - 1), rel=1e-14)


@pytest.mark.parametrize("wrong", [(2, 30_000, 10), (0, 0, 5), (-1, 0, 0), (1, 10**10, 1)])
def test_sums_that_do_not_belong_together_are_refused(wrong):
    with pytest.raises(ValueError, match="do not belong"):
        margin_of_part(*wrong, confidence=0.95)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        margin_of_part(3, 300, 50_000, confidence=confidence)


@given(st.lists(points, min_size=2, max_size=40), st.integers(0, 100))
def test_the_standard_error_is_that_of_exact_fractions(answers, more):
    n, s, ss = sums(answers)
    population = n + more
    variance = Fraction(n * ss - s * s, n * (n - 1))
    exact = math.sqrt(variance / n * Fraction(population - n, population)) / 100

    margin = margin_of_part(n, s, ss, population=population, confidence=0.95)
    assert margin.standard_error == pytest.approx(exact, rel=1e-12, abs=1e-12)


@given(st.lists(points, min_size=3, max_size=7), st.data())
def test_the_squared_error_is_on_average_that_of_all_samples_there_are(people, data):
    size = data.draw(st.integers(2, len(people)))
    samples = list(combinations(people, size))
    means = np.array([sum(sample) / size / 100 for sample in samples])
    n, s, ss = np.array([sums(sample) for sample in samples]).T

    estimated = margin_of_part(n, s, ss, population=len(people), confidence=0.95)
    assert np.mean(estimated.standard_error**2) == pytest.approx(means.var(), abs=1e-7)


def test_ninety_five_in_a_hundred_intervals_hold_the_truth():
    rng = np.random.default_rng(5)
    people = rng.integers(0, 10_001, size=120)
    samples = np.array([rng.choice(people, 30, replace=False) for _ in range(4_000)])
    margin = margin_of_part(
        30, samples.sum(axis=1), (samples**2).sum(axis=1), population=120, confidence=0.95
    )
    hit = abs(samples.mean(axis=1) - people.mean()) / 100 <= margin.half_width
    assert 0.94 < hit.mean() < 0.965


def test_parts_answered_by_the_same_people_add_up_in_step():
    margins = Margin(np.array([[2.0, 4.0]]), np.array([[1.0, 2.0]]))

    assert margin_of_mean(margins).half_width.tolist() == [3.0]
    assert margin_of_mean(margins, [3, 1]).standard_error.tolist() == [1.25]


def test_a_part_that_is_not_in_the_mean_is_not_asked_for_its_margin():
    margins = Margin(np.array([[2.0, math.nan]]), np.array([[1.0, math.nan]]))

    assert margin_of_mean(margins, [[1, 0]]).half_width.tolist() == [2.0]
    assert np.isnan(margin_of_mean(margins).half_width).all()
    assert np.isnan(margin_of_mean(margins, [[0, 0]]).half_width).all()


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        margin_of_mean(Margin(np.ones(2), np.ones(2)), [1, -1])


@given(st.lists(st.tuples(*[points] * 3), min_size=2, max_size=20))
def test_the_mean_of_parts_is_never_surer_than_the_people_themselves(sheets):
    parts = np.array(sheets).T
    bound = margin_of_mean(
        margin_of_part(len(sheets), parts.sum(axis=1), (parts**2).sum(axis=1), confidence=0.95)
    )
    own = np.array(sheets).sum(axis=1)
    truth = margin_of_part(*sums(own.tolist()), confidence=0.95).half_width / 3
    assert bound.half_width >= truth - 1e-9


def test_staff_and_public_are_independent_and_the_checklist_adds_nothing():
    margins = Margin(np.array([3.0, 4.0]), np.array([1.5, 2.0]))

    assert margin_of_total(margins, [0.3, 0.3]).half_width == pytest.approx(1.5)
    assert margin_of_total(margins, [0.3, 0.3]).standard_error == pytest.approx(0.75)
    assert margin_of_total(margins, [0, 0]).half_width == 0


def test_the_instruments_may_lie_along_any_axis():
    margins = Margin(np.array([[3.0, 6.0], [4.0, 8.0]]), np.array([[3.0, 6.0], [4.0, 8.0]]))
    found = margin_of_total(margins, [1, 1], axis=0)
    assert found.half_width.tolist() == [5.0, 10.0]


def test_a_change_is_real_when_sampling_alone_would_not_give_it():
    # Noise of 95 %: 1.96 * sqrt(1.5^2 + 2^2) = 4.9.
    found = no_real_change(80, 1.5, [84.8, 85.0, 75.2, 75.0], 2, confidence=0.95)
    assert found.tolist() == [True, False, True, False]


def test_a_census_has_no_noise_and_the_unknown_stays_unknown():
    found = no_real_change(
        [80, 80, math.nan, 80], [0, 0, 1, math.nan], [80, 80.01, 80, 80], 0, confidence=0.95
    )
    assert found.tolist() == [True, False, None, None]
    assert no_real_change(80, 1, 80, 1, confidence=0.95).item() is True


@given(*[st.floats(0, 100)] * 2, *[st.floats(0, 10)] * 2)
def test_the_direction_of_time_does_not_matter(one, other, one_se, other_se):
    there = no_real_change(one, one_se, other, other_se, confidence=0.95)
    back = no_real_change(other, other_se, one, one_se, confidence=0.95)
    assert there.item() is back.item()


def test_of_unchanged_agencies_one_in_twenty_seems_changed():
    rng = np.random.default_rng(9)
    one, other = rng.normal(85, 1.5, 20_000), rng.normal(85, 2.0, 20_000)
    found = no_real_change(one, 1.5, other, 2.0, confidence=0.95)
    assert np.mean(found.astype(bool)) == pytest.approx(0.95, abs=0.006)
