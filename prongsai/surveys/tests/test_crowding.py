"""Open links under siege: most never notice, the rest bring a proof or come back in their turn."""

import logging
import re
from itertools import count, pairwise

import pytest

from prongsai.surveys.forms.sheets import sheet_from, stamped_sheet
from prongsai.surveys.models import Response
from prongsai.surveys.rules.crowding import HORIZON, Turns, is_proof, network_of
from prongsai.surveys.services import admission
from prongsai.surveys.views import answering

BITS, NOON = 8, 1_795_000_000.0
#: In so many seconds a limit of one a minute has a place again.
MINUTE = 60


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    for kept in (answering._way_in, answering._start):
        kept.cache_clear()
    for kept in ("_ADDRESSES", "_LINKS"):
        monkeypatch.setattr(admission, kept, Turns())


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets."""
    said = {"now": NOON}

    class Moment:
        def timestamp(self):
            return said["now"]

    monkeypatch.setattr(answering, "now", Moment)
    return said


@pytest.fixture
def crowded(settings, client, link, fill, clock):
    """A link that takes three sheets at once and then one a minute; three have come."""
    settings.ANSWERS_PER_ADDRESS, settings.ANSWERS_PROOF_BITS = 1, BITS
    for _ in range(3):
        assert client.post(f"/a/{link.token}/", fill(link)).status_code == 200
    return link


def proof_of(sent):
    name = sent["sheet"].partition(".")[0]
    return next(str(n) for n in count() if is_proof(name, str(n), BITS))


def turn_in(page):
    return re.search(r'name="turn" value="([^"]+)"', page.content.decode())[1]


def test_who_comes_too_often_is_told_when_and_loses_no_answer(client, crowded, fill):
    sent = fill(crowded, language="/en")
    page = client.post(f"/en/a/{crowded.token}/", sent)
    text = page.content.decode()
    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= MINUTE
    assert page["Cache-Control"] == "no-store"
    assert f"send them again in {page['Retry-After']} second" in text
    assert text.count(" checked") == 51
    assert f'name="sheet" value="{sent["sheet"]}"' in text
    assert Response.objects.count() == 3


def test_patience_lets_in_once_and_not_before(client, crowded, fill, clock):
    sent = fill(crowded)
    page = client.post(f"/a/{crowded.token}/", sent)
    waiting = sent | {"turn": turn_in(page)}
    early = client.post(f"/a/{crowded.token}/", waiting)
    assert (early.status_code, turn_in(early)) == (429, waiting["turn"])
    clock["now"] += int(page["Retry-After"])
    assert client.post(f"/a/{crowded.token}/", waiting).status_code == 200
    assert client.post(f"/a/{crowded.token}/", waiting).status_code == 200
    assert Response.objects.count() == 4


def test_a_turn_is_good_for_its_own_sheet_alone(client, crowded, fill, clock):
    turn = turn_in(client.post(f"/a/{crowded.token}/", fill(crowded)))
    clock["now"] += MINUTE * 0.9
    other = client.post(f"/a/{crowded.token}/", fill(crowded, turn=turn))
    forged = client.post(f"/a/{crowded.token}/", fill(crowded, turn=turn[:-1] + "x"))
    assert (other.status_code, forged.status_code) == (429, 429)


def test_waiting_in_many_places_at_once_is_no_faster_than_the_limit(client, crowded, fill, clock):
    waits = [
        int(client.post(f"/a/{crowded.token}/", fill(crowded))["Retry-After"]) for _ in range(12)
    ]
    apart = [later - sooner for sooner, later in pairwise(waits[:9])]
    assert all(MINUTE - 1 <= gap <= MINUTE + 1 for gap in apart)
    assert waits[-1] == HORIZON
    far = client.post(f"/a/{crowded.token}/", fill(crowded))
    assert 'name="turn"' not in far.content.decode()


def test_a_proof_lets_in_at_once_and_takes_nobody_elses_place(client, crowded, fill):
    for _ in range(4):
        sent = fill(crowded)
        page = client.post(f"/a/{crowded.token}/", sent | {"proof": proof_of(sent)})
        assert page.status_code == 200
    assert Response.objects.count() == 7


def test_a_proof_is_good_for_one_sheet_of_ours(client, crowded, fill):
    first, second = fill(crowded), fill(crowded)
    proof = proof_of(first)
    if not is_proof(second["sheet"].partition(".")[0], proof, BITS):
        assert client.post(f"/a/{crowded.token}/", second | {"proof": proof}).status_code == 429
    invented = first | {"sheet": first["sheet"].partition(".")[0]}
    assert client.post(f"/a/{crowded.token}/", invented | {"proof": proof}).status_code == 429


def test_another_address_is_not_let_wait(client, crowded, fill):
    page = client.post(f"/a/{crowded.token}/", fill(crowded), REMOTE_ADDR="198.51.100.7")
    assert page.status_code == 200


def test_an_address_that_a_visitor_writes_itself_means_nothing(client, crowded, fill, settings):
    forged = {"X-Forwarded-For": "198.51.100.8"}
    assert client.post(f"/a/{crowded.token}/", fill(crowded), headers=forged).status_code == 429
    settings.TRUSTED_PROXIES = 1
    assert client.post(f"/a/{crowded.token}/", fill(crowded), headers=forged).status_code == 200


def test_many_addresses_at_one_link_make_all_of_them_wait(client, link, fill, settings):
    settings.ANSWERS_PER_LINK, settings.ANSWERS_PROOF_BITS = 1, BITS
    statuses = [
        client.post(f"/a/{link.token}/", fill(link), REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(4)
    ]
    assert statuses == [200, 200, 200, 429]
    sent = fill(link)
    assert client.post(f"/a/{link.token}/", sent | {"proof": proof_of(sent)}).status_code == 200


def test_codes_are_never_let_wait(client, gate, codes, fill, settings):
    settings.ANSWERS_PER_ADDRESS = settings.ANSWERS_PER_LINK = 1
    page = client.get(f"/a/{gate.token}/").content.decode()
    assert "data-proof" not in page
    for _ in range(5):
        assert client.post(f"/a/{gate.token}/", fill(gate, code="A" * 10)).status_code == 422


def test_no_limit_is_no_limit(client, link, fill, settings):
    settings.ANSWERS_PER_ADDRESS = settings.ANSWERS_PER_LINK = 0
    assert {client.post(f"/a/{link.token}/", fill(link)).status_code for _ in range(5)} == {200}


def test_who_waits_is_neither_logged_nor_kept_by_address(client, crowded, fill, caplog, capfd):
    logging.getLogger("django").addHandler(caplog.handler)
    try:
        page = client.post(f"/a/{crowded.token}/", fill(crowded), REMOTE_ADDR="127.0.0.1")
    finally:
        logging.getLogger("django").removeHandler(caplog.handler)
    assert page.status_code == 429
    assert not caplog.text + "".join(capfd.readouterr())
    assert all(len(who) == 32 for who in admission._ADDRESSES._full)


def test_who_may_come_again_is_forgotten():
    turns = Turns()
    for n in range(100):
        turns.take(b"%d" % n, per_minute=20, now=NOON)
    assert len(turns) == 100
    turns.take(b"one", per_minute=20, now=NOON + 61)
    assert len(turns) == 1


def test_a_pace_is_kept_whatever_the_order_of_those_who_come():
    turns = Turns()
    waits = [turns.take(b"a", per_minute=20, now=NOON) for _ in range(64)]
    assert waits[:60] == [0.0] * 60
    assert waits[60:] == pytest.approx([3, 6, 9, 12], abs=1e-6)
    assert turns.take(b"b", per_minute=20, now=NOON) == 0.0


@pytest.mark.parametrize("nonce", ["", "๑", "9" * 21])
def test_what_cannot_be_a_proof_is_none(nonce):
    assert not is_proof("a" * 22, nonce, 0)


def test_a_sheet_that_we_did_not_sign_has_no_claim():
    assert sheet_from({"sheet": stamped_sheet()}, ()).is_ours
    assert not sheet_from({"sheet": "a" * 22}, ()).is_ours
    assert not sheet_from({"sheet": f"{'a' * 22}.1:forged"}, ()).is_ours


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "network"),
    [
        ("203.0.113.5", "", 0, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", 0, "203.0.113.5"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1", 2, "10.0.0.1"),
        ("10.0.0.1", "unknown", 1, "unknown"),
        ("10.0.0.1", "198.51.100.1:4711", 1, "198.51.100.1"),
        ("", "", 0, ""),
    ],
)
def test_an_address_is_believed_as_far_as_proxies_are_trusted(peer, forwarded, proxies, network):
    assert network_of(peer, forwarded, proxies) == network


def test_the_addresses_of_one_household_are_one():
    one, two, three = (
        network_of(f"2001:db8:1:{rest}", "", 0) for rest in ("2::3", "2:4::5", "3::3")
    )
    assert one == two != three
    assert network_of("10.0.0.1", "[2001:db8:1:2::3]:4711", 1) == one
    assert network_of("::ffff:203.0.113.5", "", 0) == "::ffff:203.0.113.5"
