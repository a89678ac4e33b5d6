"""Judging disclosures: evaluators drawn by lot, their verdicts, settling and correcting them."""

from datetime import datetime
from itertools import chain

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Allotment, Disclosure, Replacement, Verdict
from prongsai.evidence.queries.involved import judges
from prongsai.evidence.queries.phases import REVIEWING, require_phase
from prongsai.evidence.rules.review import (
    Decided,
    Judged,
    NotAllotted,
    NothingToSettle,
    ReasonNeeded,
    drawn,
    is_disputed,
)
from prongsai.evidence.rules.reviewers import (
    require_corrector,
    require_drawer,
    require_judge,
    require_settler,
)
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.verdicts import Said, give_verdict, require_uninvolved
from prongsai.foundation.services.audit import audit


@transaction.atomic
def allot_evaluators(
    round_: Round, stage: Stage, *, seed: str, by: Actor, now: datetime
) -> dict[int, int]:
    """Draw an evaluator for every agency of a round that has none at a stage.

    Raises:
        NotAllowed: only the central administrator may.
        NobodyMayJudge: every evaluator has an interest in some agency, or judged it before.
    """
    require_drawer(by)
    # Two who press the button together: the second draws for whom the first left over.
    Round.objects.select_for_update().get(pk=round_.pk)
    judged = _to_be_judged(round_, stage)
    found = drawn(judged, judges(), seed)
    Allotment.objects.bulk_create(
        Allotment(participation_id=place, evaluator_id=user, stage=stage.value, seed=seed)
        for place, user in found.items()
    )
    told = {"stage": stage.value, "seed": seed, "agencies": len(found)}
    audit("review.allotted", f"round:{round_}", by=by, now=now, **told)
    return found


@transaction.atomic
def record_verdict(
    disclosure: Disclosure,
    *,
    option: str,
    reason: str = "",
    words: str = "",
    criteria: dict[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Verdict:
    """Judge a disclosure, as the evaluator to whom the agency is allotted.

    Raises:
        NotAllowed, NotAllotted, PhaseNotOpen, VerdictUnknown, ReasonNeeded.
    """
    require_judge(by)
    participation = disclosure.participation
    allotted = Allotment.objects.filter(participation=participation, evaluator=by.user)
    stages = [Stage(stage) for stage in allotted.values_list("stage", flat=True)]
    if not stages:
        raise NotAllotted()
    require_phase(participation.round, REVIEWING, now)
    said = Said(reason, words, criteria or {})
    return give_verdict(disclosure, stages[0], option, said, by, now)


@transaction.atomic
def settle_verdict(
    disclosure: Disclosure,
    *,
    option: str,
    reason: str = "",
    words: str,
    by: Actor,
    now: datetime,
) -> Verdict:
    """Decide between two evaluators who do not agree, as somebody who judged neither way.

    Raises:
        NotAllowed: another evaluator or the central administrator may.
        NotAllotted: they are one of the two, or have an interest in the agency.
        PhaseNotOpen, NothingToSettle, VerdictUnknown, ReasonNeeded.
    """
    require_settler(by)
    disclosure = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    participation = disclosure.participation
    require_phase(participation.round, REVIEWING, now)
    told = disclosure.verdicts.order_by("pk").values_list("stage", "option")
    if not is_disputed([Decided(Stage(stage), given) for stage, given in told]):
        raise NothingToSettle(item=disclosure.item)
    require_uninvolved(disclosure, by)
    if not words.strip():
        raise ReasonNeeded()
    return give_verdict(disclosure, Stage.AGREED, option, Said(reason, words), by, now)


@transaction.atomic
def correct_verdict(
    disclosure: Disclosure, *, option: str, words: str, by: Actor, now: datetime
) -> Verdict:
    """Give a verdict that stands for all before it, with the reason; scores follow when made anew.

    Raises:
        NotAllowed: only the central administrator may.
        VerdictUnknown, ReasonNeeded.
    """
    require_corrector(by)
    if not words.strip():
        raise ReasonNeeded()
    return give_verdict(disclosure, Stage.CORRECTION, option, Said("", words), by, now)


def _to_be_judged(round_: Round, stage: Stage) -> list[Judged]:
    before: dict[int, set[int]] = {}
    earlier = Allotment.objects.filter(participation__round=round_)
    gone = Replacement.objects.filter(participation__round=round_)
    for place, user in chain(
        earlier.values_list("participation", "evaluator"),
        gone.values_list("participation", "before"),
    ):
        before.setdefault(place, set()).add(user)
    entered = Participation.objects.filter(round=round_).exclude(allotment__stage=stage.value)
    return [
        Judged(
            one.pk,
            one.agency_id,
            one.agency.code,
            one.ministry,
            frozenset(before.get(one.pk, ())),
        )
        for one in entered.select_related("agency")
    ]
