"""Drawing a plan up on pages: begun, proposed, written, moved, explained, sent, approved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from prongsai.directory.rules import OPERATOR, Role
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Measure, Plan, Task
from prongsai.improvement.queries.contents import measure_content
from prongsai.improvement.services.measures import add_theme
from prongsai.improvement.tests.following import (
    PLAN,
    an_approved_plan,
    browser_of,
    coordinator,
    measures,
    officer,
    text,
)
from prongsai.improvement.tests.planned import NOON, a_plan, an_agency, somebody
from prongsai.methodology.edition.library import SHIPPED
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

pytestmark = pytest.mark.django_db
PLANS = "/en/desk/plans/"


@pytest.fixture
def published():
    dip = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    scored = score_files([dip], library=EditionLibrary())
    keep_results(scored, input_files([dip]), by=OPERATOR, now=now())


def typed(plan, **more):
    """What the form of a measure sends: one step, two empty lines."""
    theme = plan.themes.first()
    empty = {f"steps-{n}-{name}": "" for n in (1, 2) for name in ("title", "due", "recurrence")}
    return {
        "do": "save",
        "title": "จัดอบรม",
        "theme": str(theme.pk),
        "points": ["E12"],
        "units": ["กง.กสอ."],
        "starts": "2023-10-01",
        "ends": "2024-03-31",
        "budget": "๒๕,๐๐๐",
        "criterion": "ผู้เข้าอบรมร้อยละ 80",
        "counter": "",
        "counter_goal": "",
        "steps-TOTAL_FORMS": "3",
        "steps-INITIAL_FORMS": "0",
        "steps-0-title": "ส่งรายงาน",
        "steps-0-due": "31/01/2567",
        "steps-0-recurrence": "monthly",
        **empty,
        **more,
    }


def test_a_plan_is_begun_from_the_last_result_and_drafted(published):
    boss = browser_of(somebody(Role.COORDINATOR, an_agency()))
    assert "There is no plan yet" in text(boss.get(PLANS))
    shown = text(boss.post(PLANS, {"agency": "dip", "year": "2570"}, follow=True))
    assert "The plan has no measures yet" in shown
    assert "no measure, no reason" in shown
    again = text(boss.post(PLANS, {"agency": "dip", "year": "2570"}), 422)
    assert "already has an improvement plan" in again
    draft = PLAN.replace("2567", "2570") + "draft/"
    assert "would be added" in text(boss.get(draft))
    assert not Measure.objects.exists()
    assert "added" in text(boss.post(draft, follow=True))
    assert Measure.objects.count() > 5
    assert "Nothing to propose" in text(boss.get(draft))


def test_a_coordinator_begins_plans_of_their_own_agency_alone():
    an_agency("other")
    boss = browser_of(somebody(Role.COORDINATOR, an_agency()))
    text(boss.post(PLANS, {"agency": "other", "year": "2570"}), 422)
    assert not Plan.objects.exists()


def test_who_sees_many_plans_searches_and_has_their_own_first():
    a_plan()
    auditor = browser_of(somebody(Role.AUDITOR))
    assert "dip 2567" in text(auditor.get(PLANS))
    assert "No plan found" in text(auditor.get(f"{PLANS}?search=zzz"))


def test_a_measure_is_written_with_steps_units_and_months():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    assert "+0.30" in text(boss.get(f"{PLAN}measures/new/?point=E12"))
    text(boss.post(f"{PLAN}measures/new/", typed(plan), follow=True))
    told = measure_content(Measure.objects.get(title="จัดอบรม"))
    assert (told.units, told.points, str(told.budget)) == (("กง.กสอ.",), ("E12",), "25000.00")
    assert told.period.ends.isoformat() == "2024-03-31"
    assert [(s.title, s.due.isoformat(), s.recurrence) for s in told.steps] == [
        ("ส่งรายงาน", "2024-01-31", "monthly")
    ]


def test_what_was_typed_stays_when_something_is_missing():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    wrong = typed(plan, budget="มาก", ends="", **{"steps-0-due": ""})
    shown = text(boss.post(f"{PLAN}measures/new/", wrong), 422)
    for words in (
        "Write an amount",
        "Choose both months",
        "Say when it is due first",
        "จัดอบรม",
        "ส่งรายงาน",
    ):
        assert words in shown
    assert not Measure.objects.filter(title="จัดอบรม").exists()
    goal = text(boss.post(f"{PLAN}measures/new/", typed(plan, counter="nothing")), 422)
    assert "not one of the available choices" in goal


def test_a_measure_is_changed_moved_and_taken_out_after_a_warning():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    first, second = measures(plan)
    page = f"{PLAN}measures/{first.pk}/edit/"
    assert "สำรวจความพึงพอใจ" in text(boss.get(page))
    add_theme(plan, "อื่น", by=OPERATOR, now=NOON)
    boss.post(page, {"do": "down"})
    first.refresh_from_db()
    assert first.number == 2
    boss.post(page, typed(plan, title="ใหม่", do="more", **{"steps-INITIAL_FORMS": "1"}))
    first.refresh_from_db()
    assert first.title == "ใหม่"
    assert "numbered anew" in text(boss.get(f"{PLAN}measures/{second.pk}/delete/"))
    boss.post(f"{PLAN}measures/{second.pk}/delete/")
    assert not Measure.objects.filter(pk=second.pk).exists()
    assert boss.get(f"{PLAN}measures/{second.pk}/").status_code == 404


def test_a_theme_is_added_named_anew_moved_and_taken_out():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    boss.post(f"{PLAN}themes/new/", {"title": "การใช้ทรัพย์สิน"})
    theme = plan.themes.get(title="การใช้ทรัพย์สิน")
    page = f"{PLAN}themes/{theme.pk}/"
    assert "The theme is moved" in text(boss.post(page, {"do": "up"}, follow=True))
    boss.post(page, {"do": "save", "title": "ทรัพย์สินของราชการ"})
    assert plan.themes.first().title == "ทรัพย์สินของราชการ"
    text(boss.post(page, {"do": "save", "title": " "}), 422)
    boss.post(page, {"do": "drop"})
    assert plan.themes.count() == 1
    assert boss.get(page).status_code == 404


def test_a_weak_point_stays_red_until_somebody_says_why():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    Measure.objects.get(number=2).delete()
    assert "Weak points that nothing answers" in text(boss.get(PLAN))
    boss.post(f"{PLAN}points/", {"point": "I7", "reason": "ทำในปีถัดไป", "back": "plan"})
    assert "Weak points that nothing answers" not in text(boss.get(PLAN))
    assert "ทำในปีถัดไป" in text(boss.get(f"{PLAN}points/"))
    text(boss.post(f"{PLAN}points/", {"point": "X1", "reason": "x"}), 422)


def test_a_plan_goes_to_the_executive_back_and_through():
    plan = a_plan()
    boss, chief = browser_of(coordinator(plan)), browser_of(somebody(Role.EXECUTIVE, plan.agency))
    page = f"{PLAN}decide/"
    assert "nobody can change it" in text(boss.get(page))
    assert "The plan is sent" in text(boss.post(page, {"do": "submit"}, follow=True))
    assert boss.post(page, {"do": "approve"}).status_code == 403
    assert "waits for your approval" in text(chief.get(PLAN))
    assert "Say what is to be done" in text(chief.post(page, {"do": "return", "words": " "}), 422)
    chief.post(page, {"do": "return", "words": "เพิ่มงบประมาณ"})
    assert "เพิ่มงบประมาณ" in text(boss.get(PLAN))
    boss.post(page, {"do": "submit"})
    assert "becomes a task" in text(chief.get(page))
    assert "The plan is approved" in text(chief.post(page, {"do": "approve"}, follow=True))
    assert Task.objects.exists()
    assert "cannot be changed" in text(boss.post(f"{PLAN}draft/"), 422)


def test_what_lacks_measures_is_not_sent_and_says_so():
    plan = a_plan()
    boss = browser_of(coordinator(plan))
    Measure.objects.get(number=2).delete()
    shown = text(boss.post(f"{PLAN}decide/", {"do": "submit"}), 422)
    assert "I7" in shown
    assert Plan.objects.get(pk=plan.pk).state == "draft"


def test_the_start_page_says_what_waits():
    plan = an_approved_plan()
    boss = browser_of(coordinator(plan))
    Plan.objects.update(approved_at=now())
    assert "14 days" not in text(boss.get("/en/desk/"))
    Plan.objects.update(approved_at=NOON.replace(year=2023))
    shown = text(boss.get("/en/desk/"))
    assert "/en/desk/plans/" in shown
    assert "overdue by 14 days or more" in shown
    clerk = text(browser_of(officer(plan)).get("/en/desk/"))
    assert "Tasks of the improvement plan overdue" in clerk
    assert "Improvement plans" not in text(browser_of(somebody(Role.EVALUATOR)).get("/en/desk/"))


@pytest.mark.parametrize("page", ["", "points/", "board/", "calendar/", "units/", "snapshots/"])
def test_pages_ask_the_database_as_often_for_many_measures_as_for_few(page):
    plan = an_approved_plan()
    reader = browser_of(coordinator(plan))
    text(reader.get(PLAN + page))
    with CaptureQueriesContext(connection) as few:
        text(reader.get(PLAN + page))
    theme = plan.themes.first()
    for number in range(3, 20):
        Measure.objects.create(theme=theme, number=number, title=f"มาตรการ {number}")
    with CaptureQueriesContext(connection) as many:
        text(reader.get(PLAN + page))
    assert len(many) <= len(few)
