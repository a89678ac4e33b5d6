"""Server and database are killed under load: what was acknowledged is kept, exactly once."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from prongsai.surveys.rules.collecting import plain_code, receipt_digest

PATIENCE, SENDERS, ACKNOWLEDGED = 60, 4, 20
PREPARE = """
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import open_gate
by = {"by": OPERATOR, "now": datetime.now(UTC)}
Agency.objects.create(code="dip", searched="dip")
planned = plan_round(EditionLibrary().load("2566"), **by)
enter_agencies(planned, ["dip"], **by)
open_round(planned, **by)
print(open_gate(Participation.objects.get(), "EIT", GateKind.LINK, **by).token)
"""


@pytest.fixture
def home():
    place = Path(tempfile.mkdtemp(prefix="prongsai-"))
    place.chmod(0o711)  # the database's account passes through
    yield place
    shutil.rmtree(place)


def environment(home):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    no_limit = dict.fromkeys(("ANSWERS_PER_ADDRESS", "ANSWERS_PER_LINK"), "0")
    return kept | no_limit | {"PRONGSAI_HOME": str(home)}


def serve(home, port):
    """Start the server; again and again, as a service manager does, until it answers."""
    process, end = None, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process is None or process.poll() is not None:
            process = started(home, port)
        with suppress(OSError, HTTPException):
            if ask(port, "GET", "/alive")[0] == 200:
                return process
        time.sleep(0.1)
    end_of(process, signal.SIGKILL)
    pytest.fail((home / "log").read_text())


def started(home, port):
    options = ["--port", str(port), "--workers", "2", "--no-worker"]
    command = [sys.executable, "-m", "prongsai", "serve", *options]
    with (home / "log").open("a") as log:
        return subprocess.Popen(  # noqa: S603 # our own command
            command, env=environment(home), stdout=log, stderr=log, start_new_session=True
        )


def end_of(process, how):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait(PATIENCE)


def ask(port, method, path, body=None):
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, kind)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def send(port, token, sent, acknowledged):
    """Fetch and send forms until the server is gone; note every sheet and every receipt."""
    with suppress(OSError, HTTPException):
        while True:
            page = ask(port, "GET", f"/a/{token}/")[1]
            names = dict.fromkeys(re.findall(r'name="(p\d+)"', page), "1")
            sheet = re.search(r'name="sheet" value="([^"]+)"', page)[1]
            body = urlencode({"sheet": sheet, **names})
            sent.append(body)
            status, thanks = ask(port, "POST", f"/a/{token}/", body)
            if status == 200:
                acknowledged.append(receipt_in(thanks))


def receipt_in(thanks):
    return plain_code(re.search(r"<code>([A-Z-]+)</code>", thanks)[1])


def kept(home):
    with psycopg.connect(f"host={home / 'postgresql'} user=prongsai dbname=postgres") as database:
        receipts = [row[0] for row in database.execute("SELECT digest FROM surveys_receipt")]
        [responses] = database.execute("SELECT count(*) FROM surveys_response").fetchone()
    return receipts, responses


@pytest.fixture
def token(home):
    """Open a way in, in a database of its own."""
    prepared = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", PREPARE],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return prepared.stdout.strip()


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kill_under_load(home, port, token):
    """Send sheets from all sides, kill everything; return what was sent, what acknowledged."""
    sent, acknowledged = [], []
    server = serve(home, port)
    words = (port, token, sent, acknowledged)
    senders = [threading.Thread(target=send, args=words) for _ in range(SENDERS)]
    for one in senders:
        one.start()
    end = time.monotonic() + PATIENCE
    while len(acknowledged) < ACKNOWLEDGED and time.monotonic() < end:
        time.sleep(0.01)
    postmaster = int((home / "postgresql" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    end_of(server, signal.SIGKILL)
    for one in senders:
        one.join()
    return sent, acknowledged


def test_nothing_acknowledged_is_lost_and_nothing_is_counted_twice(home, port, token):
    sent, acknowledged = kill_under_load(home, port, token)
    assert len(acknowledged) >= ACKNOWLEDGED
    server = serve(home, port)
    try:
        receipts, responses = kept(home)
        assert {receipt_digest(receipt) for receipt in acknowledged} <= set(receipts)
        assert len(receipts) == responses
        again = [receipt_in(ask(port, "POST", f"/a/{token}/", body)[1]) for body in sent]
        receipts, responses = kept(home)
        assert len(receipts) == responses == len(set(sent)) == len(set(again))
    finally:
        end_of(server, signal.SIGTERM)
