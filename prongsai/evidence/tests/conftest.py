"""A site on this machine that passes visitors on, and a fetcher that may reach it."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from allauth.mfa.models import Authenticator

from prongsai.directory.models import Duty, User
from prongsai.directory.rules import Role
from prongsai.evidence.adapters.fetching import Fetched, Limits, fetcher

QUICK = Limits(size=100_000, seconds=5, redirects=3)


@pytest.fixture(scope="session")
def site() -> Iterator[tuple[str, int]]:
    """Serve pages that behave in several ways; gives host and port."""
    started, stop = threading.Event(), asyncio.Event()
    loop, port = asyncio.new_event_loop(), []

    async def serve() -> None:
        runner = web.AppRunner(pages(), shutdown_timeout=0.1)  # who is slow is not waited for
        await runner.setup()
        place = web.TCPSite(runner, "127.0.0.1", 0)
        await place.start()
        port.append(runner.addresses[0][1])
        started.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    started.wait()
    yield "127.0.0.1", port[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="<h1>แผนปฏิบัติราชการ</h1>", content_type="text/html")


async def onward(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.query["to"]})


async def again(_request: web.Request) -> web.Response:
    return web.Response(status=301, headers={"Location": "/again"})


async def endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(1000):
        await answer.write(b"x" * 10_000)
    return answer


async def slow(_request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return web.Response(text="late")


async def cookies(request: web.Request) -> web.Response:
    answer = web.Response(text=str(dict(request.cookies)))
    answer.set_cookie("seen", "yes")
    return answer


#: What the page that changes says at the moment.
SAID: list[Any] = ["…", 200]


async def changing(_request: web.Request) -> web.Response:
    return web.Response(text=f"<p>{SAID[0]}</p>", status=SAID[1], content_type="text/html")


@pytest.fixture
def site_says():
    """Let the page /changing say something."""

    def said(words: str, status: int = 200) -> None:
        SAID[:] = [words, status]

    yield said
    said("…")


async def given(request: web.Request) -> web.Response:
    """Show the HTML that is asked for, as often as is asked for."""
    text = request.query["html"] * int(request.query.get("times", 1))
    return web.Response(text=text, content_type="text/html")


async def style(_request: web.Request) -> web.Response:
    return web.Response(text="body { background: green }", content_type="text/css")


async def gone(_request: web.Request) -> web.Response:
    return web.Response(status=404, reason="ไม่พบหน้านี้")


async def torn(_request: web.Request) -> web.Response:
    return web.Response(body=b"PK\x03\x04word/ torn off", content_type="application/zip")


PAGES = {
    "/gone": gone,
    "/torn.docx": torn,
    "/changing": changing,
    "/given": given,
    "/style.css": style,
    "/": page,
    "/onward": onward,
    "/again": again,
    "/endless": endless,
    "/slow": slow,
    "/cookies": cookies,
}


def pages() -> web.Application:
    app = web.Application()
    for path, handler in PAGES.items():
        app.router.add_get(path, handler)
    return app


@pytest.fixture
def working_client(client):
    """A browser in which a central administrator is logged in, with their second factor."""
    user = User.objects.create_user("central@example.org", "long enough 123")
    Duty.objects.create(user=user, role=Role.CENTRAL.value)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    return client


@pytest.fixture
def fetch(site):
    """Fetch links as the program does; the site on this machine may be reached unless told not."""

    def fetched(*links: str, to="", limits=QUICK, may_reach=True, resolver=None) -> Fetched:
        onward = f"?{urlencode({'to': to})}" if to else ""

        async def run() -> Fetched:
            allowed = frozenset({site} if may_reach else ())
            async with fetcher(limits, at_once=4, allowed=allowed, resolver=resolver) as one:
                for link in links:
                    last = await one.fetch(link + onward)
            return last

        return asyncio.run(run())

    return fetched
