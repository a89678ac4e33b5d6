"""Mixing what came in, so that neither order nor transaction tells what belongs together."""

from django.db import connection, transaction

from prongsai.assessments.models import Round
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

_OF_ROUND = "(SELECT id FROM assessments_participation WHERE round_id = %s)"
#: Written again in one transaction, under new names, in an order that is drawn by lot.
_RESPONSES = f"""
WITH taken AS (
  DELETE FROM surveys_response WHERE participation_id IN {_OF_ROUND} RETURNING *
)
INSERT INTO surveys_response (id, participation_id, answered_on, instrument, quick, answers)
SELECT gen_random_uuid(), participation_id, answered_on, instrument, quick, answers
FROM taken ORDER BY participation_id, instrument, gen_random_uuid()
"""  # noqa: S608 # no value is put in
#: Their order is that of their hashes, which says nothing.
_RECEIPTS = f"""
WITH taken AS (
  DELETE FROM surveys_receipt WHERE participation_id IN {_OF_ROUND} RETURNING *
)
INSERT INTO surveys_receipt (digest, participation_id)
SELECT digest, participation_id FROM taken ORDER BY digest
"""  # noqa: S608 # no value is put in
#: When no more can come: sixteen bytes each, in one row an agency, instead of a row with its index.
_PACKED = f"""
WITH taken AS (
  DELETE FROM surveys_receipt WHERE participation_id IN {_OF_ROUND} RETURNING *
)
INSERT INTO surveys_receiptlist (participation_id, digests)
SELECT participation_id, string_agg(uuid_send(digest), ''::bytea ORDER BY digest)
FROM taken GROUP BY participation_id
ON CONFLICT (participation_id)
  DO UPDATE SET digests = surveys_receiptlist.digests || EXCLUDED.digests
"""  # noqa: S608 # no value is put in
#: Earlier versions of rows go: of answers, of used codes, and of quotas, whose row was changed in
#: the transaction that kept an interview.
_VACUUM = """
VACUUM (FULL, ANALYZE) surveys_code, surveys_quota, surveys_receipt, surveys_response
"""


class InsideATransaction(UserError):
    code = "SURVEYS-013"
    status = 500
    message = Text(
        "สับคำตอบภายในธุรกรรมของฐานข้อมูลไม่ได้", "Answers cannot be mixed inside a transaction."
    )
    remedy = Text("สั่งแยกต่างหาก", "Mix them on their own.")


def shuffle_responses(round_: Round, *, for_good: bool = False) -> int:
    """Mix the responses and the receipts of a round; return how many responses there are.

    In: `for_good`: nobody answers any more, so the receipts of each agency become one list

    Afterwards all rows of a round come from one transaction, in an order drawn by lot, responses
    under new ids, and the tables' files hold no earlier versions of them, nor used codes. May be
    done while a round collects: answers that arrive meanwhile wait.

    Raises:
        InsideATransaction: the files can be written anew only outside of one.
    """
    if connection.in_atomic_block:
        raise InsideATransaction()
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute("LOCK TABLE surveys_receipt, surveys_response IN EXCLUSIVE MODE")
            cursor.execute(_PACKED if for_good else _RECEIPTS, [round_.pk])
            cursor.execute(_RESPONSES, [round_.pk])
            mixed = int(cursor.rowcount)
        cursor.execute(_VACUUM)
    return mixed
