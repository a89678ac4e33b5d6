"""Scores, computed by hand beforehand."""

from fractions import Fraction

import numpy as np
import pytest

from prongsai.methodology.edition.tree import TOTAL
from prongsai.methodology.exact import MISSING
from prongsai.methodology.known import Known, counted_only, known_of, merged
from prongsai.methodology.rounding import exact_score
from prongsai.methodology.scoring import score
from prongsai.methodology.tally import empty_tally
from prongsai.methodology.tests.factories import (
    counted,
    dip,
    edition,
    indicators_of_dip,
    shown,
    told,
)


def test_the_total_of_the_department_is_the_one_that_its_report_prints():
    known = told(indicators_of_dip())
    scores = score(edition(), known)
    # By hand: 0.3 x 473.99 / 5 + 0.3 x 265.82 / 3 + 0.4 x 100 = 28.4394 + 26.5820 + 40
    assert exact_score(edition(), known, 0, 0) == Fraction("95.0214")
    assert shown(scores, "IIT", "EIT", "OIT", TOTAL) == {
        "IIT": 94.80,
        "EIT": 88.61,
        "OIT": 100,
        TOTAL: 95.02,
    }


def test_the_indicators_printed_in_section_2_5_give_the_total_of_the_year_before():
    known = told(indicators_of_dip("2565"), year="2565")
    scores = score(edition("2565"), known)
    assert exact_score(edition("2565"), known, 0, 0) == Fraction("79.7898")
    # OIT is 68.765 before rounding: a half goes up
    assert shown(scores, "IIT", "EIT", "OIT", TOTAL) == {
        "IIT": 86.96,
        "EIT": 87.32,
        "OIT": 68.77,
        TOTAL: 79.79,
    }


def test_the_verdicts_of_the_department_give_the_printed_scores_of_the_checklist():
    verdicts = {f"O{number}": [0, 0, 1] for number in range(1, 44)}
    place = {"fail": [1, 0, 0], "pass_with_improvement": [0, 1, 0]}
    for weak in dip()["weak_items_2565"]:
        if "verdict" in weak:
            verdicts[weak["item"]] = place[weak["verdict"]]
    scores = score(edition("2565"), counted(verdicts, year="2565"))
    # 8 of 9, three times all, 4 of 5; and 7 of 8, none of 2
    assert shown(scores, "9.1", "9.2", "9.5", "9", "10.1", "10.2", "10") == {
        "9.1": 88.89,
        "9.2": 100,
        "9.5": 80,
        "9": 93.78,
        "10.1": 87.50,
        "10.2": 0,
        "10": 43.75,
    }


def test_a_part_is_the_mean_of_its_answers_and_an_item_that_of_its_parts():
    # (10 x 100 + 5 x 67 + 3 x 33) / 20 = 71.70; 67.00; their mean 69.35
    scores = score(edition(), counted({"I1.1": [2, 3, 5, 10], "I1.2": [0, 0, 4, 0]}))
    assert shown(scores, "I1.1", "I1.2", "I1") == {"I1.1": 71.70, "I1.2": 67, "I1": 69.35}


def test_where_the_question_is_negative_the_first_option_is_the_best():
    scores = score(edition(), counted({"I16": [3, 0, 0, 1], "I4.1": [1, 4], "I2": [3, 0, 0, 1]}))
    assert shown(scores, "I16", "I4.1", "I2") == {"I16": 75, "I4.1": 20, "I2": 25}


def test_advice_does_not_cost_points_and_what_does_not_apply_leaves_the_mean():
    verdicts = {f"O{number}": [0, 0, 1, 0] for number in range(1, 11)}
    verdicts |= {"O1": [0, 1, 0, 0], "O2": [0, 0, 0, 1], "O3": [1, 0, 0, 0]}
    scores = score(edition(), counted(verdicts))
    assert shown(scores, "O1", "O2", "O3", "9.1") == {
        "O1": 100,
        "O2": None,
        "O3": 0,
        "9.1": 88.89,  # 8 of 9
    }
    assert scores.partial[0, edition().position["9.1"]]


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([199, 1, 0, 0], 0.17),  # 0.165
        ([199, 0, 1, 0], 0.34),  # 0.335
        ([0, 0, 199, 1], 67.17),  # 67.165
        ([1, 0, 0, 199], 99.50),
        ([3, 0, 0, 5], 62.50),
        ([2, 1, 0, 0], 11.00),
        ([1, 1, 1, 1], 50.00),
    ],
)
def test_a_half_hundredth_goes_up_in_a_part(counts, published):
    assert shown(score(edition(), counted({"I2": counts})), "I2") == {"I2": published}


@pytest.mark.parametrize(
    ("iit", "published"),
    [("0.05", 0.02), ("0.15", 0.05), ("0.049999", 0.01), ("99.95", 29.99)],
)
def test_a_half_hundredth_goes_up_in_a_total(iit, published):
    scores = score(edition(), told({"IIT": iit, "EIT": 0, "OIT": 0}))
    assert shown(scores, TOTAL) == {TOTAL: published}


def test_many_halves_are_all_decided_exactly():
    answers = [{"I2": [199 + 200 * n, 1, 0, 0]} for n in range(50)]
    scores = score(edition(), counted(*answers))
    assert scores.of("I2").tolist() == [
        int(Fraction(3300, 200 + 200 * n) + Fraction(1, 2)) for n in range(50)
    ]


def test_what_nobody_answered_leaves_the_mean_when_others_of_the_survey_were_answered():
    scores = score(edition(), counted({"I1.1": [0, 0, 0, 4]}))
    assert shown(scores, "I1.1", "I1.2", "I1", "1", "2", "IIT", TOTAL) == {
        "I1.1": 100,
        "I1.2": None,
        "I1": 100,
        "1": 100,
        "2": None,
        "IIT": None,
        TOTAL: None,
    }
    assert scores.partial[0, [edition().position[code] for code in ("I1", "1")]].all()


def test_a_published_item_alone_says_nothing_of_its_indicator():
    scores = score(edition(), told({"I1": 90}))
    assert shown(scores, "I1", "1", "IIT") == {"I1": 90, "1": None, "IIT": None}


def test_a_missing_verdict_leaves_its_sub_indicator_without_a_score():
    verdicts = {f"O{number}": [0, 0, 1, 0] for number in range(1, 10)}  # not O10
    assert shown(score(edition(), counted(verdicts)), "9.1") == {"9.1": None}


def test_without_an_instrument_there_is_no_total():
    scores = score(edition(), told({"IIT": 90, "EIT": 90}))
    assert scores.of(TOTAL).tolist() == [MISSING]


def test_a_given_score_is_kept_whatever_stands_below():
    known = counted({"I1.1": [0, 0, 0, 4], "I1.2": [0, 0, 0, 4]})
    known.given[0, edition().position["I1"]] = 12_345_000
    scores = score(edition(), known)
    assert shown(scores, "I1.1", "I1", "1") == {"I1.1": 100, "I1": 12.35, "1": 12.35}


def test_nothing_known_is_no_score_at_all():
    scores = score(edition(), known_of(edition(), agencies=("a",)))
    assert (scores.published == MISSING).all()
    assert np.isnan(scores.values).all()
    assert not scores.partial.any()


def test_no_agencies_have_no_scores():
    assert score(edition(), known_of(edition())).published.shape == (0, len(edition().nodes))


def test_answers_of_several_files_add_up_beyond_32_bits():
    tally = empty_tally(edition(), ("a",), 2**31 - 1)
    tally.counts[0, 0] = 2**31 - 1
    whole = merged(edition(), [counted_only(edition(), tally)] * 2)
    assert (whole.tally.counts[0, 0] == 2**32 - 2).all()
    assert (whole.given == MISSING).all()


def test_several_sources_together_add_answers_up_and_keep_the_first_figure():
    one, two = counted({"I2": [0, 0, 0, 1]}), counted({"I2": [1, 0, 0, 0]}, {"I2": [0, 0, 0, 9]})
    for known, figure in ((one, 10), (two, 20)):
        known.given[0, edition().position["EIT"]] = figure * 1_000_000
    two.given[0, edition().position["OIT"]] = 30 * 1_000_000
    whole = merged(edition(), [one, two])
    assert whole.agencies == ("a0", "a1")
    scores = score(edition(), whole)
    assert shown(scores, "I2", "EIT", "OIT") == {"I2": 50, "EIT": 10, "OIT": 30}
    assert shown(scores, "I2", row=1) == {"I2": 100}
    assert one.tally.counts.sum() == 1


@pytest.mark.parametrize(
    ("code", "share"),
    [
        (TOTAL, 1),
        ("OIT", Fraction(2, 5)),
        ("1", Fraction(3, 50)),  # 30 % over five indicators
        ("I1", Fraction(1, 100)),  # over six items
        ("I1.1", Fraction(1, 200)),  # over two parts
        ("9.1", Fraction(1, 25)),  # 40 % over two indicators over five sub-indicators
        ("O1", Fraction(1, 250)),  # over ten items
    ],
)
def test_the_share_of_the_total_follows_the_tree(code, share):
    assert edition().shares[edition().position[code]] == share


def test_scores_of_an_agency_do_not_depend_on_its_neighbours():
    known = counted({"I2": [1, 0, 0, 0]}, {}, {"I2": [0, 0, 0, 1]})
    assert score(edition(), known).of("I2").tolist() == [0, MISSING, 10000]
    assert exact_score(edition(), known, 1, edition().position["I2"]) is None
    assert isinstance(known, Known)
