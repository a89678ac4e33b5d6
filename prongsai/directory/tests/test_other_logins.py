"""Another place that says who somebody is: it opens accounts that are here, and makes none."""

from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore

from prongsai.directory.models import User

pytestmark = pytest.mark.django_db
APP = {
    "provider_id": "oidc",
    "name": "ThaID",
    "client_id": "1",
    "secret": "2",
    "settings": {"server_url": "https://id.example"},
}


@pytest.fixture(autouse=True)
def other_place(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}


@pytest.fixture
def arrive(rf):
    """Return a function: somebody comes back from there with an address; it returns the session."""

    def done(email, *, verified):
        request = rf.get("/accounts/oidc/login/callback/")
        request.session, request.user = SessionStore(), AnonymousUser()
        request.allauth, request._messages = SimpleNamespace(), default_storage(request)
        login = SocialLogin(
            provider=get_adapter().get_provider(request, "oidc"),
            user=User(email=email),
            account=SocialAccount(provider="oidc", uid="1"),
            email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
        )
        with context.request_context(request):
            return request.session, complete_login(request, login)

    return done


def test_who_has_an_account_comes_in_by_an_address_that_was_verified_there(person, arrive):
    session, answer = arrive(person(), verified=True)
    assert session["_auth_user_id"]
    assert answer.headers["location"] == "/desk/"


@pytest.mark.parametrize(
    ("email", "verified"), [("somchai@agency.example", False), ("nobody@agency.example", True)]
)
def test_others_are_told_that_there_is_no_account(person, arrive, email, verified):
    person()
    session, answer = arrive(email, verified=verified)
    assert "_auth_user_id" not in session
    assert "ท่านยังไม่มีบัญชีในระบบนี้" in answer.content.decode()
    assert User.objects.count() == 1


def test_the_login_page_offers_it(client):
    text = client.get("/accounts/login/").text
    assert "เข้าสู่ระบบด้วย ThaID" in text
    assert 'href="/accounts/oidc/login/?process=login"' in text
