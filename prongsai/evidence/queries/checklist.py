"""The checklist of an agency in a round: every item of the edition, and how far it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from prongsai.assessments.models import Participation, Phase
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Duty, Unit
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Attachment, Disclosure, Link
from prongsai.evidence.queries.looks import LastLook, last_looks
from prongsai.evidence.queries.verdicts import checklist_of, standing_verdicts
from prongsai.evidence.rules.checklist import (
    ITEM_STATES,
    ItemState,
    is_overdue,
    item_state,
    sees_verdicts,
)
from prongsai.evidence.rules.review import FULL
from prongsai.evidence.rules.states import DisclosureState
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text

OBJECTING = "objection"


@dataclass(frozen=True)
class ItemRow:
    """An item of the checklist, and what there is for it."""

    item: str
    name: Text
    #: Position in the edition, and those of what it is a part of, from above.
    leaf: int
    above: tuple[int, ...]
    state: ItemState = ItemState.EMPTY
    unit: str = ""
    unit_name: Text | None = None
    due: date | None = None
    is_late: bool = False
    is_mine: bool = False
    links: int = 0
    #: Links that were not shown at the last look.
    broken: int = 0
    files: int = 0
    is_exempt: bool = False
    carried_from: int | None = None
    verdict: Text | None = None
    is_full: bool = False

    @property
    def state_name(self) -> Text:
        """How far it is, in words."""
        return ITEM_STATES[self.state]

    @property
    def has_content(self) -> bool:
        """Whether anything is disclosed."""
        return bool(self.links or self.files or self.is_exempt or self.carried_from)

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "item": self.item,
            "name_th": self.name.th,
            "name_en": self.name.en,
            "state": self.state.value,
            "unit": self.unit,
            "due": self.due.isoformat() if self.due else None,
            "is_late": self.is_late,
            "links": self.links,
            "broken": self.broken,
            "files": self.files,
            "is_exempt": self.is_exempt,
            "carried_from": self.carried_from,
        }


@dataclass(frozen=True)
class Heading:
    """An indicator or a sub-indicator."""

    code: str
    name: Text


@dataclass(frozen=True)
class Group:
    """The items below one sub-indicator; `top` is told once, before its first group."""

    top: Heading | None
    heading: Heading
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class Looked:
    """Which items somebody looks at; "" and False are no filter."""

    state: str = ""
    unit: str = ""
    mine: bool = False
    late: bool = False
    broken: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether some items may be left out."""
        return self != Looked()


@dataclass(frozen=True)
class Checklist:
    """All items, and how many of them are how far."""

    rows: tuple[ItemRow, ...]
    edition: Edition
    shows_verdicts: bool
    #: Whether the reader works for a unit of the agency.
    has_own: bool

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """State -> how many items."""
        counted = Counter(row.state.value for row in self.rows)
        return {state.value: counted[state.value] for state in ItemState}

    @property
    def late(self) -> int:
        """How many should have been sent by now."""
        return sum(row.is_late for row in self.rows)

    @property
    def broken(self) -> int:
        """How many have a link that was not shown."""
        return sum(bool(row.broken) for row in self.rows)

    def groups(self, looked: Looked) -> list[Group]:
        """Return the items that somebody looks at, below their headings."""
        nodes, found, last = self.edition.nodes, list[Group](), None
        kept = [row for row in self.rows if _fits(row, looked)]
        for above, rows in groupby(kept, key=lambda row: row.above):
            top, place = above[0], above[-1]
            headings = [Heading(nodes[one].code, nodes[one].text) for one in (top, place)]
            is_new = top != last and len(above) > 1
            found.append(Group(headings[0] if is_new else None, headings[1], tuple(rows)))
            last = top
        return found


def checklist(participation: Participation, *, reader: Actor, now: datetime) -> Checklist:
    """Return the checklist of an agency, for who may read about it (`entered` has asked)."""
    edition = frozen_edition(participation.round.edition_id)
    shown = verdicts_seen(participation, reader=reader, now=now)
    standing = standing_verdicts(participation.round, participation.pk) if shown else {}
    own = own_units(participation, reader)
    today, rows = localdate(now), {row.item: row for row in _empty_rows(edition)}
    disclosures = list(with_content(participation))
    looks = last_looks(link.page_id for one in disclosures for link in one.links.all())
    for one in disclosures:
        if one.item in rows:
            rows[one.item] = _filled(rows[one.item], one, looks, today, own)
    for item, row in rows.items():
        if option := standing.get((participation.pk, item)):
            names = {each.code: each.text for each in edition.nodes[row.leaf].options}
            rows[item] = replace(row, verdict=names.get(option), is_full=option == FULL)
    return Checklist(tuple(rows.values()), edition, bool(standing), bool(own))


def verdicts_seen(participation: Participation, *, reader: Actor, now: datetime) -> bool:
    """Whether a reader may see the verdicts that stand."""
    phase = Phase.objects.filter(round=participation.round_id, code=OBJECTING).first()
    starts = phase.starts if phase else None
    has_dates = phase is not None and (starts is not None or phase.ends is not None)
    has_begun = starts is not None and starts <= localdate(now)
    return sees_verdicts(reader, has_begun=has_begun, has_dates=has_dates)


def with_content(participation: Participation) -> QuerySet[Disclosure]:
    """Return the disclosures of an agency with unit, links in their order, and files."""
    links = Link.objects.filter(with_objection=False).select_related("page").order_by("place")
    files = Attachment.objects.filter(with_objection=False).order_by("pk")
    return (
        Disclosure.objects.filter(participation=participation)
        .select_related("unit")
        .prefetch_related(Prefetch("links", links), Prefetch("files", files))
    )


def filled(participation: Participation) -> QuerySet[Disclosure]:
    """Return the disclosures of an agency that say something, or were taken further."""
    has_words = ~Q(explanation="") | ~Q(exemption="") | ~Q(state=DisclosureState.DRAFT.value)
    links = Link.objects.filter(disclosure=OuterRef("pk"), with_objection=False)
    files = Attachment.objects.filter(disclosure=OuterRef("pk"), with_objection=False)
    return Disclosure.objects.filter(
        has_words | Exists(links) | Exists(files), participation=participation
    )


def own_units(participation: Participation, reader: Actor) -> frozenset[int]:
    """Return the units of the agency for which a reader has a duty."""
    if reader.user is None:
        return frozenset()
    duties = Duty.objects.filter(user=reader.user, unit__agency=participation.agency_id)
    return frozenset(unit for unit in duties.values_list("unit", flat=True) if unit is not None)


def unit_name(unit: Unit) -> Text:
    """Return what a unit is called."""
    thai = unit.name_th or unit.name_en or unit.code
    return Text(thai, unit.name_en or thai)


def units_of(participation: Participation) -> list[tuple[str, Text]]:
    """Return code and name of the units of an agency."""
    units = Unit.objects.filter(agency=participation.agency_id).order_by("code")
    return [(unit.code, unit_name(unit)) for unit in units]


def state_of(disclosure: Disclosure | None) -> ItemState:
    """Return how far an item is, of which links and files were fetched."""
    if disclosure is None:
        return ItemState.EMPTY
    words = disclosure.explanation or disclosure.exemption
    content = words or disclosure.links.all() or disclosure.files.all()
    return item_state(DisclosureState(disclosure.state), has_content=bool(content))


def linked(disclosure: Disclosure | None) -> list[Link]:
    """Return the links of a disclosure of which they were fetched."""
    return list(disclosure.links.all()) if disclosure is not None else []


def _empty_rows(edition: Edition) -> Iterator[ItemRow]:
    for item, leaf in checklist_of(edition).items():
        above, node = [], edition.nodes[leaf]
        parent = node.parent
        while parent >= 0 and edition.nodes[parent].kind in {Kind.INDICATOR, Kind.SUB_INDICATOR}:
            above.append(parent)
            parent = edition.nodes[parent].parent
        yield ItemRow(item, node.text, leaf, tuple(reversed(above)) or (node.parent,))


def _filled(
    row: ItemRow,
    disclosure: Disclosure,
    looks: dict[int, LastLook],
    today: date,
    own: frozenset[int],
) -> ItemRow:
    state, links = state_of(disclosure), disclosure.links.all()
    broken = [link for link in links if link.page_id in looks and looks[link.page_id].is_broken]
    return replace(
        row,
        state=state,
        unit=disclosure.unit.code if disclosure.unit else "",
        unit_name=unit_name(disclosure.unit) if disclosure.unit else None,
        due=disclosure.due,
        is_late=is_overdue(state, disclosure.due, today),
        is_mine=disclosure.unit_id in own,
        links=len(links),
        broken=len(broken),
        files=len(disclosure.files.all()),
        is_exempt=bool(disclosure.exemption),
        carried_from=disclosure.carried_from,
    )


def _fits(row: ItemRow, looked: Looked) -> bool:
    return (
        looked.state in {"", row.state.value}
        and looked.unit in {"", row.unit}
        and (row.is_mine or not looked.mine)
        and (row.is_late or not looked.late)
        and (bool(row.broken) or not looked.broken)
    )
