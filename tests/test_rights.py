"""Who may open what: every public address, as every role and as nobody.

The working area and the API: tests/test_rights_at_work.py.
An address that is not in the table fails, so that nothing is opened by forgetting it.
"""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from rights_made import results_to_walk
from rights_table import OPERATIONS, TABLE, WORK, For

from prongsai.config.api import api
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import GUARDED, Role

pytestmark = pytest.mark.django_db


def names_in(patterns, spaces=()):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names_in(pattern.url_patterns, inner)


@pytest.fixture(scope="module", autouse=True)
def published(made_once, dip):
    results_to_walk(dip)


@pytest.fixture
def person(client):
    """Log somebody in who has one role; None is nobody."""

    def logged_in(role):
        if role is not None:
            user = User.objects.create_user(f"{role.value}@example.org", "long enough 123")
            agency, _ = Agency.objects.get_or_create(code="other", searched="other")
            Duty.objects.create(user=user, role=role.value, agency=agency)
            client.force_login(user)
        return client

    return logged_in


def is_sent_to_log_in(response):
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def is_sent_to_set_up(response):
    return response.status_code == 302 and "/second-factor/" in response["Location"]


def test_every_address_is_in_the_table():
    found = {name for name in names_in(get_resolver().url_patterns) if not name.startswith("api:")}
    assert found == {*TABLE, *WORK}


def test_every_operation_of_the_api_is_in_the_table():
    paths = api.get_openapi_schema()["paths"]
    found = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, operations in paths.items()
        for method in operations
    }
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_reads_what_is_public_and_members_alone_what_is_theirs(person, role):
    client = person(role)
    for name, (whom, example) in TABLE.items():
        response = client.get(reverse(name, kwargs=example))
        assert response.status_code < 500, name
        if whom is For.EVERYBODY:
            assert not is_sent_to_log_in(response), name
            # Who is logged in already has no business with logging in again.
            assert name.startswith("account_") or not is_sent_to_set_up(response), name
            assert response.status_code not in {401, 403}, name
        elif whom is For.MEMBERS and role is None:
            assert is_sent_to_log_in(response), name


@pytest.mark.parametrize("role", sorted(GUARDED))
def test_guarded_roles_see_nothing_of_theirs_before_the_second_factor(person, role):
    assert is_sent_to_set_up(person(role).get(reverse("directory:me")))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_changes_anything_by_the_api(person, role, method):
    client = person(role)
    for address in ("/api/v1/years", "/api/v1/agencies/dip", "/api/v1/agencies/dip/2566"):
        assert getattr(client, method)(address).status_code == 405
