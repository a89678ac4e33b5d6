"""What every test may stand on: a home and a database of its own, gone when the tests end."""

import gc
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connections, transaction
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker

from prongsai.config import database
from prongsai.config import settings as written

#: What pages are signed with in tests; an installation makes its own.
configured.SECRET_KEY = written.SECRET_KEY = secrets.token_urlsafe()
#: Passwords of tests are no secrets: they need not be dear to try out.
configured.PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    *configured.PASSWORD_HASHERS,
]
# A test that takes long on a busy machine is not wrong.
examples.register_profile(
    "patient", examples(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def home_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the processes that they start, out of an installation on this machine."""
    home = tmp_path_factory.mktemp("home")
    configured.PRONGSAI_HOME = written.PRONGSAI_HOME = home
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRONGSAI_HOME", str(home))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Put the tests' database into a folder of this run, unless DATABASE_URL names a server."""
    if configured.DATABASE_URL:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        home = Path(folder)
        configured.DATABASES["default"]["HOST"] = str(database.socket_folder(home))
        database.ensure_running(home)
        _need_not_outlive_a_crash(database.socket_folder(home))
        yield
        database.leave(home)


def _need_not_outlive_a_crash(server: Path) -> None:
    """Spare the tests' database the waiting for disks."""
    where = {"host": str(server), "user": database.ACCOUNT, "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        for caution in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {caution} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let what fixtures of a module put into the database stand before each of its tests.

    A test's own transaction is within this one: what the test does is taken back, no more. For
    modules of which no test needs a database without a transaction around it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def no_static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where nothing has been collected."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def pages_without_collected_files(settings: Any, no_static_files: Path) -> None:
    """Let pages name static files by their own names."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    settings.STATIC_ROOT = no_static_files


@pytest.fixture
def work(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what does all background work that waits, as `prongsai worker` does it."""
    # A thread of the worker keeps its connection, which would outlive the test.
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)

    def done() -> None:
        app = import_module("procrastinate.contrib.django").app
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return done


@pytest.fixture(autouse=True)
def no_language_left_over() -> None:
    """Begin in the language of the house, whatever page another test has looked at."""
    translation.deactivate()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Let one test more run than there are cores: many wait, for a browser or for a clock."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Search for garbage seldom, and not among what all tests stand on."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    """Let libraries that count what they leave behind find it gone."""
    gc.unfreeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: "site" not in item.path.parts)
