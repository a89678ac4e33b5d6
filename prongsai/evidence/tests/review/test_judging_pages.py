"""Drawing evaluators, judging item after item, settling and correcting."""

import pytest

from prongsai.directory.models import Agency, Duty
from prongsai.directory.rules import Role
from prongsai.evidence.models import Allotment, Disclosure, Verdict
from prongsai.evidence.queries.verdicts import standing_verdicts
from prongsai.evidence.services.reviewing import record_verdict
from prongsai.evidence.tests.review.conftest import NOON

ROUND = "/en/desk/rounds/th-ita/2566/"
JUDGE = "/en/desk/reviews/th-ita/2566/dip/"
OBJECT = f"{ROUND}agencies/dip/disclosures/O1/objection/"
SETTLE, CORRECT = f"{ROUND}reviews/dip/O1/", f"{ROUND}agencies/dip/disclosures/O1/correction/"
pytestmark = pytest.mark.django_db


def test_an_evaluator_goes_through_the_items_one_after_another(captured, evaluators):
    _, browser = evaluators[0]
    own = browser.get("/en/desk/reviews/").text
    assert f'href="{JUDGE}O1/"' in own
    assert "0 of 43" in own
    answer = browser.post(f"{JUDGE}O1/", {"option": "pass"}, follow=True)
    assert answer.redirect_chain == [(f"{JUDGE}O2/#top", 302)]
    assert "O1: Pass. Kept." in answer.text
    for number in range(2, 44):
        sent = {"option": "fail", "reason": "not_found"}
        last = browser.post(f"{JUDGE}O{number}/", sent)
    assert last["Location"] == "/en/desk/reviews/"
    assert "all judged" in browser.get("/en/desk/reviews/").text
    assert Verdict.objects.count() == 43
    assert Disclosure.objects.count() == 43


def test_an_evaluator_sees_the_copy_of_the_deadline_and_what_changed_since(captured, evaluators):
    page = evaluators[0][1].get(f"{JUDGE}O1/").text
    assert "แผน 2566" in page
    assert "The page has changed since then" in page
    assert "2566<span" in page
    assert "<ins>" in page
    assert "<del>" in page
    assert "Last shown in time" in page
    assert "เอกสาร" in page
    assert "ดูหน้าแผน" in page


def test_what_is_wrong_with_a_verdict_is_told_where_it_was_written(captured, evaluators):
    _, browser = evaluators[0]
    answer = browser.post(f"{JUDGE}O1/", {"option": "fail", "words": " "})
    assert answer.status_code == 422
    assert "needs a reason" in answer.text
    assert "checked" in answer.text
    assert browser.post(f"{JUDGE}O1/", {}).status_code == 422
    assert browser.get(f"{JUDGE}O99/").status_code == 404


def test_only_who_was_drawn_judges_and_the_second_does_not_see_the_first(failed, evaluators):
    (_, first), (_, second), (_, third) = evaluators
    assert third.post(f"{JUDGE}O1/", {"option": "pass"}).status_code == 403
    assert "not yours to judge" in third.get(f"{JUDGE}O1/").text
    other_year = "The information is of another year.</li>"
    for browser, sees in ((first, True), (second, False), (third, True)):
        page = browser.get(f"{JUDGE}O1/").text
        assert (other_year in page.replace("<br>", "")) is sees
    assert second.get(OBJECT).text.count("The information is of another year.") == 0


def test_where_two_differ_somebody_else_settles_it(failed, evaluators, person, round_):
    (_, first), (second, _), (_, third) = evaluators
    record_verdict(failed, option="pass", by=second, now=NOON)
    assert (failed.participation_id, "O1") not in standing_verdicts(round_)
    assert SETTLE in third.get("/en/desk/reviews/").text
    assert SETTLE not in first.get("/en/desk/reviews/").text
    sent = {"option": "pass", "words": "พบในหน้าแรก"}
    assert "one of the two" in first.get(SETTLE).text
    assert first.post(SETTLE, sent).status_code == 422
    assert third.post(SETTLE, {"option": "pass"}).status_code == 422
    assert third.post(SETTLE, sent).status_code == 302
    assert standing_verdicts(round_)[failed.participation_id, "O1"] == "pass"
    central = person("central", Role.CENTRAL)[1]
    page = central.get(f"{ROUND}reviews/").text
    assert "0 (0.0%)" in page
    assert "Cohen" in page
    assert third.post(SETTLE, sent).status_code == 422


def test_the_central_administrator_draws_with_a_seed_that_is_kept(round_, person):
    central, auditor = person("central", Role.CENTRAL)[1], person("auditor", Role.AUDITOR)[1]
    address = f"{ROUND}reviews/"
    assert central.post(address, {"stage": "first", "seed": "s"}).status_code == 422
    person("evaluator", Role.EVALUATOR)
    both, _ = person("both", Role.EVALUATOR)
    Duty.objects.create(user_id=both.user, role="officer", agency=Agency.objects.get(code="dip"))
    assert "both: กรม dip" in central.get(address).text
    answer = central.post(address, {"stage": "first", "seed": "lot"}, follow=True)
    assert "2 agencies were given to evaluators." in answer.text
    assert Allotment.objects.filter(seed="lot").count() == 2
    assert (
        "nothing was drawn"
        in central.post(address, {"stage": "first", "seed": "x"}, follow=True).text
    )
    assert "Draw evaluators" not in auditor.get(address).text
    assert person("e", Role.EVALUATOR)[1].get(address).status_code == 403


def test_a_correction_tells_that_scores_are_made_anew(failed, person, round_):
    central = person("central", Role.CENTRAL)[1]
    page = central.get(CORRECT).text
    assert f"{ROUND}scores/" in page
    assert central.post(CORRECT, {"option": "pass", "words": ""}).status_code == 422
    answer = central.post(CORRECT, {"option": "pass", "words": "คำสั่งที่ 5"}, follow=True)
    assert "Make the scores anew" in answer.text
    assert standing_verdicts(round_)[failed.participation_id, "O1"] == "pass"
