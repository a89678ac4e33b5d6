"""The worker as a process: what it does is seen meanwhile; what a dead one left is done again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

PATIENCE = 60
PRONGSAI = [sys.executable, "-m", "prongsai"]
#: Makes a round that is closed, then has it scored whenever a line comes in.
ASK = """
import sys
from datetime import UTC, datetime
from prongsai.config.site import prepare_site
prepare_site()
from django.core.files.uploadedfile import SimpleUploadedFile
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.services.round_jobs import ask_for_scores
by = {"by": OPERATOR, "now": datetime.now(UTC)}
Agency.objects.create(code="dip", searched="dip")
round_ = plan_round(EditionLibrary().load("2566"), **by)
enter_agencies(round_, ["dip"], **by)
open_round(round_, **by)
close_round(round_, **by)
lines = ["agency,year_be,code,verdict", *(f"dip,2566,O{n},pass" for n in range(1, 44))]
for _ in sys.stdin:
    file = SimpleUploadedFile("verdicts.csv", "\\n".join(lines).encode())
    ask_for_scores(round_, [file], by=OPERATOR, now=datetime.now(UTC))
    print("asked", flush=True)
"""
#: Until it is given back, nobody can keep a score run: the worker waits in the middle of its work.
HOLD = "LOCK TABLE results_scorerun IN EXCLUSIVE MODE"
LONG_AGO = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"


@pytest.fixture(scope="module")
def site():
    """A database of its own, which runs as long as who asks there for scores."""
    place = Path(tempfile.mkdtemp(prefix="prongsai-"))
    place.chmod(0o711)  # the database's account passes through
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {"PRONGSAI_HOME": str(place)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", ASK], env=environment, **pipes) as asking:
        yield place, environment, asking
    shutil.rmtree(place)


@pytest.fixture
def home(site):
    """The site, with a round that waits to be scored."""
    place, environment, asking = site
    asking.stdin.write("again\n")
    asking.stdin.flush()
    assert asking.stdout.readline() == "asked\n"
    return place, environment


@contextmanager
def database(home):
    place, _ = home
    where = f"host={place / 'postgresql'} user=prongsai dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        yield connection


@contextmanager
def worker(home):
    """Run a worker as a service manager would."""
    _, environment = home
    process = subprocess.Popen([*PRONGSAI, "worker"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def job(home):
    with database(home) as connection:
        return job_in(connection)


def job_in(connection):
    return connection.execute(
        "SELECT state, step_en, error_code, outcome FROM foundation_backgroundjob"
        " ORDER BY asked_at DESC LIMIT 1"
    ).fetchone()


def runs(home):
    with database(home) as connection:
        return [run for (run,) in connection.execute("SELECT id FROM results_scorerun ORDER BY id")]


def wait_for(home, fits):
    """Wait until the job is as it should be; return it."""
    end = time.monotonic() + PATIENCE
    with database(home) as connection:
        while not fits(found := job_in(connection)):
            assert time.monotonic() < end, found
            time.sleep(0.05)
    return found


def is_keeping(found):
    return found[0] == "running" and found[1].startswith("Keeping")


def has_ended(found):
    return found[0] in {"done", "failed"}


def test_progress_is_seen_while_nothing_is_kept_yet_and_then_all_is(home):
    before = runs(home)
    with database(home) as connection, worker(home):
        with connection.transaction():
            connection.execute(HOLD)
            wait_for(home, is_keeping)
            assert runs(home) == before
        state, _, error, outcome = wait_for(home, has_ended)
    assert (state, error) == ("done", "")
    assert runs(home) == [*before, outcome["run"]]

    _, environment = home
    told = subprocess.run(
        [*PRONGSAI, "jobs", "--json"], env=environment, capture_output=True, check=True
    )
    assert json.loads(told.stdout)["jobs"][0]["state"] == "done"


def killed_in_the_middle(home):
    """Have a worker killed while it does the job; return the runs that there are."""
    before = runs(home)
    with database(home) as connection:
        with worker(home) as process, connection.transaction():
            connection.execute(HOLD)
            wait_for(home, is_keeping)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        assert job(home)[0] == "running"
        assert runs(home) == before
        connection.execute(LONG_AGO)
    return before


def test_what_a_killed_worker_left_is_done_once_by_the_next(home):
    before = killed_in_the_middle(home)
    with worker(home):
        state, _, _, outcome = wait_for(home, has_ended)
    assert state == "done"
    assert runs(home) == [*before, outcome["run"]]


def test_what_kills_every_worker_is_given_up_and_changed_nothing(home):
    before = killed_in_the_middle(home)
    with database(home) as connection:
        connection.execute("UPDATE procrastinate_jobs SET attempts = 2 WHERE status = 'doing'")
    with worker(home):
        state, _, error, _ = wait_for(home, has_ended)
    assert (state, error) == ("failed", "JOBS-004")
    assert runs(home) == before


def test_a_worker_ends_with_its_input(home):
    _, environment = home
    process = subprocess.Popen(
        [*PRONGSAI, "worker", "--until-input-ends"],
        env=environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_for(home, has_ended)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (0, b"")


def processes(home, words):
    """Return the processes of the site whose command has these words."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ours = f"PRONGSAI_HOME={home[0]}\0" in (one / "environ").read_text()
            if ours and words in (one / "cmdline").read_text().replace("\0", " "):
                found.append(int(one.name))
    return found


def wait_until(fits):
    end = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_worker_beside_the_server_is_started_again_and_never_outlives_it(home):
    place, environment = home
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (place / "log").open("w") as log:
        command = [*PRONGSAI, "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    wait_for(home, has_ended)
    [first] = processes(home, "prongsai worker")
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: processes(home, "prongsai worker") not in ([], [first]))

    server.kill()
    server.wait(PATIENCE)
    wait_until(lambda: not processes(home, "-m prongsai"))
    assert "Traceback" not in (place / "log").read_text()
