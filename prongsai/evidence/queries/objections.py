"""Objections: those that wait, and what became of those that were decided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import F, Q

from prongsai.assessments.models import Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.models import Objection, Verdict
from prongsai.evidence.queries.involved import places_of
from prongsai.evidence.queries.judged import require_reviewer
from prongsai.evidence.queries.phases import OBJECTING, last_day
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.foundation.queries.paging import page_of
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class Waiting:
    """An objection that nobody has decided."""

    framework: str
    year_be: int
    agency: str
    name: Text
    item: str
    item_name: Text
    verdict: Text
    raised_at: datetime


@dataclass(frozen=True)
class ObjectionCounts:
    """What became of the objections of a round."""

    framework: str
    year_be: int
    raised: int
    #: Decided with another verdict than the one that was objected to, and with the same.
    granted: int
    refused: int
    #: The last day of objecting; None where none is set.
    ends: date | None

    @property
    def waiting(self) -> int:
        """Those that are not decided."""
        return self.raised - self.granted - self.refused


def waiting_objections(*, reader: Actor, page: str | int = 1) -> Page[Waiting]:
    """Return a page of the objections that wait, the oldest first.

    An evaluator sees those which somebody else's verdict is about.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    found = Objection.objects.filter(answer=None)
    if not reader.has(Role.CENTRAL, Role.AUDITOR):
        theirs = places_of(reader.user)
        judged = Verdict.objects.filter(by=reader.user).values("disclosure")
        mine = Q(disclosure__participation__in=theirs) | Q(disclosure__in=judged)
        interests = Q(disclosure__participation__agency__in=sorted(reader.agencies)) | Q(
            disclosure__participation__ministry__in=sorted(reader.ministries)
        )
        found = found.exclude(mine | interests)
    related = found.select_related(
        "verdict", "disclosure__participation__round", "disclosure__participation__agency"
    )
    return page_of(related.order_by("raised_at", "pk"), page, lambda some: map(_waiting, some))


def objection_counts(*, reader: Actor) -> list[ObjectionCounts]:
    """Return what became of the objections of each round that had any, the latest first.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    of_round = Round.objects.filter(participations__disclosure__objection__isnull=False)
    return [_counts(round_) for round_ in of_round.distinct().order_by("-year_be", "framework")]


def _waiting(objection: Objection) -> Waiting:
    participation = objection.disclosure.participation
    edition = frozen_edition(participation.round.edition_id)
    item = objection.disclosure.item
    node = edition.nodes[checklist_of(edition)[item]]
    names = {option.code: option.text for option in node.options}
    option = objection.verdict.option
    return Waiting(
        participation.round.framework,
        participation.round.year_be,
        participation.agency.code,
        name_of(participation),
        item,
        node.text,
        names.get(option, same(option)),
        objection.raised_at,
    )


def _counts(round_: Round) -> ObjectionCounts:
    raised = Objection.objects.filter(disclosure__participation__round=round_)
    decided = raised.filter(answer__isnull=False)
    kept = decided.filter(answer__option=F("verdict__option")).count()
    return ObjectionCounts(
        round_.framework,
        round_.year_be,
        raised.count(),
        decided.count() - kept,
        kept,
        last_day(round_, OBJECTING),
    )
