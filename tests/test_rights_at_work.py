"""Who may open what: every page of the working area and every operation, as every role."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from rights_made import round_to_walk
from rights_table import API_EXAMPLE, OPERATIONS, WORK

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OF_AGENCY, Role
from prongsai.directory.services.keys import make_key

pytestmark = pytest.mark.django_db
#: Those whose duty names an agency or a ministry: to them, the agency of another is shut.
BOUND = OF_AGENCY | {Role.OVERSEER}
as_each_role = pytest.mark.parametrize(
    ("role", "agency"),
    [
        (role, agency)
        for role in Role
        for agency in ("dip", "other")
        if agency == "dip" or role in BOUND
    ],
)


@pytest.fixture(scope="module", autouse=True)
def collecting(made_once):
    round_to_walk()


def is_sent_to_log_in(response):
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


@pytest.fixture
def worker(client):
    """Log somebody in who has one role, for an agency or its ministry where that belongs to it."""

    def logged_in(role, agency):
        user = User.objects.create_user(f"{role.value}.{agency}@example.org", "long enough 123")
        of = Agency.objects.get(code=agency)
        Duty.objects.create(
            user=user,
            role=role.value,
            agency=of if role in OF_AGENCY else None,
            ministry=of.ministry if role is Role.OVERSEER else "",
        )
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.force_login(user)
        client.get(reverse("directory:me"))  # the session is renewed, which the walk need not undo
        return client

    return logged_in


REFUSED, NOT_HERE = {403, 404}, 405


def tried(client, name):
    """Open a page and send nothing to it; tell both answers, and take back what that did."""
    address = reverse(name, kwargs=WORK[name].example)
    with transaction.atomic():
        answers = client.get(address), client.post(address)
        transaction.set_rollback(True)
    return answers


def test_nobody_works_without_logging_in(client):
    for name, work in WORK.items():
        read, sent = tried(client, name)
        assert is_sent_to_log_in(read) or not work.reads, name
        assert sent.status_code == NOT_HERE or is_sent_to_log_in(sent), name


@as_each_role
def test_pages_of_the_working_area_open_for_their_roles_alone(worker, role, agency):
    client = worker(role, agency)
    wrong = []
    for name, work in WORK.items():
        is_theirs = agency == "dip" or not {"agency", "person"} & set(work.example)
        for answer, roles in zip(tried(client, name), (work.reads, work.writes), strict=True):
            status, may = answer.status_code, role in roles and is_theirs
            here = status != NOT_HERE
            if (
                status >= 500
                or (here and (status not in REFUSED) is not may)
                or (roles and not here)
            ):
                wrong.append((name, answer.request["REQUEST_METHOD"], status))
    assert not wrong


def called(client, operation, body, **headers):
    """Call an operation, and take back what that did; return its status."""
    method, path = operation
    address = "/api/v1" + path.format_map(API_EXAMPLE)
    sent = {"data": body, "content_type": "application/json"} if body else {}
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, **sent, **headers)
        transaction.set_rollback(True)
    return answer.status_code


KEPT = {operation: told for operation, told in OPERATIONS.items() if told.roles is not None}


def may_call(operation, role, agency):
    is_theirs = agency == "dip" or "{agency}" not in operation[1]
    return role in KEPT[operation].roles and is_theirs


def key_of(client, role, agency):
    """Return what the program of somebody sends along."""
    holder = actor_of(User.objects.get(email=f"{role.value}.{agency}@example.org"))
    key = make_key("walk", by=holder, now=now())
    client.logout()
    told = {"Authorization": f"Bearer {key}"}
    client.get("/api/v1/me", headers=told)  # the day is noted, which the walk need not undo
    return told


@as_each_role
def test_operations_of_the_api_are_for_their_roles_alone(worker, role, agency):
    client = worker(role, agency)
    key = key_of(client, role, agency)
    wrong = []
    for operation, told in KEPT.items():
        status = called(client, operation, told.body, headers=key)
        is_broken = status >= 500 and not told.is_alone
        is_open = status not in {401, *REFUSED}
        if is_broken or is_open is not may_call(operation, role, agency):
            wrong.append((*operation, status))
    assert not wrong


@as_each_role
def test_who_may_not_call_is_refused_before_anything_they_sent_is_read(worker, role, agency):
    client = worker(role, agency)
    key = key_of(client, role, agency)
    wrong = []
    for operation, told in KEPT.items():
        if told.body and told.roles and not may_call(operation, role, agency):
            status = called(client, operation, "{ no JSON", headers=key)
            if status not in {401, *REFUSED}:
                wrong.append((*operation, status))
    assert not wrong


@pytest.mark.parametrize("role", [None, *Role])
def test_a_session_is_no_key(worker, client, role):
    if role is not None:
        worker(role, "dip")
    assert {called(client, operation, told.body) for operation, told in KEPT.items()} == {401}
