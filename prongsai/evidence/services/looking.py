"""Opening one page: whatever happens is a fact that can be kept."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context
from time import monotonic

import aiohttp

from prongsai.evidence.adapters.fetching import Fetched, Fetcher
from prongsai.evidence.adapters.robots import Robots
from prongsai.evidence.adapters.texts import (
    is_packed,
    limit_memory,
    text_of,
    text_within,
    unpacked,
)
from prongsai.evidence.rules.links import LinkRefused
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.evidence.services.chain import Look

_GOOD = range(200, 400)
#: A page of so many bytes is read here; what is larger or no page, in a process that may die.
_SMALL = 200_000
#: Seconds that reading a document may take.
_READING = 20.0
_ROBOTS = "robots.txt"


class Reader:
    """Reads texts out of what was sent; a document that kills its reader has no text.

    One document is read at a time, so that none has to answer for the one before it.
    """

    def __init__(self) -> None:
        self._pool: Executor | None = None
        self._turn = asyncio.Lock()

    async def read(self, body: bytes, kind: str) -> str | None:
        if len(body) < _SMALL and kind.startswith("text/") and not is_packed(body):
            return text_of(body, kind)
        loop = asyncio.get_running_loop()
        async with self._turn:
            try:
                return await loop.run_in_executor(
                    self._running(), text_within, body, kind, _READING
                )
            except BrokenProcessPool:
                self.close()
                return None

    def close(self) -> None:
        """End the process that reads; it takes no longer than one document may."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _running(self) -> Executor:
        if self._pool is None:
            # Begun anew rather than split off: this process has threads, and a database open.
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=limit_memory
            )
        return self._pool


class Looker:
    """Opens pages one by one; many may be open at once."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher, self._reader = fetcher, reader
        self._robots = Robots(fetcher)

    async def look(self, page: int, address: str, reason: CaptureReason) -> Look:
        """Open a page; what goes wrong is told, not raised."""
        asked_at, began = datetime.now(UTC), monotonic()

        def missed(outcome: CaptureOutcome, trouble: str) -> Look:
            seconds = monotonic() - began
            return Look(page, address, reason, asked_at, outcome, seconds, trouble)

        return await self._seen(page, address, reason, asked_at, missed)

    async def _seen(
        self,
        page: int,
        address: str,
        reason: CaptureReason,
        asked_at: datetime,
        missed: Callable[[CaptureOutcome, str], Look],
    ) -> Look:
        try:
            if not await self._robots.allow(address):
                return missed(CaptureOutcome.REFUSED, _ROBOTS)
            fetched = await self._fetcher.fetch(address)
        except LinkRefused as error:
            return missed(CaptureOutcome.REFUSED, error.fact.en)
        except TimeoutError:
            return missed(CaptureOutcome.TIMEOUT, "")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return missed(CaptureOutcome.UNREACHABLE, f"{type(error).__name__}: {error}")
        kind, text = await self._text(fetched)
        good = fetched.last.status in _GOOD
        return Look(
            page,
            address,
            reason,
            asked_at,
            CaptureOutcome.SHOWN if good else CaptureOutcome.FAULT,
            fetched.seconds,
            fetched=fetched,
            media_type=kind,
            text=text,
        )

    async def _text(self, fetched: Fetched) -> tuple[str, str | None]:
        """Return the media type of what was sent, and what it says."""
        told = {name.lower(): value for name, value in fetched.last.headers}
        kind = told.get("content-type", "")
        body = None if fetched.is_cut else unpacked(fetched.body, told.get("content-encoding", ""))
        return kind, await self._reader.read(body, kind) if body else None
