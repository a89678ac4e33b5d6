"""What every test may stand on: a database of its own, gone when the tests end."""

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connections
from django.utils import translation

from prongsai.config import database

#: What pages are signed with in tests; an installation makes its own.
configured.SECRET_KEY = secrets.token_urlsafe()


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
        yield
        database.leave(home)


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


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Let one test more run than there are cores: many wait, for a browser or for a clock."""
    return (os.cpu_count() or 1) + 1
