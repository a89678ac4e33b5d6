"""A device at a counter: nobody sees what the former person chose."""

from contextlib import suppress

import pytest
from form_in_a_window import STORED, send
from playwright.sync_api import Error


@pytest.mark.parametrize("scripts", [True, False])
def test_a_kiosk_forgets_who_was_there(window, collecting_site, scripts):
    page = window(width=1280, scripts=scripts)
    start = f"/k/{collecting_site.iit}/"
    page.goto(start)
    page.get_by_role("link", name="Start in English").click()
    page.locator("[name=p0]").first.check()
    page.evaluate("location.hash = 'send'")
    send(page)
    page.locator("#missing").wait_for()
    page.get_by_role("link", name="To the button that sends").click()
    send(page)
    page.locator(".receipt").wait_for()
    page.wait_for_url(f"**{start}", timeout=25_000)
    with suppress(Error):  # without a program the thanks are asked for again, and not shown
        page.go_back()
    page.wait_for_timeout(500)
    assert page.locator(".receipt").count() == 0
    assert page.locator("form :checked").count() == 0
    if scripts:
        assert page.evaluate(STORED) == [0, 0]
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        )


def test_a_kiosk_that_nobody_touches_starts_again(window, collecting_site):
    page = window(width=1280)
    page.clock.install()
    page.goto(f"/en/k/{collecting_site.iit}/form/#s1")
    page.locator("[name=p0]").first.check()
    page.clock.run_for(155_000)
    assert "Are you still there?" in page.get_by_role("alert").inner_text()
    page.locator("[name=p0]").nth(1).check()
    assert page.get_by_role("alert").count() == 0
    page.clock.run_for(185_000)
    page.wait_for_url(f"**/k/{collecting_site.iit}/")
