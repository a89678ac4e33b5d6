"""The site as visitors meet it: one production server for all tests, and a browser."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from running_site import Site, close, empty_home, environment_of, fill, home_like, opened

#: Of the demonstration.
SIZE = ("--agencies", 40, "--respondents", 4000, "--workers", 2)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "no Chromium on the PATH: `apt-get install chromium`, or `make test` as root where apt-get is"
)
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
OPEN = """
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import make_codes, open_gate
by = {"by": OPERATOR, "now": datetime.now(UTC)}
for code, name in {"dip": "กรมส่งเสริมอุตสาหกรรม", "dop": "กรมกิจการผู้สูงอายุ"}.items():
    Agency.objects.create(code=code, name_th=name, name_en=code.upper(), searched=code)
round_ = plan_round(EditionLibrary().load("2566"), **by)
enter_agencies(round_, ["dip", "dop"], **by)
open_round(round_, **by)
dip = round_.participations.get(agency__code="dip")
for survey in ("IIT", "EIT"):
    print(open_gate(dip, survey, GateKind.LINK, **by).token)
slips = open_gate(dip, "IIT", GateKind.CODES, **by)
print(slips.token, *make_codes(slips, 40, **by))
"""
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
    "disclosures": ("/agencies/dip/2569/disclosures/", 200),
    "disclosures of a year before": ("/agencies/dip/2565/disclosures/", 200),
    "no such page": ("/nothing", 404),
    "unknown agency": ("/agencies/nobody/", 404),
    "unpublished year": ("/agencies/dip/2550/", 404),
    "broken filter": ("/?level=highest", 400),
}


@dataclass(frozen=True)
class CollectingSite(Site):
    """A running site whose round collects answers; its home, and tokens of ways in."""

    home: Path
    #: The open links of the first agency: staff, public.
    iit: str
    eit: str
    #: A way in of its staff that takes codes, and some of them.
    slips: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Visit:
    """A page that is open in a browser, its answer's status, and what went wrong in it."""

    page: Page
    status: int
    troubles: list[str]


@dataclass(frozen=True)
class Window:
    """A window that tests use one after another: a new one costs more than most pages."""

    page: Page
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
def shared(tmp_path_factory) -> Path:
    """Return a folder of all test processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def new_home(shared) -> Callable[[], Path]:
    """Return what makes a home for a site: the first is set up from nothing, others are like it."""
    with (shared / "home-lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = shared / "home-template"
        if not template.exists():
            home = empty_home()
            fill(home)
            shutil.move(home, template)
    return partial(home_like, template)


@pytest.fixture(scope="session")
def site(shared, new_home) -> Iterator[Site]:
    """One site for all test processes: the first opens it, and closes it when all have left."""
    state, process = shared / "site-port", None
    with (shared / "site-users").open("a") as lease:
        with (shared / "site-lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.flock(lease, fcntl.LOCK_SH)
            if not state.exists():
                home = new_home()
                process, port = opened(home, "demo", *SIZE)
                state.write_text(str(port))
        yield Site(int(state.read_text()))
        if process:
            fcntl.flock(lease, fcntl.LOCK_EX)  # waits for the others
            state.unlink()
            close(process, home)


@pytest.fixture(scope="session")
def collecting_site(new_home) -> Iterator[CollectingSite]:
    """A site of its own with a round of two agencies, "dip" and "dop", that collects answers.

    Accounts and all else: `environment_of(site.home)` and the command, or a script like `OPEN`.
    """
    home = new_home()
    told = subprocess.run(
        [sys.executable, "-c", OPEN],
        env=environment_of(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    iit, eit, slips, *codes = told.stdout.split()
    limits = {"ANSWERS_PROOF_BITS": "14", "ANSWERS_PER_ADDRESS": "60"}
    # One process: each counts for itself who came, and which of several is asked is the kernel's.
    process, port = opened(home, "serve", "--workers", 1, **limits)
    yield CollectingSite(port, home, iit, eit, slips, tuple(codes))
    close(process, home)


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


@pytest.fixture(scope="module")
def free_windows(browser) -> dict[bool, list[Window]]:
    """Windows that nobody looks through: with scripts, and without."""
    return {True: [], False: []}


@pytest.fixture
def visit(browser, site, free_windows):
    """Return a function that opens an address in a window that nobody else looks through."""
    taken = []

    def open_page(path: str, *, width=1280, scripts=True) -> Visit:
        free = free_windows[scripts]
        window = free.pop() if free else new_window(browser, site, scripts=scripts)
        taken.append((free, window))
        page = window.page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        window.troubles.clear()
        return Visit(page, page.goto(path).status, window.troubles)

    yield open_page
    for free, window in taken:
        window.page.context.clear_cookies()
        window.page.goto("about:blank")
        free.append(window)


def new_window(browser, site, *, scripts) -> Window:
    context = browser.new_context(java_script_enabled=scripts, base_url=site.address)
    page, troubles = context.new_page(), []
    page.set_default_timeout(10_000)
    page.on("console", partial(note, troubles))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(f"not loaded: {request.url}"))
    return Window(page, troubles)


@pytest.fixture
def window(browser, collecting_site):
    """Return a function that opens a window of its own on the site that collects answers."""
    contexts = []

    def opened(*, width=390, scripts=True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            base_url=collecting_site.address,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def note(troubles: list[str], message: ConsoleMessage) -> None:
    """Keep what the browser complains of, but not that an error page is one."""
    is_the_page = message.page is not None and message.location["url"] == message.page.url
    if message.type in {"error", "warning"} and not is_the_page:
        troubles.append(f"{message.text} ({message.location['url']})")
