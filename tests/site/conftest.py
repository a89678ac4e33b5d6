"""The site as visitors meet it: one production server for all tests, and a browser."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

AGENCIES, RESPONDENTS, WORKERS = 40, 4000, 2
PATIENCE = 120  # seconds until a cold, busy machine has filled and opened the site
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "no Chromium on the PATH: `apt-get install chromium`, or `make test` as root where apt-get is"
)
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
#: Runs a command until its own input ends, as it does when the tests are killed.
WATCH = """
import subprocess, sys
from select import select

server = subprocess.Popen(sys.argv[1:])
while server.poll() is None and not select([sys.stdin], [], [], 0.2)[0]:
    pass
server.terminate()
sys.exit(server.wait())
"""
BROKEN = re.compile(r"Traceback|was sent SIG(?!TERM|INT)")
#: Every kind of page, in Thai; what a visitor reads there, and how the server answers.
PAGES = {
    "country": ("/", 200),
    "country filtered": ("/2566/?group=department", 200),
    "country with several filters": ("/2566/?level=pass&search=%E0%B9%80&sort=EIT", 200),
    "country where nothing fits": ("/?search=zzzz", 200),
    "country, second page": ("/?page=2", 200),
    "country, a year of totals": ("/2562/", 200),
    "agency": ("/agencies/dip/2566/", 200),
    "agency with contradictions": ("/agencies/dip/2565/", 200),
    "agency, only a total": ("/agencies/dip/2562/", 200),
    "agency that was invented": ("/agencies/A00001/2566/", 200),
    "what if, empty": ("/agencies/dip/2566/what-if/", 200),
    "what if": ("/agencies/A00001/2566/what-if/?if-E7=100&if-O1=pass", 200),
    "what if, a mistake": ("/agencies/dip/2566/what-if/?if-7=many", 422),
    "method of an agency": ("/agencies/dip/2565/method/", 200),
    "method of an invented agency": ("/agencies/A00001/2566/method/", 200),
    "method": ("/method/", 200),
    "report": ("/agencies/dip/2566/analysis.html", 200),
    "no such page": ("/nothing", 404),
    "unknown agency": ("/agencies/nobody/", 404),
    "unpublished year": ("/agencies/dip/2550/", 404),
    "broken filter": ("/?level=highest", 400),
}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    """A running site; `get` speaks to it without a browser."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@dataclass(frozen=True)
class Visit:
    """A page that is open in a browser, its answer's status, and what went wrong in it."""

    page: Page
    status: int
    troubles: list[str]


@pytest.fixture(scope="session")
def pages() -> dict[str, tuple[str, int]]:
    return PAGES


@pytest.fixture(params=PAGES, ids=lambda name: name.replace(" ", "_"))
def page_asked_for(request) -> tuple[str, int]:
    """Return the address of each kind of page, and the status that belongs to it."""
    return PAGES[request.param]


@pytest.fixture(params=["th", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """One site for all test processes: the first opens it, and closes it when all have left."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    state, process = shared / "site-port", None
    with (shared / "site-users").open("a") as lease:
        with (shared / "site-lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.flock(lease, fcntl.LOCK_SH)
            if not state.exists():
                process, home, port = opened()
                state.write_text(str(port))
        yield Site(int(state.read_text()))
        if process:
            fcntl.flock(lease, fcntl.LOCK_EX)  # waits for the others
            state.unlink()
            close(process, home)


def opened() -> tuple[subprocess.Popen, Path, int]:
    """Open the demonstration as `prongsai demo` does, and wait until it answers."""
    home = Path(tempfile.mkdtemp(prefix="prongsai-"))
    home.chmod(0o711)  # the database's account passes through
    port = free_port()
    demo = [sys.executable, "-m", "prongsai", "demo", "--port", port, "--workers", WORKERS]
    size = ["--agencies", AGENCIES, "--respondents", RESPONDENTS]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCH, *map(str, (*demo, *size))],
            env={**environment, "PRONGSAI_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    end = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            said = (home / "log").read_text()
            close(process, home)
            pytest.fail(f"The demonstration did not open: {said}")
        time.sleep(0.2)
    return process, home, port


def close(process: subprocess.Popen, home: Path) -> None:
    """End the server; its workers and its database end with it, and nothing broke meanwhile."""
    process.communicate(timeout=PATIENCE)
    assert not list(home.glob("demo-*/postgresql/postmaster.pid"))
    said = (home / "log").read_text()
    shutil.rmtree(home)
    assert not BROKEN.search(said), said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        return Site(port).get("/alive").status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser for the tests of a module.

    Not of a session: as long as it is open, Django takes this thread for an asynchronous one and
    refuses the database to other tests.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """Return a function that opens an address in a window of its own."""
    contexts = []

    def open_page(path: str, *, width=1280, scheme="light", scripts=True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            base_url=site.address,
        )
        contexts.append(context)
        page, troubles = context.new_page(), []
        page.set_default_timeout(10_000)
        page.on("console", partial(note, troubles))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("requestfailed", lambda request: troubles.append(f"not loaded: {request.url}"))
        return Visit(page, page.goto(path).status, troubles)

    yield open_page
    for context in contexts:
        context.close()


def note(troubles: list[str], message: ConsoleMessage) -> None:
    """Keep what the browser complains of, but not that an error page is one."""
    is_the_page = message.page is not None and message.location["url"] == message.page.url
    if message.type in {"error", "warning"} and not is_the_page:
        troubles.append(f"{message.text} ({message.location['url']})")
