"""Recording what somebody answered: once, whole, and without a trace of who it was."""

import uuid
from datetime import date

from prongsai.surveys.queries.gates import WayIn
from prongsai.surveys.rules.collecting import (
    CodeNotAccepted,
    CollectionClosed,
    code_digest,
    plain_code,
    receipt_digest,
    receipt_of,
)
from prongsai.surveys.services.recording import is_recorded, is_so

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
    recorded = is_recorded(statement, told, is_alone=not way.needs_code)
    if not recorded and not is_so(_KNOWN, told):
        raise CodeNotAccepted() if way.needs_code and is_so(_OPEN, told) else CollectionClosed()
    return receipt
