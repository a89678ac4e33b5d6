"""Disclosures, reviews and objections for programs, by keys of people with each role."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.directory.rules import OPERATOR, Role
from prongsai.evidence.models import Attachment, Disclosure
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.reviewing import allot_evaluators
from prongsai.evidence.tests.disclosed import NOON, a_round, approved, member, participation_in

pytestmark = pytest.mark.django_db
API = "/api/v1"
ROUND = f"{API}/rounds/th-ita/2566"
LIST = f"{ROUND}/agencies/dip/disclosures"
ITEM = f"{LIST}/O1"
PLAN = {"address": "https://dip.go.th/plan", "title": "แผน"}


@pytest.fixture(autouse=True)
def mine(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    a_round("2566", "dip", "dop")
    return participation_in("2566", "dip")


@pytest.fixture
def judged(mine):
    """O1 is approved and fails with the evaluator that was drawn; returns them and another one."""
    approved(mine, "O1")
    people = [member(f"evaluator{number}", Role.EVALUATOR) for number in (1, 2)]
    found = allot_evaluators(mine.round, Stage.FIRST, seed="7", by=OPERATOR, now=NOON)
    people.sort(key=lambda one: one.actor.user != found[mine.pk])
    told = {"option": "fail", "reason": "other_year", "words": "เป็นของปี 2564"}
    given = sent(people[0], "post", f"{ITEM}/verdicts", told)
    assert given["verdicts"][0]["option"] == "fail"
    return people


def sent(one, method, address, body=None, status=200):
    answer = getattr(one.program, method)(address, body or {}, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def shown(one, address):
    answer = one.program.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_an_item_is_filled_in_sent_back_and_approved(mine):
    officer = member("officer", Role.OFFICER, "dip")
    executive = member("executive", Role.EXECUTIVE, "dip")
    begun = sent(officer, "put", ITEM, {"links": [PLAN], "explanation": "ข้อ 3"})
    assert (begun["state"], begun["links"][0]["address"]) == ("draft", PLAN["address"])
    assert sent(officer, "post", f"{ITEM}/submit")["state"] == "submitted"
    back = sent(executive, "post", f"{ITEM}/return", {"words": "เพิ่มปี"})
    assert (back["state"], back["remarks"][0]["words"]) == ("returned", "เพิ่มปี")
    sent(officer, "post", f"{ITEM}/submit")
    stale = sent(executive, "post", f"{ITEM}/approve", {"seen": begun["version"]}, 409)
    assert stale["code"] == "EVIDENCE-019"
    now = shown(executive, ITEM)["version"]
    assert sent(executive, "post", f"{ITEM}/approve", {"seen": now})["state"] == "approved"
    listed = shown(officer, LIST)
    assert listed["counts"]["approved"] == 1
    assert len(listed["items"]) == sum(listed["counts"].values()) == 43
    assert Disclosure.objects.count() == 1


def test_a_file_goes_up_comes_down_and_is_taken_off(mine):
    officer, stranger = (member(agency, Role.OFFICER, agency) for agency in ("dip", "dop"))
    pdf = SimpleUploadedFile("แผน.pdf", b"%PDF-1.7 a plan")
    added = officer.program.post(f"{ITEM}/files", {"file": pdf})
    assert added.status_code == 201
    (file,) = added.json()["files"]
    assert file["name"] == "แผน.pdf"
    address = f"{ITEM}/files/{file['id']}"
    answer = officer.program.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a plan"
    assert answer["Content-Disposition"].startswith("attachment")
    assert stranger.program.get(address).status_code == 403
    assert stranger.program.delete(address).status_code == 403
    assert sent(officer, "delete", address)["files"] == []
    assert not Attachment.objects.exists()


def test_an_item_is_given_to_a_unit_and_last_year_is_taken_over(mine):
    coordinator = member("coordinator", Role.COORDINATOR, "dip")
    told = sent(coordinator, "put", f"{ITEM}/assignment", {"unit": "", "due": "2026-12-01"})
    assert told["due"] == "2026-12-01"
    assert sent(coordinator, "post", f"{ROUND}/agencies/dip/carry-over") == {"items": 0}


def test_an_evaluator_finds_what_is_theirs_and_judges_it(judged, mine):
    judge, other = judged
    assert shown(judge, f"{API}/reviews")["rows"][0]["next_item"] in {"O1", "O2"}
    mine_alone = [row for row in shown(judge, f"{API}/reviews")["rows"] if row["agency"] == "dip"]
    assert mine_alone[0]["judged"] == 1
    refused = sent(other, "post", f"{ITEM}/verdicts", {"option": "pass"}, 403)
    assert refused["code"] == "EVIDENCE-005"
    central, officer = member("central", Role.CENTRAL), member("officer", Role.OFFICER, "dip")
    watched = shown(central, f"{ROUND}/reviews")
    assert watched["agencies"] == 2
    assert shown(officer, ITEM)["verdicts"] == []
    corrected = sent(central, "post", f"{ITEM}/correction", {"option": "pass", "words": "ถูกแล้ว"})
    assert corrected["verdict"]["option"] == "pass"


def test_an_objection_with_links_and_files_is_decided_by_somebody_else(judged, mine):
    executive = member("executive", Role.EXECUTIVE, "dip")
    pdf = SimpleUploadedFile("คำสั่ง.pdf", b"%PDF-1.7 an order")
    body = {"words": "ยังใช้อยู่", "links": "https://dip.go.th/new ใหม่", "files": [pdf]}
    raised = executive.program.post(f"{ITEM}/objection", body)
    assert raised.status_code == 201, raised.content.decode()
    assert [one["with_objection"] for one in raised.json()["links"]] == [False, True]
    assert [one["with_objection"] for one in raised.json()["files"]] == [True]
    again = executive.program.post(f"{ITEM}/objection", {"words": "อีก"})
    assert again.json()["code"] == "EVIDENCE-009"
    judge, other = judged
    assert shown(judge, f"{API}/objections")["objections"] == 0
    assert shown(other, f"{API}/objections")["rows"][0]["item"] == "O1"
    told = {"option": "pass", "words": "ตรวจแล้ว"}
    sent(judge, "post", f"{ITEM}/objection/decision", told, 403)
    decided = sent(other, "post", f"{ITEM}/objection/decision", told)
    assert decided["objection"]["answer"] == "pass"
    assert sent(other, "post", f"{ITEM}/objection/decision", told, 409)["code"] == "EVIDENCE-031"


def test_a_file_that_is_not_taken_leaves_no_objection(judged, mine):
    executive = member("executive", Role.EXECUTIVE, "dip")
    program = SimpleUploadedFile("คำสั่ง.pdf", b"MZ a program")
    refused = executive.program.post(f"{ITEM}/objection", {"words": "x", "files": [program]})
    assert refused.json()["code"] == "FILE-012"
    assert shown(executive, ITEM)["objection"] is None


def test_evaluators_are_drawn_replaced_and_counted(mine):
    central, auditor = member("central", Role.CENTRAL), member("auditor", Role.AUDITOR)
    for number in range(3):
        member(f"evaluator{number}", Role.EVALUATOR)
    assert sent(central, "post", f"{ROUND}/reviews/draw", {"seed": "7"}) == {"agencies": 2}
    before = shown(auditor, f"{ROUND}/reviews")["rows"][0]["first"]["evaluator"]
    told = {"reason": "ลาป่วย", "seed": "8"}
    after = sent(central, "post", f"{ROUND}/agencies/dip/evaluators/first", told)["evaluator"]
    assert after != before
    none = f"{ROUND}/agencies/dip/evaluators/second"
    assert sent(central, "post", none, told, 409)["code"] == "EVIDENCE-034"
    counted = shown(auditor, f"{ROUND}/reviews/statistics")
    assert (counted["total"]["judged"], len(counted["items"]), counted["pairs"]) == (0, 43, 0)


def test_words_that_do_not_fit_the_shape_are_told(mine):
    officer = member("officer", Role.OFFICER, "dip")
    assert (
        officer.program.put(ITEM, "{ no JSON", content_type="application/json").status_code == 400
    )
    wrong = {"links": [{"title": "no address"}]}
    assert sent(officer, "put", ITEM, wrong, 422)["detail"]
    assert sent(officer, "get", f"{LIST}/O99", status=404)["code"] == "EVIDENCE-010"
    assert not disclosure_of(mine, "O1").links.exists()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"option": "fail", "reason": "x" * 41}, "EVIDENCE-039"),
        ({"option": "pass", "criteria": {"no-such": "met"}}, "EVIDENCE-039"),
        ({"option": "pass", "criteria": {"year": "perhaps"}}, None),
        ({"option": "fail", "words": "x" * 10_001}, None),
    ],
)
def test_a_verdict_has_reasons_and_criteria_that_there_are(judged, told, code):
    judge, _other = judged
    assert sent(judge, "post", f"{ITEM}/verdicts", told, 422).get("code") == code
    assert len(shown(judge, ITEM)["verdicts"]) == 1


def test_a_draw_begins_from_no_more_than_can_be_kept(mine):
    central = member("central", Role.CENTRAL)
    sent(central, "post", f"{ROUND}/reviews/draw", {"seed": "7" * 65}, 422)


def test_an_item_is_not_sent_back_without_a_word(mine):
    executive = member("executive", Role.EXECUTIVE, "dip")
    sent(executive, "post", f"{ITEM}/return", {"words": "  "}, 422)


@pytest.mark.parametrize("words", ["a\0b", "a\ud800"])
def test_letters_that_no_table_keeps_are_refused(mine, words):
    officer = member("officer", Role.OFFICER, "dip")
    told = {"links": [{**PLAN, "title": words}]}
    answer = officer.program.put(ITEM, told, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "SYSTEM-003")


def test_nor_are_they_kept_of_an_objection(judged):
    executive = member("executive", Role.EXECUTIVE, "dip")
    answer = executive.program.post(f"{ITEM}/objection", {"words": "a\0b"})
    assert (answer.status_code, answer.json()["code"]) == (422, "SYSTEM-003")
