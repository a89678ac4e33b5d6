"""Looking at all pages that are due: many at once, kept in batches, safe to interrupt."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from aiohttp.abc import AbstractResolver
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Q
from django.utils.timezone import now

from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Limits, fetcher
from prongsai.evidence.models import Page
from prongsai.evidence.rules.schedule import LEASE, allowed_places
from prongsai.evidence.rules.states import CaptureReason
from prongsai.evidence.services.chain import Look, add_captures
from prongsai.evidence.services.looking import Looker, Reader

ARCHIVES = "captures"
#: Pages that are taken on, and looks that are kept, in one go; bytes that may wait to be kept.
_CLAIMED, _KEPT, _WAITING = 400, 200, 32 * 2**20
#: Seconds after which looks are kept even when few.
_PATIENCE = 1.0


@dataclass(frozen=True)
class Site:
    """How pages are opened: limits, how many at once, and for tests what may be reached."""

    limits: Limits = field(default_factory=Limits)
    at_once: int = 100
    allowed: frozenset[tuple[str, int]] = frozenset()
    resolver: AbstractResolver | None = None


def configured_site() -> Site:
    """Return how pages are opened here, as the operator set it."""
    limits = Limits(size=settings.CAPTURE_MEBIBYTES * 2**20, seconds=settings.CAPTURE_SECONDS)
    allowed = allowed_places(settings.CAPTURE_ALLOW)
    return Site(limits, at_once=settings.CAPTURE_AT_ONCE, allowed=allowed)


def capture_due_pages(
    *,
    site: Site | None = None,
    seconds: float = inf,
    clock: Callable[[], datetime] = now,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Look at every page that is due; return how many were kept.

    Several processes may do it side by side. A page that was taken on by one that died is free
    again after `LEASE`, and what was kept is not looked at twice.

    In: after so many seconds no page is opened any more; those that are open are still kept
    """
    folder = archives_folder()
    with Archive(folder) as archive, ThreadPoolExecutor(1) as keeping:
        run = _Run(archive, keeping, site or configured_site(), seconds, clock, progress)
        try:
            asyncio.run(run.all())
        finally:
            keeping.submit(connections.close_all).result()
    return run.done


def archives_folder() -> Path:
    """Return where captures are kept."""
    return Path(settings.PRONGSAI_HOME) / ARCHIVES


class _Run:
    """One going through all pages that are due.

    The database is spoken to in one thread of its own, so that connections stay open meanwhile.
    """

    def __init__(
        self,
        archive: Archive,
        keeping: ThreadPoolExecutor,
        site: Site,
        seconds: float,
        clock: Callable[[], datetime],
        progress: Callable[[int], None],
    ) -> None:
        self._archive, self._keeping, self._site = archive, keeping, site
        self._clock, self._progress = clock, progress
        self._end = monotonic() + seconds
        self._looks: asyncio.Queue[Look] = asyncio.Queue(_KEPT)
        self.done = 0

    async def all(self) -> None:
        site, reader = self._site, Reader()
        opened = fetcher(
            site.limits, at_once=site.at_once, allowed=site.allowed, resolver=site.resolver
        )
        try:
            async with opened as fetching, asyncio.TaskGroup() as tasks:
                keeper = tasks.create_task(self._keep())
                await self._look(Looker(fetching, reader), tasks)
                await self._looks.join()
                keeper.cancel()
        except BaseExceptionGroup as failed:  # one ends all: a full disk, a database that is gone
            raise failed.exceptions[0] from None
        finally:
            reader.close()

    async def _look(self, looker: Looker, tasks: asyncio.TaskGroup) -> None:
        """Look at what is due, with no more pages open than may be at once."""
        pages: asyncio.Queue[Claimed | None] = asyncio.Queue(_CLAIMED)

        async def one_after_another() -> None:
            while (page := await pages.get()) is not None:
                if monotonic() > self._end:
                    left.append(page)
                else:
                    await self._looks.put(await looker.look(page.id, page.address, page.reason))

        left: list[Claimed] = []
        lookers = [tasks.create_task(one_after_another()) for _ in range(self._site.at_once)]
        while monotonic() < self._end and (
            claimed := await self._in_thread(lambda: claim_pages(_CLAIMED, self._clock()))
        ):
            for page in spread(claimed):
                await pages.put(page)
        for _ in lookers:
            await pages.put(None)
        await asyncio.gather(*lookers)
        await self._in_thread(lambda: give_back(left, self._clock()))

    async def _keep(self) -> None:
        """Keep looks in batches as they come."""
        while True:
            batch = [await self._looks.get()]
            size = _size(batch[0])
            end = asyncio.get_running_loop().time() + _PATIENCE
            while len(batch) < _KEPT and size < _WAITING:
                left = end - asyncio.get_running_loop().time()
                try:
                    batch.append(await asyncio.wait_for(self._looks.get(), max(left, 0)))
                except TimeoutError:
                    break
                size += _size(batch[-1])
            await self._in_thread(partial(add_captures, batch, self._archive))
            self.done += len(batch)
            self._progress(self.done)
            for _ in batch:
                self._looks.task_done()

    def _in_thread(self, work: Callable[[], Any]) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self._keeping, work)


@dataclass(frozen=True)
class Claimed:
    """A page that was taken on, and why it is to be looked at."""

    id: int
    address: str
    reason: CaptureReason


def claim_pages(most: int, moment: datetime) -> list[Claimed]:
    """Take on pages that are due; nobody else gets them meanwhile.

    Those that somebody waits for come first, then the longest due.
    """
    due = Page.objects.filter(due_at__lte=moment).order_by("due_at")
    scheduled = Q(reason=CaptureReason.SCHEDULED.value)
    with transaction.atomic():
        for some in (due.exclude(scheduled), due.filter(scheduled)):
            pages = list(some.select_for_update(skip_locked=True)[:most])
            if pages:
                break
        Page.objects.filter(pk__in=[page.pk for page in pages]).update(due_at=moment + LEASE)
    return [Claimed(page.pk, page.address, CaptureReason(page.reason)) for page in pages]


def spread(pages: list[Claimed]) -> list[Claimed]:
    """Put pages of one site far from each other: few are asked for at once, the others wait."""
    before = Counter[tuple[str, ...]]()
    turns = []
    for page in pages:
        site = tuple(page.address.split("/", 3)[:3])
        turns.append(before[site])
        before[site] += 1
    return [page for _, page in sorted(zip(turns, pages, strict=True), key=lambda pair: pair[0])]


def give_back(pages: list[Claimed], moment: datetime) -> None:
    """Let pages be due again that were taken on and not opened."""
    if pages:
        Page.objects.filter(pk__in=[page.id for page in pages]).update(due_at=moment)


def _size(look: Look) -> int:
    return len(look.fetched.body) if look.fetched else 0
