"""What sites ask of visitors that are programs (robots.txt, RFC 9309)."""

import asyncio
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp

from prongsai.evidence.adapters.fetching import AGENT, Fetcher
from prongsai.evidence.rules.links import LinkRefused

#: Of a longer file the rest counts for nothing.
_READ = 500_000
_FAULTS = (LinkRefused, TimeoutError, OSError, aiohttp.ClientError, ValueError)
_FOUND = 200


class Robots:
    """The wishes of all sites that were asked; each is asked once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._asked: dict[str, asyncio.Task[RobotFileParser]] = {}

    async def allow(self, link: str) -> bool:
        """Whether a site lets this link be opened; one that does not say so lets everything."""
        parts = urlsplit(link)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._asked:
            self._asked[site] = asyncio.create_task(self._wishes(site))
        wishes = await self._asked[site]
        return wishes.can_fetch(AGENT, link)

    async def _wishes(self, site: str) -> RobotFileParser:
        wishes = RobotFileParser()
        try:
            fetched = await self._fetcher.fetch(f"{site}/robots.txt")
            said = fetched.body[:_READ].decode("utf-8", "replace")
        except _FAULTS:
            said = ""
        else:
            said = said if fetched.last.status == _FOUND else ""
        wishes.parse(said.splitlines())
        return wishes
