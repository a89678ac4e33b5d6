"""What programs do with surveys, as whoever holds the key."""

import pytest

from prongsai.directory.queries import actor_of
from prongsai.directory.rules import Role
from prongsai.directory.services.keys import make_key
from prongsai.surveys.models import Code, Gate
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.tests.work import somebody

pytestmark = pytest.mark.django_db

ROUND = "/api/v1/rounds/th-ita/2566"
DIP = f"{ROUND}/agencies/dip"


@pytest.fixture
def call(client, collecting):
    def called(role, method, path, body=None, agency="dip"):
        user = somebody(role, agency)
        token = make_key("test", by=actor_of(user), now=NOON)
        send = getattr(client, method)
        return send(
            path,
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )

    return called


def test_coverage_of_a_round_and_of_an_agency(call, client):
    found = call(Role.AUDITOR, "get", f"{ROUND}/coverage").json()
    assert [row["agency"] for row in found["rows"]] == ["dip", "dop"]
    assert found["totals"][0]["came_in"] == 0
    [iit, _] = call(Role.EXECUTIVE, "get", f"{DIP}/coverage").json()
    assert (iit["instrument"], iit["came_in"], iit["margin"]) == ("IIT", 0, None)
    assert client.get(f"{ROUND}/coverage").status_code == 401


def test_a_stranger_reads_nothing(call):
    assert call(Role.COORDINATOR, "get", f"{DIP}/coverage", agency="dop").status_code == 403
    assert call(Role.INTERVIEWER, "get", f"{ROUND}/coverage").status_code == 403


def test_a_coordinator_opens_a_way_in_and_makes_codes_that_are_told_once(call, client):
    way = {"instrument": "IIT", "kind": "codes", "place": "Counter 3"}
    opened = call(Role.COORDINATOR, "post", f"{DIP}/ways-in", way)
    assert opened.status_code == 201
    token = opened.json()["token"]
    assert opened.json()["address"].endswith(f"/a/{token}/")
    made = call(Role.CENTRAL, "post", f"{DIP}/ways-in/{token}/codes", {"number": 5})
    assert made.status_code == 201
    assert len(set(made.json()["codes"])) == Code.objects.count() == 5
    [seen] = call(Role.AUDITOR, "get", f"{DIP}/ways-in").json()
    assert (seen["token"], seen["address"], seen["codes_left"]) == ("", "", 5)


def test_who_may_not_is_refused_before_anything_is_opened(call, participation):
    way = {"instrument": "IIT"}
    assert call(Role.EXECUTIVE, "post", f"{DIP}/ways-in", way).status_code == 403
    assert call(Role.COORDINATOR, "post", f"{ROUND}/close").status_code == 403
    assert not Gate.objects.exists()


def test_too_many_codes_are_refused(call, gate):
    path = f"{DIP}/ways-in/{gate.token}/codes"
    assert call(Role.COORDINATOR, "post", path, {"number": 5_001}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_round_is_closed(call, collecting):
    answer = call(Role.CENTRAL, "post", f"{ROUND}/close")
    assert answer.json() == {"state": "closed", "responses": 0}
    collecting.refresh_from_db()
    assert collecting.state == "closed"
