"""`prongsai reviews`: drawing evaluators, and how far they are."""

import pytest
from django.utils.timezone import now

from prongsai.assessments.models import Round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.evidence.models import Allotment
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.reviewing import record_verdict

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def opened(prongsai, settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    for code in ("dip", "dop"):
        Agency.objects.create(code=code, searched=code)
    for words in (["plan", "2566"], ["enter", "2566", "dip", "dop"], ["open", "2566"]):
        assert prongsai("rounds", *words).code == 0
    for number in (1, 2):
        user = User.objects.create_user(f"e{number}@example.org")
        Duty.objects.create(user=user, role="evaluator")


def test_evaluators_are_drawn_from_a_seed_and_listed(prongsai):
    assert "No item has been judged" in prongsai("reviews", "agreement", "2566", "--lang", "en").out
    first = prongsai("reviews", "draw", "2566", "--seed", "lot", "--json").json
    assert first == {"stage": "first", "seed": "lot", "agencies": 2}
    assert (
        "2 agencies" in prongsai("reviews", "draw", "2566", "--stage", "second", "--lang", "en").out
    )
    [dip, _] = prongsai("reviews", "list", "2566", "--json").json["agencies"]
    assert (dip["agency"], dip["first"]["judged"], dip["first"]["items"]) == ("dip", 0, 43)
    assert dip["first"]["evaluator"] != dip["second"]["evaluator"]
    assert "0/43" in prongsai("reviews", "list", "2566").out


def test_agreement_counts_what_waits_to_be_settled(prongsai):
    for stage in ("first", "second"):
        prongsai("reviews", "draw", "2566", "--stage", stage)
    participation = Round.objects.get().participations.get(agency__code="dip")
    for item, options in {"O1": ("pass", "fail"), "O2": ("fail", "fail")}.items():
        for allotment in Allotment.objects.filter(participation=participation).order_by("pk"):
            option = options[allotment.stage == "second"]
            told = {"option": option, "words": "x", "by": actor_of(allotment.evaluator)}
            record_verdict(disclosure_of(participation, item), **told, now=now())
    found = prongsai("reviews", "agreement", "2566", "--json").json
    assert found == {"items": 2, "agreed": 1, "kappa": 0.0, "percent": 50.0, "to_settle": 1}
    assert "1 of 2 items" in prongsai("reviews", "agreement", "2566", "--lang", "en").out


def test_somebody_else_takes_an_agency_over_and_it_is_counted(prongsai):
    User.objects.create_user("e3@example.org")
    Duty.objects.create(user=User.objects.get(email="e3@example.org"), role="evaluator")
    prongsai("reviews", "draw", "2566")
    why = ("--reason", "ลาป่วย", "--seed", "lot")
    made = prongsai("reviews", "replace", "2566", "dip", *why, "--json").json
    assert (made["stage"], made["seed"]) == ("first", "lot")
    assert made["after"] != made["before"]
    refused = prongsai("reviews", "replace", "2566", "dip", *why, "--evaluator", made["before"])
    assert (refused.code, "EVIDENCE-035" in refused.err) == (2, True)
    free = (set("123") - {made["before"][1], made["after"][1]}).pop()
    told = prongsai(
        "reviews", "replace", "2566", "dip", *why, "--evaluator", f"e{free}@example.org"
    )
    assert f"e{free}@example.org ตรวจแทน {made['after']}" in told.out
    counted = prongsai("reviews", "statistics", "2566", "--json").json
    assert (counted["total"]["judged"], counted["items"][0]["item"]) == (0, "O1")
    assert "all items" in prongsai("reviews", "statistics", "2566", "--lang", "en").out


def test_letters_are_written_to_every_agency_to_which_there_is_something_to_say(prongsai, tmp_path):
    prongsai("reviews", "draw", "2566")
    participation = Round.objects.get().participations.get(agency__code="dip")
    judge = actor_of(Allotment.objects.get(participation=participation).evaluator)
    told = {"option": "fail", "words": "x", "by": judge, "now": now()}
    record_verdict(disclosure_of(participation, "O1"), **told)
    out = tmp_path / "letters"
    words = ("reviews", "letters", "2566", "--out", out)
    made = prongsai(*words, "--json").json
    assert made == {"letters": 1, "files": [str(out / "dip-2566-notice.docx")]}
    assert (out / "dip-2566-notice.docx").read_bytes().startswith(b"PK")
    none = prongsai(*words, "--kind", "decision", "--format", "pdf", "--lang", "en")
    assert "0 letters" in none.out
