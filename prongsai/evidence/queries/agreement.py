"""How far two evaluators agree, and where they do not."""

from dataclasses import dataclass

from django.db.models import Q

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.models import Allotment, Verdict
from prongsai.evidence.queries.entered import name_of
from prongsai.evidence.queries.judged import require_reviewer
from prongsai.evidence.queries.verdicts import Place, checklist_of
from prongsai.evidence.rules.review import Decided, cohen_kappa, is_disputed
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
    pairs = []
    for told in _judged_twice(Q(disclosure__participation__round=round_)).values():
        last = {one.stage: one.option for one in told}
        if Stage.FIRST in last and Stage.SECOND in last:
            pairs.append((last[Stage.FIRST], last[Stage.SECOND]))
    return Agreement(len(pairs), sum(one == other for one, other in pairs), cohen_kappa(pairs))


def differences(*, reader: Actor, round_: Round | None = None) -> list[Difference]:
    """Return the items that wait to be settled, of a round or of all.

    An evaluator sees those of agencies that were not theirs to judge.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    wanted = Q() if round_ is None else Q(disclosure__participation__round=round_)
    if not reader.has(Role.CENTRAL, Role.AUDITOR):
        theirs = Allotment.objects.filter(evaluator=reader.user).values("participation")
        wanted &= ~Q(disclosure__participation__in=theirs)
    told = _judged_twice(wanted)
    open_ones = {place: given for place, given in told.items() if is_disputed(given)}
    places = Participation.objects.select_related("round", "agency")
    found = places.in_bulk({place for place, _item in open_ones})
    rows = [_difference(found[place], item, open_ones[place, item]) for place, item in open_ones]
    return sorted(rows, key=lambda row: (-row.year_be, row.agency, len(row.item), row.item))


def _judged_twice(wanted: Q) -> dict[Place, list[Decided]]:
    """Return the verdicts on agencies that have a second evaluator, by item."""
    twice = Allotment.objects.filter(stage=Stage.SECOND.value).values("participation")
    verdicts = Verdict.objects.filter(wanted, disclosure__participation__in=twice).order_by("pk")
    given: dict[Place, list[Decided]] = {}
    for place, item, stage, option in verdicts.values_list(
        "disclosure__participation", "disclosure__item", "stage", "option"
    ):
        given.setdefault((place, item), []).append(Decided(Stage(stage), option))
    return given


def _difference(participation: Participation, item: str, told: list[Decided]) -> Difference:
    edition = frozen_edition(participation.round.edition_id)
    node = edition.nodes[checklist_of(edition)[item]]
    names = {option.code: option.text for option in node.options}
    last = {one.stage: names.get(one.option, same(one.option)) for one in told}
    return Difference(
        participation.round.framework,
        participation.round.year_be,
        participation.agency.code,
        name_of(participation),
        item,
        node.text,
        last[Stage.FIRST],
        last[Stage.SECOND],
    )
