"""The verdicts on an agency, with what it said against them and what came of that."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Objection, Verdict
from prongsai.evidence.queries.checklist import verdicts_seen
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.reasons import reason_in_words
from prongsai.evidence.rules.review import FULL, Decided, VerdictsNotTold, standing_place
from prongsai.evidence.rules.states import Stage
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class Given:
    """A verdict in words; `reason` is None where the words say it all."""

    option: str
    name: Text
    reason: Text | None
    words: str
    at: datetime

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing."""
        return self.option == FULL


@dataclass(frozen=True)
class Objected:
    """An objection; `answer` is None as long as it waits."""

    words: str
    raised_at: datetime
    answer: Given | None


@dataclass(frozen=True)
class ItemVerdict:
    """An item with the verdict that the agency was told first, and the one that counts now."""

    item: str
    name: Text
    told: Given
    standing: Given
    objection: Objected | None


def agency_verdicts(
    participation: Participation, *, reader: Actor, now: datetime
) -> list[ItemVerdict]:
    """Return the items on which a verdict counts, in the edition's order.

    Raises:
        VerdictsNotTold: the phase of objections has not begun.
    """
    if not verdicts_seen(participation, reader=reader, now=now):
        raise VerdictsNotTold()
    edition = frozen_edition(participation.round.edition_id)
    of = {"disclosure__participation": participation}
    verdicts: dict[str, list[Verdict]] = {}
    for one in Verdict.objects.filter(**of).select_related("disclosure").order_by("pk"):
        verdicts.setdefault(one.disclosure.item, []).append(one)
    related = Objection.objects.select_related("verdict", "answer", "disclosure")
    objections = {one.disclosure.item: one for one in related.filter(**of)}
    rows = []
    for item, leaf in checklist_of(edition).items():
        several = verdicts.get(item, [])
        place = standing_place([Decided(Stage(one.stage), one.option) for one in several])
        if place is None:
            continue
        node, objection = edition.nodes[leaf], objections.get(item)
        names = {option.code: option.text for option in node.options}
        standing = _given(several[place], names)
        told = _given(objection.verdict, names) if objection else standing
        rows.append(ItemVerdict(item, node.text, told, standing, _objected(objection, names)))
    return rows


def _given(verdict: Verdict, names: dict[str, Text]) -> Given:
    return Given(
        verdict.option,
        names.get(verdict.option, same(verdict.option)),
        reason_in_words(verdict.reason) if verdict.reason else None,
        verdict.words,
        verdict.decided_at,
    )


def _objected(objection: Objection | None, names: dict[str, Text]) -> Objected | None:
    if objection is None:
        return None
    answer = _given(objection.answer, names) if objection.answer else None
    return Objected(objection.words, objection.raised_at, answer)
