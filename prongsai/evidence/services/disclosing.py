"""What an agency does with its disclosures: fill in, send, approve, send back, carry over."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.evidence.models import Disclosure, Link, Page, Remark
from prongsai.evidence.queries.phases import require_phase
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.disclosing import (
    ItemUnknown,
    NothingDisclosed,
    require_editable,
    require_links,
)
from prongsai.evidence.rules.states import DisclosureState, require_next
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

PHASE = "disclosure"
_WORK = Text("แก้ไขสิ่งที่หน่วยงานเปิดเผย", "change what the agency discloses")
_ASSIGN = Text("มอบหมายรายการให้ส่วนงาน", "assign items to units")
_APPROVE = Text("อนุมัติสิ่งที่หน่วยงานเปิดเผย", "approve what the agency discloses")


@dataclass(frozen=True)
class NamedLink:
    """A link as the agency gives it, and what it calls it."""

    address: str
    title: str = ""


def disclosure_of(participation: Participation, item: str) -> Disclosure:
    """Return an agency's disclosure for an item; an empty draft where there is none yet.

    Raises:
        ItemUnknown: the edition's checklist has no such item.
    """
    if item not in checklist_of(frozen_edition(participation.round.edition_id)):
        raise ItemUnknown(item=item)
    found, _ = Disclosure.objects.get_or_create(participation=participation, item=item)
    return found


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
    audit("disclosure.assigned", _named(disclosure), by=by, now=now, **told)


@transaction.atomic
def edit_disclosure(
    disclosure: Disclosure,
    *,
    explanation: str,
    exemption: str,
    links: list[NamedLink],
    by: Actor,
    now: datetime,
) -> Disclosure:
    """Put links and words into a draft, in place of those before.

    Raises:
        NotAllowed: an officer or the coordinator of the agency may.
        PhaseNotOpen, NotEditable, LinkRefused, TooMuch.
    """
    locked = _begun(disclosure, _WORK, (Role.COORDINATOR, Role.OFFICER), by, now)
    require_editable(locked.item, DisclosureState(locked.state))
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
    audit("disclosure.edited", _named(locked), by=by, now=now, links=len(unlike))
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
    Page.objects.filter(link__disclosure=locked).update(due_at=now)
    return locked


@transaction.atomic
def approve_disclosure(disclosure: Disclosure, *, by: Actor, now: datetime) -> Disclosure:
    """Stand for a disclosure in the agency's name.

    Raises:
        NotAllowed: only the agency's executive may.
        PhaseNotOpen, StateNotNext.
    """
    locked = _begun(disclosure, _APPROVE, (Role.EXECUTIVE,), by, now)
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


@transaction.atomic
def carry_over(participation: Participation, *, by: Actor, now: datetime) -> int:
    """Take last year's disclosures over as drafts, where this year has none; return how many.

    Items are the same when their codes and their words are: the list changes with the years.

    Raises:
        NotAllowed, PhaseNotOpen.
    """
    require_role(by, _WORK, Role.COORDINATOR, agency=participation.agency_id)
    round_ = participation.round
    require_phase(round_, PHASE, now)
    earlier = _before(participation)
    if earlier is None:
        return 0
    then, today = (_wordings(each) for each in (earlier, participation))
    kept = {words: item for item, words in today.items()}
    begun = set(participation.disclosure_set.values_list("item", flat=True))
    carried = 0
    for old in earlier.disclosure_set.prefetch_related("links"):
        item = kept.get(then.get(old.item, ""), "")
        if item and item not in begun:
            _carry(old, participation, item, earlier.round.year_be)
            carried += 1
    if carried:
        named = f"participation:{round_}/{participation.agency.code}"
        audit("disclosures.carried_over", named, by=by, now=now, items=carried)
    return carried


def page_of(address: str) -> Page:
    """Return the page of an address; it is looked at from when somebody submits it."""
    digest = sha256(address.encode()).hexdigest()
    page, _ = Page.objects.get_or_create(digest=digest, defaults={"address": address})
    return page


def _before(participation: Participation) -> Participation | None:
    """Return the agency's participation in the latest round before this one."""
    round_ = participation.round
    earlier = Participation.objects.filter(
        agency=participation.agency_id,
        round__framework=round_.framework,
        round__year_be__lt=round_.year_be,
    )
    return earlier.select_related("round").order_by("-round__year_be").first()


def _carry(old: Disclosure, participation: Participation, item: str, year_be: int) -> None:
    new = Disclosure.objects.create(
        participation=participation,
        item=item,
        explanation=old.explanation,
        exemption=old.exemption,
        carried_from=year_be,
    )
    Link.objects.bulk_create(
        Link(disclosure=new, page_id=link.page_id, title=link.title, place=link.place)
        for link in old.links.all()
    )


def _begun(
    disclosure: Disclosure, action: Text, roles: tuple[Role, ...], by: Actor, now: datetime
) -> Disclosure:
    participation = disclosure.participation
    require_role(by, action, *roles, agency=participation.agency_id)
    require_phase(participation.round, PHASE, now)
    return Disclosure.objects.select_for_update().get(pk=disclosure.pk)


def _move(disclosure: Disclosure, wanted: DisclosureState, by: Actor, now: datetime) -> Disclosure:
    require_next(disclosure.item, DisclosureState(disclosure.state), wanted)
    disclosure.state = wanted.value
    disclosure.save(update_fields=["state"])
    audit(f"disclosure.{wanted.value}", _named(disclosure), by=by, now=now)
    return disclosure


def _wordings(participation: Participation) -> dict[str, str]:
    edition = frozen_edition(participation.round.edition_id)
    return {item: edition.nodes[leaf].text.th for item, leaf in checklist_of(edition).items()}


def _named(disclosure: Disclosure) -> str:
    of = disclosure.participation
    return f"disclosure:{of.round}/{of.agency.code}/{disclosure.item}"
