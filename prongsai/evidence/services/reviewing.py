"""Judging disclosures: evaluators drawn by lot, verdicts, objections and what is decided then."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Duty, User
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.evidence.models import Allotment, Capture, Disclosure, Objection, Verdict
from prongsai.evidence.queries.phases import require_phase
from prongsai.evidence.queries.verdicts import checklist_of, standing_verdicts
from prongsai.evidence.rules.review import (
    Judge,
    Judged,
    NotAllotted,
    NothingToObject,
    ReasonNeeded,
    VerdictUnknown,
    drawn,
)
from prongsai.evidence.rules.states import Stage
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

REVIEW, OBJECTING = "review", "objection"
_ALLOT = Text("มอบหมายผู้ตรวจประเมิน", "allot evaluators")
_JUDGE = Text("ให้ผลตรวจ", "give verdicts")
_OBJECT = Text("คัดค้านผลตรวจ", "object to a verdict")
_CORRECT = Text("แก้ผลตรวจที่ยืนยันแล้ว", "correct a verdict")
#: Verdicts that need no words.
_FULL = "pass"


@transaction.atomic
def allot_evaluators(
    round_: Round, stage: Stage, *, seed: str, by: Actor, now: datetime
) -> dict[int, int]:
    """Draw an evaluator for every agency of a round that has none at a stage.

    Raises:
        NotAllowed: only the central administrator may.
        NobodyMayJudge: every evaluator has an interest in some agency, or judged it before.
    """
    require_role(by, _ALLOT, Role.CENTRAL)
    judged = _to_be_judged(round_, stage)
    found = drawn(judged, _judges(), seed)
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
    require_role(by, _JUDGE, Role.EVALUATOR)
    participation = disclosure.participation
    allotted = Allotment.objects.filter(participation=participation, evaluator=by.user)
    stages = [Stage(stage) for stage in allotted.values_list("stage", flat=True)]
    if not stages:
        raise NotAllotted()
    require_phase(participation.round, REVIEW, now)
    return _given(disclosure, stages[0], option, (reason, words, criteria or {}), by, now)


@transaction.atomic
def raise_objection(disclosure: Disclosure, *, words: str, by: Actor, now: datetime) -> Objection:
    """Object to the verdict that counts, once.

    Raises:
        NotAllowed: the agency's coordinator or executive may.
        PhaseNotOpen, NothingToObject, ReasonNeeded.
    """
    participation = disclosure.participation
    require_role(by, _OBJECT, Role.COORDINATOR, Role.EXECUTIVE, agency=participation.agency_id)
    require_phase(participation.round, OBJECTING, now)
    standing = standing_verdicts(participation.round, participation.pk)
    option = standing.get((participation.pk, disclosure.item), _FULL)
    if option == _FULL or Objection.objects.filter(disclosure=disclosure).exists():
        raise NothingToObject(item=disclosure.item)
    if not words.strip():
        raise ReasonNeeded()
    objection = Objection.objects.create(
        disclosure=disclosure,
        verdict=disclosure.verdicts.filter(option=option).latest("pk"),
        words=words.strip(),
        raised_by_id=by.user,
        raised_at=now,
    )
    audit("objection.raised", _named(disclosure), by=by, now=now)
    return objection


@transaction.atomic
def decide_objection(
    objection: Objection,
    *,
    option: str,
    reason: str = "",
    words: str,
    by: Actor,
    now: datetime,
) -> Verdict:
    """Answer an objection with a verdict, as an evaluator who has not judged the item before.

    Raises:
        NotAllowed, NotAllotted, PhaseNotOpen, VerdictUnknown, ReasonNeeded.
    """
    require_role(by, _JUDGE, Role.EVALUATOR)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    disclosure = locked.disclosure
    require_phase(disclosure.participation.round, OBJECTING, now)
    if locked.answer_id or disclosure.verdicts.filter(by=by.user).exists():
        raise NotAllotted()
    if not words.strip():
        raise ReasonNeeded()
    verdict = _given(disclosure, Stage.OBJECTION, option, (reason, words, {}), by, now)
    locked.answer = verdict
    locked.save(update_fields=["answer"])
    return verdict


@transaction.atomic
def correct_verdict(
    disclosure: Disclosure, *, option: str, words: str, by: Actor, now: datetime
) -> Verdict:
    """Give a verdict that stands for all before it, with the reason; scores follow when made anew.

    Raises:
        NotAllowed: only the central administrator may.
        VerdictUnknown, ReasonNeeded.
    """
    require_role(by, _CORRECT, Role.CENTRAL)
    if not words.strip():
        raise ReasonNeeded()
    return _given(disclosure, Stage.CORRECTION, option, ("", words, {}), by, now)


def _given(
    disclosure: Disclosure,
    stage: Stage,
    option: str,
    told: tuple[str, str, dict[str, str]],
    by: Actor,
    now: datetime,
) -> Verdict:
    reason, words, criteria = told
    edition = frozen_edition(disclosure.participation.round.edition_id)
    node = edition.nodes[checklist_of(edition)[disclosure.item]]
    options = [each.code for each in node.options]
    if option not in options:
        raise VerdictUnknown(option=option, options=", ".join(options))
    if option != _FULL and not (reason or words.strip()):
        raise ReasonNeeded()
    pages = Capture.objects.filter(page__link__disclosure=disclosure)
    verdict = Verdict.objects.create(
        disclosure=disclosure,
        stage=stage.value,
        option=option,
        reason=reason,
        words=words.strip(),
        criteria=criteria,
        seen=pages.aggregate(last=Max("number"))["last"] or 0,
        by_id=by.user,
        decided_at=now,
    )
    facts = {"stage": stage.value, "option": option}
    audit("verdict.given", _named(disclosure), by=by, now=now, **facts)
    return verdict


def _to_be_judged(round_: Round, stage: Stage) -> list[Judged]:
    before: dict[int, set[int]] = {}
    earlier = Allotment.objects.filter(participation__round=round_)
    for place, user in earlier.values_list("participation", "evaluator"):
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


def _judges() -> list[Judge]:
    """Return all evaluators, with the agencies and ministries for which they have duties."""
    duties = Duty.objects.filter(user__duties__role=Role.EVALUATOR.value, user__is_active=True)
    agencies: dict[int, set[int]] = {}
    ministries: dict[int, set[str]] = {}
    for user, agency, ministry in duties.values_list("user", "agency", "ministry"):
        agencies.setdefault(user, set()).update({agency} - {None})
        ministries.setdefault(user, set()).update({ministry} - {""})
    evaluators = User.objects.filter(duties__role=Role.EVALUATOR.value, is_active=True)
    return [
        Judge(user, frozenset(agencies.get(user, ())), frozenset(ministries.get(user, ())))
        for user in evaluators.order_by("pk").values_list("pk", flat=True).distinct()
    ]


def _named(disclosure: Disclosure) -> str:
    of = disclosure.participation
    return f"disclosure:{of.round}/{of.agency.code}/{disclosure.item}"
