"""Objecting to a verdict, and what is decided about it."""

from datetime import date

import pytest

from prongsai.assessments.services.phases import set_phase_dates
from prongsai.directory.rules import OPERATOR, Role
from prongsai.evidence.models import Link, Objection
from prongsai.evidence.queries.verdicts import standing_verdicts
from prongsai.evidence.tests.review.conftest import NOON, PAGE

ROUND = "/en/desk/rounds/th-ita/2566/"
JUDGE = "/en/desk/reviews/th-ita/2566/dip/"
OBJECT = f"{ROUND}agencies/dip/disclosures/O1/objection/"
DECIDE = "/en/desk/objections/th-ita/2566/dip/O1/"
WAITING = "/en/desk/objections/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def objected(failed, agency):
    """The coordinator objects, with a new link."""
    new = f"{PAGE}/2566 แผนฉบับเต็ม"
    sent = {"words": "ปีอยู่ในหัวเรื่อง", "links": new}
    assert agency[Role.COORDINATOR][1].post(OBJECT, sent).status_code == 302
    return failed


def test_an_agency_reads_the_verdict_without_the_name_of_who_gave_it(failed, agency):
    page = agency[Role.COORDINATOR][1].get(OBJECT).text
    assert "confirmed by silence" in page
    assert "The information is of another year." in page
    assert "evaluator1" not in page
    assert "evaluator2" not in page
    assert "evaluator3" not in page


def test_what_is_wrong_with_an_objection_is_told_where_it_was_written(failed, agency):
    _, coordinator = agency[Role.COORDINATOR]
    assert coordinator.post(OBJECT, {"words": " "}).status_code == 422
    refused = coordinator.post(OBJECT, {"words": "ดู", "links": "ftp://x"})
    assert refused.status_code == 422
    assert "ftp://x" in refused.text
    assert not Objection.objects.exists()


def test_new_evidence_is_kept_apart_and_the_objection_waits(objected, agency, evaluators):
    link = Link.objects.get(with_objection=True)
    assert (link.title, link.page.reason) == ("แผนฉบับเต็ม", "objection")
    assert "waits for the decision" in agency[Role.COORDINATOR][1].get(OBJECT).text
    judge, second, third = (DECIDE in browser.get(WAITING).text for _, browser in evaluators)
    assert (judge, second, third) == (False, False, True)
    assert "new with the objection" in evaluators[2][1].get(DECIDE).text


def test_another_evaluator_reverses_the_verdict(objected, agency, evaluators, round_):
    (_, judge), _second, (_, third) = evaluators
    decision = {"option": "pass", "words": "พบปีแล้ว"}
    assert judge.post(DECIDE, decision).status_code == 422
    assert third.post(DECIDE, {"option": "pass"}).status_code == 422
    assert third.post(DECIDE, decision).status_code == 302
    assert standing_verdicts(round_)[objected.participation_id, "O1"] == "pass"
    assert 'data-label="Verdict changed">1<' in third.get(WAITING).text
    assert "พบปีแล้ว" in agency[Role.COORDINATOR][1].get(OBJECT).text
    assert third.post(DECIDE, decision).status_code == 422


def test_an_agency_sees_no_verdict_before_the_phase_of_objections(failed, agency, round_):
    later = {"starts": date(2999, 1, 1), "ends": date(2999, 2, 1), "reason": "x"}
    set_phase_dates(round_, "objection", **later, by=OPERATOR, now=NOON)
    _, coordinator = agency[Role.COORDINATOR]
    page = coordinator.get(OBJECT).text
    assert "when the phase of objections begins" in page
    assert "another year" not in page
    assert coordinator.post(OBJECT, {"words": "ไม่ใช่"}).status_code == 422
    assert not Objection.objects.exists()


def test_only_those_who_speak_for_the_agency_object(failed, agency, person):
    assert agency[Role.OFFICER][1].post(OBJECT, {"words": "x"}).status_code == 403
    stranger = person("stranger", Role.COORDINATOR, "dop")[1]
    assert stranger.get(OBJECT).status_code == 403
    assert agency[Role.OFFICER][1].get(JUDGE + "O1/").status_code == 403
