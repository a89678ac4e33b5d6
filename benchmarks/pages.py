"""Pages of a whole nation on the production server: how long, how many bytes, how many queries.

python benchmarks/pages.py [--nation DIR | --agencies 8325 --respondents 2000000] [--json]
                           [--requests 200] [--workers 3]

Beside every page stand two floors of the same server: its answer to monitors (/alive), and the
country page as a file that was compressed before.
"""

import argparse
import csv
import gzip
import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from importlib import import_module
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import PYTHON, prongsai, run
from benchmarks.scoring import tell

#: As a browser asks.
HEADERS = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "th"}
AGENCY = "{agency}"
PAGES = {
    "country": "/{year}/",
    "country, filtered": "/{year}/?group=tao&level=pass_good",
    "country, searched": "/{year}/?search=%E0%B9%80%E0%B8%97%E0%B8%A8%E0%B8%9A%E0%B8%B2%E0%B8%A5",
    "country, sorted": "/{year}/?sort=EIT",
    "country, a late page": "/{year}/?page={late}",
    "agency": f"/agencies/{AGENCY}/{{year}}/",
    "what if": f"/agencies/{AGENCY}/{{year}}/what-if/?if-I1=90&if-E7=95&if-O1=pass",
    "method of an agency": f"/agencies/{AGENCY}/{{year}}/method/",
    "method": "/method/",
}
ALIVE, FLOOR = "/alive", "/static/floor.html"
FLOORS = {"floor: /alive": ALIVE, "floor: country as a file": FLOOR}
CONCURRENT = 4
#: Lines of a page of the ranking, and a page that few turn to.
LINES, LATE = 25, 100
#: The last of a row of agencies lies this far from the first, so that they differ in every way.
STRIDE = 37
PATIENCE = 120
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
FONT = re.compile(r"url\(\"?([^\")]+\.woff2)\"?\)")


@dataclass(frozen=True)
class Timing:
    """Milliseconds of many answers."""

    p50: float
    p95: float


class Address:
    """Where one page of many is: the next agency each time."""

    def __init__(self, pattern: str, year: str, agencies: list[str]) -> None:
        self._pattern, self._year, self._agencies = pattern, year, agencies
        self._late = min(LATE, len(agencies) // LINES)
        self._numbers = count()

    def next(self) -> str:
        agency = self._agencies[next(self._numbers) * STRIDE % len(self._agencies)]
        return self._pattern.format(year=self._year, agency=agency, late=self._late)


def main() -> None:
    arguments = _arguments()
    if arguments.count_queries:
        _count_queries(arguments.count_queries)
        return
    busy = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="prongsai-") as place:
        home = Path(place)
        home.chmod(0o711)  # the database's account passes through
        os.environ["PRONGSAI_HOME"] = str(home)
        os.environ.pop("DATABASE_URL", None)
        nation = arguments.nation or _made_up(arguments, home / "nation")
        tell("importing")
        imported = run(prongsai("import", nation)).wall
        figures = _measured(arguments, home, nation)
        figures |= {"import_s": round(imported, 1), "load_before": busy, "cores": os.cpu_count()}
    if arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        _show(arguments, figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=8325)
    parser.add_argument("--respondents", type=int, default=2_000_000)
    parser.add_argument("--nation", type=Path, help="a folder that `prongsai simulate` made")
    parser.add_argument("--requests", type=int, default=200, help="of each page, each way")
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count-queries", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def _made_up(arguments: argparse.Namespace, nation: Path) -> Path:
    tell(f"making up {arguments.agencies} agencies, {arguments.respondents} respondents")
    size = ("--agencies", str(arguments.agencies), "--respondents", str(arguments.respondents))
    run(prongsai("simulate", *size, "--seed", "1", "--out", nation))
    return nation


def _measured(arguments: argparse.Namespace, home: Path, nation: Path) -> dict[str, object]:
    with (nation / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        agencies = [row["agency"] for row in csv.DictReader(file)]
    round_file = (nation / "round.yaml").read_text(encoding="utf-8")
    told = dict(re.findall(r"^(\w+): (\d+)$", round_file, re.MULTILINE))
    year = told["year_be"]
    size = f"{len(agencies):,} agencies, {int(told['respondents']):,} respondents"
    pages = {name: Address(path, year, agencies) for name, path in {**PAGES, **FLOORS}.items()}
    with _server(arguments, home) as (port, _):
        _, page = _get(HTTPConnection("127.0.0.1", port), pages["country"].next(), plain=True)
    (home / "static" / "floor.html").write_bytes(page)
    (home / "static" / "floor.html.gz").write_bytes(gzip.compress(page, mtime=0))
    found: dict[str, dict[str, object]] = {}
    with _server(arguments, home) as (port, group):
        for name, address in pages.items():
            _timed(port, address, 4 * arguments.workers, CONCURRENT)  # warm
            tell(f"{name}, one after the other")
            alone = _timed(port, address, arguments.requests, 1)
            tell(f"{name}, {CONCURRENT} at a time")
            together = _timed(port, address, arguments.requests, CONCURRENT)
            found[name] = {
                "p50_ms": alone.p50,
                "p95_ms": alone.p95,
                "p50_ms_at_4": together.p50,
                "p95_ms_at_4": together.p95,
                **_weight(port, address.next()),
            }
        memory = _memory(group)
        tell("counting queries")
        counted = _queries([pages[name].next() for name in PAGES])
    for name, queries in zip(PAGES, counted, strict=True):
        found[name]["queries"] = queries
    return {"nation": size, "pages": found, "memory_mib": memory, "workers": arguments.workers}


@contextmanager
def _server(arguments: argparse.Namespace, home: Path) -> Iterator[tuple[int, int]]:
    """Lend a running server: its port and its process group."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = prongsai("serve", "--port", str(port), "--workers", str(arguments.workers))
    with (home / "log").open("a") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError):
            if _get(HTTPConnection("127.0.0.1", port), ALIVE)[0] == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not open")


def _get(connection: HTTPConnection, path: str, *, plain: bool = False) -> tuple[int, bytes]:
    """Return status and body as they came over the wire."""
    connection.request("GET", path, headers={} if plain else HEADERS)
    response = connection.getresponse()
    return response.status, response.read()


def _timed(port: int, address: Address, requests: int, at_a_time: int) -> Timing:
    """Ask again and again over connections that stay open."""

    def visitor(_: int) -> list[float]:
        connection = HTTPConnection("127.0.0.1", port)
        taken = []
        for _ in range(requests // at_a_time):
            path = address.next()
            begin = time.perf_counter()
            status, _body = _get(connection, path)
            taken.append(time.perf_counter() - begin)
            if status != HTTPStatus.OK:
                raise RuntimeError(f"{path}: {status}")
        connection.close()
        return taken

    with ThreadPoolExecutor(at_a_time) as pool:
        all_taken = sorted(one for some in pool.map(visitor, range(at_a_time)) for one in some)
    return Timing(*(round(1000 * _share(all_taken, share), 1) for share in (0.5, 0.95)))


def _share(values: list[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


def _weight(port: int, path: str) -> dict[str, object]:
    """Return the bytes of a page, and of the page with all that it loads."""
    connection = HTTPConnection("127.0.0.1", port)
    body = len(_get(connection, path)[1])
    page = _get(connection, path, plain=True)[1].decode()
    assets = set(ASSET.findall(page))
    for style in [name for name in assets if name.endswith(".css")]:
        text = _get(connection, style, plain=True)[1].decode()
        folder = style.rpartition("/")[0]
        assets |= {f"{folder}/{name}" for name in FONT.findall(text)}
    loaded = sum(len(_get(connection, name)[1]) for name in assets)
    return {"bytes_page": body, "bytes_all": body + loaded}


def _memory(group: int) -> float | None:
    """Return what the server's processes take together in MiB, shared pages once; Linux knows."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(process.name)) == group:
                words = (process / "smaps_rollup").read_text()
                found = re.search(r"^Pss:\s+(\d+)", words, re.MULTILINE)
                total += int(found[1]) if found else 0
    return round(total / 1024, 1) if total else None


def _queries(paths: list[str]) -> list[int]:
    """Count in a process of its own, which reads the settings of this home."""
    command = [PYTHON, str(Path(__file__).resolve()), "--count-queries", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [int(line) for line in done.stdout.split()]


def _count_queries(paths: list[str]) -> None:
    """Print how often the database is asked for each page, once everything is warm."""
    # Django is told of its settings by the first of these; the others stand on it.
    import_module("prongsai.config.site").prepare_site()
    capture = import_module("django.test.utils").CaptureQueriesContext
    connection = import_module("django.db").connection
    client = import_module("django.test").Client(SERVER_NAME="localhost")
    for path in paths:
        client.get(path)
        with capture(connection) as asked:
            if client.get(path).status_code != HTTPStatus.OK:
                raise RuntimeError(path)
        print(len(asked))


def _show(arguments: argparse.Namespace, figures: dict[str, object]) -> None:
    print(
        f"\n{figures['nation']}; {arguments.workers} workers; {arguments.requests} requests each"
        f" way after warming; Python {platform.python_version()}, {platform.machine()}"
    )
    print(f"{'':26}{'one at a time':>16}{f'{CONCURRENT} at a time':>16}{'KiB over the wire':>20}")
    print(f"{'':26}" + f"{'p50 ms':>8}{'p95 ms':>8}" * 2 + f"{'page':>10}{'all':>10}{'queries':>9}")
    for name, page in figures["pages"].items():
        times = (page[key] for key in ("p50_ms", "p95_ms", "p50_ms_at_4", "p95_ms_at_4"))
        weights = (page[key] / 1024 for key in ("bytes_page", "bytes_all"))
        print(
            f"{name:26}"
            + "".join(f"{one:8.1f}" for one in times)
            + "".join(f"{one:10.1f}" for one in weights)
            + f"{page.get('queries', '-'):>9}"
        )
    print(f"import {figures['import_s']} s; memory of the server {figures['memory_mib']} MiB")
    print(
        f"{figures['cores']} cores, shared by the server, its database and who asks;"
        f" load average before this began {figures['load_before']}"
    )


if __name__ == "__main__":
    main()
