"""Recording what somebody answered: once, whole, and without a trace of who it was."""

import uuid
from datetime import date
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor, OperationalError

from prongsai.surveys.queries.gates import WayIn
from prongsai.surveys.rules.collecting import (
    AnswersNotKept,
    CodeNotAccepted,
    CollectionClosed,
    code_digest,
    plain_code,
    receipt_digest,
    receipt_of,
)

#: After so many runs over one connection a statement is planned once and for all; a pool that
#: loses such plans gives an OperationalError, after which a new connection begins without them.
_PREPARED = 5
_BY_LINK = """
WITH admitted AS (
  SELECT g.participation_id, g.instrument
  FROM surveys_gate g
  JOIN assessments_participation p ON p.id = g.participation_id
  JOIN assessments_round r ON r.id = p.round_id
  WHERE g.id = %(gate)s AND NOT g.is_closed AND r.state = 'collecting'
), received AS (
  INSERT INTO surveys_receipt (digest, participation_id)
  SELECT %(receipt)s::uuid, participation_id FROM admitted
  ON CONFLICT DO NOTHING
  RETURNING participation_id
)
INSERT INTO surveys_response (id, participation_id, answered_on, instrument, quick, answers)
SELECT %(id)s::uuid, participation_id, %(day)s::date, instrument, %(quick)s::boolean,
  %(answers)s::bytea
FROM received JOIN admitted USING (participation_id)
"""
_BY_CODE = """
WITH admitted AS (
  SELECT g.participation_id, g.instrument
  FROM surveys_gate g
  JOIN assessments_participation p ON p.id = g.participation_id
  JOIN assessments_round r ON r.id = p.round_id
  WHERE g.id = %(gate)s AND NOT g.is_closed AND r.state = 'collecting'
), spent AS (
  DELETE FROM surveys_code USING admitted
  WHERE digest = %(code)s AND gate_id = %(gate)s
  RETURNING participation_id
), received AS (
  INSERT INTO surveys_receipt (digest, participation_id)
  SELECT %(receipt)s::uuid, participation_id FROM spent
  ON CONFLICT DO NOTHING
  RETURNING participation_id
)
INSERT INTO surveys_response (id, participation_id, answered_on, instrument, quick, answers)
SELECT %(id)s::uuid, participation_id, %(day)s::date, instrument, %(quick)s::boolean,
  %(answers)s::bytea
FROM received JOIN admitted USING (participation_id)
"""
_KNOWN = "SELECT 1 FROM surveys_receipt WHERE digest = %(receipt)s"
_OPEN = """
SELECT 1
FROM surveys_gate g
JOIN assessments_participation p ON p.id = g.participation_id
JOIN assessments_round r ON r.id = p.round_id
WHERE g.id = %(gate)s AND NOT g.is_closed AND r.state = 'collecting'
"""


def record_response(
    way: WayIn, *, sheet: str, answers: bytes, quick: bool | None, day: date, code: str = ""
) -> str:
    """Keep a sheet and return its receipt; the same sheet is kept once and has one receipt.

    What it keeps is committed when this returns. A code that was used is removed with it.

    Raises:
        CodeNotAccepted: the way in wants a code, and this is none, or was used.
        CollectionClosed: the way in closed meanwhile.
        AnswersNotKept: the database is out of reach; nothing is kept.
    """
    receipt = receipt_of(sheet)
    told = {
        "gate": way.gate,
        "receipt": receipt_digest(receipt),
        "id": uuid.uuid4(),
        "day": day,
        "quick": quick,
        "answers": answers,
        "code": code_digest(way.token, plain_code(code)),
    }
    statement = _BY_CODE if way.needs_code else _BY_LINK
    try:
        recorded = _recorded(statement, told)
    except OperationalError:  # a connection that its server has dropped: a new one, once
        if connection.in_atomic_block:
            raise AnswersNotKept() from None
        connection.close()
        try:
            recorded = _recorded(statement, told)
        except OperationalError:
            raise AnswersNotKept() from None
    if not recorded and not _asked(_KNOWN, told):
        raise CodeNotAccepted() if way.needs_code and _asked(_OPEN, told) else CollectionClosed()
    return receipt


def _recorded(statement: str, told: dict[str, Any]) -> bool:
    """Whether a new response was kept; without one nothing is changed, a code stays unused."""
    if statement is _BY_LINK:  # one statement is a transaction, and takes one journey
        return bool(_run(statement, told).rowcount)
    with transaction.atomic():
        recorded = bool(_run(statement, told).rowcount)
        transaction.set_rollback(not recorded)
    return recorded


def _asked(statement: str, told: dict[str, Any]) -> bool:
    return _run(statement, told).fetchone() is not None


def _run(statement: str, told: dict[str, Any]) -> Any:
    """Run a statement with its values beside it, not in it.

    PostgreSQL writes a statement that fails into its log, and leaves values beside it out. Django
    puts values into the statement.
    """
    connection.ensure_connection()
    connection.connection.prepare_threshold = _PREPARED
    return Cursor(connection.connection).execute(statement, told)
