"""Interviews with the public: who asks how many, and keeping what one person answered."""

import uuid
from datetime import date, datetime

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.rules import RoundState
from prongsai.directory.models import User
from prongsai.directory.rules import Actor, Role
from prongsai.foundation.services.audit import audit
from prongsai.surveys.models import Quota
from prongsai.surveys.queries.interviews import QuotaListed, own_quota, surveys_asked_aloud
from prongsai.surveys.rules.collecting import (
    CollectionClosed,
    InterviewMode,
    receipt_digest,
    receipt_of,
)
from prongsai.surveys.rules.gates import require_before_the_end
from prongsai.surveys.rules.interviews import (
    NotAnInterviewer,
    NotAskedAloud,
    QuotaFull,
    require_wanted,
)
from prongsai.surveys.rules.rights import require_quota_setter
from prongsai.surveys.services.recording import is_recorded, is_so

_BY_INTERVIEW = """
WITH admitted AS (
  UPDATE surveys_quota q SET asked = q.asked + 1
  FROM assessments_participation p JOIN assessments_round r ON r.id = p.round_id
  WHERE p.id = q.participation_id AND q.id = %(quota)s AND q.interviewer_id = %(interviewer)s
    AND q.asked < q.wanted AND r.state = 'collecting'
  RETURNING q.participation_id, q.instrument
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
_KNOWN = "SELECT 1 FROM surveys_receipt WHERE digest = %(receipt)s"


@transaction.atomic
def set_quota(
    participation: Participation,
    instrument: str,
    email: str,
    *,
    mode: InterviewMode,
    wanted: int,
    by: Actor,
    now: datetime,
) -> Quota:
    """Say how many people an interviewer is to ask about an agency; changes what was said before.

    Raises:
        NotAllowed: evaluators and the central administrator may.
        CollectingEnded, QuotaOutOfRange.
        NotAnInterviewer: the account is missing, or has not that role.
        NotAskedAloud: it is no survey of the public.
    """
    require_quota_setter(by)
    state = Round.objects.values_list("state", flat=True).get(pk=participation.round_id)
    require_before_the_end(RoundState(state))
    surveys = surveys_asked_aloud(participation.round.edition_id)
    if instrument not in surveys:
        raise NotAskedAloud(instrument=instrument, surveys=", ".join(surveys))
    quota, _ = Quota.objects.select_for_update().get_or_create(
        participation=participation,
        instrument=surveys[instrument],
        interviewer=_interviewer(email),
        mode=mode.value,
        defaults={"wanted": 0},
    )
    require_wanted(wanted, quota.asked)
    quota.wanted = wanted
    quota.save(update_fields=["wanted"])
    facts = {"instrument": instrument, "interviewer": quota.interviewer_id, "mode": mode.value}
    subject = f"participation:{participation.pk}"
    audit("quota.set", subject, by=by, now=now, wanted=wanted, **facts)
    return quota


def record_interview(
    quota: int, *, sheet: str, answers: bytes, quick: bool | None, day: date, by: Actor
) -> str:
    """Keep what one person told an interviewer, and return its receipt.

    As `record_response` does: the same sheet is kept once. Its quota grows with it, in the same
    transaction, and no row tells that the two belong together. There is no entry in the audit
    trail either: its time would be that of an answer.

    Raises:
        NotAllowed, QuotaUnknown: an interviewer's own quotas only.
        QuotaFull: as many as were wanted are kept.
        CollectionClosed: the round collects no answers.
        AnswersNotKept: the database is out of reach; nothing is kept.
    """
    mine = own_quota(quota, reader=by)
    receipt = receipt_of(sheet)
    told = {
        "quota": mine.quota,
        "interviewer": by.user,
        "receipt": receipt_digest(receipt),
        "id": uuid.uuid4(),
        "day": day,
        "quick": quick,
        "answers": answers,
    }
    if is_recorded(_BY_INTERVIEW, told, is_alone=False) or is_so(_KNOWN, told):
        return receipt
    raise QuotaFull() if _collects(mine) else CollectionClosed()


def _collects(quota: QuotaListed) -> bool:
    return Round.objects.filter(
        framework=quota.framework, year_be=quota.year_be, state=RoundState.COLLECTING
    ).exists()


def _interviewer(email: str) -> User:
    found = User.objects.filter(
        email=email.strip().lower(), is_active=True, duties__role=Role.INTERVIEWER
    ).first()
    if found is None:
        raise NotAnInterviewer(email=email)
    return found
