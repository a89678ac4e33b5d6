"""The working group on pages: its order, meetings, and decisions that become steps."""

from datetime import date

import pytest

from prongsai.directory.rules import NotAllowed, Role
from prongsai.improvement.models import Appointment, Decision, Meeting, Plan, Task
from prongsai.improvement.rules.following import DecisionTaken, NotInPlan, PlanClosed
from prongsai.improvement.services.groups import decide, hold_meeting, take_up_decision
from prongsai.improvement.services.plans import close_plan
from prongsai.improvement.tests.following import (
    PLAN,
    an_approved_plan,
    browser_of,
    coordinator,
    measures,
    officer,
    text,
)
from prongsai.improvement.tests.planned import NOON, OPERATOR, a_plan, small_content, somebody

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}


@pytest.fixture
def plan():
    return an_approved_plan()


def a_meeting(plan):
    return hold_meeting(plan, held_on=date(2023, 11, 2), title="ครั้งที่ 1", minutes="ก\nข", **DOING)


def members(*names):
    sent = {"members-TOTAL_FORMS": "5", "members-INITIAL_FORMS": "0"}
    for number in range(5):
        name = names[number] if number < len(names) else ""
        sent |= {f"members-{number}-name": name, f"members-{number}-position": "ผู้อำนวยการ"}
        sent |= {f"members-{number}-duty": "chair" if number == 0 else "member"}
    return sent


def test_an_order_is_entered_with_its_members_changed_and_removed(plan):
    boss = browser_of(coordinator(plan))
    order = {"do": "save", "number": "125/2566", "dated": "01/10/2566", "title": "แต่งตั้งคณะทำงาน"}
    shown = text(
        boss.post(f"{PLAN}group/new/", {**order, **members("สมชาย", "สมหญิง")}, follow=True)
    )
    for words in ("125/2566", "1 October 2566", "สมชาย", "chair", "2 members"):
        assert words in shown
    one = Appointment.objects.get()
    page = f"{PLAN}group/{one.pk}/"
    assert "สมหญิง" in text(boss.get(page))
    boss.post(page, {**order, **members("สมศรี")})
    assert [member.name for member in one.members.all()] == ["สมศรี"]
    text(boss.post(page, {**order, "dated": "", **members()}), 422)
    boss.post(page, {"do": "drop"})
    assert not Appointment.objects.exists()


def test_a_meeting_is_kept_with_decisions_and_removed(plan):
    boss = browser_of(coordinator(plan))
    sent = {"do": "save", "held_on": "2023-11-02", "title": "ครั้งที่ 1", "minutes": "รับทราบ"}
    assert "Add what it decided" in text(boss.post(f"{PLAN}meetings/new/", sent, follow=True))
    meeting = Meeting.objects.get()
    page = f"{PLAN}meetings/{meeting.pk}/"
    boss.post(page, {"do": "decide", "decisions": "เผยแพร่คู่มือ\n\nติดตามรายไตรมาส"})
    assert [one.text for one in meeting.decisions.all()] == ["เผยแพร่คู่มือ", "ติดตามรายไตรมาส"]
    assert "at least one decision" in text(boss.post(page, {"do": "decide", "decisions": ""}), 422)
    boss.post(page, {"do": "remove", "decision": meeting.decisions.first().pk})
    assert meeting.decisions.count() == 1
    boss.post(page, {**sent, "title": "ครั้งที่ 1/2567"})
    assert "ครั้งที่ 1/2567" in text(boss.get(f"{PLAN}group/"))
    assert "ติดตามรายไตรมาส" in text(browser_of(somebody(Role.AUDITOR)).get(page))
    boss.post(page, {"do": "drop"})
    assert not Meeting.objects.exists()


def test_a_decision_becomes_a_step_and_its_tasks(plan):
    survey, _ = measures(plan)
    boss = browser_of(coordinator(plan))
    (one,) = decide(a_meeting(plan), ["เผยแพร่คู่มือ"], **DOING)
    page = f"{PLAN}decisions/{one.pk}/"
    assert "สำรวจความพึงพอใจ" in text(boss.get(page))
    sent = {"measure": survey.pk, "due": "31/01/2567", "recurrence": "once"}
    assert "เผยแพร่คู่มือ" in text(boss.post(page, sent, follow=True))
    assert Task.objects.filter(step__title="เผยแพร่คู่มือ").count() == survey.units.count()
    assert "a step of a measure already" in text(boss.post(page, sent), 422)
    assert "taken up as a step" in text(boss.get(f"{PLAN}meetings/{one.meeting_id}/"))


def test_a_decision_is_taken_up_once_and_into_its_own_plan(plan):
    (one,) = decide(a_meeting(plan), ["ก"], **DOING)
    foreign = measures(a_plan(small_content("other")))[0]
    step = {"due": date(2024, 1, 31), **DOING}
    with pytest.raises(NotInPlan):
        take_up_decision(one, measure=foreign, **step)
    take_up_decision(one, measure=measures(plan)[0], **step)
    with pytest.raises(DecisionTaken):
        take_up_decision(Decision.objects.get(), measure=measures(plan)[0], **step)


def test_the_group_is_the_coordinators_and_a_closed_plan_keeps_it_as_it_is(plan):
    with pytest.raises(NotAllowed):
        hold_meeting(plan, held_on=date(2023, 11, 2), title="x", by=officer(plan), now=NOON)
    meeting = a_meeting(plan)
    close_plan(plan, **DOING)
    with pytest.raises(PlanClosed):
        decide(meeting, ["ก"], **DOING)
    assert Plan.objects.get(pk=plan.pk).state == "closed"
