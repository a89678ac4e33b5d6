"""What every test may stand on: a database of its own, gone when the tests end."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from prongsai.config import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Put the tests' database into a folder of this run, unless DATABASE_URL names a server."""
    if settings.DATABASE_URL:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        home = Path(folder)
        settings.DATABASES["default"]["HOST"] = str(database.socket_folder(home))
        yield
        database.leave(home)
