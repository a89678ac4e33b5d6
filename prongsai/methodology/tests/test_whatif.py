"""What if a score were another."""

import numpy as np
import pytest

from prongsai.methodology.exact import MILLIONTHS
from prongsai.methodology.scoring import score
from prongsai.methodology.tests.factories import (
    counted,
    edition,
    indicators_of_dip,
    shown,
    told,
)
from prongsai.methodology.weakness import weak_nodes
from prongsai.methodology.whatif import NothingToCompare, with_score


def changed(known, code, points, *codes):
    after = with_score(
        edition(),
        known,
        agency=0,
        node=edition().position[code],
        points=round(points * MILLIONTHS),
    )
    return shown(score(edition(), after), *codes)


def test_the_department_with_a_better_survey_of_the_public_would_have_had_96_94():
    # 28.4394 + 0.3 x 95 + 40
    assert changed(told(indicators_of_dip()), "EIT", 95, "EIT", "total") == {
        "EIT": 95,
        "total": 96.94,
    }


def test_a_changed_indicator_moves_all_that_stands_above():
    # 7: 85.88 -> 95.88 adds a third of 10 to EIT and 1 to the total
    assert changed(told(indicators_of_dip()), "7", 95.88, "EIT", "total") == {
        "EIT": 91.94,
        "total": 96.02,
    }


def test_a_published_total_that_follows_from_what_is_below_is_computed_anew():
    known = told({**indicators_of_dip(), "total": 95.02})
    assert changed(known, "EIT", 95, "total") == {"total": 96.94}


def test_a_published_total_that_does_not_follow_moves_by_the_share_of_the_change():
    known = told({**indicators_of_dip(), "total": 90})
    # EIT from 88.60667 to 95: 0.3 x 6.39333
    assert changed(known, "EIT", 95, "total") == {"total": 91.92}


def test_a_published_figure_above_unknown_sisters_moves_by_the_share_of_the_change():
    assert changed(told({"I2": 80, "1": 90}), "I2", 92, "1") == {"1": 92}  # a sixth of 12


@pytest.mark.parametrize(("points", "total"), [(100, 100), (0, 71)])
def test_a_moved_figure_stays_within_0_and_100(points, total):
    known = told({"IIT": 95, "total": 99.5})
    assert changed(known, "IIT", points, "total") == {"total": total}


def test_a_published_figure_above_cannot_move_when_the_old_score_is_unknown():
    with pytest.raises(NothingToCompare) as caught:
        changed(told({"total": 90}), "IIT", 95)
    assert (caught.value.code, caught.value.above) == ("IIT", "total")


def test_what_stands_below_a_score_that_is_set_takes_the_same_score():
    known = counted({"I1.1": [0, 0, 0, 4], "I1.2": [0, 0, 0, 4]})
    assert changed(known, "I1", 50, "I1", "I1.1", "I1.2") == {
        "I1": 50,
        "I1.1": 50,
        "I1.2": 50,
    }


def test_advice_is_forgotten_with_the_verdict():
    known = counted({"O1": [0, 1, 0, 0]})
    node = edition().position["O1"]
    after = with_score(edition(), known, agency=0, node=node, points=100 * MILLIONTHS)
    assert weak_nodes(score(edition(), known))[0, node]
    assert not weak_nodes(score(edition(), after))[0, node]


def test_other_agencies_and_what_was_known_before_stay_as_they_are():
    known = told(indicators_of_dip(), indicators_of_dip())
    given = known.given.copy()
    after = with_score(edition(), known, agency=0, node=edition().position["9"], points=0)
    assert np.array_equal(known.given, given)
    assert np.array_equal(after.given[1], given[1])
