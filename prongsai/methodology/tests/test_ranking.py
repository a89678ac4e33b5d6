"""Ranks: dense, on two decimals, equal scores share one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.exact import MISSING
from prongsai.methodology.ranking import UNRANKED, dense_ranks, group_sizes, ties
from prongsai.methodology.tests.factories import dip

published = st.lists(st.integers(0, 30) | st.just(MISSING), max_size=30)


def test_the_ranks_of_the_departments_indicators_are_those_printed():
    rows = dip()["indicators_2566"]
    scores = np.array([round(row["score"] * 100) for row in rows])
    assert dense_ranks(scores).tolist() == [row["rank"] for row in rows]


def test_equal_scores_share_a_rank_and_none_is_skipped():
    assert dense_ranks(np.array([9000, 10000, 10000, 8000])).tolist() == [2, 1, 1, 3]


def test_a_group_ranks_its_own_and_who_is_in_none_has_no_rank():
    scores = np.array([9000, 8000, 9500, 9500, 7000])
    assert dense_ranks(scores, ["b", "a", "", "b", "a"]).tolist() == [2, 1, 0, 1, 2]


def test_without_a_score_there_is_no_rank():
    assert dense_ranks(np.array([MISSING, 0, MISSING])).tolist() == [UNRANKED, 1, UNRANKED]
    assert dense_ranks(np.array([], np.int64)).tolist() == []


def test_a_group_counts_all_its_members():
    assert group_sizes(["a", "", "b", "a"]) == [2, 0, 1, 2]


def test_a_tie_says_how_many_others_share_the_rank_in_the_group():
    assert ties(np.array([1, 1, 2, 0, 1])) == [2, 2, 0, 0, 2]
    assert ties(np.array([1, 1, 1]), ["a", "b", "a"]) == [1, 0, 1]


@given(published)
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores):
    known = set(scores) - {MISSING}
    assert dense_ranks(np.array(scores, np.int64)).tolist() == [
        UNRANKED if one == MISSING else 1 + len([better for better in known if better > one])
        for one in scores
    ]


@given(published, st.data())
def test_ranks_in_groups_are_the_ranks_of_each_group_alone(scores, data):
    size = len(scores)
    groups = data.draw(st.lists(st.sampled_from(["", "a", "ข"]), min_size=size, max_size=size))
    found = dense_ranks(np.array(scores, np.int64), groups)
    for group in {"a", "ข"} & set(groups):
        mine = np.array([name == group for name in groups])
        alone = dense_ranks(np.array(scores, np.int64)[mine])
        assert found[mine].tolist() == alone.tolist()
