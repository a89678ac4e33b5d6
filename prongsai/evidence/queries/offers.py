"""What the site publishes of an agency, as it may be chosen for an item."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.offers import Offer
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Offered:
    """A page of this site: its whole address, and whether it is likely to suit the item."""

    title: Text
    address: str
    is_likely: bool


def offered(participation: Participation, item: str, *, site: str) -> list[Offered]:
    """Return what may be chosen for an item, what suits it first; `site` is the site's address."""
    edition = frozen_edition(participation.round.edition_id)
    leaf = checklist_of(edition)[item]
    found = [
        Offered(one.title, site.rstrip("/") + one.address, one.suits_item(edition, leaf))
        for one in _offers(participation)
    ]
    return sorted(found, key=lambda one: not one.is_likely)


def _offers(participation: Participation) -> Iterable[Offer]:
    for name in settings.OFFERS:
        yield from import_string(name)(participation.agency.code, participation.round.year_be)
