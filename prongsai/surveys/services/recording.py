"""Running the statements that keep a response: with values beside them, in one transaction."""

from typing import Any

from django.db import connection, transaction
from psycopg import Cursor, OperationalError

from prongsai.surveys.rules.collecting import AnswersNotKept

#: After so many runs over one connection a statement is planned once and for all; a pool that
#: loses such plans gives an OperationalError, after which a new connection begins without them.
_PREPARED = 5


def is_recorded(statement: str, told: dict[str, Any], *, is_alone: bool) -> bool:
    """Whether a statement kept a new response; without one nothing is changed.

    In: `is_alone`: the statement changes nothing when it keeps nothing, so that it needs no
        transaction around it, and takes one journey

    Raises:
        AnswersNotKept: the database is out of reach; nothing is kept.
    """
    try:
        return _recorded(statement, told, is_alone=is_alone)
    except OperationalError:  # a connection that its server has dropped: a new one, once
        if connection.in_atomic_block:
            raise AnswersNotKept() from None
        connection.close()
        try:
            return _recorded(statement, told, is_alone=is_alone)
        except OperationalError:
            raise AnswersNotKept() from None


def is_so(statement: str, told: dict[str, Any]) -> bool:
    """Whether a question to the database has any row as its answer."""
    return _run(statement, told).fetchone() is not None


def _recorded(statement: str, told: dict[str, Any], *, is_alone: bool) -> bool:
    if is_alone:
        return bool(_run(statement, told).rowcount)
    with transaction.atomic():
        recorded = bool(_run(statement, told).rowcount)
        transaction.set_rollback(not recorded)
    return recorded


def _run(statement: str, told: dict[str, Any]) -> Any:
    """Run a statement with its values beside it, not in it.

    PostgreSQL writes a statement that fails into its log, and leaves values beside it out. Django
    puts values into the statement.
    """
    connection.ensure_connection()
    connection.connection.prepare_threshold = _PREPARED
    return Cursor(connection.connection).execute(statement, told)
