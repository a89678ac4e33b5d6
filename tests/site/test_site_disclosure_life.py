"""The life of one item: disclosed, captured, judged on its copy, objected to, reversed, counted."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from people_in_a_window import (
    PASSWORD,
    ROUND,
    close_the_round,
    log_in,
    open_the_round,
    press,
    score_and_publish,
    set_second_factor,
    windows,
)
from running_site import close, environment_of, opened

ITEM = f"{ROUND}/agencies/dip/disclosures/O1/"
JUDGING, OBJECTION = (f"/desk/{desk}/th-ita/2566/dip/O1/" for desk in ("reviews", "objections"))
REASON = "เป็นข้อมูลของปีก่อน"
PEOPLE = """
import sys
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty
by = {"by": OPERATOR, "now": datetime.now(UTC)}
Agency.objects.create(code="dip", name_th="กรมส่งเสริมอุตสาหกรรม", searched="dip")
for name, role, agency in (
    ("central", Role.CENTRAL, ""), ("officer", Role.OFFICER, "dip"),
    ("executive", Role.EXECUTIVE, "dip"), ("one", Role.EVALUATOR, ""), ("two", Role.EVALUATOR, ""),
):
    create_account(f"{name}@example.org", name=name, password=sys.argv[1], **by)
    grant_duty(f"{name}@example.org", role, agency=agency, **by)
"""
BEFORE, AFTER = "โครงสร้างหน่วยงาน ปี 2565", "โครงสร้างหน่วยงาน ปี 2566 ฉบับปรับปรุง"


@pytest.fixture
def agency_site():
    """A site of the agency on this machine, whose one page can be changed."""
    page = {"says": BEFORE}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"<title>โครงสร้าง</title><p>{page['says']}</p>".encode()
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page["address"] = f"http://127.0.0.1:{server.server_port}/structure"
    page["place"] = f"127.0.0.1:{server.server_port}"
    yield page
    server.shutdown()
    server.server_close()


@pytest.fixture
def installed(agency_site, new_home):
    """A running site that may reach the agency's; gives its address, and captures what is due."""
    home = new_home()
    around = environment_of(home, CAPTURE_ALLOW=agency_site["place"])
    subprocess.run([sys.executable, "-c", PEOPLE, PASSWORD], env=around, check=True)
    process, port = opened(home, "serve", "--workers", 2, CAPTURE_ALLOW=agency_site["place"])

    def capture():
        command = [sys.executable, "-m", "prongsai", "captures"]
        subprocess.run([*command, "run"], env=around, check=True)
        subprocess.run([*command, "verify", "--archives"], env=around, check=True)

    yield f"http://127.0.0.1:{port}", capture
    close(process, home)


@pytest.fixture
def window(browser, installed):
    yield from windows(browser, installed[0])


def member(window, name):
    page = log_in(window(), name)
    if name != "officer":
        set_second_factor(page)
    return page


def judged_by_lot(central, evaluators):
    """Draw; return the evaluator to whom the agency fell, and the other."""
    central.goto(f"{ROUND}/reviews/")
    central.locator("[name=stage]").first.check()
    central.locator("form:has([name=stage]) button").click()
    for page in evaluators:
        page.goto("/desk/reviews/")
    drawn = [p for p in evaluators if p.locator("main a[href*='/th-ita/2566/dip/']").count()]
    assert len(drawn) == 1
    return drawn[0], next(page for page in evaluators if page not in drawn)


def give(page, address, option, words):
    page.goto(address)
    page.check(f"[name=option][value={option}]")
    page.fill("[name=words]", words)
    page.locator("form:has([name=option]) button:not([name])").first.click()
    page.wait_for_load_state()


def checklist_score(page):
    return page.request.get("/api/v1/agencies/dip/2566").json()["instruments"]["OIT"]


def disclose(window, agency_site):
    """Enter a link as an officer, and stand for it as the executive; return the latter's window."""
    officer, executive = member(window, "officer"), member(window, "executive")
    officer.goto(ITEM)
    officer.fill("[name=links]", f"{agency_site['address']} โครงสร้าง")
    officer.click("[name=do][value=send]")
    executive.goto(ITEM)
    executive.click("[name=do][value=approve]")
    return executive


def object_to(page, seen, words):
    page.goto(f"{ITEM}objection/")
    assert seen in page.locator("main").inner_text()
    page.fill("[name=words]", words)
    page.locator("form:has([name=words]) button").click()


def decide(page, option, words):
    page.goto("/desk/objections/")
    page.locator(f"main a[href*='{OBJECTION}']").first.click()
    assert BEFORE in page.locator("main").inner_text()
    give(page, OBJECTION, option, words)


def test_an_item_fails_on_its_copy_and_passes_after_an_objection(
    window, installed, agency_site, tmp_path
):
    elsewhere = tmp_path / "others.csv"
    others = "".join(f"dip,2566,O{number},pass\n" for number in range(2, 44))
    elsewhere.write_text(f"agency,year_be,code,verdict\n{others}")
    central = member(window, "central")
    open_the_round(central, ["dip"])
    executive = disclose(window, agency_site)
    installed[1]()
    central.goto(f"{ROUND}/links/deadline/")
    press(central)
    installed[1]()
    agency_site["says"] = AFTER

    judge, other = judged_by_lot(central, [member(window, "one"), member(window, "two")])
    judge.goto(JUDGING)
    assert BEFORE in judge.locator("main").inner_text()
    give(judge, JUDGING, "fail", REASON)
    close_the_round(central)
    score_and_publish(central, elsewhere)
    before = checklist_score(central)

    object_to(executive, REASON, "ข้อมูลปี 2565 ยังใช้อยู่ตามคำสั่ง")
    decide(other, "pass", "ตรวจคำสั่งแล้ว ยังใช้อยู่")
    score_and_publish(central, elsewhere)
    assert before < checklist_score(central) == 100
