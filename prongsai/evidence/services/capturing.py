"""Looking at all pages that are due: many at once, kept in batches, safe to interrupt."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp.abc import AbstractResolver
from django.conf import settings
from django.db import connections, transaction
from django.utils.timezone import now

from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Limits, fetcher
from prongsai.evidence.models import Page
from prongsai.evidence.rules.schedule import LEASE
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


def capture_due_pages(
    *,
    reason: CaptureReason = CaptureReason.SCHEDULED,
    site: Site | None = None,
    clock: Callable[[], datetime] = now,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Look at every page that is due; return how many were kept.

    Several processes may do it side by side. A page that was taken on by one that died is free
    again after `LEASE`, and what was kept is not looked at twice.
    """
    folder = Path(settings.PRONGSAI_HOME) / ARCHIVES
    with Archive(folder) as archive, ThreadPoolExecutor(1) as keeping:
        run = _Run(archive, keeping, reason, site or Site(), clock, progress)
        try:
            asyncio.run(run.all())
        finally:
            keeping.submit(connections.close_all).result()
    return run.done


class _Run:
    """One going through all pages that are due.

    The database is spoken to in one thread of its own, so that connections stay open meanwhile.
    """

    def __init__(
        self,
        archive: Archive,
        keeping: ThreadPoolExecutor,
        reason: CaptureReason,
        site: Site,
        clock: Callable[[], datetime],
        progress: Callable[[int], None],
    ) -> None:
        self._archive, self._keeping, self._reason = archive, keeping, reason
        self._site, self._clock, self._progress = site, clock, progress
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
        pages: asyncio.Queue[tuple[int, str] | None] = asyncio.Queue(_CLAIMED)

        async def one_after_another() -> None:
            while (page := await pages.get()) is not None:
                await self._looks.put(await looker.look(*page, self._reason))

        lookers = [tasks.create_task(one_after_another()) for _ in range(self._site.at_once)]
        while claimed := await self._in_thread(lambda: claim_pages(_CLAIMED, self._clock())):
            for page in claimed:
                await pages.put(page)
        for _ in lookers:
            await pages.put(None)
        await asyncio.gather(*lookers)

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


def claim_pages(most: int, moment: datetime) -> list[tuple[int, str]]:
    """Take on pages that are due, the longest due first; nobody else gets them meanwhile."""
    with transaction.atomic():
        due = Page.objects.filter(due_at__lte=moment).order_by("due_at")
        pages = list(due.select_for_update(skip_locked=True)[:most])
        Page.objects.filter(pk__in=[page.pk for page in pages]).update(due_at=moment + LEASE)
    return [(page.pk, page.address) for page in pages]


def _size(look: Look) -> int:
    return len(look.fetched.body) if look.fetched else 0
