"""One item of an agency's checklist with all that was brought for it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Disclosure
from prongsai.evidence.queries.checklist import (
    linked,
    own_units,
    state_of,
    unit_name,
    verdicts_seen,
    version_of,
    with_content,
)
from prongsai.evidence.queries.item_rows import Heading
from prongsai.evidence.queries.looks import LastLook, last_looks, same_since
from prongsai.evidence.queries.phases import DISCLOSING, phase_seen
from prongsai.evidence.queries.prechecks import Precheck, prechecks
from prongsai.evidence.queries.verdicts import checklist_of, standing_verdict_on
from prongsai.evidence.rules.checklist import ITEM_STATES, ItemState, is_editable, is_overdue
from prongsai.evidence.rules.disclosing import ItemUnknown
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.rules.review import FULL
from prongsai.methodology.dates import BUDDHIST_ERA
from prongsai.methodology.edition.criteria import criteria_of
from prongsai.methodology.wording import Text

#: A fiscal year begins on 1 October of the year before.
_OCTOBER = 10


@dataclass(frozen=True)
class LinkRow:
    """A link, and what it showed the last time; None where nobody has looked yet."""

    address: str
    title: str
    look: LastLook | None
    #: Since when it says the same; of what was carried over alone.
    same_since: datetime | None = None
    #: Whether that is longer than this year's disclosing has gone on.
    is_stale: bool = False


@dataclass(frozen=True)
class FileRow:
    """A file; its size in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    added_at: datetime


@dataclass(frozen=True)
class Said:
    """Words between those who work on the item; `by` is "" for the system's operator."""

    by: str
    at: datetime
    words: str


@dataclass(frozen=True)
class ItemSeen:
    """An item of the checklist, as a reader sees it."""

    item: str
    name: Text
    heading: Heading
    state: ItemState
    unit: str
    unit_name: Text | None
    due: date | None
    is_late: bool
    is_mine: bool
    explanation: str
    exemption: str
    carried_from: int | None
    links: tuple[LinkRow, ...]
    files: tuple[FileRow, ...]
    remarks: tuple[Said, ...]
    #: What evaluators look for, and what a machine found of it once links were looked at.
    criteria: tuple[Text, ...]
    prechecks: tuple[Precheck, ...]
    #: Whether this year's disclosing goes on, and until which day.
    is_open: bool
    ends: date | None
    verdict: Text | None
    verdict_words: str
    is_full: bool
    #: Changes when what is disclosed does: what somebody does with it rests on this.
    version: str
    #: The items before and after it on the list.
    before: str
    after: str

    @property
    def state_name(self) -> Text:
        """How far it is, in words."""
        return ITEM_STATES[self.state]

    @property
    def is_editable(self) -> bool:
        """Whether links, files and words may be changed by who may do that."""
        return self.is_open and is_editable(self.state)

    @property
    def has_content(self) -> bool:
        """Whether there is anything to be sent."""
        return bool(self.links or self.files or self.exemption)

    @property
    def named_links(self) -> list[NamedLink]:
        """The links as they are edited."""
        return [NamedLink(link.address, link.title) for link in self.links]

    @property
    def is_stale(self) -> bool:
        """Whether a link that was carried over says what it said before."""
        return any(link.is_stale for link in self.links)


def item_seen(participation: Participation, item: str, *, reader: Actor, now: datetime) -> ItemSeen:
    """Return an item of the checklist, for who may read about the agency (`entered` has asked).

    Raises:
        ItemUnknown
    """
    edition = frozen_edition(participation.round.edition_id)
    codes = list(checklist_of(edition))
    if item not in codes:
        raise ItemUnknown(item=item)
    place, node = codes.index(item), edition.nodes[checklist_of(edition)[item]]
    found = with_content(participation).filter(item=item).first()
    one, state = found or Disclosure(item=item), state_of(found)
    phase = phase_seen(participation.round, DISCLOSING, now)
    is_told = found is not None and verdicts_seen(participation, reader=reader, now=now)
    standing = standing_verdict_on(found) if found and is_told else None
    option = standing.option if standing else ""
    year = participation.round.year_be - BUDDHIST_ERA
    links = _links(found, phase.starts or date(year - 1, _OCTOBER, 1))
    has_looks = any(link.look for link in links)
    above = edition.nodes[node.parent]
    return ItemSeen(
        item=item,
        name=node.text,
        heading=Heading(above.code, above.text),
        state=state,
        unit=one.unit.code if one.unit else "",
        unit_name=unit_name(one.unit) if one.unit else None,
        due=one.due,
        is_late=is_overdue(state, one.due, localdate(now)),
        is_mine=one.unit_id in own_units(participation, reader),
        explanation=one.explanation,
        exemption=one.exemption,
        carried_from=one.carried_from,
        links=links,
        files=_files(found),
        remarks=_remarks(found),
        criteria=tuple(one.text for one in criteria_of(edition, item).values()),
        prechecks=tuple(prechecks(found) if found and has_looks else ()),
        is_open=phase.is_open,
        ends=phase.ends,
        verdict=next((one.text for one in node.options if one.code == option), None),
        verdict_words=standing.words if standing else "",
        is_full=option == FULL,
        version=version_of(found),
        before=codes[place - 1] if place else "",
        after=codes[place + 1] if place + 1 < len(codes) else "",
    )


def _links(found: Disclosure | None, begins: date) -> tuple[LinkRow, ...]:
    links = linked(found)
    looks = last_looks(link.page_id for link in links)
    rows = []
    for link in links:
        is_carried = found is not None and found.carried_from is not None
        since = same_since(link.page_id) if is_carried else None
        is_stale = since is not None and localdate(since) < begins
        look = looks.get(link.page_id)
        rows.append(LinkRow(link.page.address, link.title, look, since, is_stale))
    return tuple(rows)


def _files(found: Disclosure | None) -> tuple[FileRow, ...]:
    files = found.files.all() if found else []
    return tuple(
        FileRow(file.pk, file.name, file.media_type, file.size, file.added_at) for file in files
    )


def _remarks(found: Disclosure | None) -> tuple[Said, ...]:
    if found is None:
        return ()
    remarks = found.remarks.select_related("by").order_by("-pk")
    return tuple(Said(str(one.by or ""), one.said_at, one.words) for one in remarks)
