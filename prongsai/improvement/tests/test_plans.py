"""Plans from their beginning to their end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.directory.models import Unit
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.improvement.models import Measure, Snapshot, Task
from prongsai.improvement.queries.contents import content_of, plan_of, snapshot_content
from prongsai.improvement.queries.points import open_points, point_rows
from prongsai.improvement.rules.content import (
    ActionContent,
    MeasureContent,
    OutcomeContent,
    PlanContent,
)
from prongsai.improvement.rules.faults import (
    PlanContradictory,
    PlanEmpty,
    PlanExists,
    PlanNotFollowed,
    PlanUnknown,
    PointsOpen,
    SnapshotTaken,
    UnitsUnknown,
    WordsNeeded,
    WorkReported,
)
from prongsai.improvement.rules.states import (
    MeasureState,
    PlanNotEditable,
    PlanState,
    PlanStateNotNext,
    SnapshotKind,
)
from prongsai.improvement.services.plans import (
    approve_plan,
    begin_plan,
    close_plan,
    fill_plan,
    return_plan,
    submit_plan,
)
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.improvement.tests.planned import (
    FRAMEWORK,
    NOON,
    YEAR,
    a_plan,
    an_agency,
    executive_of,
    small_content,
    somebody,
)

pytestmark = pytest.mark.django_db


def approved():
    plan = a_plan()
    submit_plan(plan, by=OPERATOR, now=NOON)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def test_a_plan_is_begun_once_a_year():
    agency = an_agency()
    plan = begin_plan(agency, FRAMEWORK, YEAR, by=OPERATOR, now=NOON)
    with pytest.raises(PlanExists):
        begin_plan(agency, FRAMEWORK, YEAR, by=OPERATOR, now=NOON)
    assert plan_of("dip", FRAMEWORK, YEAR) == plan
    with pytest.raises(PlanUnknown):
        plan_of("dip", FRAMEWORK, YEAR + 1)


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER, Role.AUDITOR, Role.EVALUATOR])
def test_only_who_coordinates_begins_a_plan(role):
    agency = an_agency()
    with pytest.raises(NotAllowed):
        begin_plan(agency, FRAMEWORK, YEAR, by=somebody(role, agency), now=NOON)
    begin_plan(agency, FRAMEWORK, YEAR, by=somebody(Role.COORDINATOR, agency), now=NOON)


def test_what_is_filled_in_comes_out_again():
    plan = a_plan()
    assert content_of(plan) == small_content()
    before = list(Measure.objects.values_list("pk", flat=True))
    fill_plan(plan, content_of(plan), by=OPERATOR, now=NOON)
    assert content_of(plan) == small_content()
    assert list(Measure.objects.values_list("pk", flat=True)) == before


def test_all_unknown_units_are_named():
    theme = small_content().themes[0]
    odd = replace(theme.measures[0], units=("ก", "ข"))
    content = replace(small_content(), themes=(replace(theme, measures=(odd,)),))
    with pytest.raises(UnitsUnknown, match="ก, ข"):
        a_plan(content)


@pytest.mark.parametrize(
    "change",
    [
        {"agency": "other"},
        {"points": small_content().points[:1]},
        {"points": small_content().points * 2},
        {"themes": (replace(small_content().themes[0], measures=(MeasureContent(2, "x"),)),)},
        {"themes": (replace(small_content().themes[0], actions=(ActionContent("x", (9,)),)),)},
        {"themes": (replace(small_content().themes[0], outcomes=(OutcomeContent("x", (9,)),)),)},
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(change):
    plan = begin_plan(an_agency(), FRAMEWORK, YEAR, by=OPERATOR, now=NOON)
    with pytest.raises(PlanContradictory):
        fill_plan(plan, replace(small_content(), **change), by=OPERATOR, now=NOON)


def test_a_cancelled_measure_needs_a_reason():
    theme = small_content().themes[0]
    cancelled = replace(theme.measures[0], state=MeasureState.CANCELLED)
    content = replace(
        small_content(), themes=(replace(theme, measures=(cancelled, theme.measures[1])),)
    )
    with pytest.raises(WordsNeeded):
        a_plan(content)


def test_a_plan_is_sent_on_only_when_every_weak_point_is_answered_or_explained():
    content = small_content()
    bare = replace(content, points=tuple(replace(p, reason="") for p in content.points))
    plan = a_plan(bare)
    assert open_points(plan) == ["O8"]
    assert [row.code for row in point_rows(plan) if row.is_open] == ["O8"]
    with pytest.raises(PointsOpen, match="O8"):
        submit_plan(plan, by=OPERATOR, now=NOON)
    fill_plan(plan, content, by=OPERATOR, now=NOON)
    assert submit_plan(plan, by=OPERATOR, now=NOON).state == PlanState.SUBMITTED


def test_an_empty_plan_is_not_sent_on():
    plan = a_plan(PlanContent("dip", FRAMEWORK, YEAR, None))
    with pytest.raises(PlanEmpty):
        submit_plan(plan, by=OPERATOR, now=NOON)


def test_approving_keeps_the_plan_and_makes_tasks():
    plan = approved()

    snapshot = Snapshot.objects.get(plan=plan)
    kept = snapshot_content(snapshot)
    assert kept.kind is SnapshotKind.BASELINE
    assert kept.plan == content_of(plan) == replace(small_content(), state=PlanState.APPROVED)
    days = [date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)]
    assert sorted(set(Task.objects.values_list("due", flat=True))) == days
    assert Task.objects.count() == 4 * Unit.objects.count()
    assert "plan.approved" in AuditEntry.objects.values_list("action", flat=True)


def test_only_the_executive_decides():
    plan = a_plan()
    submit_plan(plan, by=OPERATOR, now=NOON)
    for by in (OPERATOR, somebody(Role.COORDINATOR, plan.agency), executive_of(an_agency("b"))):
        with pytest.raises(NotAllowed):
            approve_plan(plan, by=by, now=NOON)
        with pytest.raises(NotAllowed):
            return_plan(plan, words="แก้", by=by, now=NOON)


def test_a_plan_that_is_decided_on_cannot_be_changed_or_approved_twice():
    plan = approved()
    with pytest.raises(PlanNotEditable):
        fill_plan(plan, small_content(), by=OPERATOR, now=NOON)
    with pytest.raises(PlanStateNotNext):
        approve_plan(plan, by=executive_of(plan.agency), now=NOON)
    assert close_plan(plan, by=OPERATOR, now=NOON).state == PlanState.CLOSED


def test_a_plan_taken_up_again_keeps_what_units_have_done():
    plan = approved()
    executive = executive_of(plan.agency)
    task = Task.objects.first()
    Task.objects.filter(pk=task.pk).update(done_on=task.due)
    with pytest.raises(WordsNeeded):
        return_plan(plan, words=" ", by=executive, now=NOON)
    returned = return_plan(plan, words="เพิ่มมาตรการ", by=executive, now=NOON)
    assert returned.remark == "เพิ่มมาตรการ"

    theme = small_content().themes[0]
    only = replace(theme.measures[0], units=theme.measures[0].units[:1])
    content = replace(small_content(), themes=(replace(theme, measures=(only, theme.measures[1])),))
    fill_plan(plan, content, by=OPERATOR, now=NOON)
    submit_plan(plan, by=OPERATOR, now=NOON)
    approve_plan(plan, by=executive, now=NOON)

    assert Task.objects.get(done_on__isnull=False) == task
    assert Task.objects.count() in {4, 5}
    assert Snapshot.objects.filter(kind=SnapshotKind.BASELINE.value).count() == 2


def test_no_task_that_was_reported_goes_with_its_step():
    plan = approved()
    done = Task.objects.first()
    Task.objects.filter(pk=done.pk).update(done_on=done.due)
    return_plan(plan, words="แก้", by=executive_of(plan.agency), now=NOON)
    theme = small_content().themes[0]
    first, second = theme.measures

    def fill(*measures):
        changed = replace(theme, measures=measures)
        fill_plan(plan, replace(small_content(), themes=(changed,)), by=OPERATOR, now=NOON)

    renamed = replace(first.steps[0], title="สรุปต่อผู้บริหาร")
    fill(replace(first, steps=(renamed,)), second)
    assert Task.objects.get(done_on__isnull=False).step.title == "สรุปต่อผู้บริหาร"
    another = replace(renamed, title="อย่างอื่น", due=date(2024, 1, 31))
    for measures in (
        [replace(first, steps=())],
        [replace(first, steps=(another,))],
        [replace(first, title="ชื่อใหม่", steps=(renamed,))],
        [replace(second, number=1)],
    ):
        with pytest.raises(WorkReported):
            fill(*measures)
    fill(replace(first, steps=(another, renamed)), second)
    assert Task.objects.get(pk=done.pk).step.place == 1


def test_progress_is_kept_once_unless_the_plan_was_approved_anew():
    plan = approved()
    six = SnapshotKind.SIX_MONTHS
    take_snapshot(plan, six, by=OPERATOR, now=NOON + timedelta(days=1))
    with pytest.raises(SnapshotTaken):
        take_snapshot(plan, six, by=OPERATOR, now=NOON + timedelta(days=2))
    executive = executive_of(plan.agency)
    return_plan(plan, words="แก้ไข", by=executive, now=NOON)
    with pytest.raises(PlanNotFollowed):
        take_snapshot(plan, six, by=OPERATOR, now=NOON)
    submit_plan(plan, by=OPERATOR, now=NOON)
    approve_plan(plan, by=executive, now=NOON + timedelta(days=3))
    take_snapshot(plan, six, by=OPERATOR, now=NOON + timedelta(days=4))
