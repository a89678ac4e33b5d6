"""The database that comes with the program, as a real server."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from prongsai.config import database
from prongsai.config.database import DataFolderUnusable, ensure_running, leave

USE_AND_WAIT = """
import sys
from pathlib import Path
from prongsai.config.database import ensure_running

ensure_running(Path(sys.argv[1]))
print("in use", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def home():
    """Return a folder with a short name, which the server's account can be let into."""
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        yield Path(folder)
        leave(Path(folder))


def another_process_using(home):
    process = subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "in use\n"
    return process


def server_runs(home):
    return (database.socket_folder(home) / "postmaster.pid").exists()


@pytest.mark.django_db
def test_django_speaks_to_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("select version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL ")


@pytest.mark.django_db
def test_thai_is_kept_letter_by_letter():
    with connection.cursor() as cursor:
        cursor.execute("select %s::text, length(%s)", ["น้ำ", "น้ำ"])
        assert cursor.fetchone() == ("น้ำ", 3)


@pytest.mark.django_db
@pytest.mark.skipif(bool(settings.DATABASE_URL), reason="the operator's own server")
def test_the_server_listens_on_no_network():
    with connection.cursor() as cursor:
        cursor.execute("show listen_addresses")
        assert cursor.fetchone() == ("",)


def test_the_last_to_leave_stops_the_server(home):
    other = another_process_using(home)
    ensure_running(home)

    other.communicate("\n", timeout=60)
    assert server_runs(home)

    leave(home)
    assert not server_runs(home)


def test_a_killed_process_does_not_keep_the_server_running(home):
    other = another_process_using(home)
    ensure_running(home)

    other.kill()
    other.communicate(timeout=60)
    leave(home)
    assert not server_runs(home)


def test_a_server_stopped_and_started_again_keeps_its_data(home):
    ensure_running(home)
    leave(home)
    ensure_running(home)
    assert server_runs(home)


def test_only_its_owner_may_enter_the_folder_that_grants_access(home):
    ensure_running(home)
    assert database.socket_folder(home).stat().st_mode & 0o077 == 0


def test_a_folder_with_too_long_a_name_is_refused_at_once(home):
    with pytest.raises(DataFolderUnusable, match="DATABASE-001"):
        ensure_running(home / ("x" * 100))


def test_a_folder_that_cannot_be_made_is_refused(home):
    (home / "file").write_text("")
    with pytest.raises(DataFolderUnusable, match="PRONGSAI_HOME"):
        ensure_running(home / "file" / "data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends its server another account")
def test_root_is_told_of_a_folder_that_the_servers_account_cannot_reach(home):
    (home / "closed").mkdir(mode=0o700)
    with pytest.raises(DataFolderUnusable):
        ensure_running(home / "closed" / "data")


BUSY = "DO $$ BEGIN FOR n IN 1..150000000 LOOP END LOOP; END $$"


def test_a_start_waits_for_what_is_left_of_a_server_that_was_killed(home):
    user = another_process_using(home)
    folder = database.socket_folder(home)
    words = f"host={folder} user={database.ACCOUNT} dbname={database.DATABASE}"
    late = threading.Thread(target=busy, args=[words])
    late.start()
    wait_until_busy(words)
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    user.kill()
    user.communicate()

    again = another_process_using(home)
    assert server_runs(home)
    again.communicate()
    late.join()
    said = (folder / "server.log").read_text()
    assert any(words in said for words in database._LEFTOVERS)


def busy(words):
    """Keep a process of the server so busy that it does not notice that the server is gone."""
    with suppress(psycopg.OperationalError), psycopg.connect(words) as connected:
        connected.execute(BUSY)


def wait_until_busy(words):
    asked = "SELECT count(*) FROM pg_stat_activity WHERE query = %s AND state = 'active'"
    with psycopg.connect(words, autocommit=True) as connected:
        while not connected.execute(asked, [BUSY]).fetchone()[0]:
            time.sleep(0.05)
