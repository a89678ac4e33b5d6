"""Drafts: what the library proposes for weak points."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.improvement.models import Measure
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.queries.points import open_points, point_rows
from prongsai.improvement.queries.proposals import proposals
from prongsai.improvement.rules.content import PlanContent, PointContent
from prongsai.improvement.services.plans import begin_plan, draft_plan, fill_plan, submit_plan
from prongsai.improvement.services.scheduling import make_tasks
from prongsai.improvement.tests.planned import (
    FRAMEWORK,
    NOON,
    YEAR,
    a_plan,
    an_agency,
    small_content,
    somebody,
)

#: What the report of 2566 lists.
SEED_POINTS = [
    *("I1", "I3", "I7", "I12", "I13", "I14", "I15", "I20", "I21", "I24", "I28", "I29", "I30"),
    *("E5", "E6", "E7", "E9", "E11", "E12", "E13"),
    *("O5", "O8", "O23", "O27", "O29", "O41", "O42", "O43"),
]
BY = {"by": OPERATOR, "now": NOON}


def weak(*codes, year=2566):
    points = tuple(PointContent(code, year, 8000, 0.1) for code in codes)
    return PlanContent("dip", FRAMEWORK, YEAR, year, points=points)


@pytest.mark.django_db
def test_every_weak_point_of_the_report_gets_a_measure_in_its_theme():
    plan = a_plan(weak(*SEED_POINTS))
    assert draft_plan(plan, **BY) == Measure.objects.count()
    assert open_points(plan) == []
    content = content_of(plan)
    assert {theme.title for theme in content.themes} <= {
        one.theme.title.th for one in proposals_of_all()
    }
    for theme in content.themes:
        assert [m.number for m in theme.measures] == list(range(1, len(theme.measures) + 1))
    assert submit_plan(plan, **BY).state == "submitted"


def proposals_of_all():
    plan = begin_plan(an_agency("other"), FRAMEWORK, YEAR, **BY)
    fill_plan(plan, replace(weak(*SEED_POINTS), agency="other"), **BY)
    return proposals(plan)


@pytest.mark.django_db
def test_a_draft_has_days_of_its_fiscal_year():
    plan = a_plan(weak("E12"))
    draft_plan(plan, **BY)
    (measure,) = content_of(plan).measures
    assert (measure.period.starts, measure.period.ends) == (date(2023, 10, 1), date(2024, 9, 30))
    assert all(date(2023, 10, 1) <= step.due <= date(2024, 9, 30) for step in measure.steps)
    assert measure.library
    assert measure.criterion
    assert make_tasks(plan) > 0


@pytest.mark.django_db
def test_what_is_worth_most_comes_first():
    content = weak("E12", "I20")
    rich = replace(content, points=(content.points[0], replace(content.points[1], gain=2.0)))
    found = proposals(a_plan(rich))
    assert [one.points for one in found] == [("I20",), ("E12",)]
    assert [one.gain for one in found] == [2.0, 0.1]


@pytest.mark.django_db
def test_of_equals_that_is_proposed_which_is_about_little_else():
    (found,) = proposals(a_plan(weak("I13")))
    assert found.measure.id == "people.assignments"


@pytest.mark.django_db
def test_a_point_that_nothing_fits_stays_open():
    plan = a_plan(weak("E12", "X1"))
    draft_plan(plan, **BY)
    assert open_points(plan) == ["X1"]
    assert [row.code for row in point_rows(plan) if row.is_open] == ["X1"]


@pytest.mark.django_db
def test_drafting_again_adds_nothing_and_leaves_what_people_wrote():
    plan = a_plan(small_content())
    before = content_of(plan)
    assert draft_plan(plan, **BY) == 0
    assert content_of(plan) == before


@pytest.mark.django_db
def test_only_who_draws_up_plans_drafts():
    plan = a_plan(weak("E12"))
    with pytest.raises(NotAllowed):
        draft_plan(plan, by=somebody(Role.EXECUTIVE, plan.agency), now=NOON)


class Drafted(TestCase):
    """Whatever is weak."""

    @settings(max_examples=25)
    @given(
        st.sets(st.sampled_from([*SEED_POINTS, "X1", "X2", "I2", "E14", "O33"])),
        st.sampled_from([2565, 2566, 2567, 2568, 2569]),
        st.data(),
    )
    def test_no_point_is_left_both_unanswered_and_unmarked(self, codes, year, data):
        explained = data.draw(st.sets(st.sampled_from(sorted(codes)))) if codes else set()
        content = weak(*sorted(codes), year=year)
        points = tuple(
            replace(p, reason="เหตุผล" if p.code in explained else "") for p in content.points
        )
        plan = begin_plan(an_agency(), FRAMEWORK, YEAR, **BY)
        fill_plan(plan, replace(content, points=points), **BY)
        draft_plan(plan, **BY)
        rows = point_rows(plan)
        assert {row.code for row in rows} == codes
        for row in rows:
            assert bool(row.measures) + bool(row.reason) + row.is_open == 1
        assert {row.code for row in rows if row.is_open} == set(open_points(plan))
