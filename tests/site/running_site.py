"""Running sites for tests: production servers in processes of their own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

PATIENCE = 120  # seconds until a cold, busy machine has filled and opened a site
#: Runs a command until its own input ends, as it does when the tests are killed.
WATCH = """
import subprocess, sys
from select import select

server = subprocess.Popen(sys.argv[1:])
while server.poll() is None and not select([sys.stdin], [], [], 0.2)[0]:
    pass
server.terminate()
sys.exit(server.wait())
"""
#: The home of whoever runs the site, in which it has no business.
_NOBODY = "nobody"
BROKEN = re.compile(r"Traceback|was sent SIG(?!TERM|INT)")


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Site:
    """A running site; `get` speaks to it without a browser."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self._answer(method, path, None, headers)

    def post(self, path: str, fields: dict[str, object]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._answer("POST", path, urlencode(fields), kind)

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


def empty_home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="prongsai-"))
    home.chmod(0o711)  # the database's account passes through
    return home


def fill(home: Path) -> None:
    """Let a first server make what every one needs: tables with nothing in them, static files."""
    process, _ = opened(home, "serve", "--workers", 1)
    end(process, home)


def home_like(template: Path) -> Path:
    home = empty_home()
    subprocess.run(["cp", "-a", f"{template}/.", home], check=True)
    return home


def environment_of(home: Path, **settings: str) -> dict[str, str]:
    """Return what a process needs to know to work on a home, and on nothing else."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "HOME": str(home / _NOBODY), "PRONGSAI_HOME": str(home), **settings}


def opened(home: Path, *words: object, **settings: str) -> tuple[subprocess.Popen, int]:
    """Run a command that opens a site, and wait until that answers; return its port too."""
    port = free_port()
    command = [sys.executable, "-m", "prongsai", *words, "--port", port]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCH, *map(str, command)],
            env=environment_of(home, **settings),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    end = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            said = (home / "log").read_text()
            close(process, home)
            pytest.fail(f"The site did not open: {said}")
        time.sleep(0.2)
    return process, port


def close(process: subprocess.Popen, home: Path) -> None:
    """End the server, and remove its home."""
    try:
        end(process, home)
    finally:
        shutil.rmtree(home)


def end(process: subprocess.Popen, home: Path) -> None:
    """End the server; its workers and its database end with it, and nothing broke meanwhile."""
    process.communicate(timeout=PATIENCE)
    assert not list(home.rglob("postmaster.pid"))
    assert not list((home / _NOBODY).rglob("*"))
    said = (home / "log").read_text()
    assert not BROKEN.search(said), said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        return Site(port).get("/alive").status == 200
    except OSError:
        return False
