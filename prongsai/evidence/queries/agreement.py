"""How far two evaluators agree, and where they do not."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from prongsai.assessments.models import Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.models import Allotment, Disclosure, Verdict
from prongsai.evidence.queries.involved import places_of
from prongsai.evidence.queries.judged import require_reviewer
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.review import cohen_kappa
from prongsai.evidence.rules.states import Stage
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class Agreement:
    """How often two evaluators who did not know of each other said the same."""

    #: Items that both judged, and those of them on which they agreed.
    items: int
    agreed: int
    #: Beyond chance, 1 at most; None where that says nothing.
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """Share of agreement, 0 to 100; None without items."""
        return 100 * self.agreed / self.items if self.items else None


@dataclass(frozen=True)
class Difference:
    """An item on which two evaluators do not agree."""

    framework: str
    year_be: int
    agency: str
    name: Text
    item: str
    item_name: Text
    first: Text
    second: Text


def agreement(round_: Round, *, reader: Actor) -> Agreement:
    """Return how far the evaluators of a round agree where two judged.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    both = judged_twice(Q(participation__round=round_)).values("first", "second")
    told = both.annotate(items=Count("pk"))
    return agreement_of(Counter({(one["first"], one["second"]): one["items"] for one in told}))


def agreement_of(said: Counter[tuple[str, str]]) -> Agreement:
    """Return how far two agree who said so many times the one and the other."""
    agreed = sum(times for (first, second), times in said.items() if first == second)
    return Agreement(said.total(), agreed, cohen_kappa(list(said.elements())))


def differences(*, reader: Actor, round_: Round | None = None) -> list[Difference]:
    """Return the items that wait to be settled, of a round or of all.

    An evaluator sees those of agencies that were not theirs to judge.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    wanted = Q() if round_ is None else Q(participation__round=round_)
    if not reader.has(Role.CENTRAL, Role.AUDITOR):
        wanted &= ~Q(participation__in=places_of(reader.user))
    found = judged_twice(wanted).filter(is_settled=False).exclude(first=F("second"))
    related = found.select_related("participation__round", "participation__agency")
    rows = [_difference(one) for one in related]
    return sorted(rows, key=lambda row: (-row.year_be, row.agency, len(row.item), row.item))


def judged_twice(wanted: Q) -> QuerySet[Any]:
    """Return what two evaluators judged, with the last that each of them said, and who they are."""
    twice = Allotment.objects.filter(stage=Stage.SECOND.value).values("participation")
    verdicts = Verdict.objects.filter(disclosure=OuterRef("pk"))

    def last(stage: Stage, told: str = "option") -> Subquery:
        given = verdicts.filter(stage=stage.value).order_by("-pk")
        return Subquery(given.values(told)[:1])

    return (
        Disclosure.objects.filter(wanted, participation__in=twice)
        .annotate(
            first=last(Stage.FIRST),
            second=last(Stage.SECOND),
            first_by=last(Stage.FIRST, "by"),
            second_by=last(Stage.SECOND, "by"),
            is_settled=Exists(verdicts.exclude(stage__in=[Stage.FIRST.value, Stage.SECOND.value])),
        )
        .filter(first__isnull=False, second__isnull=False)
    )


def _difference(found: Any) -> Difference:
    participation = found.participation
    edition = frozen_edition(participation.round.edition_id)
    node = edition.nodes[checklist_of(edition)[found.item]]
    names = {option.code: option.text for option in node.options}
    return Difference(
        participation.round.framework,
        participation.round.year_be,
        participation.agency.code,
        name_of(participation),
        found.item,
        node.text,
        names.get(found.first, same(found.first)),
        names.get(found.second, same(found.second)),
    )
