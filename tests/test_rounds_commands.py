"""`prongsai rounds` and `prongsai audit`: a round from its plan to its end, and its trail."""

import pytest

from prongsai.directory.models import Agency

REVERSED = ("--starts", "2023-02-01", "--ends", "2023-01-01")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def planned(prongsai):
    Agency.objects.create(code="dip", searched="dip")
    assert prongsai("rounds", "plan", "2566").code == 0
    assert prongsai("rounds", "enter", "2566", "dip").code == 0


def test_a_round_is_planned_dated_opened_and_closed(prongsai, planned):
    days = ("--starts", "2023-01-01", "--ends", "2023-04-30")
    assert prongsai("rounds", "phase", "2566", "collection", *days).code == 0
    assert prongsai("rounds", "open", "2566").code == 0
    [round_] = prongsai("rounds", "close", "2566", "--json").json["rounds"]
    assert (round_["state"], round_["agencies"], round_["edition"]) == ("closed", 1, "th-ita/2566")
    dates = {phase["code"]: (phase["starts"], phase["ends"]) for phase in round_["phases"]}
    assert dates["collection"] == ("2023-01-01", "2023-04-30")


def test_rounds_are_shown_in_thai_and_english(prongsai, planned):
    assert "วางแผน" in prongsai("rounds", "list").out
    assert "planned" in prongsai("rounds", "list", "--lang", "en").out


def test_nothing_planned_is_told(prongsai):
    assert "prongsai rounds plan" in prongsai("rounds", "list").out


def test_the_trail_of_it_is_sound(prongsai, planned):
    answer = prongsai("audit", "verify", "--json")
    assert (answer.code, answer.json["entries"], answer.json["faults"]) == (0, 2, [])
    assert "2" in prongsai("audit", "verify").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["open", "2565"], "ASSESSMENTS-002"),
        (["plan", "2566"], "ASSESSMENTS-001"),
        (["close", "2566"], "ASSESSMENTS-003"),
        (["enter", "2566", "nobody"], "ASSESSMENTS-008"),
        (["phase", "2566", "x"], "ASSESSMENTS-005"),
        (
            ["phase", "2566", "review", "--starts", "2023-02-01", "--ends", "2023-01-01"],
            "ASSESSMENTS-007",
        ),
        (["phase", "2566", "review", "--starts", "soon"], "USAGE-001"),
        (["plan", "1999"], "EDITION-001"),
    ],
)
def test_errors_are_one_line_with_the_remedy(prongsai, planned, words, code):
    answer = prongsai("rounds", *words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}]" in answer.err


def test_ways_in_are_opened_with_codes_that_are_shown_once(prongsai, planned, tmp_path):
    told = prongsai("gates", "open", "2566", "dip", "IIT", "--codes", "3", "--json").json
    assert told["address"].startswith("/a/")
    assert len(set(told["codes"])) == 3
    out = tmp_path / "slips.csv"
    assert prongsai("gates", "open", "2566", "dip", "EIT", "--codes", "2", "--out", out).code == 0
    assert len(out.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["2566", "nobody", "IIT"], "ASSESSMENTS-008"),
        (["2566", "dip", "OIT"], "SURVEYS-"),
        (["2565", "dip", "IIT"], "ASSESSMENTS-002"),
    ],
)
def test_a_way_in_that_cannot_be_is_told(prongsai, planned, words, code):
    answer = prongsai("gates", "open", *words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}" in answer.err


def test_headcounts_are_told_and_coverage_compares_with_them(prongsai, planned):
    told = prongsai("rounds", "headcounts", "2566", "dip", "--staff", "400", "--public", "9000")
    assert told.code == 0
    found = prongsai("rounds", "coverage", "2566", "dip", "--json").json["coverage"]
    assert [(one["instrument"], one["came_in"], one["population"]) for one in found] == [
        ("IIT", 0, 400),
        ("EIT", 0, 9000),
    ]
    assert all(one["required"] > 0 for one in found)
    assert "400" in prongsai("rounds", "coverage", "2566", "dip").out


def test_closing_that_was_interrupted_is_finished_by_closing_again(prongsai, planned):
    prongsai("rounds", "open", "2566")
    assert prongsai("rounds", "close", "2566").code == 0
    assert prongsai("rounds", "close", "2566").code == 0
    assert prongsai("rounds", "list", "--json").json["rounds"][0]["state"] == "closed"
