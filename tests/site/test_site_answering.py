"""The form in a browser: light, for everybody, on a telephone, in steps, by keyboard."""

import re
from urllib.parse import urlsplit

import pytest
from barriers import TELEPHONE, seen_on
from form_in_a_window import bars, is_counted, receipt_on, send

#: What a telephone on a slow line may load before the first question is read: the page, its style,
#: its font, its program. What a service worker fetches comes later, when somebody has begun.
MOST_BYTES, MOST_REQUESTS = 40 * 1024, 4


@pytest.fixture(params=["", "/en"], ids=["th", "en"])
def prefix(request):
    return request.param


@pytest.mark.parametrize("look", ["", "steps/"])
def test_a_first_visit_loads_little_and_from_here_alone(window, collecting_site, prefix, look):
    page = window()
    speaker = page.context.new_cdp_session(page)
    speaker.send("Network.enable")
    asked, sizes = {}, []
    speaker.on(
        "Network.requestWillBeSent", lambda told: asked.update({told["requestId"]: told["request"]})
    )
    speaker.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(f"{prefix}/a/{collecting_site.iit}/{look}", wait_until="networkidle")

    addresses = [urlsplit(request["url"]) for request in asked.values()]
    loaded = [address for address in addresses if address.scheme != "data"]
    assert {address.netloc for address in loaded} == {urlsplit(collecting_site.address).netloc}
    assert len(loaded) <= MOST_REQUESTS, loaded
    assert 0 < sum(sizes) <= MOST_BYTES, sizes
    assert not page.context.cookies()
    assert page.locator(".bar").is_visible()


@pytest.mark.parametrize(
    "path",
    ["a/{}/", "a/{}/steps/", "a/{}/steps/#s3", "a/{}/steps/#send", "k/{}/", "k/{}/form/#s2",
     "receipts/th-ita/2566/dip/"],
)  # fmt: skip
def test_the_form_bars_nobody(window, collecting_site, path):
    page = window(width=TELEPHONE)
    address = path.format(collecting_site.slips)
    page.goto(f"/{address}")
    for width, scheme in ((TELEPHONE, "light"), (TELEPHONE, "dark"), (1280, "light")):
        seen_on(page, width, scheme)
        assert bars(page) == []
    page.goto(f"/en/{address}")
    for width in (1280, TELEPHONE):
        seen_on(page, width, "light")
        assert bars(page, colours=False) == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("look", ["", "steps/"])
def test_what_comes_back_bars_nobody(window, collecting_site, prefix, look, scripts):
    page = window(scripts=scripts)
    page.goto(f"{prefix}/a/{collecting_site.iit}/{look}#send")
    send(page)
    page.locator("#missing").wait_for()
    assert page.locator("fieldset.left-out").count() == 51
    if scripts:
        assert bars(page) == []
        assert page.evaluate("document.activeElement.id") == "missing"
    page.locator("#missing a[href='#left-out']").click()
    assert page.locator("#left-out").is_visible()
    if not scripts:
        assert urlsplit(page.url).fragment == "left-out"


def test_the_keyboard_alone_answers_in_steps_without_a_program(window, collecting_site):
    page = window(scripts=False)
    page.goto(f"/en/a/{collecting_site.iit}/steps/")
    assert page.locator("section:visible").count() == 1
    page.get_by_role("link", name="Begin").press("Enter")
    steps = 0
    while page.locator("#send").is_hidden():
        shown = page.locator("section:visible")
        assert shown.count() == 1
        page.keyboard.press("Tab")  # from the section that the link has led to
        for number in range(shown.locator("fieldset").count()):
            page.keyboard.press("ArrowDown") if number % 2 else page.keyboard.press("Space")
            page.keyboard.press("Tab")
        shown.get_by_role("link", name="Next").press("Enter")
        steps += 1
    assert steps > 20
    page.get_by_role("button", name="Send my answers").press("Enter")
    assert re.fullmatch(r"[A-Z]{4}(-[A-Z]{4}){3}", receipt_on(page))
    assert is_counted(collecting_site, receipt_on(page))


def test_progress_is_shown_and_read_out_when_asked_for(window, collecting_site):
    page = window()
    page.goto(f"/en/a/{collecting_site.iit}/")
    page.locator("[name=p3]").first.check()
    page.locator("[name=p7]").nth(1).check()
    bar = page.get_by_role("progressbar")
    assert bar.evaluate("one => [one.value, one.max]") == [2, 51]
    assert page.get_by_label("2 of 51 answered").count() == 1
    assert page.locator(".bar").evaluate("one => one.getBoundingClientRect().top") >= 0
    page.locator("[name=p50]").first.scroll_into_view_if_needed()
    assert bar.is_visible()
    assert page.locator(".bar").evaluate("one => one.getBoundingClientRect().top") == 0
