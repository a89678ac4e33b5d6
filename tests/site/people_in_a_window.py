"""What people of the working area do in a window: log in, open a round, close it, score it."""

import base64
import hashlib
import hmac
import struct
import time

PASSWORD = "a long enough password"
ROUND = "/desk/rounds/th-ita/2566"


def windows(browser, address):
    """Yield a function that opens windows of their own on a site; close them all afterwards."""
    contexts = []

    def opened_window(*, width=1280, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            base_url=address,
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


def open_the_round(page, agencies):
    """Plan a round of the agencies and open it."""
    page.goto("/desk/rounds/plan/")
    page.check("[name=edition][value='th-ita/2566']")
    press(page)
    page.goto(f"{ROUND}/enter/")
    page.fill("[name=codes]", "\n".join(agencies))
    page.locator("form:has([name=codes]) button").click()
    page.goto(f"{ROUND}/open/")
    press(page)


def close_the_round(page):
    page.goto(f"{ROUND}/close/")
    page.check("[name=sure]")
    press(page)


def score_and_publish(page, *tables):
    """Have the round scored in the background, and publish the run that comes out."""
    page.goto(f"{ROUND}/scores/")
    page.set_input_files("[type=file]", tables)
    page.locator("form:has([type=file]) button").click()
    page.locator("a.button:not(.quiet)").wait_for()  # the job's page renews itself until it is done
    page.goto(f"{ROUND}/scores/")
    page.locator("a[href$='/publish/']").first.click()
    press(page)
