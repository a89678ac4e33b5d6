"""Reminders: to the unit, to those above, once each, and only where mail reaches anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from prongsai.directory.models import User
from prongsai.directory.rules import Role
from prongsai.foundation.models import AuditEntry
from prongsai.improvement.models import Measure, Plan, Reminder, Task
from prongsai.improvement.services.plans import close_plan
from prongsai.improvement.services.reminding import Reminded, remind
from prongsai.improvement.services.tasks import finish_task
from prongsai.improvement.tests.following import an_approved_plan, coordinator, officer
from prongsai.improvement.tests.planned import NOON, OPERATOR, somebody

pytestmark = pytest.mark.django_db
#: The first task of the small plan is due on 31 December 2023.
DUE = datetime(2023, 12, 31, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_ADDRESS = "https://ita.example.go.th/"


def a_plan_of_autumn():
    """The small plan, approved long before its first task is due."""
    plan = an_approved_plan()
    Plan.objects.update(approved_at=after(-60))
    plan.refresh_from_db()
    return plan


def address(actor):
    return User.objects.get(pk=actor.user).email


def after(days):
    return DUE + timedelta(days=days)


def test_a_unit_is_told_before_and_after_the_day_and_those_above_when_it_is_long_past(mailoutbox):
    plan = a_plan_of_autumn()
    own, other = officer(plan), officer(plan, "กง.กสอ.")
    boss = coordinator(plan)
    assert remind(now=after(-8)) == Reminded()
    assert remind(now=after(-7)) == Reminded(letters=2, soon=2)
    assert {one.to[0] for one in mailoutbox} == {address(own), address(other)}
    assert remind(now=after(0)) == Reminded()
    assert remind(now=after(1)) == Reminded(letters=2, overdue=2)
    assert remind(now=after(13)) == Reminded()
    told = remind(now=after(14))
    assert (told.escalated, told.letters) == (2, 2)  # the coordinator and the executive
    assert address(boss) in {one.to[0] for one in mailoutbox[-2:]}
    assert remind(now=after(14)) == Reminded()
    assert Reminder.objects.count() == 6


def test_what_was_due_before_the_approval_is_late_from_then_on():
    plan = a_plan_of_autumn()
    officer(plan)
    coordinator(plan)
    Plan.objects.update(approved_at=after(30))
    assert remind(now=after(30)) == Reminded()
    told = remind(now=after(31))
    assert (told.overdue, told.escalated) == (2, 0)
    assert remind(now=after(44)).escalated == 2


def test_the_letter_has_the_task_the_day_and_the_link_in_both_languages(mailoutbox):
    plan = a_plan_of_autumn()
    officer(plan)
    remind(now=after(1))
    (letter,) = [one for one in mailoutbox if "officer" in one.to[0]]
    task = Task.objects.filter(unit__code="กต.สล.กสอ.").earliest("due")
    for words in (
        "รายงานต่อผู้บริหาร",
        "สำรวจความพึงพอใจ",
        "31 ธันวาคม 2566",
        "due 31 December 2566 B.E.",
        f"https://ita.example.go.th/desk/tasks/{task.pk}/",
        "Overdue",
    ):
        assert words in letter.body


def test_a_unit_without_officers_has_the_coordinator(mailoutbox):
    plan = a_plan_of_autumn()
    boss = coordinator(plan)
    remind(now=after(1))
    assert {one.to[0] for one in mailoutbox} == {address(boss)}
    assert AuditEntry.objects.latest("number").action == "plan.reminded"


def test_what_is_done_given_up_or_closed_is_not_told(mailoutbox):
    plan = a_plan_of_autumn()
    officer(plan)
    finish_task(Task.objects.filter(unit__code="กต.สล.กสอ.").earliest("due"), by=OPERATOR, now=NOON)
    assert remind(now=after(1)).overdue == 0  # the other unit has nobody, nor has the coordinator
    coordinator(plan)
    Measure.objects.update(state="cancelled")
    assert remind(now=after(1)) == Reminded()
    Measure.objects.update(state="running")
    close_plan(plan, by=OPERATOR, now=NOON)
    assert remind(now=after(1)) == Reminded()
    assert mailoutbox == []


def test_without_mail_nobody_counts_as_told(settings):
    plan = a_plan_of_autumn()
    officer(plan)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert remind(now=after(1)) == Reminded()
    assert not Reminder.objects.exists()


def test_what_the_mail_server_does_not_take_is_told_the_next_time(settings, mailoutbox):
    plan = a_plan_of_autumn()
    officer(plan)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert remind(now=after(1)) == Reminded()
    settings.EMAIL_BACKEND = working
    assert remind(now=after(1)).overdue == 1


def test_people_who_left_get_no_letters(mailoutbox):
    plan = a_plan_of_autumn()
    gone = officer(plan)
    User.objects.filter(pk=gone.user).update(is_active=False)
    somebody(Role.COORDINATOR, plan.agency)
    remind(now=after(1))
    assert address(gone) not in {one.to[0] for one in mailoutbox}
