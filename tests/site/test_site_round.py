"""A whole round in the browser: opened, answered by staff and public, closed, scored, published."""

import base64
import hashlib
import hmac
import re
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from form_in_a_window import ANSWER_ALL, receipt_on, send
from playwright.sync_api import Page
from running_site import close, environment_of, new_home, opened

AGENCIES = ("dip", "dop")
ROUND = "/work/rounds/th-ita/2566"
PASSWORD = "a long enough password"
#: Of each agency: staff who draw a slip, staff who scan the poster (thirty of two agencies),
#: members of the public, and people who are interviewed.
BY_CODE, BY_LINK, PUBLIC, ASKED = 8, 7, 4, 3
A_CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{2}\b")
PEOPLE = """
import sys
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty
by = {"by": OPERATOR, "now": datetime.now(UTC)}
for code, name in {"dip": "กรมส่งเสริมอุตสาหกรรม", "dop": "กรมกิจการผู้สูงอายุ"}.items():
    Agency.objects.create(code=code, name_th=name, searched=code, group="department")
for name, role, agency in (
    ("central", Role.CENTRAL, ""), ("dip", Role.COORDINATOR, "dip"),
    ("dop", Role.COORDINATOR, "dop"), ("interviewer", Role.INTERVIEWER, ""),
):
    create_account(f"{name}@example.org", name=name, password=sys.argv[1], **by)
    grant_duty(f"{name}@example.org", role, agency=agency, **by)
"""


@dataclass(frozen=True)
class Ways:
    """The ways in of an agency, as its coordinator finds them on the page, and codes on slips."""

    slips: str
    codes: list[str]
    link: str
    public: str


@pytest.fixture(scope="module")
def empty_site():
    """A site with two agencies and four accounts, and no round yet."""
    home = new_home()
    command = [sys.executable, "-c", PEOPLE, PASSWORD]
    subprocess.run(command, env=environment_of(home), check=True)
    process, port = opened(home, "serve", "--workers", 2)
    yield f"http://127.0.0.1:{port}"
    close(process, home)


@pytest.fixture
def window(browser, empty_site):
    """Return a function that opens a window of its own."""
    contexts = []

    def opened_window(*, width=1280, scripts=True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            base_url=empty_site,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield opened_window
    for context in contexts:
        context.close()


def log_in(page, name):
    page.goto("/accounts/login/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button")
    return page


def set_second_factor(page):
    """Turn on codes from an app, as an administrator must before anything else."""
    page.goto("/accounts/second-factor/totp/activate/")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
        page.click("form:has([name=password]) button")
        page.goto("/accounts/second-factor/totp/activate/")
    secret = page.locator("code.secret").inner_text()
    page.fill("[name=code]", code_now(secret))
    page.click("form:has([name=code]) button")


def code_now(secret):
    """Return what an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def press(page):
    """Press the one button of the form in the middle of the page."""
    page.locator("main form button").last.click()


def open_the_round(page):
    page.goto("/work/rounds/plan/")
    page.check("[name=edition][value='th-ita/2566']")
    press(page)
    page.goto(f"{ROUND}/enter/")
    page.fill("[name=codes]", "\n".join(AGENCIES))
    page.locator("form:has([name=codes]) button").click()
    page.goto(f"{ROUND}/open/")
    press(page)


def prepare(page, agency, folder: Path) -> Ways:
    """Tell headcounts, open ways in, and print slips, as the coordinator of an agency."""
    own = f"{ROUND}/agencies/{agency}"
    page.goto(f"{own}/")
    page.fill("[name=staff]", "40")
    page.fill("[name=public]", "900")
    page.locator("form:has([name=staff]):has([name=public]) button").last.click()
    found = {}
    for instrument, kind in (("IIT", "codes"), ("IIT", "link"), ("EIT", "link")):
        before = set(addresses(page, own))
        page.select_option("[name=instrument]", instrument)
        page.select_option("[name=kind]", kind)
        page.locator("form:has([name=kind]) button").click()
        [found[instrument, kind]] = set(addresses(page, own)) - before
    token = found["IIT", "codes"].rstrip("/").rpartition("/")[2]
    codes = slips(page, f"{own}/ways-in/{token}/slips/", folder / f"{agency}.pdf")
    return Ways(found["IIT", "codes"], codes, found["IIT", "link"], found["EIT", "link"])


def addresses(page, own):
    page.goto(f"{own}/ways-in/")
    return page.locator("article code").all_inner_texts()


def slips(page, address, path: Path) -> list[str]:
    page.goto(address)
    page.fill("[name=number]", str(BY_CODE))
    with page.expect_download() as download:
        press(page)
    download.value.save_as(path)
    text = "".join(one.extract_text() for one in pypdf.PdfReader(path).pages)
    codes = A_CODE.findall(text)
    assert len(set(codes)) == BY_CODE
    return codes


def answer(window, address, person, code=""):
    """Answer as somebody with a telephone; every other one without JavaScript."""
    scripts = bool(person % 2)
    page = window(width=390, scripts=scripts)
    page.goto(f"{address}#code={code}" if code and scripts else address)  # as the slip's QR does
    if code and not scripts:
        page.fill("#code", code.lower())
    if scripts:
        page.evaluate(ANSWER_ALL)
    else:
        for question in page.locator("fieldset:has([type=radio])").all():
            choices = question.locator("[type=radio]").all()
            choices[person % len(choices)].check()
    send(page)
    receipt = receipt_on(page)
    page.context.close()
    return receipt


def set_quota(page, agency):
    page.goto(f"{ROUND}/agencies/{agency}/interviews/")
    page.select_option("[name=interviewer]", index=0)
    page.select_option("[name=instrument]", "EIT")
    page.select_option("[name=mode]", "phone")
    page.fill("[name=wanted]", str(ASKED))
    press(page)


def interview(page):
    """Ask people until every quota is filled."""
    for _ in range(ASKED * len(AGENCIES)):
        page.goto("/work/interviews/")
        page.locator("main a[href*='/work/interviews/']").first.click()
        page.check("[name=agreed]")
        page.evaluate(ANSWER_ALL)
        page.locator("form:has([type=radio]) button").last.click()
        page.locator("code.secret").wait_for()  # the receipt that is read aloud
    page.goto("/work/interviews/")
    assert page.locator("main a[href*='/work/interviews/']").count() == 0


def close_and_score(page, verdicts: Path):
    page.goto(f"{ROUND}/close/")
    page.check("[name=sure]")
    press(page)
    page.goto(f"{ROUND}/scores/")
    page.set_input_files("[type=file]", verdicts)
    page.locator("form:has([type=file]) button").click()
    page.locator("a.button:not(.quiet)").wait_for()  # the job's page renews itself until it is done
    page.goto(f"{ROUND}/scores/")
    page.locator("a[href$='/publish/']").first.click()
    press(page)


def verdicts_of(folder: Path) -> Path:
    lines = ["agency,year_be,code,verdict"]
    lines += [f"{agency},2566,O{n},pass" for agency in AGENCIES for n in range(1, 44)]
    path = folder / "verdicts.csv"
    path.write_text("\n".join(lines))
    return path


def everybody_answers(window, ways: dict[str, Ways]) -> list[str]:
    """Let thirty members of staff and some of the public answer; return their receipts."""
    receipts = []
    for own in ways.values():
        for person, code in enumerate(own.codes):
            receipts.append(answer(window, own.slips, person, code))
        receipts += [answer(window, own.link, person) for person in range(BY_LINK)]
        receipts += [answer(window, own.public, person) for person in range(PUBLIC)]
    return receipts


def read_by_anybody(page, agency):
    """Find the result of an agency on its page, as the API tells it."""
    assert page.goto(f"/agencies/{agency}/2566/").status == 200
    words = page.locator("main").inner_text()
    told = page.request.get(f"/api/v1/agencies/{agency}/2566").json()
    assert told["instruments"]["OIT"] == 100 > told["instruments"]["IIT"] > 0
    assert 100 > told["instruments"]["EIT"] > 0
    assert f"{told['total']:.2f}" in words


def test_a_round_from_its_plan_to_what_everybody_reads(window, tmp_path):
    central = log_in(window(), "central")
    set_second_factor(central)
    open_the_round(central)
    ways = {name: prepare(log_in(window(), name), name, tmp_path) for name in AGENCIES}

    receipts = everybody_answers(window, ways)
    assert len(set(receipts)) == len(AGENCIES) * (BY_CODE + BY_LINK + PUBLIC)
    for agency in AGENCIES:
        set_quota(central, agency)
    interview(log_in(window(width=390), "interviewer"))
    anybody = window(width=390, scripts=False)
    assert anybody.goto("/agencies/dip/2566/").status == 404, "nothing before the round is closed"

    close_and_score(central, verdicts_of(tmp_path))
    assert anybody.goto(ways["dip"].link).status == 410
    for agency in AGENCIES:
        read_by_anybody(anybody, agency)
    anybody.goto("/en/receipts/th-ita/2566/dip/")
    anybody.fill("#receipt", receipts[0])
    press(anybody)
    assert anybody.locator("[role=status]").inner_text().startswith("Yes.")
