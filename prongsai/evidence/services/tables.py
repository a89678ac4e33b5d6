"""The checklist of an agency taken in from a table, and links that are pasted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.imports import Change, RowFault
from prongsai.evidence.adapters.disclosure_files import read_list
from prongsai.evidence.models import Disclosure
from prongsai.evidence.queries.checklist import linked, state_of, with_content
from prongsai.evidence.queries.phases import DISCLOSING, require_phase
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules import tables as rules
from prongsai.evidence.rules.checklist import ItemState, is_editable
from prongsai.evidence.rules.disclosing import require_links
from prongsai.evidence.rules.link_lines import NamedLink, pasted_links
from prongsai.evidence.rules.links import LinkRefused, require_link
from prongsai.evidence.rules.tables import ImportedDisclosures, Told, ToldRow
from prongsai.evidence.services.disclosing import assign_item, disclosure_of, edit_disclosure
from prongsai.foundation.rules import UserError
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.uploads import Sent, drop_upload, keep_upload, upload_path
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text

_IMPORT = Text("นำเข้าแบบตรวจของหน่วยงาน", "import an agency's checklist")
_EDITED = ("explanation", "exemption")


@dataclass
class _Item:
    """What a list says of one item: the row it begins in, and its links."""

    number: int
    told: Told = field(default_factory=Told)
    links: list[NamedLink] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    """What is to be done to one item."""

    item: str
    is_new: bool
    fields: tuple[tuple[str, str, str], ...]
    #: Unit and due day, where they change; explanation, exemption and links, where they do.
    assigned: tuple[Unit | None, date | None] | None
    edited: tuple[str, str, list[NamedLink]] | None


def require_importer(participation: Participation, *, by: Actor) -> None:
    """Refuse who may not take a list in.

    Raises:
        NotAllowed: the coordinator of the agency may, and the central administrator.
    """
    roles = (Role.CENTRAL, Role.COORDINATOR)
    require_role(by, _IMPORT, *roles, agency=participation.agency_id)


def receive_list(participation: Participation, file: Sent, *, by: Actor, now: datetime) -> str:
    """Keep a table until it is imported, if it can be read; return the name of the upload.

    Raises:
        NotAllowed, PhaseNotOpen, TableColumnMissing, TableTooLong, UploadTooLarge.
        UserError: the file cannot be read.
    """
    require_importer(participation, by=by)
    upload, is_read = keep_upload(file, by=by, now=now), False
    try:
        import_list(participation, upload_path(upload, by=by), dry_run=True, by=by, now=now)
        is_read = True
    finally:
        if not is_read:
            drop_upload(upload, by=by)
    return upload


def import_list(
    participation: Participation, path: Path, *, dry_run: bool = False, by: Actor, now: datetime
) -> ImportedDisclosures:
    """Take a table in: a row a link, what is said of an item in any of its rows.

    In:  columns `item`, and `unit`, `due`, `explanation`, `exemption`, `link`, `title` as needed;
         an empty cell leaves what is known, and links are added, never taken away
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed, PhaseNotOpen, TableColumnMissing, TableTooLong.
        UserError: the file cannot be read.
    """
    require_importer(participation, by=by)
    try:
        unused, rows = read_list(path)
        return _taken(participation, rows, unused, dry_run=dry_run, by=by, now=now)
    except UserError as error:
        if "file" in error.params:
            error.params["file"] = path.name
        raise


def paste_links(
    participation: Participation, text: str, *, dry_run: bool = False, by: Actor, now: datetime
) -> ImportedDisclosures:
    """Add links that are pasted: "O1 https://...", one on a line.

    Raises:
        NotAllowed, PhaseNotOpen, TableTooLong.
    """
    require_importer(participation, by=by)
    pasted = pasted_links(text)
    if len(pasted) > rules.MOST_ROWS:
        raise rules.TableTooLong(most=rules.MOST_ROWS)
    rows = [ToldRow(one.number, one.item, Told(), one.link) for one in pasted]
    return _taken(participation, rows, (), dry_run=dry_run, by=by, now=now)


@transaction.atomic
def _taken(
    participation: Participation,
    rows: Iterable[ToldRow],
    unused: tuple[str, ...],
    *,
    dry_run: bool,
    by: Actor,
    now: datetime,
) -> ImportedDisclosures:
    require_phase(participation.round, DISCLOSING, now)
    units = {unit.code: unit for unit in Unit.objects.filter(agency=participation.agency_id)}
    items, faults = _by_item(participation, rows, units)
    known = {one.item: one for one in with_content(participation)}
    steps, same = [], 0
    for item, one in items.items():
        step = _step(item, one, known.get(item), units)
        if isinstance(step, RowFault):
            faults.append(step)
        elif step.fields:
            steps.append(step)
        else:
            same += 1
    found = ImportedDisclosures(
        tuple(step.item for step in steps if step.is_new),
        tuple(Change(step.item, step.fields) for step in steps if not step.is_new),
        same,
        tuple(sorted(faults, key=lambda fault: fault.row)),
        unused,
    )
    if not dry_run and steps:
        for step in steps:
            _do(participation, step, by, now)
        subject = f"participation:{participation.round}/{participation.agency.code}"
        audit("disclosures.imported", subject, by=by, now=now, **found.counts)
    return found


def _by_item(
    participation: Participation, rows: Iterable[ToldRow], units: dict[str, Unit]
) -> tuple[dict[str, _Item], list[RowFault]]:
    """Gather the rows of each item, and say what is wrong with the others."""
    edition = frozen_edition(participation.round.edition_id)
    codes = {code.upper(): code for code in checklist_of(edition)}
    items, faults = dict[str, _Item](), list[RowFault]()
    for row in rows:
        item = codes.get(row.item, "")
        reason = _fault(row, units) if item else rules.NO_ITEM
        one = items.get(item, _Item(row.number))
        told = rules.gathered(one.told, row.told)
        if reason is None and told is None:
            reason = rules.CONTRADICTS
        if reason is not None:
            faults.append(RowFault(row.number, row.item, reason))
        elif told is not None:
            one.told = told
            one.links += [row.link] if row.link.address else []
            items[item] = one
    return items, faults


def _fault(row: ToldRow, units: dict[str, Unit]) -> Text | None:
    if row.told.unit and row.told.unit not in units:
        return rules.NO_UNIT
    if row.told.due and rules.day_of(row.told.due) is None:
        return rules.NO_DAY
    try:
        if row.link.address:
            require_link(row.link.address)
    except LinkRefused as error:
        return error.fact
    return None


def _step(
    item: str, one: _Item, disclosure: Disclosure | None, units: dict[str, Unit]
) -> _Step | RowFault:
    """Compare what a list says of an item with what there is."""
    state, before = state_of(disclosure), disclosure or Disclosure(item=item)
    unit = units.get(one.told.unit) or before.unit
    due = rules.day_of(one.told.due) or before.due
    assigned = [
        ("unit", before.unit.code if before.unit else "", unit.code if unit else ""),
        ("due", str(before.due or ""), str(due or "")),
    ]
    words = [getattr(one.told, name) or getattr(before, name) for name in _EDITED]
    edited = [
        (name, getattr(before, name), word) for name, word in zip(_EDITED, words, strict=True)
    ]
    there = [NamedLink(link.page.address, link.title) for link in linked(disclosure)]
    links = rules.without_doubles([*there, *one.links])
    titles = {link.address: link.title for link in there}
    edited += [("link", "", link.address) for link in links if link.address not in titles]
    edited += [("title", titles[x.address], x.title) for x in links if x.address in titles]
    assigned, edited = (_different(each) for each in (assigned, edited))
    try:
        require_links(item, [link.address for link in links], "".join(words))
    except UserError as error:
        return RowFault(one.number, item, error.fact)
    if edited and not is_editable(state):
        return RowFault(one.number, item, rules.NOT_NOW)
    return _Step(
        item,
        state is ItemState.EMPTY,
        (*assigned, *edited),
        (unit, due) if assigned else None,
        (words[0], words[1], links) if edited else None,
    )


def _do(participation: Participation, step: _Step, by: Actor, now: datetime) -> None:
    disclosure = disclosure_of(participation, step.item)
    if step.assigned is not None:
        unit, due = step.assigned
        assign_item(disclosure, unit=unit, due=due, by=by, now=now)
    if step.edited is not None:
        explanation, exemption, links = step.edited
        told = {"explanation": explanation, "exemption": exemption}
        edit_disclosure(disclosure, **told, links=links, by=by, now=now)


def _different(fields: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(name, old, new) for name, old, new in fields if _plain(old) != _plain(new)]


def _plain(words: str) -> str:
    return "\n".join(repaired(line) for line in words.strip().splitlines())
