"""Links looked at: a local server that answers like 8,300 sites, some of them badly.

python benchmarks/links.py [--links 20000] [--at-once 200] [--json]

Every page is opened, archived as WARC, read, chained and kept in PostgreSQL; the server, in a
process of its own, shares the cores. Beside it stand curl, which opens the same links and keeps
nothing, and the bare fetching of our own library. A page is lost when it has no capture or two.
"""

import argparse
import asyncio
import gzip
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractResolver

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import PYTHON
from benchmarks.scoring import tell

SITES = 8_300
#: How many in a thousand pages behave so; the others show a page of some kilobytes.
BEHAVIOURS = {
    "slow": 20,
    "hangs": 2,
    "missing": 30,
    "broken": 10,
    "moved": 40,
    "huge": 3,
    "bomb": 3,
}
SLOW, HUGE, BOMB = 2.0, 8 * 2**20, 50 * 2**20
SECONDS = 5.0
PEER_LINKS = 3_000
#: Links after which the error stream is told how far it is, and that are entered at a time.
STEP = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=20_000)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--enter", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then, too
    if arguments.serve:
        web.run_app(site(), host="127.0.0.1", port=arguments.serve, print=None, access_log=None)
    elif arguments.enter:
        enter(arguments.links, arguments.enter)
    elif arguments.work:
        print(json.dumps(worked(arguments.links, arguments.work, arguments.at_once)))
    else:
        figures = measured(arguments)
        print(json.dumps(figures, indent=1) if arguments.json else shown(figures))


def measured(arguments: argparse.Namespace) -> dict[str, object]:
    busy = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="prongsai-") as place, served() as port:
        home = Path(place)
        home.chmod(0o711)  # the database's account passes through
        os.environ["PRONGSAI_HOME"] = str(home)
        os.environ.pop("DATABASE_URL", None)
        tell(f"{arguments.links:,} links")
        options = (port, "--links", arguments.links, "--at-once", arguments.at_once)
        command = [PYTHON, str(Path(__file__).resolve()), "--enter", *map(str, options)]
        subprocess.run(command, check=True)  # what entering needs is not measured
        command[2] = "--work"
        work = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        archived = sum(f.stat().st_size for f in (home / "captures").rglob("*.warc.gz"))
        some = [address_of(number, port) for number in range(PEER_LINKS)]
        tell("curl")
        peer = with_curl(home, some, port, arguments.at_once)
        tell("bare fetching")
        bare = fetched_only(some, port, arguments.at_once)
    return {
        **json.loads(work.stdout),
        "curl_links_per_s": round(PEER_LINKS / peer, 1),
        "bare_links_per_s": round(PEER_LINKS / bare, 1),
        "bytes_archived_per_link": round(archived / arguments.links),
        "links": arguments.links,
        "at_once": arguments.at_once,
        "cores": os.cpu_count(),
        "load_before": busy,
    }


def worked(links: int, port: int, at_once: int) -> dict[str, object]:
    """Look at all links, in a process of its own; tell how long it took and what came of them."""
    import_module("prongsai.config.site").prepare_site()
    peaks: list[int] = []
    told = [0]

    def note(done: int) -> None:
        if not peaks and done >= links / 4:
            peaks.append(peak_mib())
        if done // STEP > told[0]:
            told[0] = done // STEP
            rate = done / (time.monotonic() - started)
            print(f"{done:,} of {links:,} links, {rate:.0f} a second", file=sys.stderr, flush=True)

    started, now = time.monotonic(), datetime.now(UTC)
    capturing = import_module("prongsai.evidence.services.capturing")
    site = capturing.Site(**site_options(port, at_once))
    # The clock stands still: a run of hours looks at no page a second time.
    capturing.capture_due_pages(site=site, progress=note, clock=lambda: now)
    seconds, peak = time.monotonic() - started, peak_mib()
    outcomes, lost = counted(links, port)
    return {
        "links_per_s": round(links / seconds, 1),
        "peak_mib": peak,
        "peak_mib_at_a_quarter": peaks[0] if peaks else peak,
        "lost": lost,
        **{f"outcome_{name}": number for name, number in sorted(outcomes.items())},
    }


def peak_mib() -> int:
    """Return the most memory of this process and of the one that reads documents for it."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return round(sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024)


def shown(figures: dict[str, object]) -> str:
    return "\n".join(f"{name:28}{value:>14,}" for name, value in figures.items())


def behaviour(number: int) -> str:
    """Return how a page behaves; the same number always in the same way."""
    place = number * 7_919 % 1_000
    for name, share in BEHAVIOURS.items():
        if place < share:
            return name
        place -= share
    return "page"


def address_of(number: int, port: int) -> str:
    name = behaviour(number)
    return f"http://agency{number % SITES:05}.test:{port}/{name}/{number}"


# The server


def site() -> web.Application:
    app = web.Application()
    app.router.add_get("/robots.txt", robots)
    app.router.add_get("/{behaviour}/{number}", answer)
    return app


async def robots(_request: web.Request) -> web.Response:
    return web.Response(text="User-agent: *\nDisallow: /private/\n")


async def answer(request: web.Request) -> web.StreamResponse:
    name, number = request.match_info["behaviour"], request.match_info["number"]
    if name in {"slow", "hangs"}:
        await asyncio.sleep(SLOW if name == "slow" else 60)
    if name in {"missing", "broken"}:
        return web.Response(status=404 if name == "missing" else 500, text="ไม่พบหน้า")
    if name == "moved":
        return web.Response(status=301, headers={"Location": f"/page/{number}"})
    if name == "huge":
        return web.Response(body=bytes(HUGE), content_type="application/octet-stream")
    if name == "bomb":
        return web.Response(body=bomb(), headers={"Content-Encoding": "gzip"})
    return web.Response(text=page(int(number)), content_type="text/html")


@lru_cache(1)
def bomb() -> bytes:
    return gzip.compress(bytes(2 * BOMB))


@lru_cache(1)
def filling() -> str:
    words = ["แผน", "ปฏิบัติราชการ", "รายงาน", "ผลการดำเนินงาน", "งบประมาณ", "ประจำปี", "จัดซื้อจัดจ้าง"]
    return "".join(f"<p>{' '.join(words[n % 7 :] + words[: n % 7])}</p>" for n in range(24))


def page(number: int) -> str:
    return f"<html><head><title>หน้า {number}</title></head><body>{number}{filling()}</body></html>"


@contextmanager
def served() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [PYTHON, str(Path(__file__).resolve()), "--serve", str(port)]
    server = subprocess.Popen(command)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield port
    finally:
        server.kill()
        server.wait()


# What is measured


class Here(AbstractResolver):
    """Every name is on this machine."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict]:  # noqa: ARG002
        told = {"hostname": host, "host": "127.0.0.1", "port": port}
        return [{**told, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def enter(links: int, port: int) -> None:
    import_module("prongsai.config.site").prepare_site()
    models = import_module("prongsai.evidence.models")
    now = datetime.now(UTC)
    for begin in range(0, links, STEP):
        addresses = [address_of(n, port) for n in range(begin, min(begin + STEP, links))]
        models.Page.objects.bulk_create(
            models.Page(address=a, digest=sha256(a.encode()).hexdigest(), due_at=now)
            for a in addresses
        )


def site_options(port: int, at_once: int) -> dict:
    fetching = import_module("prongsai.evidence.adapters.fetching")
    limits = fetching.Limits(size=4 * 2**20, seconds=SECONDS)
    allowed = frozenset({("127.0.0.1", port)})
    return {"limits": limits, "at_once": at_once, "allowed": allowed, "resolver": Here()}


def counted(links: int, port: int) -> tuple[Counter, int]:
    """Count what came of the pages, and those that have no capture or several."""
    models = import_module("prongsai.evidence.models")
    outcomes = Counter(models.Capture.objects.values_list("outcome", flat=True).iterator())
    times = Counter(models.Capture.objects.values_list("page__address", flat=True).iterator())
    return outcomes, sum(times[address_of(number, port)] != 1 for number in range(links))


def with_curl(home: Path, addresses: list[str], port: int, at_once: int) -> float:
    """Let curl open links; return the seconds it took."""
    config = home / "curl"
    proxy = [f'connect-to = "::127.0.0.1:{port}"', f"max-time = {SECONDS:.0f}", "location"]
    links = [f'url = "{address}"\noutput = "/dev/null"' for address in addresses]
    config.write_text("\n".join([*proxy, *links]))
    command = ["curl", "-s", "-Z", "--parallel-max", str(min(at_once, 300)), "-K", str(config)]
    started = time.monotonic()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started


def fetched_only(addresses: list[str], port: int, at_once: int) -> float:
    """Open links with our library and keep nothing; return the seconds it took."""
    fetching = import_module("prongsai.evidence.adapters.fetching")

    async def all_of_them() -> None:
        options = site_options(port, at_once)
        waiting = iter(addresses)
        async with fetching.fetcher(options.pop("limits"), **options) as opened:

            async def one_after_another() -> None:
                for address in waiting:
                    try:
                        await opened.fetch(address)
                    except (TimeoutError, OSError):
                        continue

            await asyncio.gather(*(one_after_another() for _ in range(at_once)))

    started = time.monotonic()
    asyncio.run(all_of_them())
    return time.monotonic() - started


if __name__ == "__main__":
    main()
