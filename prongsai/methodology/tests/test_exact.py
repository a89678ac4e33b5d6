"""Exact numbers and how they are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.exact import MISSING, half_up, millionths, points_text, signed_text


@pytest.mark.parametrize(
    ("number", "whole"),
    [("24.5", 25), ("25.5", 26), ("24.4999999999999999999", 24), ("-24.5", -24), ("-24.6", -25)],
)
def test_a_half_goes_up(number, whole):
    assert half_up(Fraction(number)) == whole


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("84.10", 84_100_000),
        (" ๘๔.๑๐ ", 84_100_000),
        (95.02, 95_020_000),
        (100, 100_000_000),
        (Decimal("0.0000005"), 1),
        ("0.00000049", 0),
        (0.1 + 0.2, 300_000),
    ],
)
def test_numbers_are_read_to_the_sixth_decimal(number, found):
    assert millionths(number) == found


@pytest.mark.parametrize(
    "text", ["", "-", "ninety", "nan", "inf", "1e99", "84.1.0", "1,000", "84,10", None]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        millionths(text)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(9502, "95.02"), (10000, "100.00"), (5, "0.05"), (0, "0.00"), (MISSING, "-")],
)
def test_points_have_two_decimals(hundredths, text):
    assert points_text(hundredths) == text


@pytest.mark.parametrize(("hundredths", "text"), [(-207, "-2.07"), (-1, "-0.01"), (382, "3.82")])
def test_a_difference_may_be_negative(hundredths, text):
    assert signed_text(hundredths) == text


@given(st.fractions(-1000, 1000))
def test_rounding_goes_to_the_nearest_whole_number(value):
    assert Fraction(-1, 2) <= value - half_up(value) < Fraction(1, 2)


@given(st.integers(0, 10000))
def test_points_are_read_back_as_they_are_written(hundredths):
    assert millionths(points_text(hundredths)) == hundredths * 10_000
