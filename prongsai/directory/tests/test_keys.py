"""Keys by which programs act for people: what opens, what does not, and what is kept."""

import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils.timezone import now

from prongsai.directory.models import Key, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.directory.rules.keys import PREFIX, KeyMissing, KeyNameless
from prongsai.directory.services.accounts import grant_duty
from prongsai.directory.services.keys import end_key, make_key
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
ME, KEYS = "/api/v1/me", "/me/keys/"


@pytest.fixture
def holder(person):
    """An actor with an account, and their address."""
    email = person("auditor")
    return actor_of(User.objects.get(email=email))


def asked(token, word="Bearer"):
    return Client().get(ME, headers={"authorization": f"{word} {token}"})


def test_a_key_opens_for_whom_it_was_made(holder):
    token = make_key("งานกลางคืน", by=holder, now=now())
    assert re.fullmatch(PREFIX + r"[\w-]{43}", token)
    answer = asked(token)
    assert answer.status_code == 200
    assert answer.json()["duties"] == [
        {"role": "auditor", "agency": "", "unit": "", "ministry": ""}
    ]


def test_what_opens_is_kept_nowhere(holder):
    token = make_key("x", by=holder, now=now())
    kept = [str(row) for model in (Key, AuditEntry) for row in model.objects.values_list()]
    assert not [row for row in kept if token in row or token.removeprefix(PREFIX) in row]


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer ", "Bearer prongsai_x", "Basic YTpi", "\xe1\xff"]
)
def test_what_is_no_key_is_refused_in_both_languages(holder, header):
    answer = Client().get(ME, headers={"authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer["content-type"] == "application/problem+json"
    assert answer["www-authenticate"] == "Bearer"
    problem = answer.json()
    assert problem["code"] == "RIGHTS-003"
    assert "กุญแจ" in problem["title_th"]


def test_a_session_is_no_key(holder, person, log_in, client):
    log_in("somchai@agency.example")
    assert client.get("/me/").status_code == 200
    assert client.get(ME).status_code == 401


def test_a_key_that_is_ended_opens_nothing(holder):
    token = make_key("x", by=holder, now=now())
    for _ in range(2):
        end_key(Key.objects.get().pk, by=holder, now=now())
    assert asked(token).status_code == 401
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions)[-2:] == ["key.made", "key.ended"]


def test_a_key_of_who_is_not_active_opens_nothing(holder):
    token = make_key("x", by=holder, now=now())
    User.objects.update(is_active=False)
    assert asked(token).status_code == 401


def test_a_guarded_role_needs_a_second_factor_for_a_key_as_well(holder):
    token = make_key("x", by=holder, now=now())
    grant_duty("somchai@agency.example", Role.CENTRAL, by=OPERATOR, now=now())
    refused = asked(token)
    assert (refused.status_code, refused.json()["code"]) == (403, "RIGHTS-002")
    Authenticator.objects.create(user_id=holder.user, type=Authenticator.Type.TOTP, data={})
    assert asked(token).status_code == 200


def test_the_day_of_use_is_noted_once_a_day(holder, django_assert_max_num_queries):
    token = make_key("x", by=holder, now=datetime(2026, 1, 1, tzinfo=UTC))
    asked(token)
    assert Key.objects.get().used_on is not None
    with django_assert_max_num_queries(7) as seen:
        asked(token)
    assert not [one for one in seen.captured_queries if one["sql"].startswith("UPDATE")]


def test_nobody_ends_the_key_of_another_and_the_program_has_none(holder, person):
    make_key("x", by=holder, now=now())
    other = actor_of(User.objects.get(email=person(email="other@agency.example")))
    with pytest.raises(KeyMissing):
        end_key(Key.objects.get().pk, by=other, now=now())
    with pytest.raises(NotAllowed):
        make_key("x", by=OPERATOR, now=now())
    for name in ("", " \u200b", "ก" * 101):
        with pytest.raises(KeyNameless):
            make_key(name, by=holder, now=now())


def test_a_key_is_made_shown_once_and_ended_on_its_page(holder, log_in, client):
    log_in("somchai@agency.example")
    assert KEYS in client.get("/me/").text
    token = re.search(r"prongsai_[\w-]{43}", client.post(KEYS, {"name": "สคริปต์"}).text)[0]
    assert asked(token).status_code == 200
    page = client.get(KEYS).text
    assert "สคริปต์" in page
    assert token not in page
    client.post(KEYS, {"end": Key.objects.get().pk}, follow=True)
    assert "สคริปต์" not in client.get(KEYS).text
    assert asked(token).status_code == 401


@pytest.mark.parametrize(
    ("data", "status"),
    [({"name": ""}, 422), ({"name": "x" * 101}, 422), ({"end": "0"}, 404), ({"end": "²"}, 404)],
)
def test_what_cannot_be_made_or_ended_is_refused(holder, log_in, client, data, status):
    log_in("somchai@agency.example")
    assert client.post(KEYS, data).status_code == status
    assert not Key.objects.exists()
