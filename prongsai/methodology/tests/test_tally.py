"""Tallies: whole numbers, added up."""

import numpy as np

from prongsai.methodology.tally import (
    Tally,
    empty_tally,
    empty_tally_like,
    nobody_counted,
    points_of,
    shape_of,
    squares,
    sums,
)
from prongsai.methodology.tests.factories import counted, edition


def test_a_tally_has_a_place_for_every_part_and_every_option():
    # 51 answers of the IIT, 24 of the EIT, 43 verdicts with four options each
    leaves, options = shape_of(edition())
    assert leaves == len(edition().leaves)
    assert options == 4
    assert empty_tally(edition(), ("a", "b")).counts.shape == (2, leaves, 4)
    assert empty_tally(edition(), ("a", "b")).counts.sum() == 0


def test_counts_take_half_the_memory_where_they_fit():
    assert empty_tally(edition(), ("a",), 2**31 - 1).counts.dtype == np.int32
    assert empty_tally(edition(), ("a",), 2**31).counts.dtype == np.int64
    assert empty_tally(edition(), ("a",)).counts.dtype == np.int64


def test_sums_do_not_overflow_where_counts_fit_in_32_bits():
    tally = empty_tally(edition(), ("a",), 2**31 - 1)
    tally.counts[:] = 2**31 - 1
    n, s = sums(edition(), tally.counts)
    points, counted_ = points_of(edition())
    assert n[0].tolist() == [(2**31 - 1) * int(some) for some in counted_.sum(axis=1)]
    assert s[0].tolist() == [(2**31 - 1) * int(some) for some in points.sum(axis=1)]


def test_two_tallies_add_up_agency_by_agency():
    one = Tally(("a", "b"), np.array([[[1, 2]], [[3, 4]]]))
    two = Tally(("b", "c"), np.array([[[10, 20]], [[30, 40]]]))
    both = one + two
    assert both.agencies == ("a", "b", "c")
    assert both.counts.tolist() == [[[1, 2]], [[13, 24]], [[30, 40]]]
    assert one.counts.tolist() == [[[1, 2]], [[3, 4]]]


def test_a_tally_in_another_order_has_zeros_for_who_is_new():
    tally = Tally(("a", "b"), np.array([[[1, 2]], [[3, 4]]]))
    assert tally.for_agencies(("b", "x", "a")).counts.tolist() == [[[3, 4]], [[0, 0]], [[1, 2]]]
    assert tally.for_agencies(tally.agencies) is tally
    assert empty_tally_like(tally, ("x",)).counts.tolist() == [[[0, 0]]]


def test_answers_without_points_are_no_answers():
    points, has_points = points_of(edition())
    verdict = edition().leaves.index(edition().position["O1"])
    assert points[verdict].tolist() == [0, 10000, 10000, 0]
    assert has_points[verdict].tolist() == [True, True, True, False]


def test_sums_are_how_many_answered_and_their_points_and_squares():
    known = counted({"I2": [1, 0, 2, 1], "O1": [0, 0, 1, 5]})
    n, s = sums(edition(), known.tally.counts)
    ss = squares(edition(), known.tally.counts)
    survey, verdict = (edition().leaves.index(edition().position[code]) for code in ("I2", "O1"))
    assert (n[0, survey], s[0, survey]) == (4, 2 * 6700 + 10000)
    assert ss[0, survey] == 2 * 6700**2 + 10000**2
    assert (n[0, verdict], s[0, verdict], ss[0, verdict]) == (1, 10000, 10000**2)
    assert n.sum() == 5


def test_the_tally_of_nobody_takes_no_memory_and_adds_up_like_any_other():
    nobody = nobody_counted(edition(), ("a", "b"))

    assert nobody.is_empty
    assert nobody.counts.shape == empty_tally(edition(), ("a", "b")).counts.shape
    assert not any(nobody.counts.strides)
    assert not nobody.chosen.any()
    assert (nobody + nobody).is_empty


def test_it_is_known_which_parts_anybody_chose_anything_of():
    tally = empty_tally(edition(), ("a", "b"))
    tally.counts[1, 3, 2] = 5

    assert not tally.is_empty
    assert np.argwhere(tally.chosen).tolist() == [[1, 3]]
