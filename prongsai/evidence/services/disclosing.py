"""What an agency does with its disclosures: fill in, send, approve, send back, carry over."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.evidence.models import Attachment, Disclosure, Link, Page, Remark
from prongsai.evidence.queries.carrying import carrying
from prongsai.evidence.queries.checklist import version_of
from prongsai.evidence.queries.phases import DISCLOSING, require_phase
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.disclosing import (
    ItemUnknown,
    NothingDisclosed,
    require_editable,
    require_links,
    require_same,
)
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.rules.states import CaptureReason, DisclosureState, require_next
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_WORK = Text("แก้ไขสิ่งที่หน่วยงานเปิดเผย", "change what the agency discloses")
_ASSIGN = Text("มอบหมายรายการให้ส่วนงาน", "assign items to units")
_APPROVE = Text("อนุมัติสิ่งที่หน่วยงานเปิดเผย", "approve what the agency discloses")


def disclosure_of(participation: Participation, item: str) -> Disclosure:
    """Return an agency's disclosure for an item; an empty draft where there is none yet.

    Raises:
        ItemUnknown: the edition's checklist has no such item.
    """
    if item not in checklist_of(frozen_edition(participation.round.edition_id)):
        raise ItemUnknown(item=item)
    found, _ = Disclosure.objects.get_or_create(participation=participation, item=item)
    return found


def unit_of(disclosure: Disclosure, code: str) -> Unit | None:
    """Return a unit of the agency by its code; None where it has no such unit."""
    agency = disclosure.participation.agency_id
    return Unit.objects.filter(agency=agency, code=code).first() if code else None


@transaction.atomic
def assign_item(
    disclosure: Disclosure, *, unit: Unit | None, due: date | None, by: Actor, now: datetime
) -> None:
    """Make a unit responsible for an item until a day.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
    """
    agency = disclosure.participation.agency_id
    require_role(by, _ASSIGN, Role.CENTRAL, Role.COORDINATOR, agency=agency)
    disclosure.unit = unit if unit is None or unit.agency_id == agency else None
    disclosure.due = due
    disclosure.save(update_fields=["unit", "due"])
    told = {"unit": disclosure.unit.code if disclosure.unit else "", "due": str(due or "")}
    audit("disclosure.assigned", named(disclosure), by=by, now=now, **told)


@transaction.atomic
def edit_disclosure(
    disclosure: Disclosure,
    *,
    explanation: str,
    exemption: str,
    links: list[NamedLink],
    seen: str = "",
    by: Actor,
    now: datetime,
) -> Disclosure:
    """Put links and words into a draft, in place of those before.

    In: the version that was there when somebody began to write (`version_of`), or ""

    Raises:
        NotAllowed: officers and the coordinator of the agency may, and the central administrator.
        PhaseNotOpen, NotEditable, ChangedMeanwhile, LinkRefused, TooMuch.
    """
    locked = begun(disclosure, by=by, now=now)
    require_editable(locked.item, DisclosureState(locked.state))
    require_same(locked.item, seen, version_of(locked))
    unlike = list({link.address.strip(): link for link in links if link.address.strip()}.items())
    require_links(locked.item, [address for address, _ in unlike], explanation + exemption)
    locked.explanation, locked.exemption = explanation.strip(), exemption.strip()
    locked.carried_from = None
    locked.save(update_fields=["explanation", "exemption", "carried_from"])
    locked.links.filter(with_objection=False).delete()
    Link.objects.bulk_create(
        Link(disclosure=locked, page=page_of(address), title=link.title.strip()[:300], place=place)
        for place, (address, link) in enumerate(unlike)
    )
    audit("disclosure.edited", named(locked), by=by, now=now, links=len(unlike))
    return locked


@transaction.atomic
def submit_disclosure(disclosure: Disclosure, *, by: Actor, now: datetime) -> Disclosure:
    """Send a disclosure to the executive; its pages are due to be captured at once.

    Raises:
        NotAllowed, PhaseNotOpen, StateNotNext, NothingDisclosed.
    """
    locked = _begun(disclosure, _WORK, (Role.COORDINATOR, Role.OFFICER), by, now)
    if not (locked.links.exists() or locked.files.exists() or locked.exemption):
        raise NothingDisclosed(item=locked.item)
    _move(locked, DisclosureState.SUBMITTED, by, now)
    due = {"due_at": now, "reason": CaptureReason.SUBMITTED.value}
    Page.objects.filter(link__disclosure=locked).update(**due)
    return locked


@transaction.atomic
def edit_and_submit(disclosure: Disclosure, *, by: Actor, now: datetime, **told: Any) -> Disclosure:
    """Put links and words into a draft and send it, or do neither.

    Raises:
        NotAllowed, PhaseNotOpen, NotEditable, LinkRefused, TooMuch, StateNotNext,
        NothingDisclosed.
    """
    locked = edit_disclosure(disclosure, **told, by=by, now=now)
    return submit_disclosure(locked, by=by, now=now)


@transaction.atomic
def approve_disclosure(
    disclosure: Disclosure, *, seen: str = "", by: Actor, now: datetime
) -> Disclosure:
    """Stand for a disclosure in the agency's name.

    In: the version that was read (`version_of`), or ""

    Raises:
        NotAllowed: only the agency's executive may.
        PhaseNotOpen, StateNotNext.
        ChangedMeanwhile: what was read is no longer what is there.
    """
    locked = _begun(disclosure, _APPROVE, (Role.EXECUTIVE,), by, now)
    require_next(locked.item, DisclosureState(locked.state), DisclosureState.APPROVED)
    require_same(locked.item, seen, version_of(locked))
    return _move(locked, DisclosureState.APPROVED, by, now)


@transaction.atomic
def return_disclosure(
    disclosure: Disclosure, *, words: str, by: Actor, now: datetime
) -> Disclosure:
    """Send a disclosure back to those who work on it, with what is to be done.

    Raises:
        NotAllowed: only the agency's executive may.
        PhaseNotOpen, StateNotNext.
    """
    locked = _begun(disclosure, _APPROVE, (Role.EXECUTIVE,), by, now)
    Remark.objects.create(disclosure=locked, by_id=by.user, said_at=now, words=words.strip())
    return _move(locked, DisclosureState.RETURNED, by, now)


def require_carrier(participation: Participation, *, by: Actor) -> None:
    """Refuse who may not take last year's disclosures over.

    Raises:
        NotAllowed: only the coordinator of the agency may.
    """
    require_role(by, _WORK, Role.COORDINATOR, agency=participation.agency_id)


@transaction.atomic
def carry_over(participation: Participation, *, by: Actor, now: datetime) -> int:
    """Take last year's disclosures over as drafts, where this year has none; return how many.

    Items are the same when their codes and their words are: the list changes with the years.

    Raises:
        NotAllowed, PhaseNotOpen.
    """
    require_carrier(participation, by=by)
    require_phase(participation.round, DISCLOSING, now)
    # Two who press the button together: the second finds everything there.
    Participation.objects.select_for_update().get(pk=participation.pk)
    plan = carrying(participation)
    if plan is None or not plan.items:
        return 0
    for item, old in plan.items.items():
        _carry(old, disclosure_of(participation, item), plan.year_be)
    subject = f"participation:{participation.round}/{participation.agency.code}"
    audit("disclosures.carried_over", subject, by=by, now=now, items=len(plan.items))
    return len(plan.items)


def begun(disclosure: Disclosure, *, by: Actor, now: datetime) -> Disclosure:
    """Lock a disclosure for who may change links, files and words, while disclosing goes on.

    Raises:
        NotAllowed, PhaseNotOpen.
    """
    roles = (Role.CENTRAL, Role.COORDINATOR, Role.OFFICER)
    return _begun(disclosure, _WORK, roles, by, now)


def page_of(address: str) -> Page:
    """Return the page of an address; it is looked at from when somebody submits it."""
    digest = sha256(address.encode()).hexdigest()
    page, _ = Page.objects.get_or_create(digest=digest, defaults={"address": address})
    return page


def _carry(old: Disclosure, new: Disclosure, year_be: int) -> None:
    new.explanation, new.exemption, new.carried_from = old.explanation, old.exemption, year_be
    new.save(update_fields=["explanation", "exemption", "carried_from"])
    Link.objects.bulk_create(
        Link(disclosure=new, page_id=link.page_id, title=link.title, place=link.place)
        for link in old.links.all()
        if not link.with_objection
    )
    Attachment.objects.bulk_create(
        Attachment(
            disclosure=new,
            name=file.name,
            media_type=file.media_type,
            sha256=file.sha256,
            size=file.size,
            added_at=file.added_at,
        )
        for file in old.files.all()
        if not file.with_objection
    )


def _begun(
    disclosure: Disclosure, action: Text, roles: tuple[Role, ...], by: Actor, now: datetime
) -> Disclosure:
    participation = disclosure.participation
    require_role(by, action, *roles, agency=participation.agency_id)
    require_phase(participation.round, DISCLOSING, now)
    return Disclosure.objects.select_for_update().get(pk=disclosure.pk)


def _move(disclosure: Disclosure, wanted: DisclosureState, by: Actor, now: datetime) -> Disclosure:
    require_next(disclosure.item, DisclosureState(disclosure.state), wanted)
    disclosure.state = wanted.value
    disclosure.save(update_fields=["state"])
    audit(f"disclosure.{wanted.value}", named(disclosure), by=by, now=now)
    return disclosure


def named(disclosure: Disclosure) -> str:
    """Return what the audit trail calls a disclosure."""
    of = disclosure.participation
    return f"disclosure:{of.round}/{of.agency.code}/{disclosure.item}"
