"""Rounds for programs, by keys of people with each role."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.tests.conftest import NOON
from prongsai.directory.models import Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OF_AGENCY, Role
from prongsai.directory.services.keys import make_key

pytestmark = pytest.mark.django_db
ROUNDS = "/api/v1/rounds"
ROUND = f"{ROUNDS}/th-ita/2566"
MINE = f"{ROUND}/agencies/dip"


@pytest.fixture
def program(agencies):
    """Return a function: a program that acts for somebody with a role for `dip`."""

    def made(role):
        user = User.objects.create_user(f"{role.value}@agency.example")
        agency = agencies[0] if role in OF_AGENCY else None
        Duty.objects.create(user=user, role=role.value, agency=agency)
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        key = make_key("test", by=actor_of(user), now=NOON)
        return Client(headers={"authorization": f"Bearer {key}"})

    return made


def sent(client, method, address, body=None):
    return getattr(client, method)(address, body or {}, content_type="application/json")


def test_a_round_is_run_by_programs(agencies, program):
    central, coordinator, executive = map(program, (Role.CENTRAL, Role.COORDINATOR, Role.EXECUTIVE))
    planned = sent(central, "post", ROUNDS, {"edition": "2566"})
    assert planned.status_code == 201
    assert planned.json()["state"] == "planned"
    assert sent(central, "post", f"{ROUND}/agencies", {"codes": ["dip", "dop"]}).json() == {
        "entered": 2
    }
    dates = {"starts": "2023-01-01", "ends": "2023-04-30"}
    phases = sent(central, "put", f"{ROUND}/phases/collection", dates).json()["phases"]
    assert next(p for p in phases if p["code"] == "collection")["ends"] == "2023-04-30"
    heads = {"staff": 400, "public": None}
    told = sent(coordinator, "put", f"{MINE}/headcounts", heads)
    assert told.json()["approval"] == "waiting"
    assert sent(executive, "post", f"{MINE}/approval", heads).json()["approval"] == "approved"
    assert sent(central, "post", f"{ROUND}/open").json()["state"] == "collecting"
    assert Participation.objects.get(agency__code="dip").approved_by.email.startswith("executive")
    assert central.get(ROUNDS).json()[0]["approved"] == 1


def test_a_program_sees_what_its_person_sees(round_, program):
    auditor, coordinator = program(Role.AUDITOR), program(Role.COORDINATOR)
    assert auditor.get(f"{ROUND}/agencies").json()["agencies"] == 2
    found = coordinator.get(f"{ROUND}/agencies").json()
    assert [row["agency"] for row in found["rows"]] == ["dip"]
    assert coordinator.get(MINE).json()["staff"] is None
    assert coordinator.get(f"{ROUND}/agencies/dop").status_code == 403
    assert auditor.get(f"{ROUND}/agencies?approval=waiting&search=d").json()["rows"] == []
    assert coordinator.get(f"{ROUNDS}/th-ita/2599/agencies").status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CENTRAL}))
def test_only_the_central_administrator_runs_rounds_by_the_api(round_, program, role):
    refused = program(role)
    dates = {"starts": None, "ends": "2023-04-30"}
    for method, address, body in (
        ("post", ROUNDS, {"edition": "2565"}),
        ("post", f"{ROUND}/open", None),
        ("post", f"{ROUND}/agencies", {"codes": ["dip"]}),
        ("put", f"{ROUND}/phases/collection", dates),
    ):
        answer = sent(refused, method, address, body)
        assert answer.status_code == 403, address
        assert answer["content-type"] == "application/problem+json"
    assert Round.objects.get().state == "planned"


def test_an_interviewer_has_no_business_with_rounds(round_, program):
    interviewer = program(Role.INTERVIEWER)
    for address in (ROUNDS, ROUND, f"{ROUND}/agencies", MINE):
        assert interviewer.get(address).status_code == 403


def test_nobody_reads_or_changes_rounds_without_a_key(round_):
    nobody = Client()
    for address in (ROUNDS, ROUND, f"{ROUND}/agencies", MINE):
        assert nobody.get(address).status_code == 401
    assert sent(nobody, "post", f"{ROUND}/open").status_code == 401
    assert sent(nobody, "put", f"{MINE}/headcounts", {"staff": 1, "public": 1}).status_code == 401


def test_no_folder_of_the_server_is_read_as_an_edition(agencies, program):
    answer = sent(program(Role.CENTRAL), "post", ROUNDS, {"edition": "frameworks/th-ita/2566"})
    assert answer.status_code == 404
    assert answer.json()["code"] == "EDITION-001"


def test_headcounts_that_cannot_be_are_refused(round_, program):
    coordinator = program(Role.COORDINATOR)
    heads = {"staff": -1, "public": None}
    assert sent(coordinator, "put", f"{MINE}/headcounts", heads).status_code == 422
