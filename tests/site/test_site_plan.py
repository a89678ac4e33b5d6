"""The life of a plan: weak points, measures, two units on the telephone, the annual report."""

import re
import subprocess
import sys
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from barriers import found_by_axe, overhang
from letter_box import letter_box
from people_in_a_window import PASSWORD, log_in, press, set_second_factor, windows
from running_site import close, environment_of, opened

TODAY = datetime.now(ZoneInfo("Asia/Bangkok")).date()
#: The fiscal year that it falls into.
YEAR = TODAY.year + 543 + (TODAY.month >= 10)
PLAN = f"/desk/plans/th-ita/{YEAR}/dip/"
REPORT = f"{PLAN}reports/annual/"
#: The round that is open, and the item of its checklist that an annual report answers.
ITEM = "/desk/rounds/th-ita/2569/agencies/dip/disclosures/O26/"
#: A published result, two units with an officer each, the coordinator and the executive.
PEOPLE = """
import sys
import time
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Unit
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
by = {"by": OPERATOR, "now": datetime.now(UTC)}
dip = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
keep_results(score_files([dip], library=EditionLibrary()), input_files([dip]), **by)
agency = Agency.objects.get(code="dip")
for unit in ("กต.สล.กสอ.", "ศส.กสอ."):
    Unit.objects.create(agency=agency, code=unit)
for name, role, unit in (
    ("coordinator", Role.COORDINATOR, ""), ("executive", Role.EXECUTIVE, ""),
    ("one", Role.OFFICER, "กต.สล.กสอ."), ("two", Role.OFFICER, "ศส.กสอ."),
):
    create_account(f"{name}@example.org", name=name, password=sys.argv[1], **by)
    grant_duty(f"{name}@example.org", role, agency="dip", unit=unit, **by)
round_ = plan_round(EditionLibrary().load("2569"), **by)
enter_agencies(round_, ["dip"], **by)
open_round(round_, **by)
"""
#: Seconds in which the worker makes the files of a report.
PATIENCE = 60
OWN_TITLE = "รายงานความโปร่งใสของกรม ฉบับของเราเอง"
#: What both units are to do by today.
STEP = "ส่งรายงานการดำเนินการ"
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(100)
DONE_BY = {"one": "ประชุมชี้แจงเจ้าหน้าที่ 120 คน", "two": "เผยแพร่คู่มือบนเว็บไซต์"}


@pytest.fixture
def installed(new_home):
    """A running site whose mail arrives here; gives its address, its letters, and the command."""
    home = new_home()
    with letter_box() as (mail, letters):
        around = {"EMAIL_URL": mail, "SITE_ADDRESS": "https://ita.example.go.th"}
        process_environment = environment_of(home, **around)
        subprocess.run(
            [sys.executable, "-c", PEOPLE, PASSWORD], env=process_environment, check=True
        )
        process, port = opened(home, "serve", "--workers", 2, **around)

        def remind():
            command = [sys.executable, "-m", "prongsai", "plans", "remind"]
            subprocess.run(command, env=process_environment, check=True)
            return letters

        yield f"http://127.0.0.1:{port}", remind
        close(process, home)


@pytest.fixture
def window(browser, installed):
    yield from windows(browser, installed[0])


def begin_and_draft(page):
    """Begin the plan from the weak points, and have measures proposed for all of them."""
    page.goto("/desk/plans/")
    page.select_option("[name=year]", str(YEAR))
    page.locator("form:has([name=year]) button").click()
    assert page.locator(".red-points > li").count() > 10
    page.goto(f"{PLAN}draft/")
    press(page)


def explain_what_is_left(page):
    """Say of each weak point that nothing answers why not."""
    while page.locator(".red-points > li").count():
        page.locator(".red-points summary").first.click()
        page.locator(".red-points [name=reason]").first.fill("ดำเนินการในปีถัดไป")
        page.locator(".red-points details form button").first.click()
        page.goto(PLAN)


def give_to_both_units(page):
    """Edit the first measure: two units, and a step that is due today; return its address."""
    page.goto(PLAN)
    page.locator("main a[href$='/edit/']").first.click()
    page.uncheck("[name=all_units]")
    for unit in ("กต.สล.กสอ.", "ศส.กสอ."):
        page.check(f"[name=units][value='{unit}']")
    page.fill("[name=title]", "จัดประชุมชี้แจงและเผยแพร่คู่มือ")
    page.fill("[name=steps-0-title]", STEP)
    page.fill("[name=steps-0-due]", TODAY.isoformat())
    page.select_option("[name=steps-0-recurrence]", "once")
    page.click("[name=do][value=save]")


def report_on_the_telephone(page, words):
    """Finish the task with a note, and tell what was done with a photo."""
    page.goto("/desk/tasks/")
    card = page.locator(".tasks .card", has_text=STEP).first
    card.locator("[name=note]").fill("ส่งแล้ว")
    card.locator("button").click()
    page.goto("/desk/tasks/")
    page.locator("main a", has_text=STEP).first.click()
    page.locator("a[href*='/actions/new/']").click()
    page.fill("[name=text]", words)
    page.set_input_files(
        "[name=photos]", {"name": "ภาพ.png", "mimeType": "image/png", "buffer": PHOTO}
    )
    page.click("[name=do][value=save]")
    assert words in page.locator("main").inner_text()


def draw_up(page):
    """Begin, draft, edit, explain and send."""
    begin_and_draft(page)
    give_to_both_units(page)
    explain_what_is_left(page)
    page.goto(f"{PLAN}decide/")
    page.click("[name=do][value=submit]")


def approve(page):
    """Approve the plan from where the executive is told that it waits."""
    page.goto("/desk/")
    page.locator("main a[href*='/decide/']").click()
    page.click("[name=do][value=approve]")


def told_to_officers(letters):
    """Return who of the officers got a letter -> the page of the task that both were given."""
    to = {one["To"].partition("@")[0]: one.get_content() for one in letters}
    page = re.compile(rf"- {STEP}\s.*?https://ita\.example\.go\.th(/desk/tasks/\d+/)", re.S)
    return {name: page.search(to[name])[1] for name in DONE_BY}


def keep_six_months(page):
    """Freeze the progress; return what the frozen plan says."""
    page.goto(f"{PLAN}snapshots/six-months/")
    press(page)
    page.locator("#kept ~ ul a").first.click()
    return page.locator("main").inner_text()


def write_and_send_the_report(page):
    """Tell number and date, write the title anew, and send it to the executive."""
    page.goto(REPORT)
    page.fill("[name=number]", "อก 0401/123")
    page.fill("[name=dated]", TODAY.isoformat())
    page.locator("form:has([name=number]) button").click()
    page.goto(f"{REPORT}words/cover.title/")
    page.fill("[name=th]", OWN_TITLE)
    page.locator("form:has([name=th]) button").click()
    page.goto(f"{REPORT}send/")
    press(page)


def issue_the_report(coordinator, executive):
    """Approve it as the executive; publish it and put it forward as evidence."""
    executive.goto(f"{REPORT}versions/1/")
    executive.click("[name=do][value=approve]")
    publish = coordinator.locator("[name=do][value=publish]")
    deadline = time.monotonic() + PATIENCE
    while not publish.count() and time.monotonic() < deadline:  # its files are being made
        coordinator.goto(f"{REPORT}versions/1/")
    assert coordinator.is_checked("[name=evidence]")
    assert found_by_axe(coordinator) == ""
    publish.click()
    coordinator.goto(ITEM)
    coordinator.click("[name=do][value=send]")
    executive.goto(ITEM)
    executive.click("[name=do][value=approve]")


def read_as_a_citizen(page):
    """Find the report under its item among what is disclosed, and read it."""
    page.goto("/agencies/dip/2569/disclosures/")
    item = page.locator(".flow > *", has_text="O26").first
    item.locator(f"a[href$='/agencies/dip/{YEAR}/reports/annual/']").click()
    assert "อก 0401/123" in page.locator("main").inner_text()
    assert str(YEAR) in page.locator("h1").inner_text()
    assert overhang(page) <= 0
    assert found_by_axe(page) == ""
    page.locator("main a.button").click()
    return page.locator("body").inner_text()


def test_a_plan_is_drawn_up_approved_carried_out_and_kept(window, installed):
    coordinator, executive = log_in(window(), "coordinator"), log_in(window(), "executive")
    set_second_factor(executive)
    draw_up(coordinator)
    approve(executive)

    letters = installed[1]()
    pages = told_to_officers(letters)
    count = len(letters)
    assert len(installed[1]()) == count  # nobody is told twice

    for name, words in DONE_BY.items():
        phone = log_in(window(width=390, scripts=False), name)
        phone.goto(pages[name])
        assert STEP in phone.locator("h1").inner_text()
        report_on_the_telephone(phone, words)

    kept = keep_six_months(coordinator)
    assert all(words in kept for words in DONE_BY.values())

    write_and_send_the_report(coordinator)
    issue_the_report(coordinator, executive)
    report = read_as_a_citizen(window(width=390))
    assert OWN_TITLE in report
    assert all(words in report for words in DONE_BY.values())
