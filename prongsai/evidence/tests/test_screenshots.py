"""Copies are drawn by a browser that reaches nothing, whatever stands in them."""

import asyncio
import shutil
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction

from prongsai.evidence.adapters import drawing
from prongsai.evidence.adapters.browser import NoBrowser, browser_here, browsing
from prongsai.evidence.adapters.fetching import Limits
from prongsai.evidence.models import Capture, Page, Screenshot
from prongsai.evidence.rules.screenshots import Answer, Asked, NoScreenshot, answer_to
from prongsai.evidence.rules.states import CaptureReason
from prongsai.evidence.services.capturing import Site, capture_due_pages
from prongsai.evidence.services.screenshots import (
    SHELF,
    broken_pictures,
    take_screenshots,
    why_no_screenshot,
)
from prongsai.evidence.services.watching import draw_in_turn
from prongsai.foundation.adapters.stored_files import stored_file

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
QUICK = Limits(size=7 * 2**20, seconds=2, redirects=3)
STILL = "<h1>Still here</h1>"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def here(site) -> Site:
    return Site(QUICK, 4, frozenset({site}))


@pytest.fixture
def capture(home, site, here):
    """Capture pages of given HTML."""

    def captured(*pages: str, times=1, reason=CaptureReason.SUBMITTED) -> list[Page]:
        made = []
        for html in pages:
            asked = urlencode({"html": html, "times": times})
            address = f"http://{site[0]}:{site[1]}/given?{asked}"
            told = {"due_at": NOON, "reason": reason.value, "address": address}
            digest = sha256(address.encode()).hexdigest()
            made.append(Page.objects.create(**told, digest=digest))
        capture_due_pages(site=here)
        return made

    return captured


@pytest.fixture
def draw(capture, here):
    """Capture pages of given HTML and draw the copies; screenshots in the order of the pages."""
    try:
        browser_here("")
    except NoBrowser as none:
        pytest.skip(f"NO SCREENSHOT IS TESTED HERE: {none.why.value} (apt-get install chromium)")

    def drawn(*pages: str, **how) -> list[Screenshot]:
        made = capture(*pages, **how)
        assert take_screenshots(site=here).waiting == 0
        found = {one.page_id: one for one in Screenshot.objects.all()}
        return [found[page.pk] for page in made if page.pk in found]

    return drawn


@pytest.fixture
def within():
    """A site of the network where this program runs; gives its port, and what it was asked."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def parse_request(self):
            asked.append(str(self.raw_requestline))
            return False

    server = HTTPServer(("127.0.0.1", 0), Noting)  # an answer is more than it gives
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def left_behind(monkeypatch):
    """Tell what browsers of this test left behind: processes and files."""
    own = Path(mkdtemp(prefix="prongsai-test-"))
    own.chmod(0o755)  # the browser's account passes through
    monkeypatch.setattr(tempfile, "tempdir", str(own))

    def told() -> list[str]:
        running = [
            place.name
            for place in Path("/proc").glob("[0-9]*")
            if str(own).encode() in _command(place)
        ]
        return [*running, *(str(file) for file in own.iterdir())]

    yield told
    shutil.rmtree(own)


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def test_a_copy_is_drawn_once_for_the_same_bytes_and_never_changed(draw, home, left_behind):
    one, other = draw("<h1>แผน</h1>", STILL)
    assert (one.trouble, one.missing, one.has_scripts, one.is_cut) == ("", 0, True, False)
    picture = stored_file(one.picture, shelf=SHELF).read_bytes()
    assert (picture[:4], picture[8:12], len(picture)) == (b"RIFF", b"WEBP", one.size)
    assert sha256(picture).hexdigest() == one.picture != other.picture
    assert one.taken_at > one.capture.asked_at
    Page.objects.update(due_at=NOON, reason=CaptureReason.DEADLINE.value)
    assert draw() == []
    assert (Capture.objects.count(), Screenshot.objects.count()) == (4, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Screenshot.objects.update(missing=1)
    assert list(broken_pictures()) == []
    place = stored_file(one.picture, shelf=SHELF)
    place.chmod(0o640)
    place.write_bytes(b"another")
    assert list(broken_pictures()) == [one.capture_id]
    assert left_behind() == []


def test_the_daily_look_and_documents_get_no_picture(draw):
    assert draw(STILL, reason=CaptureReason.SCHEDULED) == []
    assert why_no_screenshot(Capture.objects.get()) is None


def test_a_machine_without_thai_fonts_draws_thai(draw):
    one, other = draw("<h1>กขค</h1>", "<h1>งจฉ</h1>")  # empty boxes would be the same
    assert one.picture != other.picture


def test_styles_come_from_the_site_by_the_rules_of_links(draw, site):
    style = f"<link rel=stylesheet href=http://{site[0]}:{site[1]}/style.css>"
    styled, plain, lost = draw(style + STILL, STILL, "<img src=/nothing.png>" + STILL)
    assert styled.picture != plain.picture
    assert (styled.missing, plain.missing) == (0, 0)
    assert lost.picture


def test_a_copy_cannot_look_into_the_network_where_this_program_runs(draw, within, left_behind):
    port, asked = within
    inside = f"http://127.0.0.1:{port}"
    parts = (
        f"<img src={inside}/img><img src=http://[::1]:{port}/six><img src=http://localhost:{port}/l>"
        f"<link rel=stylesheet href={inside}/css><link rel=preconnect href={inside}>"
        f"<link rel=dns-prefetch href=//secret.example><link rel=prefetch href={inside}/prefetch>"
        "<img src=http://169.254.169.254/latest/meta-data/><img src=file:///etc/passwd>"
        f"<iframe src={inside}/frame></iframe><iframe src=file:///etc/passwd></iframe>"
        f"<object data={inside}/object></object><video src={inside}/video></video>"
        f"<form action={inside}/form method=post id=f></form>"
        "<script>"
        f"fetch('{inside}/fetch', {{method: 'POST', body: document.cookie}}).catch(() => 0);"
        f"fetch('{inside}/get', {{mode: 'no-cors'}}).catch(() => 0);"
        f"navigator.sendBeacon('{inside}/beacon', 'x');"
        f"try {{ new WebSocket('ws://127.0.0.1:{port}/socket') }} catch {{}};"
        f"try {{ new EventSource('{inside}/events') }} catch {{}};"
        f"new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}}).createOffer();"
        f"window.open('{inside}/window');"
        f"new Worker(URL.createObjectURL(new Blob([`fetch('{inside}/worker')`])));"
        "</script>"
    )
    (hostile,) = draw(parts + STILL)
    assert asked == []
    assert hostile.picture
    assert hostile.missing >= 5
    assert left_behind() == []


def test_even_a_browser_that_nobody_answers_for_reaches_nothing(draw, within, left_behind):
    port, asked = within

    async def go() -> str:
        async with browsing(browser_here("")) as tab:
            return (await tab.call("Page.navigate", url=f"http://127.0.0.1:{port}/"))["errorText"]

    assert "ERR_" in asyncio.run(go())
    assert (asked, left_behind()) == ([], [])


LEAVING = {
    "refresh": "<meta http-equiv=refresh content='0;url={to}'>",
    "script": "<script>location = '{to}'</script>",
    "file": "<script>location = 'file:///etc/passwd'</script>",
    "form": "<script>document.write('<form hidden id=f action={to}></form>'); f.submit()</script>",
}


def test_a_page_that_leaves_is_drawn_as_its_copy(draw, within):
    port, asked = within
    to = f"http://127.0.0.1:{port}/"
    stayed, *left = draw(STILL, *(STILL + words.format(to=to) for words in LEAVING.values()))
    assert asked == []
    drawn = dict(zip(LEAVING, (one.picture for one in left), strict=True))
    assert drawn == dict.fromkeys(LEAVING, stayed.picture)


def test_a_page_may_be_endless_huge_or_full_of_questions(draw, left_behind, monkeypatch):
    # An endless page takes all that it is given.
    for patience, seconds in (("_LOADING", 1.0), ("_ANSWERING", 2.0), ("_ALL", 8.0)):
        monkeypatch.setattr(drawing, patience, seconds)
    endless, huge, asking, greedy = draw(
        f"{STILL}<script>for (;;);</script>",
        "<div style='height: 200000px'>x</div>",
        f"{STILL}<script>alert(1); confirm(2); onbeforeunload = () => 1</script>",
        f"{STILL}<script>let a = []; for (;;) a.push(new Array(1e6).fill(Math.random()))</script>",
    )
    assert (endless.has_scripts, bool(endless.picture)) == (False, True)
    assert (huge.is_cut, huge.height) == (True, 5000)
    assert asking.picture == endless.picture
    assert greedy.picture
    assert left_behind() == []


def test_a_copy_that_cannot_be_drawn_says_why_and_is_not_tried_again(draw, capture, here, home):
    (large,) = draw("longer ", times=800_000)
    capture(STILL)
    (home / "captures").rename(home / "elsewhere")
    told = take_screenshots(site=here)
    assert (told.taken, told.without, told.waiting) == (0, 1, 0)
    away = Screenshot.objects.get(trouble=NoScreenshot.UNREADABLE.value)
    assert "cannot be read" in why_no_screenshot(away.capture).en
    assert (large.picture, large.trouble) == ("", NoScreenshot.TOO_LARGE.value)


def test_without_a_browser_nothing_is_made_and_the_reason_is_told(settings, capture):
    settings.CAPTURE_BROWSER = "none"
    capture(STILL)
    draw_in_turn(0)
    told = take_screenshots()
    assert (told.no_browser, told.waiting) == (NoScreenshot.NO_BROWSER, 1)
    assert told.payload()["because"] == "there is no Chromium on this machine"
    assert "no Chromium" in why_no_screenshot(Capture.objects.get()).en
    old = Capture.objects.get()
    old.asked_at -= timedelta(days=40)
    assert "within 30 days" in why_no_screenshot(old).en


def test_what_a_browser_asks_for_is_answered_by_kind():
    page = Asked("http://a.example/", "GET", is_page=True)
    part = Asked("http://a.example/x", "GET", is_page=False)
    assert answer_to(page, is_first=True) is Answer.COPY
    assert answer_to(page, is_first=False) is Answer.NOTHING
    assert answer_to(part, is_first=True) is Answer.FETCHED
    for link, method in {
        ("file:///etc/passwd", "GET"),
        ("ftp://a.example/", "GET"),
        ("http://a.example/", "POST"),
        ("http://[broken", "GET"),
        ("chrome://version", "GET"),
        ("http://a.example/favicon.ico", "GET"),
    }:
        assert answer_to(Asked(link, method, is_page=False), is_first=False) is Answer.NOTHING
    assert answer_to(Asked("data:,x", "GET", is_page=False), is_first=False) is Answer.OWN
