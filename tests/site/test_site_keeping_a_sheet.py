"""A sheet on its way: kept through a reload, a closed window, a network that is gone, a crowd."""

import re
import time

import pytest
from cut_line import Line
from form_in_a_window import (
    ANSWER_ALL,
    KEPT_PAGES,
    STORED,
    bars,
    is_counted,
    receipt_on,
    responses,
    send,
    wait_for_the_worker,
)

#: In one go: no time to prove anything before it is sent.
ANSWER_ALL_AND_SEND = f"() => {{ ({ANSWER_ALL})(); document.forms[0].requestSubmit(); }}"
LONGER_THAN_A_PROOF = 3_000
#: When so many have to wait, nobody is let in for as many seconds: one comes in a second.
IN_A_ROW = 15


def test_a_reload_loses_nothing_and_another_window_sees_nothing(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.iit}/")
    page.locator("[name=p3]").nth(1).check()
    sheet = page.locator("[name=sheet]").input_value()
    page.reload()
    assert page.locator("[name=p3]").nth(1).is_checked()
    assert page.locator("[name=sheet]").input_value() == sheet, "the time it took goes on"
    assert page.get_by_role("status").inner_text().startswith("Your answers from before")
    page.goto(f"/a/{collecting_site.iit}/steps/#s2")
    assert page.locator("[name=p3]").nth(1).is_checked()

    other = page.context.new_page()
    other.goto(f"/en/a/{collecting_site.iit}/")
    assert other.locator(":checked").count() == 0

    page.goto(f"/en/a/{collecting_site.iit}/")
    page.get_by_role("button", name="Start afresh").click()
    page.locator(".resumed").wait_for(state="detached")
    assert page.locator("form :checked").count() == 0
    assert page.locator("[name=sheet]").input_value() != sheet


def test_answers_stay_on_the_device_only_if_somebody_wishes_it(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.iit}/")
    wish = page.get_by_label("Keep my answers on this device")
    assert not wish.is_checked()
    page.locator("[name=p3]").nth(1).check()
    assert page.evaluate(STORED)[0] == 0
    wish.check()
    assert page.evaluate(STORED) == [1, 0]

    later = page.context.new_page()
    page.close()
    later.goto(f"/en/a/{collecting_site.iit}/")
    assert later.locator("[name=p3]").nth(1).is_checked()
    assert later.get_by_label("Keep my answers on this device").is_checked()
    later.evaluate(ANSWER_ALL)
    send(later)
    assert is_counted(collecting_site, receipt_on(later))
    assert later.evaluate(STORED) == [0, 0]


@pytest.fixture
def line(collecting_site):
    opened = Line(collecting_site.port)
    yield opened
    opened.cut()


def test_without_a_network_the_form_opens_again_and_the_sheet_is_sent_once(
    window, collecting_site, line
):
    page, address = window(), f"{line.address}/en/a/{collecting_site.slips}/"
    page.goto(address)
    page.locator("#code").fill(collecting_site.codes[-1])
    assert page.evaluate(ANSWER_ALL) == 51
    wait_for_the_worker(page)
    before = responses(collecting_site)

    line.cut()
    send(page)
    page.get_by_role("alert").wait_for()
    page.close()
    again = page.context.new_page()
    again.goto(address)
    again.get_by_role("button", name="Try again now").click()
    assert again.get_by_role("alert").is_visible()
    assert responses(collecting_site) == before

    line.mend()
    again.get_by_role("button", name="Try again now").click()
    assert is_counted(collecting_site, receipt_on(again))
    assert again.evaluate(STORED) == [0, 0]
    assert not [url for url in again.evaluate(KEPT_PAGES) if "/a/" in url]
    again.reload()
    assert responses(collecting_site) == before + 1


def test_a_sheet_that_waits_says_so_and_the_next_one_is_another(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.slips}/")
    page.locator("#code").fill(collecting_site.codes[-3])
    page.evaluate(ANSWER_ALL)
    assert collecting_site.codes[-3] not in page.evaluate("JSON.stringify(sessionStorage)")
    page.context.set_offline(True)
    send(page)
    waiting = page.get_by_role("alert")
    waiting.wait_for()
    assert "no connection" in waiting.inner_text()
    assert page.locator("form").is_hidden()
    assert bars(page) == []

    page.context.set_offline(False)
    assert is_counted(collecting_site, receipt_on(page))
    page.goto(f"/en/a/{collecting_site.slips}/")
    assert page.locator(".waiting").count() == 0
    assert page.locator("form :checked").count() == 0


def test_a_waiting_sheet_can_be_taken_back(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.iit}/")
    page.evaluate(ANSWER_ALL)
    page.context.set_offline(True)
    send(page)
    page.get_by_role("button", name="Do not keep them").click()
    assert page.locator("form").is_visible()
    assert page.locator("form :checked").count() == 51
    assert page.evaluate(STORED)[0] == 0


def test_a_wrong_code_is_told_on_the_same_page_and_nothing_is_lost(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.slips}/")
    page.locator("#code").fill("AAAAAAAAAA")
    page.evaluate(ANSWER_ALL)
    send(page)
    assert "none of those" in page.get_by_role("alert").inner_text()
    assert page.locator("form :checked").count() == 51
    page.locator("#code").fill(collecting_site.codes[-2])
    send(page)
    assert is_counted(collecting_site, receipt_on(page))


def test_when_many_come_a_program_proves_and_a_person_without_one_waits(window, collecting_site):
    address = f"/en/a/{collecting_site.eit}/"
    with_program, without = window(), window(scripts=False)
    without.goto(address)
    for name in dict.fromkeys(
        one.get_attribute("name") for one in without.locator("[type=radio]").all()
    ):
        without.locator(f"[name={name}]").first.check()
    crowd(collecting_site, address)
    send(without)
    told = without.get_by_role("alert").inner_text()
    turn = time.monotonic() + int(re.search(r"again in (\d+) second", told)[1])

    with_program.goto(address)
    with_program.evaluate(ANSWER_ALL)
    send(with_program)
    with_program.locator(".receipt").wait_for(timeout=60_000)

    without.wait_for_timeout(1000 * max(0, turn - time.monotonic()))
    send(without)
    assert is_counted(collecting_site, receipt_on(without))


def test_a_proof_found_while_the_sheet_is_on_its_way_is_sent_at_once(window, collecting_site):
    page, address, sent = window(), f"/en/a/{collecting_site.eit}/", []

    def keep_the_first(route):
        sent.append(route)
        if len(sent) > 1:
            route.continue_()

    page.goto(address)
    page.route(f"**{address}", keep_the_first)
    page.evaluate(ANSWER_ALL_AND_SEND)
    page.wait_for_timeout(LONGER_THAN_A_PROOF)
    crowd(collecting_site, address)
    sent[0].continue_()
    assert is_counted(collecting_site, receipt_on(page))
    assert ["&proof=" in route.request.post_data for route in sent] == [False, True]


def crowd(site, address):
    """Send sheets without a proof until somebody has to wait for long enough to do a test."""
    in_a_row = 0
    for number in range(2000):
        sent = {"sheet": f"{number:022}", "reminded": 1, "p0": 1}
        in_a_row = in_a_row + 1 if site.post(address, sent).status == 429 else 0
        if in_a_row == IN_A_ROW:
            return
