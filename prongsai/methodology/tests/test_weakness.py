"""Weak points, and what their repair brings."""

import pytest

from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.scoring import score
from prongsai.methodology.tests.factories import counted, dip, edition, everyone_chose, told
from prongsai.methodology.weakness import known_items, weak_items, weak_nodes, weak_points


def points_of(known, year="2566"):
    scores = score(edition(year), known)
    return {point.code: point for point in weak_points(scores, weak_nodes(scores), 0)}


def what_the_department_had():
    """Return the weak scores and all verdicts of the report; parts by their place in the item."""
    verdicts = {f"O{number}": [0, 0, 1] for number in range(1, 44)}
    place = {"fail": [1, 0, 0], "pass_with_improvement": [0, 1, 0]}
    figures, parts = {}, {}
    for weak in dip()["weak_items_2565"]:
        if "verdict" in weak:
            verdicts[weak["item"]] = place[weak["verdict"]]
        elif "part_th" in weak:
            parts[weak["item"]] = parts.get(weak["item"], 0) + 1
            figures[f"{weak['item']}.{parts[weak['item']]}"] = weak["score"]
        else:
            figures[weak["item"]] = weak["score"]
    known = counted(verdicts, year="2565")
    known.given[:] = told(figures, year="2565").given
    return known


def test_the_weak_items_of_the_department_are_those_that_its_report_counts():
    found = points_of(what_the_department_had(), "2565")
    for instrument, printed in dip()["weak_summary_2565"].items():
        weak = [code for code, point in found.items() if point.instrument == instrument]
        assert weak == printed["items"]
        assert len(weak) == printed["count"]


def test_an_item_is_weak_once_however_many_of_its_parts_are():
    scores = score(edition("2565"), what_the_department_had())
    weak = weak_nodes(scores)
    items = weak_items(scores, weak)
    assert items.sum() == 13 + 7 + 8
    assert items.shape == (1, len(edition("2565").of_kind(Kind.ITEM)))
    assert (known_items(scores) | ~items).all()
    assert weak_points(scores, weak, 0)[0].parts == ("I1.1",)


def test_the_score_of_an_item_known_by_a_part_alone_is_missing():
    assert points_of(told({"I1.2": 80}))["I1"].score == MISSING


@pytest.mark.parametrize(("figure", "is_weak"), [("84.994", True), ("84.995", False), (85, False)])
def test_a_survey_item_is_weak_below_the_target_as_published(figure, is_weak):
    assert ("I2" in points_of(told({"I2": figure}))) == is_weak


def test_a_verdict_with_advice_is_weak_although_it_costs_no_points():
    found = points_of(counted({"O1": [0, 1, 0, 0], "O2": [0, 0, 1, 0], "O3": [0, 0, 0, 1]}))
    assert list(found) == ["O1"]
    assert (found["O1"].score, found["O1"].gain) == (10000, 0)


def test_what_does_not_reach_full_points_is_weak_on_a_checklist_above_the_target_too():
    assert list(points_of(told({"O1": 99, "I2": 99}))) == ["O1"]


def test_a_repaired_item_brings_its_share_of_the_total():
    found = points_of(told({"I2": 80, "O1": 0}))
    assert found["I2"].gain == pytest.approx(5 * 0.30 / 5 / 6)
    assert found["O1"].gain == pytest.approx(100 * 0.40 / 2 / 5 / 10)


def test_where_parts_are_weak_their_repair_counts_and_not_the_items():
    found = points_of(told({"I1": 70, "I1.1": 60, "I1.2": 90}))["I1"]
    assert found.parts == ("I1.1",)
    assert found.gain == pytest.approx(25 * 0.30 / 5 / 6 / 2)


def test_all_the_worst_answers_are_weak_everywhere_and_all_the_best_nowhere():
    nodes = edition().nodes
    best, worst = {}, {}
    for code, counts in everyone_chose(0).items():
        points = [-1 if p is None else p for p in nodes[edition().position[code]].points]
        full = max(range(len(points)), key=lambda place, points=points: (points[place], place))
        best[code] = [10 * (place == full) for place in range(len(counts))]
        worst[code] = [10 * (points[place] == 0) for place in range(len(counts))]
    assert points_of(counted(best)) == {}
    found = points_of(counted(worst))
    assert len(found) == len(edition().of_kind(Kind.ITEM))
    assert sum(point.gain for point in found.values()) == pytest.approx(0.6 * 85 + 0.4 * 100)
