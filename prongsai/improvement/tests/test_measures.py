"""Themes and measures one by one."""

from dataclasses import replace

import pytest

from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.improvement.models import Action, Measure, Point, Task, Theme
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.content import ActionContent, MeasureContent
from prongsai.improvement.rules.faults import (
    CounterUnknown,
    MeasureUnknown,
    PlanContradictory,
    PlanNotFollowed,
    PointUnknown,
    UnitsUnknown,
    WordsNeeded,
    WorkReported,
)
from prongsai.improvement.rules.states import MeasureState, MeasureStateNotNext, PlanNotEditable
from prongsai.improvement.services.doings import tell_action
from prongsai.improvement.services.measures import (
    add_theme,
    change_theme,
    drop_measure,
    drop_theme,
    explain_point,
    move_measure,
    move_theme,
    save_measure,
    set_measure_state,
)
from prongsai.improvement.services.plans import approve_plan, return_plan, submit_plan
from prongsai.improvement.tests.planned import (
    NOON,
    UNITS,
    a_plan,
    executive_of,
    small_content,
    somebody,
)

pytestmark = pytest.mark.django_db
BY = {"by": OPERATOR, "now": NOON}


def titles(plan):
    return [[measure.title for measure in theme.measures] for theme in content_of(plan).themes]


def approved(plan):
    submit_plan(plan, **BY)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def test_themes_are_added_called_moved_and_taken_out():
    plan = a_plan()
    theme = add_theme(plan, " ทรัพย์สิน ", **BY)
    change_theme(theme, "ทรัพย์สินของราชการ", **BY)
    move_theme(theme, up=True, **BY)
    assert [one.title for one in content_of(plan).themes] == ["ทรัพย์สินของราชการ", "การให้บริการ"]
    move_theme(Theme.objects.get(pk=theme.pk), up=True, **BY)
    drop_theme(Theme.objects.get(title="การให้บริการ"), **BY)
    assert titles(plan) == [[]]
    with pytest.raises(PlanContradictory):
        add_theme(plan, " ", **BY)


def test_measures_are_written_moved_and_taken_out():
    plan = a_plan()
    theme = Theme.objects.get()
    content = MeasureContent(9, "ตอบข้อซักถาม", units=UNITS, points=("E12", "I7"))
    measure = save_measure(theme, content, measure=None, **BY)
    assert measure.number == 3
    move_measure(measure, up=True, **BY)
    assert titles(plan) == [["สำรวจความพึงพอใจ", "ตอบข้อซักถาม", "ชี้แจงแผนงบประมาณ"]]
    measure.refresh_from_db()
    save_measure(theme, replace(content, title="ตอบทุกคำถาม"), measure=measure, **BY)
    drop_measure(Measure.objects.get(number=1), **BY)
    assert titles(plan) == [["ตอบทุกคำถาม", "ชี้แจงแผนงบประมาณ"]]
    assert [m.number for m in content_of(plan).measures] == [1, 2]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"units": ("?",)}, UnitsUnknown),
        ({"points": ("I30",)}, PointUnknown),
        ({"title": " "}, PlanContradictory),
        ({"counter": "moon.phases"}, CounterUnknown),
    ],
)
def test_a_measure_that_does_not_fit_is_refused(change, error):
    a_plan()
    with pytest.raises(error):
        save_measure(
            Theme.objects.get(), replace(MeasureContent(1, "x"), **change), measure=None, **BY
        )


def test_a_measure_moves_to_another_theme_with_what_was_told_of_it_alone():
    theme = small_content().themes[0]
    told = (ActionContent("ทำแล้ว", (1,)), ActionContent("ทำด้วยกัน", (1, 2)))
    plan = a_plan(replace(small_content(), themes=(replace(theme, actions=told),)))
    other = add_theme(plan, "อื่น ๆ", **BY)
    first = Measure.objects.get(number=1)
    save_measure(other, content_of(plan).measures[0], measure=first, **BY)

    assert titles(plan) == [["ชี้แจงแผนงบประมาณ"], ["สำรวจความพึงพอใจ"]]
    assert Action.objects.get(text="ทำแล้ว").theme == other
    assert content_of(plan).themes[0].actions == (ActionContent("ทำด้วยกัน", (1,)),)


def test_a_measure_takes_along_what_was_told_of_it_alone_and_no_other_action():
    theme = small_content().themes[0]
    told = (ActionContent("ทำแล้ว", (1,)), ActionContent("ทำด้วยกัน", (1, 2)))
    plan = a_plan(replace(small_content(), themes=(replace(theme, actions=told),)))
    drop_measure(Measure.objects.get(number=1), **BY)
    assert content_of(plan).themes[0].actions == (ActionContent("ทำด้วยกัน", (1,)),)


def test_what_units_reported_on_is_not_taken_out_of_a_plan_that_was_sent_back():
    plan = approved(a_plan())
    executive = {"by": executive_of(plan.agency), "now": NOON}
    first, second = Measure.objects.order_by("number")
    task = Task.objects.filter(step__measure=first).first()
    Task.objects.filter(pk=task.pk).update(done_on=task.due)
    tell_action(second.theme, measures=[second], text="ชี้แจงแล้ว", **BY)
    return_plan(plan, words="แก้", **executive)
    for drop in (
        lambda: drop_measure(first, **BY),
        lambda: drop_measure(second, **BY),
        lambda: drop_theme(first.theme, **BY),
    ):
        with pytest.raises(WorkReported):
            drop()
    assert Task.objects.filter(done_on=task.due).get() == task
    assert Action.objects.get().text == "ชี้แจงแล้ว"


def test_a_measure_that_is_taken_up_again_has_its_tasks():
    theme = small_content().themes[0]
    given_up = replace(theme.measures[0], state=MeasureState.CANCELLED, reason="ไม่มีงบประมาณ")
    themes = (replace(theme, measures=(given_up, theme.measures[1])),)
    points = tuple(replace(point, reason="-") for point in small_content().points)
    approved(a_plan(replace(small_content(), themes=themes, points=points)))
    assert not Task.objects.exists()
    set_measure_state(Measure.objects.get(number=1), MeasureState.RUNNING, **BY)
    assert Task.objects.count() == 8


def test_a_measure_of_another_plan_is_not_taken():
    a_plan()
    mine = Measure.objects.first()
    other = a_plan(small_content("other"))
    with pytest.raises(MeasureUnknown):
        save_measure(other.themes.get(), MeasureContent(1, "x"), measure=mine, **BY)


def test_a_reason_is_given_and_taken_back():
    a_plan()
    point = Point.objects.get(code="I7")
    explain_point(point, " ไม่อยู่ในอำนาจ ", **BY)
    assert Point.objects.get(code="I7").reason == "ไม่อยู่ในอำนาจ"
    explain_point(point, "", **BY)
    assert Point.objects.get(code="I7").reason == ""


def test_nothing_is_changed_in_an_approved_plan():
    plan = approved(a_plan())
    theme, measure, point = Theme.objects.get(), Measure.objects.first(), Point.objects.first()
    changes = [
        lambda: add_theme(plan, "x", **BY),
        lambda: change_theme(theme, "x", **BY),
        lambda: move_theme(theme, up=True, **BY),
        lambda: drop_theme(theme, **BY),
        lambda: save_measure(theme, MeasureContent(1, "x"), measure=None, **BY),
        lambda: move_measure(measure, up=True, **BY),
        lambda: drop_measure(measure, **BY),
        lambda: explain_point(point, "x", **BY),
    ]
    for change in changes:
        with pytest.raises(PlanNotEditable):
            change()


def test_an_officer_follows_up_what_their_unit_answers_for():
    plan = approved(a_plan())
    for_units, for_all = Measure.objects.order_by("number")
    for_units.units.set(plan.agency.units.filter(code=UNITS[0]))
    mine = somebody(Role.OFFICER, plan.agency, UNITS[0])
    other = somebody(Role.OFFICER, plan.agency, UNITS[1])

    set_measure_state(for_units, MeasureState.RUNNING, by=mine, now=NOON)
    set_measure_state(for_all, MeasureState.RUNNING, by=other, now=NOON)
    with pytest.raises(NotAllowed):
        set_measure_state(for_units, MeasureState.DONE, by=other, now=NOON)
    with pytest.raises(NotAllowed):
        set_measure_state(for_units, MeasureState.CANCELLED, reason="x", by=mine, now=NOON)
    set_measure_state(for_units, MeasureState.DONE, by=mine, now=NOON)
    assert AuditEntry.objects.filter(action="plan.measure_state").count() == 3


def test_cancelling_needs_a_reason_and_the_coordinator():
    plan = approved(a_plan())
    measure = Measure.objects.first()
    by = {"by": somebody(Role.COORDINATOR, plan.agency), "now": NOON}
    with pytest.raises(WordsNeeded):
        set_measure_state(measure, MeasureState.CANCELLED, **by)
    set_measure_state(measure, MeasureState.CANCELLED, reason="งบประมาณถูกตัด", **by)
    assert Measure.objects.get(pk=measure.pk).reason == "งบประมาณถูกตัด"
    with pytest.raises(MeasureStateNotNext):
        set_measure_state(measure, MeasureState.DONE, **by)
    set_measure_state(measure, MeasureState.RUNNING, **by)
    assert Measure.objects.get(pk=measure.pk).reason == ""


def test_a_draft_is_not_followed_up():
    a_plan()
    with pytest.raises(PlanNotFollowed):
        set_measure_state(Measure.objects.first(), MeasureState.DONE, **BY)
    assert Agency.objects.count() == 1
