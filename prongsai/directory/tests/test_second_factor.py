"""The second factor: who must have one, setting it up, being asked for it."""

import re
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from prongsai.directory.rules import GUARDED, Role
from prongsai.directory.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/second-factor/totp/activate/"


@pytest.fixture
def at_once(monkeypatch):
    """Return a context in which what follows a commit happens, though a test never commits."""

    @contextmanager
    def done():
        with monkeypatch.context() as patch:
            patch.setattr("django.db.transaction.on_commit", lambda do, **_: do())
            yield

    return done


@pytest.fixture
def set_up(client, app_code, at_once):
    """Return a function that sets codes from an app up, as a person does; it returns the secret."""

    def done():
        confirm = client.get(ACTIVATE).headers["location"]
        page = client.post(confirm, {"password": PASSWORD}, follow=True).text
        assert "data:image/svg+xml;base64," in page
        secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
        with at_once():
            answer = client.post(ACTIVATE, {"code": app_code(secret)}, follow=True)
        assert "เปิดการยืนยันตัวตนสองขั้นด้วยรหัสจากแอปแล้ว" in answer.text
        return secret

    return done


def place_of(role):
    return {"agency": "dip"} if role is Role.EXECUTIVE else {}


@pytest.mark.parametrize("role", sorted(GUARDED))
def test_a_guarded_role_goes_nowhere_without_a_second_factor(
    person, log_in, client, department, role, set_up
):
    answer = log_in(person(role, **place_of(role)), follow=True)
    assert answer.redirect_chain[-1] == ("/accounts/second-factor/", 302)
    for page in ("/me/", "/accounts/sessions/", "/accounts/password/change/"):
        assert client.get(page).headers["location"] == "/accounts/second-factor/"
    for page in ("/look", "/accounts/logout/", "/accounts/second-factor/webauthn/"):
        assert client.get(page).status_code == 200, page
    assert client.get("/en/me/").headers["location"] == "/en/accounts/second-factor/"
    set_up()
    assert client.get("/me/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(person, log_in, client):
    log_in(person("central"))
    client.post("/accounts/second-factor/recovery-codes/generate/")
    Authenticator.objects.create(
        user_id=client.session["_auth_user_id"], type="recovery_codes", data={"seed": "x"}
    )
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("role", ["auditor", None])
def test_others_may_do_without(person, log_in, client, role):
    log_in(person(role))
    assert client.get("/me/").status_code == 200


def test_a_wrong_code_turns_nothing_on(person, log_in, client):
    log_in(person())
    client.post(client.get(ACTIVATE).headers["location"], {"password": PASSWORD})
    client.get(ACTIVATE)
    assert "รหัสไม่ถูกต้อง" in client.post(ACTIVATE, {"code": "000000"}).text
    assert not Authenticator.objects.exists()


def test_the_next_login_asks_for_a_code_and_takes_it_once(person, log_in, client, set_up, app_code):
    email = person()
    log_in(email)
    secret = set_up()
    browser = Client()
    answer = log_in(email, browser=browser)
    assert answer.headers["location"] == "/accounts/second-factor/authenticate/"
    page = "/accounts/second-factor/authenticate/"
    assert "ใส่รหัสที่แอปของท่านแสดงอยู่ขณะนี้" in browser.get(page).text
    assert browser.get("/me/").status_code == 302
    assert "รหัสไม่ถูกต้อง" in browser.post(page, {"code": "000000"}).text
    code = app_code(secret, steps=1)
    assert browser.post(page, {"code": code}).headers["location"] == "/desk/"
    again = Client()
    log_in(email, browser=again)
    assert "รหัสไม่ถูกต้อง" in again.post(page, {"code": code}).text


def test_a_recovery_code_lets_in_once(person, log_in, client, set_up):
    email = person()
    log_in(email)
    set_up()
    codes = re.findall(
        r"<code>(\d+)</code>", client.get("/accounts/second-factor/recovery-codes/").text
    )
    assert len(codes) == 10
    page = "/accounts/second-factor/authenticate/"
    for browser, wanted in ((Client(), 302), (Client(), 200)):
        log_in(email, browser=browser)
        assert browser.post(page, {"code": codes[0]}).status_code == wanted


def test_turning_codes_on_and_off_is_told_by_mail(
    person, log_in, client, set_up, mailoutbox, at_once
):
    log_in(person())
    set_up()
    assert "เปิดการยืนยันตัวตนด้วยรหัสจากแอป" in mailoutbox[-1].body
    with at_once():
        client.post("/accounts/second-factor/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert "ปิดการยืนยันตัวตนด้วยรหัสจากแอป" in mailoutbox[-1].body


def test_a_passkey_is_asked_of_the_browser(person, log_in, client):
    page = client.get("/accounts/login/").text
    assert "passkey_login" in page
    assert client.get(
        "/accounts/second-factor/webauthn/login/", headers={"accept": "application/json"}
    ).json()["request_options"]
    log_in(person())
    add = "/accounts/second-factor/webauthn/add/"
    confirm = client.get(add).headers["location"]
    page = client.post(confirm, {"password": PASSWORD}, follow=True).text
    assert "creation_options" in page
    assert "mfa/js/webauthn.js" in page
    assert client.get("/accounts/second-factor/webauthn/").status_code == 200
