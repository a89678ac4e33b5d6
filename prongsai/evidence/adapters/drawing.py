"""Drawing a copy: the browser gets the bytes that were kept, and parts that we fetch for it.

Whatever it asks for is answered by us, from the copy or through the fetching of links with all its
rules; it reaches nothing by itself.
"""

import asyncio
import re
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from prongsai.evidence.adapters.browser import Browser, BrowserBroke, browsing
from prongsai.evidence.rules.screenshots import (
    HIGHEST,
    LARGEST_PICTURE,
    WIDTH,
    Answer,
    Asked,
    answer_to,
)

#: Said of the transport, or meant to be remembered: a browser that lives for one page gets none.
_LEFT_OUT = frozenset(
    {
        *("connection", "content-encoding", "content-length", "transfer-encoding", "keep-alive"),
        *("content-disposition", "clear-site-data", "link", "refresh", "set-cookie"),
    }
)
_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
#: Parts of a page that are fetched, at once and in all, and bytes of all of them.
_AT_ONCE, _MOST_PARTS, _MOST_BYTES = 6, 150, 30 * 2**20
#: Seconds that a page may load, that scripts have afterwards, that a page which is not ready may
#: take to answer, and all of it.
_LOADING, _SETTLING, _ANSWERING, _ALL = 8.0, 0.7, 5.0, 30.0
#: Tried in turn until the picture is small enough.
_QUALITIES = (75, 40)


@dataclass(frozen=True)
class Sent:
    """What an address showed, unpacked."""

    status: int
    head: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Drawn:
    """A picture of a page, as WebP."""

    picture: bytes
    height: int
    #: Whether the page is longer than the picture.
    is_cut: bool
    has_scripts: bool
    #: Parts that were asked for and not to be had.
    missing: int


#: Fetches a part of a page; None where it may not, or there is none.
Fetch = Callable[[str], Awaitable[Sent | None]]


class PictureTooLarge(Exception):
    """It is larger than pictures may be."""


async def drawn(link: str, copy: Sent, *, browser: str, fetch: Fetch) -> Drawn:
    """Draw a page from its copy; one whose scripts do not come to an end is drawn without them.

    In: the address that the copy is of, the path of the browser

    Raises:
        TimeoutError, BrowserBroke, PictureTooLarge.
    """
    try:
        return await _Drawing(link, copy, fetch).draw(browser, has_scripts=True)
    except (TimeoutError, BrowserBroke):
        return await _Drawing(link, copy, fetch).draw(browser, has_scripts=False)


class _Drawing:
    """One page that is being drawn once."""

    def __init__(self, link: str, copy: Sent, fetch: Fetch) -> None:
        self._link, self._copy, self._fetch = link, copy, fetch
        self._is_first, self._missing = True, 0
        self._parts, self._bytes = 0, 0
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._answering: set[asyncio.Task[None]] = set()
        self._loaded = asyncio.Event()

    async def draw(self, path: str, *, has_scripts: bool) -> Drawn:
        try:
            async with asyncio.timeout(_ALL), browsing(path) as tab:
                await self._prepare(tab, has_scripts=has_scripts)
                await tab.call("Page.navigate", url=self._link)
                await self._settle(tab, has_scripts=has_scripts)
                return await self._picture(tab, has_scripts=has_scripts)
        finally:
            for task in self._answering:
                task.cancel()

    async def _prepare(self, tab: Browser, *, has_scripts: bool) -> None:
        def asked(event: dict[str, Any]) -> None:
            task = asyncio.create_task(self._answer(tab, event))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

        def closed(_event: dict[str, Any]) -> None:
            task = asyncio.create_task(_dismiss(tab))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

        tab.on("Fetch.requestPaused", asked)
        tab.on("Page.javascriptDialogOpening", closed)

        frame = (await tab.call("Page.getFrameTree"))["frameTree"]["frame"]["id"]

        def stopped(event: dict[str, Any]) -> None:
            # Not the empty page before, and not a frame inside.
            if not self._is_first and event.get("frameId", frame) == frame:
                self._loaded.set()

        for event in ("Page.loadEventFired", "Page.frameStoppedLoading"):
            tab.on(event, stopped)
        await tab.call("Page.enable")
        await tab.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        if not has_scripts:
            await tab.call("Emulation.setScriptExecutionDisabled", value=True)
        size = {"width": WIDTH, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        await tab.call("Emulation.setDeviceMetricsOverride", **size)

    async def _settle(self, tab: Browser, *, has_scripts: bool) -> None:
        """Wait until a page is there; one that loads for ever is drawn as far as it came.

        Raises:
            TimeoutError: its scripts do not stop.
        """
        try:
            async with asyncio.timeout(_LOADING):
                await self._loaded.wait()
                if has_scripts:
                    await asyncio.sleep(_SETTLING)
        except TimeoutError:
            if has_scripts:
                async with asyncio.timeout(_ANSWERING):
                    await tab.call("Runtime.evaluate", expression="1")

    async def _picture(self, tab: Browser, *, has_scripts: bool) -> Drawn:
        layout = await tab.call("Page.getLayoutMetrics")
        whole = max(int(layout["cssContentSize"]["height"]), 1)
        height = min(whole, HIGHEST)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
        for quality in _QUALITIES:
            told = await tab.call(
                "Page.captureScreenshot",
                format="webp",
                quality=quality,
                clip=clip,
                captureBeyondViewport=True,
            )
            picture = b64decode(told["data"])
            if len(picture) <= LARGEST_PICTURE:
                return Drawn(picture, height, whole > height, has_scripts, self._missing)
        raise PictureTooLarge

    async def _answer(self, tab: Browser, event: dict[str, Any]) -> None:
        """Give the browser what it asks for, or nothing."""
        request, of = event["request"], event["requestId"]
        asked = Asked(request["url"], request["method"], event.get("resourceType") == "Document")
        answer = answer_to(asked, is_first=self._is_first)
        sent = None
        if answer is Answer.COPY:
            self._is_first, sent = False, self._copy
        elif answer is Answer.FETCHED:
            sent = await self._part(asked.link)
            self._missing += sent is None
        try:
            if answer is Answer.OWN:
                await tab.call("Fetch.continueRequest", requestId=of)
            elif sent is None:
                await tab.call("Fetch.failRequest", requestId=of, errorReason="Aborted")
            else:
                await tab.call("Fetch.fulfillRequest", requestId=of, **_told(sent))
        except BrowserBroke:  # it went away, or gave up waiting for this
            return

    async def _part(self, link: str) -> Sent | None:
        """Fetch a part of the page, while there is room for more."""
        self._parts += 1
        if self._parts > _MOST_PARTS:
            return None
        async with self._turn:
            if self._bytes > _MOST_BYTES:
                return None
            sent = await self._fetch(link)
            self._bytes += len(sent.body) if sent else 0
            return sent


async def _dismiss(tab: Browser) -> None:
    try:
        await tab.call("Page.handleJavaScriptDialog", accept=False)
    except BrowserBroke:
        return


def _told(sent: Sent) -> dict[str, Any]:
    """Return an answer as the browser takes it."""
    head = [
        {"name": name, "value": value}
        for name, value in sent.head
        if name.lower() not in _LEFT_OUT and _NAME.fullmatch(name) and value.isprintable()
    ]
    return {
        "responseCode": sent.status,
        "responseHeaders": head,
        "body": b64encode(sent.body).decode(),
    }
