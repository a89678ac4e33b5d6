"""Choosing what the site itself publishes as evidence for an item."""

from datetime import datetime

from django.db import transaction

from prongsai.directory.rules import Actor
from prongsai.evidence.models import Disclosure, Link
from prongsai.evidence.queries.offers import offered
from prongsai.evidence.rules.disclosing import require_editable, require_links
from prongsai.evidence.rules.offers import OfferGone
from prongsai.evidence.rules.states import DisclosureState
from prongsai.evidence.services.disclosing import begun, named, page_of
from prongsai.foundation.services.audit import audit


@transaction.atomic
def choose_offer(
    disclosure: Disclosure, address: str, *, site: str, by: Actor, now: datetime
) -> Link:
    """Put a page of this site behind the links of a draft; it is captured as every link is.

    Raises:
        NotAllowed, PhaseNotOpen, NotEditable, TooMuch.
        OfferGone: the site does not publish it, or no longer.
    """
    locked = begun(disclosure, by=by, now=now)
    require_editable(locked.item, DisclosureState(locked.state))
    offers = {one.address: one for one in offered(locked.participation, locked.item, site=site)}
    if address not in offers:
        raise OfferGone()
    own = list(locked.links.filter(with_objection=False).select_related("page"))
    there = next((link for link in own if link.page.address == address), None)
    if there is not None:
        return there
    require_links(locked.item, [*(link.page.address for link in own), address], "")
    link = Link.objects.create(
        disclosure=locked,
        page=page_of(address),
        title=offers[address].title.th[:300],
        place=max((one.place for one in own), default=-1) + 1,
    )
    Disclosure.objects.filter(pk=locked.pk).update(carried_from=None)
    audit("disclosure.offer_chosen", named(locked), by=by, now=now, address=address)
    return link
