"""Adding a verdict, whoever gives it and at whatever stage."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Capture, Disclosure, Verdict
from prongsai.evidence.queries.involved import places_of
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.reasons import REASONS
from prongsai.evidence.rules.review import (
    FULL,
    NotAllotted,
    ReasonNeeded,
    VerdictUnknown,
    require_known,
)
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.disclosing import named
from prongsai.foundation.services.audit import audit
from prongsai.methodology.edition.criteria import criteria_of


@dataclass(frozen=True)
class Said:
    """Why a verdict is what it is: a reason of the list, words, and criterion -> result."""

    reason: str = ""
    words: str = ""
    criteria: dict[str, str] = field(default_factory=dict)


def give_verdict(  # what it is about, what is said, who says it
    disclosure: Disclosure, stage: Stage, option: str, said: Said, by: Actor, now: datetime
) -> Verdict:
    """Add a verdict to those on an item; who may is asked before.

    Raises:
        VerdictUnknown: the edition has no such verdict.
        NotOnTheList: there is no such reason, or the item has no such criterion.
        ReasonNeeded: it is not a full pass, and nothing says why.
    """
    edition = frozen_edition(disclosure.participation.round.edition_id)
    node = edition.nodes[checklist_of(edition)[disclosure.item]]
    options = [each.code for each in node.options]
    if option not in options:
        raise VerdictUnknown(option=option, options=", ".join(options))
    if option != FULL and not (said.reason or said.words.strip()):
        raise ReasonNeeded()
    require_known(filter(None, [said.reason]), REASONS)
    require_known(said.criteria, criteria_of(edition, disclosure.item))
    pages = Capture.objects.filter(page__link__disclosure=disclosure)
    verdict = Verdict.objects.create(
        disclosure=disclosure,
        stage=stage.value,
        option=option,
        reason=said.reason,
        words=said.words.strip(),
        criteria=said.criteria,
        seen=pages.aggregate(last=Max("number"))["last"] or 0,
        by_id=by.user,
        decided_at=now,
    )
    facts = {"stage": stage.value, "option": option}
    audit("verdict.given", named(disclosure), by=by, now=now, **facts)
    return verdict


def require_uninvolved(disclosure: Disclosure, by: Actor) -> None:
    """Refuse who judged the item, was to judge it, or has an interest in the agency.

    Raises:
        NotAllotted
    """
    participation = disclosure.participation
    before = disclosure.verdicts.filter(by=by.user)
    theirs = places_of(by.user).filter(pk=participation.pk)
    if theirs.exists() or (by.user is not None and before.exists()):
        raise NotAllotted()
    if participation.agency_id in by.agencies or participation.ministry in by.ministries:
        raise NotAllotted()
