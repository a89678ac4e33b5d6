"""Logging in, passwords, sessions; making accounts and giving duties."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now

from prongsai.directory.models import Duty, User
from prongsai.directory.queries import actor_of, people
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.directory.rules.accounts import (
    AccountExists,
    AccountUnknown,
    AddressUnreadable,
    DutyMisplaced,
    PasswordWeak,
)
from prongsai.directory.rules.agencies import AgencyMissing
from prongsai.directory.services.accounts import create_account, grant_duty, revoke_duty
from prongsai.directory.tests.conftest import PASSWORD
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "ทะเลหมอกยามเช้า-77"


def test_a_person_logs_in_and_meets_their_duties(person, log_in, client, department):
    answer = log_in(person("coordinator", agency="dip"), follow=True)
    assert answer.redirect_chain == [("/desk/", 302)]
    assert all(
        word in answer.text for word in ("สมชาย", "ผู้ประสานงานของหน่วยงาน", "กรมทดสอบ", "ออกจากระบบ")
    )
    assert "coordinator of an agency: Department" in client.get("/en/me/").text


def test_the_address_is_the_same_in_capital_letters(person, log_in):
    person()
    assert log_in("Somchai@Agency.example").status_code == 302


@pytest.mark.parametrize("email", ["somchai@agency.example", "nobody@agency.example"])
def test_a_refusal_does_not_tell_whether_there_is_an_account(person, log_in, email):
    person()
    answer = log_in(email, "something else")
    assert "อีเมลหรือรหัสผ่านไม่ถูกต้อง" in answer.text
    assert "_auth_user_id" not in answer.client.session


def test_guessing_ends_after_some_attempts_even_with_the_right_password(person, log_in):
    email = person()
    for _ in range(5):
        log_in(email, "a wrong one")
    answer = log_in(email)
    assert "ลองด้วยอีเมลนี้หลายครั้งเกินไป" in answer.text


def test_too_many_requests_are_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    data = {"email": "a@agency.example"}
    answers = [client.post("/accounts/password/reset/", data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert "รอห้านาทีแล้วลองใหม่" in answers[1].text


def test_who_is_not_active_does_not_come_in(person, log_in, client):
    User.objects.filter(email=person()).update(is_active=False)
    answer = log_in("somchai@agency.example", follow=True)
    assert "_auth_user_id" not in client.session
    assert "สมชาย" not in answer.text


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404


def test_logging_out_asks_and_then_ends_the_session(person, log_in, client):
    log_in(person())
    assert "ท่านต้องการออกจากระบบหรือไม่" in client.get("/accounts/logout/").text
    client.post("/accounts/logout/")
    assert client.get("/me/").status_code == 302


def test_a_forgotten_password_is_set_by_a_link_that_works_once(person, log_in, client, mailoutbox):
    email = person()
    client.post("/accounts/password/reset/", {"email": email})
    (mail,) = mailoutbox
    assert "ตั้งรหัสผ่านใหม่" in mail.subject
    assert "Set a new password" in mail.subject
    link = re.search(r"http://testserver(\S+)", mail.body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    answer = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "ตั้งรหัสผ่านแล้ว" in answer.text
    assert log_in(email, NEW, browser=Client()).status_code == 302
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(link, follow=True).text


def test_no_mail_goes_to_who_has_no_account(client, mailoutbox):
    answer = client.post(
        "/accounts/password/reset/", {"email": "nobody@agency.example"}, follow=True
    )
    assert "หากอีเมลนี้มีบัญชี" in answer.text
    assert not mailoutbox


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("สั้น", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10"),
        ("84620917354", "มีแต่ตัวเลข"),
        ("qwertyuiop", "มีผู้ใช้กันมาก"),
    ],
)
def test_a_weak_password_is_refused_in_thai(person, log_in, client, password, said):
    log_in(person())
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert said in client.post("/accounts/password/change/", data).text


def test_a_changed_password_is_told_by_mail(person, log_in, client, mailoutbox):
    email = person()
    log_in(email)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = client.post("/accounts/password/change/", data, follow=True)
    assert "เปลี่ยนรหัสผ่านแล้ว" in answer.text
    assert "รหัสผ่านของท่านถูกเปลี่ยน" in mailoutbox[0].body
    assert "Your password was changed" in mailoutbox[0].body
    assert log_in(email, NEW, browser=Client()).status_code == 302


def test_other_sessions_are_listed_and_ended(person, log_in, client):
    email, other = person(), Client(headers={"user-agent": "An old telephone"})
    log_in(email)
    log_in(email, browser=other)
    assert "An old telephone" in client.get("/accounts/sessions/").text
    client.post("/accounts/sessions/")
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_session_that_is_used_is_kept_and_an_idle_one_ends(person, log_in, client, settings):
    log_in(person())
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE == 12 * 3600
    session = client.session
    session["renewed"] = 0
    session.save()
    client.get("/me/")
    assert client.session["renewed"] > 0
    assert client.session.get_expire_at_browser_close()


def test_no_other_place_to_log_in_is_offered_unless_it_is_set(client):
    assert "/accounts/oidc/" not in client.get("/accounts/login/").text


# Services


def test_an_account_is_made_once_with_a_readable_address(person):
    email = person()
    for wrong, error in ((email.upper(), AccountExists), ("nowhere", AddressUnreadable)):
        with pytest.raises(error):
            create_account(wrong, by=OPERATOR, now=now())
    with pytest.raises(PasswordWeak, match="numeric"):
        create_account("b@agency.example", password="84620917354", by=OPERATOR, now=now())


def test_what_is_done_leaves_a_trace(person, department):
    email = person("officer", agency="dip")
    revoke_duty(email, Role.OFFICER, agency="dip", by=OPERATOR, now=now())
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["account.created", "duty.granted", "duty.revoked"]


def test_a_coordinator_gives_duties_to_officers_of_their_own_agency_alone(person, department):
    person("coordinator", agency="dip")
    by = actor_of(User.objects.get())
    email = person(email="officer@agency.example")
    assert grant_duty(email, Role.OFFICER, agency="dip", by=by, now=now())
    for role, place in (
        (Role.OFFICER, "other"),
        (Role.COORDINATOR, "dip"),
        (Role.EXECUTIVE, "dip"),
    ):
        with pytest.raises(NotAllowed):
            grant_duty(email, role, agency=place, by=by, now=now())
    with pytest.raises(NotAllowed):
        create_account("new@agency.example", by=by, now=now())
    assert revoke_duty(email, Role.OFFICER, agency="dip", by=by, now=now())


@pytest.mark.parametrize(
    ("role", "place", "error"),
    [
        (Role.OFFICER, {}, DutyMisplaced),
        (Role.AUDITOR, {"agency": "dip"}, DutyMisplaced),
        (Role.OVERSEER, {}, DutyMisplaced),
        (Role.CENTRAL, {"ministry": "อุตสาหกรรม"}, DutyMisplaced),
        (Role.OFFICER, {"agency": "nowhere"}, AgencyMissing),
    ],
)
def test_a_duty_is_for_what_its_role_is_for(person, department, role, place, error):
    with pytest.raises(error):
        grant_duty(person(), role, by=OPERATOR, now=now(), **place)
    assert not Duty.objects.exists()


def test_a_duty_is_given_once_and_to_who_is_there(person):
    email = person("auditor")
    assert not grant_duty(email, Role.AUDITOR, by=OPERATOR, now=now())
    assert not revoke_duty(email, Role.EVALUATOR, by=OPERATOR, now=now())
    with pytest.raises(AccountUnknown):
        grant_duty("nobody@agency.example", Role.AUDITOR, by=OPERATOR, now=now())


def test_people_are_listed_with_what_they_are(person, department):
    person("overseer", ministry="อุตสาหกรรม")
    (one,) = people()
    assert one.payload()["duties"] == [
        {"role": "overseer", "agency": "", "unit": "", "ministry": "อุตสาหกรรม"}
    ]
