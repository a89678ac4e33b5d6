"""Letters to coordinators: links that broke, and pages that say something else by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.adapters.mail import has_mail
from prongsai.directory.models import User
from prongsai.directory.rules import Role
from prongsai.evidence.adapters.mail import send_notices
from prongsai.evidence.models import Link, LinkNotice
from prongsai.evidence.queries.looks import last_captures
from prongsai.evidence.queries.watch import changed_pages
from prongsai.evidence.rules.states import (
    GIVEN,
    WATCHED,
    CaptureOutcome,
    DisclosureState,
    LinkTrouble,
)

#: So often in a row a page must not be shown before anybody is disturbed.
_TWICE = 2


@dataclass(frozen=True)
class Trouble:
    """A link that somebody is to see to, and what makes this trouble another one than the last."""

    item: str
    page: int
    address: str
    kind: LinkTrouble
    about: str


def tell_coordinators(*, now: datetime) -> int:
    """Write once to each agency about what is new since the last letter; return the letters.

    What a mail server did not take is told the next time; without mail nothing is noted.
    """
    if not has_mail():
        return 0
    running = Participation.objects.filter(
        round__state__in=WATCHED, disclosure__links__isnull=False
    )
    entered = running.distinct().select_related("round", "agency").order_by("pk")
    return sum(_tell(participation, now) for participation in entered.iterator(chunk_size=200))


def _tell(participation: Participation, now: datetime) -> int:
    """Write to the coordinators of an agency; return how many letters were taken."""
    troubles = _new_troubles(participation)
    addresses = _addresses(participation)
    if not troubles or not addresses:
        return 0
    told = {"name": name_of(participation), "round": participation.round, "troubles": troubles}
    taken = sum(send_notices(address, told) for address in addresses)
    if taken:
        with transaction.atomic():
            LinkNotice.objects.bulk_create(
                (
                    LinkNotice(
                        participation=participation,
                        page_id=trouble.page,
                        kind=trouble.kind.value,
                        about=trouble.about,
                        told_at=now,
                    )
                    for trouble in {(one.page, one.kind): one for one in troubles}.values()
                ),
                ignore_conflicts=True,
            )
    return taken


def _new_troubles(participation: Participation) -> list[Trouble]:
    links = Link.objects.filter(
        disclosure__participation=participation,
        disclosure__state__in=GIVEN,
        with_objection=False,
    ).select_related("page", "disclosure")
    known = set(
        LinkNotice.objects.filter(participation=participation).values_list("page", "kind", "about")
    )
    found = sorted(_troubles(list(links)), key=lambda one: (len(one.item), one.item, one.address))
    return [one for one in found if (one.page, one.kind.value, one.about) not in known]


def _troubles(links: list[Link]) -> Iterable[Trouble]:
    broken = {link.page_id for link in links if link.page.failures >= _TWICE}
    shown = last_captures(broken, Q(outcome=CaptureOutcome.SHOWN.value))
    last = dict(shown.values_list("page", "number"))
    approved = DisclosureState.APPROVED.value
    changed = changed_pages({one.page_id for one in links if one.disclosure.state == approved})
    for link in links:
        told = (link.disclosure.item, link.page_id, link.page.address)
        if link.page_id in broken:
            yield Trouble(*told, LinkTrouble.BROKEN, str(last.get(link.page_id, 0)))
        elif link.page_id in changed and link.disclosure.state == approved:
            yield Trouble(*told, LinkTrouble.CHANGED, str(changed[link.page_id]))


def _addresses(participation: Participation) -> list[str]:
    coordinators = User.objects.filter(
        is_active=True,
        duties__role=Role.COORDINATOR.value,
        duties__agency=participation.agency_id,
    )
    return sorted(set(coordinators.values_list("email", flat=True)))
