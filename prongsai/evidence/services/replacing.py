"""Putting somebody else in the place of an evaluator who is ill, or turns out to be involved."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from prongsai.assessments.models import Participation
from prongsai.directory.models import User
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Allotment, Replacement
from prongsai.evidence.queries.involved import candidates, judges, to_judge
from prongsai.evidence.rules.review import (
    STAGE_WORDS,
    NotDrawn,
    NotFree,
    ReplacementUnexplained,
    drawn,
)
from prongsai.evidence.rules.reviewers import require_replacer
from prongsai.evidence.rules.states import Stage
from prongsai.foundation.services.audit import audit


@transaction.atomic
def replace_evaluator(
    participation: Participation,
    stage: Stage,
    *,
    reason: str,
    evaluator: str = "",
    seed: str = "",
    by: Actor,
    now: datetime,
) -> Replacement:
    """Give an agency to another evaluator; the verdicts that were given stay.

    In: the account of the new one, by its address; without it one is drawn from the seed, among
        those who have least to do

    Raises:
        NotAllowed: only the central administrator may.
        ReplacementUnexplained, NotDrawn, NotFree, NobodyMayJudge.
    """
    require_replacer(by)
    if not reason.strip():
        raise ReplacementUnexplained()
    own = Allotment.objects.filter(participation=participation, stage=stage.value)
    allotment = own.select_for_update(of=("self",)).first()
    if allotment is None:
        raise NotDrawn(agency=participation.agency.code, stage=STAGE_WORDS[stage])
    chosen = _named(participation, evaluator) if evaluator else _drawn(participation, stage, seed)
    replacement = Replacement.objects.create(
        participation=participation,
        stage=stage.value,
        before_id=allotment.evaluator_id,
        after_id=chosen,
        reason=reason.strip(),
        seed="" if evaluator else seed,
        by_id=by.user,
        replaced_at=now,
    )
    allotment.evaluator_id, allotment.seed = chosen, replacement.seed
    allotment.save(update_fields=["evaluator", "seed"])
    told = {"stage": stage.value, "before": replacement.before_id, "after": chosen}
    place = f"participation:{participation.round}/{participation.agency.code}"
    audit("review.replaced", place, by=by, now=now, **told, seed=replacement.seed)
    return replacement


def _named(participation: Participation, email: str) -> int:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None or user.pk not in {one.pk for one in candidates(participation)}:
        raise NotFree(evaluator=email.strip())
    return user.pk


def _drawn(participation: Participation, stage: Stage, seed: str) -> int:
    others = Allotment.objects.filter(participation__round=participation.round_id)
    load = Counter(others.filter(stage=stage.value).values_list("evaluator", flat=True))
    return drawn([to_judge(participation)], judges(), seed, load)[participation.pk]
