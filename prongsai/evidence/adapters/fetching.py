"""Fetching links: politely, within limits, and from public addresses alone.

The address is checked where a socket is made for it: after names were resolved, at every redirect,
for addresses written as numbers in whatever way. Nothing lies between that check and the
connection, so a name that changes its address meanwhile (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from prongsai.evidence.rules.addresses import is_public
from prongsai.evidence.rules.links import (
    NOT_PUBLIC,
    NOT_THE_WEB,
    TOO_MANY_HOPS,
    LinkRefused,
    require_link,
)

#: How we are called in the logs of those whom we visit.
AGENT = "Prongsai-Evidence/1 (+https://github.com/prongsai; keeps dated copies of disclosed pages)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
#: The address that the request of this task went to.
_PEER: ContextVar[str] = ContextVar("peer", default="")
_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/pdf,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.8",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True)
class Limits:
    """What one link may cost: bytes as they come over the wire, seconds in all, redirects."""

    size: int = 20 * 2**20
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True)
class Hop:
    """One request and what was answered; headers as they came, twice where they came twice."""

    link: str
    asked_at: datetime
    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fetched:
    """Where a link led, and what stood there: bytes as sent, still compressed where they were."""

    hops: tuple[Hop, ...]
    body: bytes
    #: Whether the body was longer than the limit: it is kept up to there.
    is_cut: bool
    seconds: float

    @property
    def last(self) -> Hop:
        """Return the answer that the body belongs to."""
        return self.hops[-1]


class _NotPublic(OSError):
    """An address that no link may lead to."""


class _Connector(aiohttp.TCPConnector):
    """Tells which address a request went to; a short answer has left its connection already."""

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        connection = await super().connect(*args, **kwargs)
        transport = connection.transport
        _PEER.set(str(transport.get_extra_info("peername")[0]) if transport else "")
        return connection


class Fetcher:
    """Fetches links over one set of connections."""

    def __init__(self, session: aiohttp.ClientSession, limits: Limits) -> None:
        self._session = session
        self._limits = limits

    async def fetch(self, link: str) -> Fetched:
        """Fetch a link and whatever it is passed on to.

        Raises:
            LinkRefused: it, or what it is passed on to, is not of the public web.
            TimeoutError: it took too long.
            aiohttp.ClientError: the site did not answer as the web does.
        """
        started = monotonic()
        async with asyncio.timeout(self._limits.seconds):
            hops: list[Hop] = []
            while True:
                require_link(link)
                hop, body, is_cut, onward = await self._ask(link)
                hops.append(hop)
                if onward is None:
                    return Fetched(tuple(hops), body, is_cut, monotonic() - started)
                if len(hops) > self._limits.redirects:
                    raise LinkRefused(link=onward, why=TOO_MANY_HOPS)
                link = onward

    async def _ask(self, link: str) -> tuple[Hop, bytes, bool, str | None]:
        """Ask once: the answer, its body, whether that was cut, and where it is passed on to."""
        asked_at = datetime.now(UTC)
        try:
            async with self._session.get(URL(link), allow_redirects=False) as answer:
                hop = _hop(link, asked_at, answer)
                where = answer.headers.get("Location")
                if answer.status in _REDIRECTS and where:
                    return hop, b"", False, urljoin(link, where.strip())
                body, is_cut = await self._read(answer)
                return hop, body, is_cut, None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, _NotPublic):
                raise LinkRefused(link=link, why=NOT_PUBLIC) from error
            raise
        except (aiohttp.InvalidURL, ValueError) as error:  # an address in an old way of writing it
            raise LinkRefused(link=link, why=NOT_THE_WEB) from error

    async def _read(self, answer: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """Read a body up to the limit, as it comes: what is compressed is not unpacked here."""
        pieces, size = [], 0
        async for piece in answer.content.iter_chunked(_PIECE):
            room = self._limits.size - size
            pieces.append(piece[:room])
            size += len(piece)
            if size > self._limits.size:
                return b"".join(pieces), True
        return b"".join(pieces), False


@asynccontextmanager
async def fetcher(
    limits: Limits,
    *,
    at_once: int,
    allowed: frozenset[tuple[str, int]] = frozenset(),
    resolver: AbstractResolver | None = None,
) -> AsyncIterator[Fetcher]:
    """Open connections for fetching, so many at once; to one site never more than two.

    In: `allowed` are addresses with ports that may be reached though they are not public, for
        tests; `resolver` finds the addresses of names, that of the machine unless one is given
    """
    # Names are looked up in threads, of which a dead name server holds one up for long.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(at_once))
    connector = _Connector(
        limit=at_once,
        limit_per_host=2,
        resolver=resolver,
        use_dns_cache=resolver is None,
        socket_factory=lambda info: _socket(info, allowed),
        happy_eyeballs_delay=None,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        headers=_HEADERS,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None),
    ) as session:
        yield Fetcher(session, limits)


def _socket(info: Any, allowed: frozenset[tuple[str, int]]) -> socket.socket:
    """Make a socket for an address that was resolved, unless it is not public."""
    family, kind, protocol, _name, address = info
    if not is_public(address[0]) and tuple(address[:2]) not in allowed:
        raise _NotPublic(f"not public: {address[0]}")
    return socket.socket(family, kind, protocol)


def _hop(link: str, asked_at: datetime, answer: aiohttp.ClientResponse) -> Hop:
    return Hop(
        link=link,
        asked_at=asked_at,
        address=_PEER.get(),
        status=answer.status,
        # Archives take ASCII alone here.
        reason=(answer.reason or "").encode("ascii", "replace").decode(),
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.raw_headers
        ),
    )
