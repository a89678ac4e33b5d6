"""Answers coming in: full submissions against the production server, from a process of their own.

python benchmarks/intake.py [--seconds 20] [--workers 3] [--clients 12] [--json]

A submission is: the form fetched, every part answered, the sheet sent, the thank-you page with its
receipt read, after the server has committed. Latency is that of a whole submission, from the moment
it was due. Beside it stands PostgreSQL alone: the same rows, inserted by as many clients. All of it
comes from one address, so the limits of open links are set above what is sent; they are counted.
"""

import argparse
import asyncio
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
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from posixpath import normpath

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import PYTHON, prongsai
from benchmarks.scoring import tell

EDITION, INSTRUMENT, AGENCIES = "2566", "IIT", 40
PACE = 300
ROWS = 200_000
NATION = 2_000_000
PATIENCE = 120
#: Sheets a minute.
NO_LIMIT = 10_000_000
SHEET = re.compile(rb'name="sheet" value="([^"]+)"')
FIELD = re.compile(rb'name="(p\d+)"')
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
LOADED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
FONT = re.compile(r'url\("?([^")]+\.woff2)"?\)')
RESPONSE = """
INSERT INTO surveys_response (id, participation_id, answered_on, instrument, quick, answers)
SELECT gen_random_uuid(), (SELECT min(id) FROM assessments_participation), current_date, 0, NULL, %s
"""
RECEIPT = """
INSERT INTO surveys_receipt (digest, participation_id)
SELECT gen_random_uuid(), (SELECT min(id) FROM assessments_participation)
"""


def main() -> None:
    arguments = _arguments()
    if arguments.prepare:
        _prepare()
    elif arguments.load:
        port, pace, *tokens = arguments.load
        print(json.dumps(asyncio.run(_load(arguments, int(port), int(pace), tokens))))
    else:
        _measure(arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="of each of the three measurements")
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1)
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--load", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(arguments: argparse.Namespace) -> None:
    busy = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="prongsai-") as place:
        home = Path(place)
        home.chmod(0o711)  # the database's account passes through
        os.environ["PRONGSAI_HOME"] = str(home)
        os.environ.pop("DATABASE_URL", None)
        for limit in ("ANSWERS_PER_ADDRESS", "ANSWERS_PER_LINK"):
            os.environ[limit] = str(NO_LIMIT)
        tell("preparing a round")
        tokens = _run("--prepare")
        with _server(arguments, home) as port:
            page_bytes = _first_load(port, tokens[0])
            _loaded(arguments, port, 0, tokens, seconds=3)  # warm
            tell("as fast as it goes")
            fast = _loaded(arguments, port, 0, tokens)
            tell(f"{PACE} a second")
            paced = _loaded(arguments, port, PACE, tokens)
            tell("PostgreSQL alone")
            bare = _bare(arguments, home)
            kept = _check(home, fast["all"] + paced["all"])
            tell(f"bytes of {ROWS:,} rows")
            sizes = _sizes(home)
    figures = {
        "submissions_per_s": fast["per_s"],
        "p50_ms": fast["p50_ms"],
        "p95_ms": fast["p95_ms"],
        "p99_ms": fast["p99_ms"],
        f"reached_at_{PACE}_per_s": paced["per_s"],
        f"p50_ms_at_{PACE}_per_s": paced["p50_ms"],
        f"p95_ms_at_{PACE}_per_s": paced["p95_ms"],
        f"p99_ms_at_{PACE}_per_s": paced["p99_ms"],
        "bare_insert_per_s": bare,
        "page_bytes": page_bytes,
        **sizes,
        "failed": fast["failed"] + paced["failed"],
        "kept": kept,
        "workers": arguments.workers,
        "clients": arguments.clients,
        "cores": os.cpu_count(),
        "load_before": busy,
    }
    print(json.dumps(figures, indent=1) if arguments.json else _shown(figures))


def _shown(figures: dict[str, object]) -> str:
    lines = [f"{name:28}{value:>14,}" for name, value in figures.items()]
    machine = f"Python {platform.python_version()}, {platform.machine()}; the cores are shared by"
    return "\n".join([*lines, f"{machine} the server, its database and who sends."])


def _run(*words: object) -> list[str]:
    command = [PYTHON, str(Path(__file__).resolve()), *map(str, words)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()


def _prepare() -> None:
    """Open a round with a way in for every agency; print their tokens."""
    # Django is told of its settings by the first of these; the others stand on it.
    import_module("prongsai.config.site").prepare_site()
    agency = import_module("prongsai.directory.models").Agency
    rounds = import_module("prongsai.assessments.services.rounds")
    gates = import_module("prongsai.surveys.services.gates")
    kinds = import_module("prongsai.surveys.rules.collecting").GateKind
    by = {"by": import_module("prongsai.directory.rules").OPERATOR, "now": datetime.now(UTC)}
    edition = import_module("prongsai.foundation.queries").EditionLibrary().load(EDITION)
    codes = [f"A{number:04}" for number in range(AGENCIES)]
    for code in codes:
        agency.objects.create(code=code, name_th=f"หน่วยงาน {code}", searched=code)
    round_ = rounds.plan_round(edition, **by)
    rounds.enter_agencies(round_, codes, **by)
    rounds.open_round(round_, **by)
    for participation in round_.participations.all():
        print(gates.open_gate(participation, INSTRUMENT, kinds.LINK, **by).token)


@contextmanager
def _server(arguments: argparse.Namespace, home: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = prongsai("serve", "--port", str(port), "--workers", str(arguments.workers))
    with (home / "log").open("a") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        end = time.monotonic() + PATIENCE
        while _get(port, "/alive", {})[0] != HTTPStatus.OK:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((home / "log").read_text())
            time.sleep(0.1)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[int, bytes, int]:
    """Return status, body and all bytes that came over the wire, about."""
    connection = HTTPConnection("127.0.0.1", port)
    with suppress(OSError):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        return response.status, body, len(body) + len(str(response.headers))
    return 0, b"", 0


def _first_load(port: int, token: str) -> int:
    """Return the bytes of the form with all that it loads, as a browser asks for them."""
    asked = {"Accept-Encoding": "gzip, deflate, br"}
    _, form, size = _get(port, f"/a/{token}/", asked)
    for file in LOADED.findall(gzip.decompress(form).decode()):
        text = _get(port, file, {})[1].decode()
        fonts = [normpath(f"/static/surveys/{name}") for name in FONT.findall(text)]
        size += sum(_get(port, name, asked)[2] for name in (file, *fonts))
    return size


def _loaded(
    arguments: argparse.Namespace, port: int, pace: int, tokens: list[str], seconds: int = 0
) -> dict[str, float]:
    size = ("--clients", arguments.clients, "--seconds", seconds or arguments.seconds)
    return dict(json.loads(" ".join(_run(*size, "--load", port, pace, *tokens))))


class _Client:
    """Speaks HTTP over one connection that stays open; the server may close it at any time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, words: bytes) -> bytes:
        """Send a request and return body of the answer; once more if the connection was closed."""
        for _ in range(3):
            with suppress(OSError, asyncio.IncompleteReadError):
                if self._reader is None or self._writer is None:
                    opened = await asyncio.open_connection("127.0.0.1", self._port)
                    self._reader, self._writer = opened
                self._writer.write(words)
                head = await self._reader.readuntil(b"\r\n\r\n")
                found = LENGTH.search(head)
                body = await self._reader.readexactly(int(found[1]) if found else 0)
                return body if head.startswith(b"HTTP/1.1 200") else b""
            self._reader = self._writer = None
        return b""

    async def submit(self, token: str) -> bool:
        """Fetch a form, answer every part, send it; whether a receipt came back."""
        where = f"/a/{token}/ HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n".encode()
        page = await self.ask(b"GET " + where + b"\r\n")
        form = gzip.decompress(page) if page else b""
        sheet = SHEET.search(form)
        if sheet is None:
            return False
        fields = b"&".join(name + b"=2" for name in dict.fromkeys(FIELD.findall(form)))
        body = b"sheet=" + sheet[1].replace(b":", b"%3A") + b"&" + fields
        kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
        size = f"Content-Length: {len(body)}\r\n\r\n".encode()
        thanks = await self.ask(b"POST " + where + kind + size + body)
        return b"receipt" in (gzip.decompress(thanks) if thanks[:2] == b"\x1f\x8b" else thanks)


async def _load(
    arguments: argparse.Namespace, port: int, pace: int, tokens: list[str]
) -> dict[str, float]:
    """Submit with all clients: as fast as it goes, or so many a second, each when it is due."""
    begin = time.perf_counter()
    end = begin + arguments.seconds
    taken: list[float] = []
    failed = [0]
    numbers = iter(range(sys.maxsize))

    async def client() -> None:
        me = _Client(port)
        while True:
            number = next(numbers)
            due = begin + number / pace if pace else time.perf_counter()
            if due >= end:
                return
            await asyncio.sleep(max(0, due - time.perf_counter()))
            if await me.submit(tokens[number % len(tokens)]):
                taken.append(1000 * (time.perf_counter() - due))
            else:
                failed[0] += 1

    await asyncio.gather(*(client() for _ in range(arguments.clients)))
    spent = time.perf_counter() - begin
    taken.sort()
    shares = {
        f"p{share}_ms": round(taken[min(len(taken) * share // 100, len(taken) - 1)], 1)
        for share in (50, 95, 99)
    }
    return {"per_s": round(len(taken) / spent), "all": len(taken), "failed": failed[0], **shares}


def _connection(home: Path) -> psycopg.Connection:
    return psycopg.connect(
        f"host={home / 'postgresql'} user=prongsai dbname=postgres", autocommit=True
    )


def _bare(arguments: argparse.Namespace, home: Path) -> int:
    """Insert responses by as many clients as submit, nothing else; return how many a second."""
    end = time.monotonic() + arguments.seconds
    counts: list[int] = []

    def client() -> None:
        number = 0
        with _connection(home) as connection:
            while time.monotonic() < end:
                connection.execute(RESPONSE, [b"\2" * 51], prepare=True)
                number += 1
        counts.append(number)

    clients = [threading.Thread(target=client) for _ in range(arguments.clients)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return round(sum(counts) / arguments.seconds)


def _check(home: Path, acknowledged: int) -> int:
    """Return how many receipts are kept; none that was acknowledged may be missing."""
    with _connection(home) as connection:
        row = connection.execute("SELECT count(*) FROM surveys_receipt").fetchone()
    kept = int(row[0]) if row else 0
    if kept < acknowledged:
        raise RuntimeError(f"{acknowledged} were acknowledged, {kept} are kept")
    return kept


def _sizes(home: Path) -> dict[str, float]:
    """Return what a response and its receipt take on disk with their indexes."""
    found = {}
    rows = f" FROM generate_series(1, {ROWS}) AS n"
    agency = "(SELECT min(id) FROM assessments_participation) + n %% 40"
    fills = {
        "surveys_response": "INSERT INTO surveys_response (id, participation_id, answered_on,"
        f" instrument, quick, answers) SELECT gen_random_uuid(), {agency}, current_date, 0,"
        f" false, %s::bytea{rows}",
        "surveys_receipt": "INSERT INTO surveys_receipt (digest, participation_id)"
        f" SELECT gen_random_uuid(), {agency}{rows} WHERE %s::bytea IS NOT NULL",
    }
    with _connection(home) as connection:
        for table, fill in fills.items():
            connection.execute(f"TRUNCATE {table}")
            connection.execute(fill, [b"\2" * 51])
            row = connection.execute("SELECT pg_total_relation_size(%s)", [table]).fetchone()
            found[table] = row[0] / ROWS if row else 0.0
        packed = _packed(connection)
    response, receipt = found["surveys_response"], found["surveys_receipt"]
    return {
        "bytes_per_response": round(response, 1),
        "bytes_per_receipt": round(receipt, 1),
        "mib_of_2_million_responses": round(response * NATION / 2**20),
        "mib_with_receipts": round((response + receipt) * NATION / 2**20),
        "mib_with_receipts_once_closed": round((response + packed) * NATION / 2**20),
    }


def _packed(connection: psycopg.Connection) -> float:
    """Return what a receipt takes when its round has closed, in the list of its agency."""
    connection.execute("TRUNCATE surveys_receiptlist")
    connection.execute(
        "INSERT INTO surveys_receiptlist (participation_id, digests) SELECT participation_id,"
        " string_agg(uuid_send(digest), ''::bytea ORDER BY digest) FROM surveys_receipt GROUP BY 1"
    )
    size = "SELECT pg_total_relation_size('surveys_receiptlist')"
    row = connection.execute(size).fetchone()
    return row[0] / ROWS if row else 0.0


if __name__ == "__main__":
    main()
