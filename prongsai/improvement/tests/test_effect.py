"""What may be said of a measure when the next result is known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Measure
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.queries.effect import effect_of
from prongsai.improvement.queries.proposals import proposals
from prongsai.improvement.queries.worked import Worked, worked_before
from prongsai.improvement.rules.content import MeasureContent, PlanContent, ThemeContent
from prongsai.improvement.rules.effects import (
    FEWEST_SIMILAR,
    Similar,
    Verdict,
    similar_of,
    verdict_of,
)
from prongsai.improvement.rules.states import MeasureState
from prongsai.improvement.services.measures import set_measure_state
from prongsai.improvement.services.plans import approve_plan, begin_plan, fill_plan, submit_plan
from prongsai.improvement.tests.planned import FRAMEWORK, NOON, an_agency, executive_of
from prongsai.simulation.services import simulate_nation

BEFORE, AFTER = 2565, 2566
BY = {"by": OPERATOR, "now": NOON}


def of(agency, year, score, code="E12"):
    return (agency, year, code, score)


@pytest.fixture
def seven(publish):
    """Seven departments: the first rises by 12, the others by 1 to 3; all were weak at E12."""
    names = [f"a{n}" for n in range(7)]
    publish(told=[of(name, BEFORE, 70) for name in names])
    rise = [12, 1, 2, 3, 1, 2, 3]
    publish(told=[of(name, AFTER, 70 + more) for name, more in zip(names, rise, strict=True)])


def planned(agency, *, library="service.improvement", points=("E12",), year=AFTER):
    measure = MeasureContent(1, "ปรับปรุงขั้นตอน", points=points, library=library)
    plan = begin_plan(an_agency(agency), FRAMEWORK, year, **BY)
    content = PlanContent(
        agency, FRAMEWORK, year, BEFORE, themes=(ThemeContent("บริการ", (measure,)),)
    )
    fill_plan(plan, replace(content, points=content_points(plan)), **BY)
    submit_plan(plan, **BY)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def content_points(plan):
    return content_of(plan).points


def test_a_plan_begins_with_the_weak_points_of_the_year_before(seven):
    plan = begin_plan(an_agency("a0"), FRAMEWORK, AFTER, **BY)
    (point,) = content_points(plan)
    assert (point.code, point.year_be, point.score) == ("E12", BEFORE, 7000)
    assert point.gain > 0


def test_a_measure_is_seen_beside_similar_agencies(seven):
    (effect,) = effect_of(planned("a0"))
    assert effect.number == "1.1"
    (item,) = effect.items
    assert (item.code, item.before, item.after, item.real) == ("E12", 70, 82, None)
    assert effect.change == 12
    assert effect.similar.agencies == 6
    assert effect.similar.change == 2
    assert effect.advantage == 10
    assert effect.verdict is Verdict.MORE


def test_agencies_with_such_a_measure_are_not_similar(seven):
    planned("a1")
    plan = planned("a0")
    assert effect_of(plan)[0].similar.agencies == 5
    planned("a2")
    assert effect_of(plan)[0].verdict is Verdict.TOO_FEW
    set_measure_state(
        Measure.objects.get(theme__plan__agency__code="a2"),
        MeasureState.CANCELLED,
        reason="-",
        **BY,
    )
    assert effect_of(plan)[0].similar.agencies == 5


def test_of_a_measure_that_somebody_wrote_others_for_the_same_point_are_left_out(seven):
    planned("a1", library="")
    planned("a2", library="process.satisfaction")
    (effect,) = effect_of(planned("a0", library=""))
    assert effect.verdict is Verdict.TOO_FEW


def test_who_is_in_no_group_is_similar_to_nobody(publish):
    for year in (BEFORE, AFTER):
        publish(told=[of(f"a{n}", year, 70 + n) for n in range(7)], group="")
    (effect,) = effect_of(planned("a0"))
    assert (effect.change, effect.verdict) == (0, Verdict.TOO_FEW)


def test_without_a_next_result_nothing_is_said(publish):
    publish(told=[of("a0", BEFORE, 70)])
    (effect,) = effect_of(planned("a0"))
    assert (effect.verdict, effect.items, effect.change) == (Verdict.NO_RESULT, (), None)


def test_where_questions_changed_the_indicator_stands_in(publish):
    names = [f"a{n}" for n in range(7)]
    before = [(of(name, 2566, 70), of(name, 2566, 75, "8")) for name in names]
    publish(told=[row for pair in before for row in pair])
    publish(told=[of(name, 2567, 80 + n, "8") for n, name in enumerate(names)])
    (effect,) = effect_of(planned("a0", year=2567))
    (item,) = effect.items
    assert (item.by_indicator, item.code, item.change) == (True, "8", 5)
    assert effect.similar.agencies == 6


def test_counted_answers_give_intervals(publish, tmp_path):
    # The later one first: it brings a history without items, which the earlier then replaces.
    for year in (AFTER, BEFORE):
        out = tmp_path / str(year)
        edition = EditionLibrary().of_year(FRAMEWORK, year)
        simulate_nation(edition=edition, agencies=12, respondents=1200, seed=1, out=out)
        publish(out)
    agency = Agency.objects.filter(scores__run__edition__year_be=AFTER).order_by("code")[0]
    plan = begin_plan(agency, FRAMEWORK, AFTER, **BY)
    surveyed = [p.code for p in content_points(plan) if p.code[0] in "IE"][:1]
    measure = MeasureContent(1, "x", points=tuple(surveyed))
    content = PlanContent(
        agency.code, FRAMEWORK, AFTER, BEFORE, themes=(ThemeContent("x", (measure,)),)
    )
    fill_plan(plan, replace(content, points=content_points(plan)), **BY)
    ((item,),) = [effect.items for effect in effect_of(plan)]
    assert item.before_margin > 0
    assert item.after_margin > 0
    assert item.real in {True, False}


def test_a_draft_counts_what_worked(publish):
    names = [f"a{n}" for n in range(12)]
    publish(told=[of(name, BEFORE, 60) for name in names])
    publish(told=[of(name, AFTER, 61 + 20 * (name in names[:3])) for name in names])
    for name in names[:3]:
        planned(name, library="service.e-service")
    found = worked_before(FRAMEWORK, before=AFTER + 1)
    assert found == {"service.e-service": Worked(3, pytest.approx(20))}
    plan = begin_plan(an_agency("a9"), FRAMEWORK, AFTER + 1, **BY)
    assert [one.measure.id for one in proposals(plan)] == ["service.e-service"]


@given(st.lists(st.floats(-50, 50), max_size=FEWEST_SIMILAR - 1), st.floats(-50, 50))
def test_nothing_is_concluded_from_few_agencies(changes, change):
    assert verdict_of(change, similar_of(changes, 0.95)) is Verdict.TOO_FEW


@given(st.lists(st.floats(-50, 50), min_size=FEWEST_SIMILAR, max_size=30))
def test_an_agency_at_the_mean_of_the_others_is_alike(changes):
    similar = similar_of(changes, 0.95)
    assert verdict_of(similar.change, similar) is Verdict.ALIKE


def test_the_interval_is_that_of_one_more_agency():
    # By hand: mean 3, s = sqrt(2.5), t(4; 95 %) = 2.776445, sqrt(1 + 1/5).
    similar = similar_of([1, 2, 3, 4, 5], 0.95)
    assert similar == Similar(5, 3, pytest.approx(2.776445 * 2.5**0.5 * 1.2**0.5, rel=1e-6))
    assert verdict_of(7.9, similar) is Verdict.MORE
    assert verdict_of(-1.9, similar) is Verdict.LESS
