"""A whole round in the browser: opened, answered by staff and public, closed, scored, published."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from form_in_a_window import ANSWER_ALL, receipt_on, send
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

AGENCIES = ("dip", "dop")
#: Of each agency: staff who draw a slip, staff who scan the poster (thirty of two agencies),
#: members of the public, and people who are interviewed.
BY_CODE, BY_LINK, PUBLIC, ASKED = 8, 7, 4, 3
CHOOSE = """person => {
  const choices = {};
  for (const one of document.querySelectorAll("form [type=radio]"))
    (choices[one.name] ??= []).push(one);
  for (const of_one of Object.values(choices)) of_one[person % of_one.length].click(); }"""
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
def empty_site(new_home):
    """A site with two agencies and four accounts, and no round yet."""
    home = new_home()
    command = [sys.executable, "-c", PEOPLE, PASSWORD]
    subprocess.run(command, env=environment_of(home), check=True)
    process, port = opened(home, "serve", "--workers", 2)
    yield f"http://127.0.0.1:{port}"
    close(process, home)


@pytest.fixture
def window(browser, empty_site):
    yield from windows(browser, empty_site)


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
    """Answer as somebody with a telephone; every other one without JavaScript.

    The first two with slips press one choice after the other: for all it would only take longer.
    """
    scripts = bool(person % 2)
    page = window(width=390, scripts=scripts)
    page.goto(f"{address}#code={code}" if code and scripts else address)  # as the slip's QR does
    if code and not scripts:
        page.fill("#code", code.lower())
    if code and person < 2:
        for question in page.locator("fieldset:has([type=radio])").all():
            choices = question.locator("[type=radio]")
            choices.nth(person % choices.count()).check()
    else:
        page.evaluate(CHOOSE, person)
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
        page.goto("/desk/interviews/")
        page.locator("main a[href*='/desk/interviews/']").first.click()
        page.check("[name=agreed]")
        page.evaluate(ANSWER_ALL)
        page.locator("form:has([type=radio]) button").last.click()
        page.locator("code.secret").wait_for()  # the receipt that is read aloud
    page.goto("/desk/interviews/")
    assert page.locator("main a[href*='/desk/interviews/']").count() == 0


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
    open_the_round(central, AGENCIES)
    ways = {name: prepare(log_in(window(), name), name, tmp_path) for name in AGENCIES}

    receipts = everybody_answers(window, ways)
    assert len(set(receipts)) == len(AGENCIES) * (BY_CODE + BY_LINK + PUBLIC)
    for agency in AGENCIES:
        set_quota(central, agency)
    interview(log_in(window(width=390), "interviewer"))
    anybody = window(width=390, scripts=False)
    assert anybody.goto("/agencies/dip/2566/").status == 404, "nothing before the round is closed"

    close_the_round(central)
    score_and_publish(central, verdicts_of(tmp_path))
    assert anybody.goto(ways["dip"].link).status == 410
    for agency in AGENCIES:
        read_by_anybody(anybody, agency)
    anybody.goto("/en/receipts/th-ita/2566/dip/")
    anybody.fill("#receipt", receipts[0])
    press(anybody)
    assert anybody.locator("[role=status]").inner_text().startswith("Yes.")
