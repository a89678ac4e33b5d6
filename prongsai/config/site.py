"""Making ready what commands that keep or show results need: Django, the secret, the tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import DataError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from prongsai.config import settings
from prongsai.config.secret import make_secret
from prongsai.foundation.rules import UserError
from prongsai.foundation.rules.web import WordsUnkeepable
from prongsai.methodology.wording import Text

#: What keeping words raises when they are too long, or hold NUL or half of a letter.
UNKEPT = (DataError, UnicodeEncodeError)
#: Names the lock under which one process at a time changes the tables.
_MIGRATING = 6_215_120


class DatabaseUnreachable(UserError):
    code = "DATABASE-004"
    status = 503
    message = Text("ติดต่อฐานข้อมูลไม่ได้: %(said)s", "The database cannot be reached: %(said)s")
    remedy = Text(
        "ตรวจสอบ DATABASE_URL และว่าฐานข้อมูลทำงานอยู่ แล้วลองอีกครั้ง",
        "Check DATABASE_URL and that the database runs, then try again.",
    )


def introduce_site() -> None:
    """Set Django up and nothing more: enough to say how a command is used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.__name__)
    django.setup()


def prepare_site() -> None:
    """Set Django up, start or reach the database, and bring its tables up to date.

    Safe to repeat, and from several processes at once.

    Raises:
        DatabaseUnreachable, DataFolderUnusable, DatabaseDidNotStart, ServerAccountMissing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.__name__)
    if not settings.SECRET_KEY:  # Django takes it over when it is set up
        settings.SECRET_KEY = make_secret(settings.PRONGSAI_HOME)
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise DatabaseUnreachable(said=str(error).strip()) from error
    if _tables_are_old():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


@contextmanager
def refusing_what_no_table_keeps() -> Iterator[None]:
    """Have words that are too long, or no words, told to people where no rule of a room does.

    Raises:
        WordsUnkeepable
    """
    try:
        yield
    except UNKEPT as error:
        raise WordsUnkeepable() from error


def _tables_are_old() -> bool:
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        return True
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
