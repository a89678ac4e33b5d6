"""Ways in: opened, listed, closed, by those who may."""

import re

import pytest

from prongsai.assessments.services.participation import tell_headcounts
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.surveys.models import Code, Gate
from prongsai.surveys.queries.gates import way_in
from prongsai.surveys.queries.ways_in import gate_of, ways_in
from prongsai.surveys.rules.collecting import CollectionClosed, GateKind, GateUnknown
from prongsai.surveys.rules.gates import (
    CodesOutOfRange,
    CollectingEnded,
    GateShut,
    PlaceTooLong,
    codes_still_needed,
)
from prongsai.surveys.services.gates import close_gate, make_codes, open_gate
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.tests.work import actor, somebody

pytestmark = pytest.mark.django_db

WAYS = "/en/desk/rounds/th-ita/2566/agencies/dip/ways-in/"


def test_a_way_in_hangs_at_a_service_point(participation):
    gate = open_gate(
        participation, "EIT", GateKind.LINK, place=" เคาน์เตอร์ 3 ", by=OPERATOR, now=NOON
    )
    [way] = ways_in(participation, reader=OPERATOR)
    assert (way.place, way.instrument, way.token) == ("เคาน์เตอร์ 3", "EIT", gate.token)
    assert AuditEntry.objects.last().facts["place"] == "เคาน์เตอร์ 3"


def test_closing_one_way_in_leaves_the_others_open_and_forgets_its_codes(gate, codes, link):
    close_gate(gate, by=OPERATOR, now=NOON)
    close_gate(gate, by=OPERATOR, now=NOON)
    assert not Code.objects.exists()
    with pytest.raises(CollectionClosed):
        way_in(gate.token)
    assert way_in(link.token)
    assert AuditEntry.objects.filter(action="gate.closed").count() == 1
    with pytest.raises(GateShut):
        make_codes(gate, 1, by=OPERATOR, now=NOON)


def test_a_closed_round_gets_no_more_ways_in_nor_codes(participation, gate, collecting):
    close_round(collecting, by=OPERATOR, now=NOON)
    with pytest.raises(CollectingEnded):
        open_gate(participation, "IIT", GateKind.LINK, by=OPERATOR, now=NOON)
    with pytest.raises(CollectingEnded):
        make_codes(gate, 1, by=OPERATOR, now=NOON)


@pytest.mark.parametrize("number", [0, -1, 5_001])
def test_codes_are_made_some_at_a_time(gate, number):
    with pytest.raises(CodesOutOfRange):
        make_codes(gate, number, by=OPERATOR, now=NOON)


def test_a_place_is_not_a_story(participation):
    with pytest.raises(PlaceTooLong):
        open_gate(participation, "IIT", GateKind.LINK, place="x" * 121, by=OPERATOR, now=NOON)


def test_a_way_in_is_found_at_its_own_agency_only(participation, gate, collecting):
    other = collecting.participations.get(agency__code="dop")
    assert gate_of(participation, gate.token) == gate
    with pytest.raises(GateUnknown):
        gate_of(other, gate.token)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EVALUATOR, Role.EXECUTIVE, Role.OFFICER])
def test_who_may_not_open_ways_in_sees_them_without_addresses(participation, gate, role):
    [way] = ways_in(participation, reader=actor(role))
    assert (way.token, way.codes_made) == ("", 0)
    with pytest.raises(NotAllowed):
        close_gate(gate, by=actor(role, "dop"), now=NOON)


def test_a_stranger_sees_no_way_in(participation):
    with pytest.raises(NotAllowed):
        ways_in(participation, reader=actor(Role.COORDINATOR, "dop"))


@pytest.mark.parametrize(
    ("population", "came_in", "left", "needed"),
    [(None, 1, 1, None), (100, 34, 26, 40), (10, 20, 0, 0)],
)
def test_the_headcount_tells_how_many_codes_are_lacking(population, came_in, left, needed):
    assert codes_still_needed(population, came_in, left) == needed


def test_the_coordinator_opens_a_way_in_and_sees_its_address(client, participation):
    client.force_login(somebody(Role.COORDINATOR))
    sent = {"instrument": "EIT", "kind": "link", "place": "Counter 3"}
    page = client.post(WAYS, sent, follow=True)
    gate = Gate.objects.get()
    text = page.content.decode()
    assert page.redirect_chain == [(WAYS, 302)]
    assert f"http://testserver/a/{gate.token}/" in text
    assert "line.me/R/share?text=" in text
    assert "<svg" in text
    assert 'style="' not in text
    assert "Counter 3" in text


def test_a_page_says_how_many_codes_would_be_enough(client, participation, gate, codes):
    tell_headcounts(participation, staff=50, public=None, by=OPERATOR, now=NOON)
    client.force_login(somebody(Role.COORDINATOR))
    text = client.get(WAYS).content.decode()
    assert "47 more codes let everybody answer who may." in text
    assert "3 codes of 3 not used yet" in text


def test_an_auditor_reads_the_page_without_addresses_or_buttons(client, participation, gate):
    client.force_login(somebody(Role.AUDITOR))
    text = client.get(WAYS).content.decode()
    assert gate.token not in text
    assert "<form" not in re.sub(r"<form[^>]*logout[^>]*>", "", text)
    assert client.post(WAYS, {}).status_code == 403


def test_what_cannot_be_opened_is_told_on_the_form_with_what_was_typed(client, participation):
    client.force_login(somebody(Role.COORDINATOR))
    page = client.post(WAYS, {"instrument": "OIT", "kind": "link", "place": "Counter 3"})
    assert page.status_code == 422
    assert 'value="Counter 3"' in page.content.decode()
    assert not Gate.objects.exists()


def test_a_way_in_is_closed_after_a_page_that_says_what_that_means(client, participation, gate):
    client.force_login(somebody(Role.COORDINATOR))
    address = f"{WAYS}{gate.token}/close/"
    assert "cannot be undone" in client.get(address).content.decode()
    assert not Gate.objects.get().is_closed
    assert client.post(address).headers["Location"] == WAYS
    assert Gate.objects.get().is_closed
    assert "1 closed way in" in client.get(WAYS).content.decode()


def test_a_page_of_a_closed_round_opens_nothing(client, participation, link, collecting):
    close_round(collecting, by=OPERATOR, now=NOON)
    client.force_login(somebody(Role.COORDINATOR))
    assert "The round is closed" in client.get(WAYS).content.decode()
    page = client.post(WAYS, {"instrument": "EIT", "kind": "link"})
    assert page.status_code == 422
    assert "SURVEYS" not in page.content.decode()
    assert Gate.objects.count() == 1
