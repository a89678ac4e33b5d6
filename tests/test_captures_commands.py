"""`prongsai captures`: copies are made, verified, sealed, listed, handed out and compared."""

from datetime import UTC, datetime

import pytest

from prongsai.assessments.models import Participation
from prongsai.directory.models import Agency
from prongsai.evidence.models import Disclosure, Link, Page
from prongsai.evidence.services.disclosing import page_of

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def disclosed(prongsai, settings, tmp_path):
    """Two links that lead nowhere: one refused at once, the other to a name that is not there."""
    settings.PRONGSAI_HOME = tmp_path
    Agency.objects.create(code="dip", searched="dip")
    for words in (["plan", "2566"], ["enter", "2566", "dip"], ["open", "2566"]):
        assert prongsai("rounds", *words).code == 0
    disclosure = Disclosure.objects.create(
        participation=Participation.objects.get(), item="O1", state="approved"
    )
    for place, address in enumerate(("http://127.0.0.1:1/", "http://nothing.invalid/")):
        Link.objects.create(disclosure=disclosure, page=page_of(address), place=place)
    Page.objects.update(due_at=NOON)


def test_links_are_captured_verified_sealed_and_listed(prongsai):
    assert prongsai("captures", "run", "--json").json == {"captured": 2}
    assert "0" in prongsai("captures", "run", "--lang", "en").out
    told = {"captures": 2, "chain": [], "seals": [], "archives": [], "pictures": []}
    told["stamps"] = {"held": 0, "without": 0, "unread": False, "broken": []}
    assert prongsai("captures", "verify", "--archives", "--json").json == told
    said = prongsai("captures", "verify", "--lang", "en").out
    assert "Sound: 2" in said
    assert "the order, not the time" in said
    assert prongsai("captures", "seal", "--json").json["seal"]["number"] == 2
    assert "Signed" in prongsai("captures", "seal", "--lang", "en").out
    links = prongsai("captures", "list", "2566", "dip", "--json").json["links"]
    assert {link["outcome"] for link in links} == {"refused", "unreachable"}
    assert {link["screenshot"] for link in links} == {None}
    assert (
        "not opened by this program"
        in prongsai("captures", "list", "2566", "dip", "--lang", "en").out
    )


def test_screenshots_are_made_or_the_reason_is_told(prongsai, settings):
    made = prongsai("captures", "screenshots", "--json").json
    assert (made["taken"], made["without"], made["waiting"]) == (0, 0, 0)
    assert bool(made["browser"]) != bool(made["because"])
    settings.CAPTURE_BROWSER = "none"
    assert prongsai("captures", "screenshots", "--json").json["because"]
    assert "no Chromium" in prongsai("captures", "screenshots", "--lang", "en").out


def test_the_deadline_is_captured_once_and_told(prongsai):
    assert prongsai("captures", "deadline", "2566", "--json").json["pages"] == 2
    answer = prongsai("captures", "deadline", "2566")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "[EVIDENCE-041]" in answer.err


def test_copies_are_handed_out_and_compared(prongsai, tmp_path):
    out = tmp_path / "dip.warc.gz"
    told = prongsai("captures", "export", "2566", "dip", "--out", str(out), "--json").json
    assert (told["captures"], out.exists()) == (0, True)
    assert (
        "exported: 0"
        in prongsai("captures", "export", "2566", "--out", str(out), "--lang", "en").out
    )
    found = prongsai("captures", "copies", "2566", "--json").json
    assert found == {"groups": [], "wrong_names": []}
    assert prongsai("captures", "copies", "2566", "--at-least", "80").code == 2
    assert "No documents" in prongsai("captures", "copies", "2566", "--lang", "en").out
