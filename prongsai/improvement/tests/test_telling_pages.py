"""Following a plan up on pages: tasks on the telephone, actions with photos, states, snapshots."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.directory.rules import OPERATOR, Role
from prongsai.improvement.models import Action, Measure, Outcome, Snapshot, Task
from prongsai.improvement.services.doings import tell_action, tell_outcome
from prongsai.improvement.tests.following import (
    PLAN,
    an_approved_plan,
    browser_of,
    coordinator,
    measures,
    officer,
    text,
)
from prongsai.improvement.tests.planned import NOON, an_agency, somebody

pytestmark = pytest.mark.django_db
TASKS = "/en/desk/tasks/"
PICTURE = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def plan():
    return an_approved_plan()


def test_an_officer_finishes_a_task_with_one_tap_and_a_note(plan):
    clerk = browser_of(officer(plan))
    shown = text(clerk.get(TASKS))
    assert "รายงานต่อผู้บริหาร" in shown
    assert "Overdue" in shown
    task = Task.objects.filter(unit__code="กต.สล.กสอ.").first()
    page = f"{TASKS}{task.pk}/"
    answer = clerk.post(page, {"do": "done", "note": "ส่งแล้ว"}, follow=True)
    assert "reported as done" in text(answer)
    assert "has been reported" in text(clerk.post(page, {"do": "done", "note": "x"}), 422)
    assert "ส่งแล้ว" in text(clerk.get(page))
    clerk.post(page, {"do": "reopen", "note": ""})
    task.refresh_from_db()
    assert task.done_on is None


def test_a_task_of_another_unit_is_read_but_not_reported(plan):
    clerk = browser_of(officer(plan))
    task = Task.objects.filter(unit__code="กง.กสอ.").first()
    assert "It is done" not in text(clerk.get(f"{TASKS}{task.pk}/"))
    assert clerk.post(f"{TASKS}{task.pk}/", {"do": "done", "note": ""}).status_code == 403
    stranger = browser_of(somebody(Role.OFFICER, an_agency("other"), "กง.กสอ."))
    assert stranger.get(f"{TASKS}{task.pk}/").status_code == 403
    assert "No tasks" in text(stranger.get(TASKS))
    chief = browser_of(somebody(Role.EXECUTIVE, plan.agency))
    assert chief.post(f"{TASKS}{task.pk}/", {"do": "done", "note": ""}).status_code == 403
    assert chief.get(f"{TASKS}{10**6}/").status_code == 404


def test_an_action_is_told_with_a_photo_and_a_link(plan):
    survey, _ = measures(plan)
    clerk = browser_of(officer(plan))
    page = f"{PLAN}actions/new/?measure={survey.pk}"
    assert "กง.กสอ." not in text(clerk.get(page)).split("Done by")[1]
    photo = SimpleUploadedFile("กิจกรรม.png", PICTURE, "image/png")
    sent = {
        "do": "save",
        "measure": survey.pk,
        "measures": [survey.pk],
        "units": ["กต.สล.กสอ."],
        "text": "จัดประชุม",
        "starts": "05/11/2566",
        "ends": "",
        "links": "https://www.dip.go.th/news ข่าว",
        "photos": [photo],
    }
    shown = text(clerk.post(page, sent, follow=True))
    assert "จัดประชุม" in shown
    assert "<img" in shown
    action = Action.objects.get()
    assert (action.starts.isoformat(), action.ends.isoformat()) == ("2023-11-05", "2023-11-05")
    file = clerk.get(f"{PLAN}actions/{action.pk}/files/{action.files.get().pk}/")
    assert b"".join(file.streaming_content) == PICTURE
    assert "attachment" in file["Content-Disposition"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": ""}, "Say in a few words what was done"),
        ({"measures": []}, "Choose at least one measure"),
        ({"starts": "", "ends": "05/11/2566"}, "on which day it began"),
        ({"starts": "06/11/2566", "ends": "05/11/2566"}, "before the first"),
        ({"links": "ftp://x"}, "is not opened"),
    ],
)
def test_what_was_typed_stays_when_an_action_lacks_something(plan, more, words):
    survey, _ = measures(plan)
    clerk = browser_of(officer(plan))
    good = {"do": "save", "measure": survey.pk, "measures": [survey.pk], "text": "จัดประชุม"}
    empty = {"starts": "", "ends": "", "links": ""}
    shown = text(clerk.post(f"{PLAN}actions/new/", {**good, **empty, **more}), 422)
    assert words in shown
    assert not Action.objects.exists()


def test_a_file_of_another_kind_lets_nothing_be_told(plan):
    survey, _ = measures(plan)
    clerk = browser_of(officer(plan))
    sent = {"do": "save", "measure": survey.pk, "measures": [survey.pk], "text": "x", "links": ""}
    bad = SimpleUploadedFile("run.exe", b"MZ")
    shown = text(clerk.post(f"{PLAN}actions/new/", {**sent, "photos": [bad]}), 422)
    assert "is not taken" in shown
    assert not Action.objects.exists()


def test_an_action_is_changed_loses_a_file_and_is_taken_back(plan):
    survey, budget = measures(plan)
    boss = browser_of(coordinator(plan))
    action = tell_action(survey.theme, measures=[survey], text="เดิม", by=OPERATOR, now=NOON)
    page = f"{PLAN}actions/{action.pk}/"
    photo = SimpleUploadedFile("ก.png", PICTURE, "image/png")
    sent = {"do": "save", "measures": [survey.pk, budget.pk], "text": "ใหม่", "photos": [photo]}
    boss.post(page, {**sent, "starts": "", "ends": "", "links": ""})
    action.refresh_from_db()
    assert (action.text, action.measures.count(), action.files.count()) == ("ใหม่", 2, 1)
    boss.post(page, {"do": "remove_file", "file": action.files.get().pk})
    assert not action.files.exists()
    assert "no such file" in text(boss.post(page, {"do": "remove_file", "file": "x"}), 422)
    boss.post(page, {"do": "drop"})
    assert boss.get(page).status_code == 404


def test_an_outcome_is_told_for_several_measures_changed_and_taken_back(plan):
    survey, budget = measures(plan)
    boss = browser_of(coordinator(plan))
    page = f"{PLAN}outcomes/new/?measure={survey.pk}"
    text(boss.get(page))
    sent = {"do": "save", "measures": [survey.pk, budget.pk], "text": "ร้อยละ 96.57"}
    assert "together" in text(boss.post(page, sent, follow=True))
    outcome = Outcome.objects.get()
    own = f"{PLAN}outcomes/{outcome.pk}/"
    boss.post(own, {**sent, "text": "ร้อยละ 97"})
    assert "ร้อยละ 97" in text(boss.get(f"{PLAN}measures/{budget.pk}/"))
    text(boss.post(own, {**sent, "text": ""}), 422)
    boss.post(own, {"do": "drop"})
    assert not Outcome.objects.exists()


def test_a_measure_is_begun_finished_and_given_up_with_a_reason(plan):
    survey, budget = measures(plan)
    clerk, boss = browser_of(officer(plan)), browser_of(coordinator(plan))
    page = f"{PLAN}measures/{survey.pk}/"
    begun = text(clerk.get(page))
    assert "It has begun" in begun
    assert "overdue" in begun
    clerk.post(page, {"state": "done", "reason": ""})
    assert Measure.objects.get(pk=survey.pk).state == "done"
    assert "overdue" not in text(clerk.get(page))
    assert "overdue</span>" not in text(clerk.get(f"{PLAN}calendar/"))
    assert clerk.post(page, {"state": "cancelled", "reason": "x"}).status_code == 403
    other = f"{PLAN}measures/{budget.pk}/"
    assert "A reason is needed" in text(boss.post(other, {"state": "cancelled"}), 422)
    boss.post(other, {"state": "cancelled", "reason": "งบประมาณถูกตัด"})
    assert "งบประมาณถูกตัด" in text(boss.get(other))
    assert "Its state became" in text(clerk.get(page))


def test_the_looks_of_a_plan_show_its_measures(plan):
    reader = browser_of(somebody(Role.AUDITOR))
    tell_outcome(plan.themes.first(), measures=measures(plan), text="ผล", by=OPERATOR, now=NOON)
    for page in ("board/", "calendar/", "units/", "points/", "snapshots/", "effect/", "group/"):
        shown = text(reader.get(PLAN + page))
        assert "</table>" in shown or "สำรวจความพึงพอใจ" in shown or "No working group" in shown
        assert 'method="post"' not in shown.split("<main")[1], page


def test_progress_is_kept_once_after_saying_so(plan):
    boss = browser_of(coordinator(plan))
    page = f"{PLAN}snapshots/six-months/"
    assert "can never be changed" in text(boss.get(page))
    shown = text(boss.post(page, follow=True))
    assert "kept as it stands" in shown
    assert "already kept" in text(boss.post(page), 422)
    kept = Snapshot.objects.get(kind="six-months")
    assert kept.sha256 in text(boss.get(f"{PLAN}snapshots/{kept.pk}/"))
    assert boss.get(f"{PLAN}snapshots/baseline/").status_code == 404
    assert boss.get(f"{PLAN}snapshots/{10**6}/").status_code == 404


def test_pages_of_another_plan_do_not_open_below_this_one(plan):
    other = coordinator(plan)
    boss = browser_of(other)
    elsewhere = PLAN.replace("2567", "2570")
    assert boss.get(elsewhere).status_code == 404
    theme = plan.themes.first()
    assert boss.get(f"{elsewhere}themes/{theme.pk}/").status_code == 404


def test_what_a_file_told_of_no_measure_is_shown_and_given_one(plan):
    survey, _ = measures(plan)
    told = {"theme": survey.theme, "place": 9}
    action = Action.objects.create(text="ประชุมทั้งกรม", told_at=NOON, **told)
    outcome = Outcome.objects.create(text="ทุกคนทราบ", **told)
    boss = browser_of(coordinator(plan))
    shown = text(boss.get(PLAN))
    assert "Reported of no measure" in shown
    assert "ประชุมทั้งกรม" in shown
    assert "ทุกคนทราบ" in shown

    words = {
        "do": "save",
        "measures": [survey.pk],
        "text": "ประชุม",
        "starts": "",
        "ends": "",
        "links": "",
    }
    for page in (f"{PLAN}actions/{action.pk}/", f"{PLAN}outcomes/{outcome.pk}/"):
        assert boss.get(page).status_code == 200
        assert boss.post(page, words)["Location"].endswith("#loose")
    assert [*action.measures.all(), *outcome.measures.all()] == [survey, survey]
    assert "Reported of no measure" not in text(boss.get(PLAN))
