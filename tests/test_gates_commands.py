"""`prongsai gates`, `interviews` and what `rounds` tells while a round collects."""

import subprocess
import sys

import pytest

from prongsai.directory.models import Agency, Duty, User
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def opened(prongsai, settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    for code in ("dip", "dop"):
        Agency.objects.create(code=code, searched=code)
    for words in (["plan", "2566"], ["enter", "2566", "dip", "dop"], ["open", "2566"]):
        assert prongsai("rounds", *words).code == 0


def test_ways_in_are_opened_at_a_place_listed_and_closed(prongsai):
    opened = prongsai("gates", "open", "2566", "dip", "EIT", "--place", "เคาน์เตอร์ 3", "--json").json
    token = opened["address"].removeprefix("/a/").removesuffix("/")
    [way] = prongsai("gates", "list", "2566", "dip", "--json").json["ways_in"]
    assert (way["token"], way["place"], way["is_closed"]) == (token, "เคาน์เตอร์ 3", False)
    assert "เคาน์เตอร์ 3" in prongsai("gates", "list", "2566", "dip").out
    [way] = prongsai("gates", "close", "2566", "dip", token, "--json").json["ways_in"]
    assert way["is_closed"]
    assert "closed" in prongsai("gates", "list", "2566", "dip", "--lang", "en").out


def test_no_ways_in_are_told(prongsai):
    assert "no way in" in prongsai("gates", "list", "2566", "dip", "--lang", "en").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["close", "2566", "dip", "nothing"], "SURVEYS-005"),
        (["list", "2566", "nobody"], "ASSESSMENTS-008"),
        (["open", "2566", "dip", "IIT", "--codes", "0", "--place", "x" * 200], "SURVEYS-033"),
    ],
)
def test_what_cannot_be_is_one_line(prongsai, words, code):
    answer = prongsai("gates", *words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}]" in answer.err


def test_quotas_are_set_and_listed(prongsai):
    malee = User.objects.create_user("malee@example.org", "long enough 123")
    Duty.objects.create(user=malee, role="interviewer")
    told = ("--email", "malee@example.org", "--mode", "phone", "--wanted", "40")
    assert prongsai("interviews", "quota", "2566", "dip", "EIT", *told).code == 0
    [quota] = prongsai("interviews", "list", "2566", "dip", "--json").json["quotas"]
    assert (quota["email"], quota["mode"], quota["wanted"], quota["asked"]) == (
        "malee@example.org",
        "phone",
        40,
        0,
    )
    assert "malee@example.org" in prongsai("interviews", "list", "2566", "dip").out
    assert "No interviews" in prongsai("interviews", "list", "2566", "dop", "--lang", "en").out
    answer = prongsai("interviews", "quota", "2566", "dip", "IIT", *told)
    assert "[SURVEYS-037]" in answer.err


def test_the_coverage_of_a_whole_round_is_told(prongsai):
    prongsai("rounds", "headcounts", "2566", "dip", "--staff", "400", "--public", "9000")
    told = prongsai("rounds", "coverage", "2566", "--json").json
    assert [one["agency"] for one in told["agencies"]] == ["dip", "dop"]
    assert [(one["instrument"], one["short"]) for one in told["totals"]] == [("IIT", 1), ("EIT", 1)]
    assert "dip" in prongsai("rounds", "coverage", "2566", "--lang", "en").out


def test_mixing_is_on_the_trail_without_numbers(prongsai):
    assert prongsai("rounds", "mix", "2566").code == 0
    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.action, entry.facts) == ("round.mixed", {})


@pytest.mark.parametrize("name", ["rounds", "gates", "interviews"])
def test_help_needs_no_database(name, tmp_path):
    words = [sys.executable, "-m", "prongsai", name, "--help"]
    nowhere = {
        "PRONGSAI_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "postgres://nowhere.invalid/x",
    }
    told = subprocess.run(words, capture_output=True, text=True, env=nowhere, check=False)
    assert told.returncode == 0, told.stderr
    assert "ACTION" in told.stdout
    assert not (tmp_path / "home").exists()
