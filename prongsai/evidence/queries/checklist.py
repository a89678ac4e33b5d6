"""The checklist of an agency in a round: every item of the edition, and how far it is."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Unit
from prongsai.directory.queries.agencies import units_of_duty
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Attachment, Disclosure, Link
from prongsai.evidence.queries.item_rows import Checklist, ItemRow
from prongsai.evidence.queries.looks import LastLook, last_looks
from prongsai.evidence.queries.phases import OBJECTING, phase_seen
from prongsai.evidence.queries.verdicts import checklist_of, standing_verdicts
from prongsai.evidence.rules.checklist import (
    ItemState,
    is_overdue,
    item_state,
    sees_verdicts,
)
from prongsai.evidence.rules.review import FULL
from prongsai.evidence.rules.states import DisclosureState
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text


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
    phase = phase_seen(participation.round, OBJECTING, now)
    has_begun = phase.starts is not None and not phase.is_ahead
    return sees_verdicts(reader, has_begun=has_begun, has_dates=bool(phase.starts or phase.ends))


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
    return units_of_duty(participation.agency_id, reader)


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


def version_of(disclosure: Disclosure | None) -> str:
    """Return what tells one content of a disclosure from another: it changes when that does."""
    one = disclosure or Disclosure(state=DisclosureState.DRAFT.value)
    links, files = list[tuple[str, str]](), list[str]()
    if disclosure is not None:
        own = disclosure.links.filter(with_objection=False).order_by("place")
        links = list(own.values_list("page__address", "title"))
        kept = disclosure.files.filter(with_objection=False).order_by("pk")
        files = list(kept.values_list("sha256", flat=True))
    content = [one.state, one.explanation, one.exemption, links, files]
    return sha256(json.dumps(content).encode()).hexdigest()


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
