"""Plans as JSON and in tables come back as they were."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from prongsai.directory.rules import OPERATOR
from prongsai.improvement.models import Measure
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.faults import PlanUnreadable
from prongsai.improvement.rules.ordering import in_order
from prongsai.improvement.rules.states import PlanState
from prongsai.improvement.rules.storing import (
    digest_of,
    plan_kept,
    plan_read,
    snapshot_kept,
    snapshot_read,
)
from prongsai.improvement.services.measures import drop_measure, move_measure
from prongsai.improvement.services.plans import begin_plan, fill_plan
from prongsai.improvement.tests.contents import plans, snapshots
from prongsai.improvement.tests.planned import FRAMEWORK, NOON, YEAR, an_agency, small_content

drafts = plans(PlanState.DRAFT).map(in_order)


@given(plans())
def test_a_plan_comes_back_from_json_as_it_was(plan):
    kept = json.loads(json.dumps(plan_kept(plan), ensure_ascii=False))
    assert plan_read(kept) == plan
    assert digest_of(kept) == digest_of(plan_kept(plan))


@given(snapshots)
def test_a_snapshot_comes_back_from_json_as_it_was(snapshot):
    assert snapshot_read(json.loads(json.dumps(snapshot_kept(snapshot)))) == snapshot


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"year_be": "next year"},
        {"themes": [{"title": "x", "measures": [{"number": 1}]}]},
        {"colour": "blue"},
        {"points": [{"code": "I1", "year_be": 1, "score": None, "gain": float("nan")}]},
    ],
)
def test_json_that_is_no_plan_is_refused_with_its_place(change):
    with pytest.raises(PlanUnreadable):
        plan_read({**plan_kept(small_content()), **change})
    with pytest.raises(PlanUnreadable):
        plan_read([change])


class Filled(TestCase):
    """Whatever is filled in comes out again, in a database."""

    @settings(max_examples=25)
    @given(drafts, drafts)
    def test_filling_replaces_all_and_is_its_own_inverse(self, one, other):
        plan = begin_plan(an_agency(), FRAMEWORK, YEAR, by=OPERATOR, now=NOON)
        for content in (one, other):
            fill_plan(plan, content, by=OPERATOR, now=NOON)
            found = content_of(plan)
            assert found.themes == _with_points_of(content, found)
            assert found.appointments == content.appointments
            assert set(content.points) <= set(found.points)
            fill_plan(plan, found, by=OPERATOR, now=NOON)
            assert content_of(plan) == found

    @settings(max_examples=20)
    @given(drafts, st.data())
    def test_measures_stay_numbered_from_one(self, content, data):
        plan = begin_plan(an_agency(), FRAMEWORK, YEAR, by=OPERATOR, now=NOON)
        fill_plan(plan, content, by=OPERATOR, now=NOON)
        for _ in range(3):
            there = list(Measure.objects.filter(theme__plan=plan))
            if not there:
                return
            measure = data.draw(st.sampled_from(there))
            if data.draw(st.booleans()):
                move_measure(measure, up=data.draw(st.booleans()), by=OPERATOR, now=NOON)
            else:
                drop_measure(measure, by=OPERATOR, now=NOON)
            for theme in content_of(plan).themes:
                numbers = [one.number for one in theme.measures]
                assert numbers == list(range(1, len(numbers) + 1))


def _with_points_of(content, found):
    """Return the themes with what measures answer in the order of all points that are there."""
    return in_order(type(content)(**{**vars(content), "points": found.points})).themes
