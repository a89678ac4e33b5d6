"""Screenshots: copies drawn by a browser that reaches nothing, one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from math import inf
from time import monotonic
from typing import Any

import aiohttp
from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from prongsai.directory.rules import OPERATOR, Actor
from prongsai.evidence.adapters.browser import BrowserBroke, NoBrowser, browser_here
from prongsai.evidence.adapters.drawing import Drawn, PictureTooLarge, Sent, drawn
from prongsai.evidence.adapters.fetching import Fetcher, fetcher
from prongsai.evidence.adapters.robots import Robots
from prongsai.evidence.adapters.texts import unpacked
from prongsai.evidence.models import Capture, Screenshot
from prongsai.evidence.queries.frozen import capture_seen
from prongsai.evidence.queries.screenshots import (
    is_pictured,
    screenshot_of,
    waiting_for_screenshots,
)
from prongsai.evidence.rules.links import LinkRefused
from prongsai.evidence.rules.screenshots import (
    FRESH,
    LARGEST_PAGE,
    NOT_YET,
    REASONS,
    TOO_OLD,
    NoScreenshot,
    ScreenshotAway,
)
from prongsai.evidence.services.capturing import Site, configured_site
from prongsai.evidence.services.frozen import Content, copy_content
from prongsai.foundation.adapters.stored_files import keep_bytes, stored_file
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Where pictures are kept.
SHELF = "screenshots"
#: Names the locks under which one process at a time draws a page.
_DRAWING = 6_215_123
#: Whatever its site answered: a browser shows nothing of some answers.
_SHOWN = 200
#: What a part of a page may cost: bytes, seconds.
_PART, _PATIENCE = 5 * 2**20, 8.0


@dataclass(frozen=True)
class Screenshots:
    """What came of drawing copies."""

    #: The browser's path, or why there is none.
    browser: str
    no_browser: NoScreenshot | None
    taken: int
    #: Copies of which there can be none.
    without: int
    waiting: int

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        because = REASONS[self.no_browser].en if self.no_browser else None
        counts = {"taken": self.taken, "without": self.without, "waiting": self.waiting}
        return {"browser": self.browser or None, "because": because, **counts}


def take_screenshots(
    *,
    seconds: float = inf,
    site: Site | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Screenshots:
    """Draw copies that wait for it, until none is left or the time is over.

    Several processes may do it side by side. One that dies leaves nothing behind: the copy is
    drawn by the next.
    """
    end = monotonic() + seconds
    waiting = waiting_for_screenshots(now())
    try:
        browser = browser_here(settings.CAPTURE_BROWSER)
    except NoBrowser as none:
        return Screenshots("", none.why, 0, 0, waiting.count())
    taken = without = 0
    for number in list(waiting.values_list("number", flat=True)):
        if monotonic() > end:
            break
        capture = Capture.objects.select_related("page").get(pk=number)
        with _alone(capture) as is_mine:
            if is_mine and screenshot_of(capture) is None:
                made = _take(capture, browser, site or configured_site())
                taken, without = taken + bool(made.picture), without + (not made.picture)
                progress(taken + without)
    return Screenshots(browser, None, taken, without, waiting.count())


def why_no_screenshot(capture: Capture) -> Text | None:
    """Return why a copy that gets a screenshot has none; None where it has one, or gets none."""
    found = screenshot_of(capture)
    if not is_pictured(capture) or (found and found.picture):
        return None
    if found:
        return REASONS[NoScreenshot(found.trouble)]
    if capture.asked_at < now() - FRESH:
        return TOO_OLD
    try:
        browser_here(settings.CAPTURE_BROWSER)
    except NoBrowser as none:
        return REASONS[none.why]
    return NOT_YET


def picture_of(number: int, *, by: Actor) -> bytes:
    """Return the picture of a copy, WebP.

    Raises:
        CopyUnknown, NotAllowed, ScreenshotAway, FileGone.
    """
    found = screenshot_of(capture_seen(number, reader=by))
    if found is None or not found.picture:
        raise ScreenshotAway(number=number)
    return stored_file(found.picture, shelf=SHELF).read_bytes()


def broken_pictures() -> Iterator[int]:
    """Read every picture again; yield the numbers of copies whose picture is not what was kept."""
    pictures = Screenshot.objects.exclude(picture="").order_by("capture")
    for number, digest in pictures.values_list("capture", "picture").iterator():
        try:
            found = sha256(stored_file(digest, shelf=SHELF).read_bytes()).hexdigest()
        except (UserError, OSError):
            found = ""
        if found != digest:
            yield number


@contextmanager
def _alone(capture: Capture) -> Iterator[bool]:
    """Tell whether no other process draws the same page; none begins it meanwhile."""
    names = [_DRAWING, capture.page_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", names)
        is_mine = cursor.fetchone()[0]
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", names)


def _take(capture: Capture, browser: str, site: Site) -> Screenshot:
    """Draw a copy, and keep the picture, or why there is none."""
    told = {"page_id": capture.page_id, "body": capture.body, "capture": capture}
    try:
        made = asyncio.run(_drawn(_content(capture), browser, site))
    except _Undrawn as error:
        return Screenshot.objects.create(**told, taken_at=now(), trouble=error.why.value)
    return Screenshot.objects.create(
        **told,
        taken_at=now(),
        picture=keep_bytes(made.picture, shelf=SHELF),
        size=len(made.picture),
        height=made.height,
        is_cut=made.is_cut,
        has_scripts=made.has_scripts,
        missing=made.missing,
    )


class _Undrawn(Exception):
    """There can be no picture."""

    def __init__(self, why: NoScreenshot) -> None:
        super().__init__(why.value)
        self.why = why


def _content(capture: Capture) -> Content:
    try:
        content = copy_content(capture.number, by=OPERATOR)
    except UserError as error:
        raise _Undrawn(NoScreenshot.UNREADABLE) from error
    if content.is_packed:
        raise _Undrawn(NoScreenshot.UNREADABLE)
    if len(content.body) > LARGEST_PAGE:
        raise _Undrawn(NoScreenshot.TOO_LARGE)
    return content


async def _drawn(content: Content, browser: str, site: Site) -> Drawn:
    limits = replace(site.limits, size=min(_PART, site.limits.size), seconds=_PATIENCE)
    opened = fetcher(limits, at_once=site.at_once, allowed=site.allowed, resolver=site.resolver)
    link = content.answers[-1].link
    async with opened as fetching:
        fetch = _parts(fetching, Robots(fetching))
        copy = Sent(_SHOWN, content.head, content.body)
        try:
            return await drawn(link, copy, browser=browser, fetch=fetch)
        except TimeoutError as error:
            raise _Undrawn(NoScreenshot.TOO_SLOW) from error
        except PictureTooLarge as error:
            raise _Undrawn(NoScreenshot.TOO_LARGE) from error
        except (BrowserBroke, OSError) as error:
            raise _Undrawn(NoScreenshot.BROKE) from error


def _parts(fetching: Fetcher, robots: Robots) -> Callable[[str], Awaitable[Sent | None]]:
    """Return what fetches parts of a page: by the rules of links, robots.txt among them."""

    async def fetch(link: str) -> Sent | None:
        try:
            if not await robots.allow(link):
                return None
            fetched = await fetching.fetch(link)
        except (LinkRefused, TimeoutError, OSError, aiohttp.ClientError, ValueError):
            return None
        packing = {name.lower(): value for name, value in fetched.last.headers}
        body = unpacked(fetched.body, packing.get("content-encoding", ""))
        if body is None or fetched.is_cut:
            return None
        return Sent(fetched.last.status, fetched.last.headers, body)

    return fetch
