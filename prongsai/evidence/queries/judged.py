"""An item of an agency as those who judge it see it: what is disclosed, and what was decided."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import entered, name_of
from prongsai.directory.rules import NOBODY, SEES_ALL, Actor, NotAllowed
from prongsai.evidence.models import Allotment, Disclosure, Objection, Verdict
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.disclosing import ItemUnknown
from prongsai.evidence.rules.reasons import reason_in_words
from prongsai.evidence.rules.review import STAGE_WORDS, Decided, is_disputed, standing_place
from prongsai.evidence.rules.states import DRAWN_STAGES, STATE_NAMES, DisclosureState, Stage
from prongsai.methodology.edition.criteria import criteria_of
from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Kind, Node
from prongsai.methodology.wording import Text, same

_READ = Text("ดูงานตรวจประเมิน", "see the work of evaluators")


@dataclass(frozen=True)
class ItemPlace:
    """An item of an agency; `disclosure` is None where the agency has never touched it."""

    participation: Participation
    item: str
    node: Node
    #: What it belongs to in the edition.
    group: Text
    disclosure: Disclosure | None

    @property
    def name(self) -> Text:
        """What the agency is called."""
        return name_of(self.participation)

    @property
    def state_name(self) -> Text:
        """How far the agency has come with it."""
        state = self.disclosure.state if self.disclosure else DisclosureState.DRAFT.value
        return STATE_NAMES[DisclosureState(state)]

    @property
    def is_approved(self) -> bool:
        """Whether the agency's executive stands for it."""
        return bool(self.disclosure and self.disclosure.state == DisclosureState.APPROVED.value)

    @property
    def address(self) -> dict[str, str | int]:
        """What the addresses of its pages are made of."""
        round_ = self.participation.round
        return {
            "framework": round_.framework,
            "year": round_.year_be,
            "agency": self.participation.agency.code,
            "item": self.item,
        }


@dataclass(frozen=True)
class GivenVerdict:
    """A verdict in words; `by` is "" where it was the program's operator."""

    stage: Stage
    option: str
    name: Text
    reason: Text | None
    words: str
    by: str
    at: datetime
    is_own: bool

    @property
    def stage_name(self) -> Text:
        """At which point of the review it was given."""
        return STAGE_WORDS[self.stage]


def require_reviewer(reader: Actor) -> None:
    """Refuse who has no part in judging, nor watches over it.

    Raises:
        NotAllowed
    """
    if reader.roles.isdisjoint(SEES_ALL):
        raise NotAllowed(action=_READ)


def item_judged(
    framework: str, year_be: int, agency: str, item: str, *, reader: Actor
) -> ItemPlace:
    """Return an item of an agency.

    Raises:
        RoundUnknown, AgencyNotKnown, ItemUnknown
        NotAllowed: the reader may not read about the agency.
    """
    participation = entered(framework, year_be, agency, reader=reader)
    edition = frozen_edition(participation.round.edition_id)
    items = checklist_of(edition)
    if item not in items:
        raise ItemUnknown(item=item)
    node = edition.nodes[items[item]]
    above = edition.nodes[node.parent]
    group = same(f"{above.code} ") + above.text if above.kind is not Kind.TOTAL else above.text
    disclosure = Disclosure.objects.filter(participation=participation, item=item).first()
    return ItemPlace(participation, item, node, group, disclosure)


def given_verdicts(place: ItemPlace, *, reader: Actor) -> list[GivenVerdict]:
    """Return the verdicts on an item in the order they were given.

    Two evaluators judge without knowing of each other: who is one of them does not see what the
    other one says before it is settled.
    """
    if place.disclosure is None:
        return []
    names = {option.code: option.text for option in place.node.options}
    verdicts = place.disclosure.verdicts.select_related("by").order_by("pk")
    return [
        GivenVerdict(
            stage=Stage(one.stage),
            option=one.option,
            name=names.get(one.option, same(one.option)),
            reason=reason_in_words(one.reason) if one.reason else None,
            words=one.words,
            by=str(one.by or ""),
            at=one.decided_at,
            is_own=one.by_id is not None and one.by_id == reader.user,
        )
        for one in _unblinded(place, list(verdicts), reader)
    ]


def standing_of(place: ItemPlace) -> GivenVerdict | None:
    """Return the verdict that counts now; None while none does."""
    told = given_verdicts(place, reader=NOBODY)
    number = standing_place([Decided(one.stage, one.option) for one in told])
    return None if number is None else told[number]


def is_in_dispute(place: ItemPlace) -> bool:
    """Whether two evaluators differ about it."""
    told = given_verdicts(place, reader=NOBODY)
    return is_disputed([Decided(one.stage, one.option) for one in told])


def objection_to(place: ItemPlace) -> Objection | None:
    """Return the agency's objection to the verdict; None where there is none."""
    if place.disclosure is None:
        return None
    related = Objection.objects.select_related("verdict", "answer", "raised_by")
    return related.filter(disclosure=place.disclosure).first()


def own_stages(participation: Participation, reader: Actor) -> frozenset[str]:
    """Return the stages at which an agency is the reader's to judge."""
    if reader.user is None:
        return frozenset()
    theirs = Allotment.objects.filter(participation=participation, evaluator=reader.user)
    return frozenset(theirs.values_list("stage", flat=True))


def is_allotted(place: ItemPlace, reader: Actor) -> bool:
    """Whether the agency is the reader's to judge."""
    return bool(own_stages(place.participation, reader))


def option_words(place: ItemPlace) -> list[tuple[str, Text]]:
    """Return the verdicts that the edition knows, the best first: code and name."""
    return [(option.code, option.text) for option in sorted(place.node.options, key=_rank)]


def criteria_words(place: ItemPlace) -> list[tuple[str, Text]]:
    """Return the criteria that an item is judged by: code and name."""
    edition = frozen_edition(place.participation.round.edition_id)
    found = criteria_of(edition, place.item)
    return [(code, criterion.text) for code, criterion in found.items()]


def own_verdict(place: ItemPlace, *, reader: Actor) -> dict[str, object]:
    """Return what the reader said of an item the last time, for a form; empty where nothing."""
    if place.disclosure is None or reader.user is None:
        return {}
    last = place.disclosure.verdicts.filter(by=reader.user).order_by("-pk").first()
    if last is None:
        return {}
    missed = [code for code, result in last.criteria.items() if result == "not_met"]
    return {"option": last.option, "reason": last.reason, "words": last.words, "missed": missed}


def _rank(option: Option) -> tuple[bool, float, bool]:
    return option.points is None, -float(option.points or 0), option.weak


def _unblinded(place: ItemPlace, verdicts: list[Verdict], reader: Actor) -> list[Verdict]:
    is_settled = any(one.stage not in DRAWN_STAGES for one in verdicts)
    stages = own_stages(place.participation, reader)
    if is_settled or not stages:
        return verdicts
    # Who took an agency over sees what was said at their stage before.
    return [one for one in verdicts if one.by_id == reader.user or one.stage in stages]
