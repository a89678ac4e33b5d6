"""What all agencies together disclose, year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, Q

from prongsai.assessments.models import Participation, Phase, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.evidence.models import Disclosure
from prongsai.evidence.rules.states import DisclosureState
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.portal.transparency.queries.agencies import items_of
from prongsai.portal.transparency.queries.disclosed import APPROVED, RETURNED, disclosed
from prongsai.portal.transparency.queries.payload import FileAddress, lines_of
from prongsai.portal.transparency.queries.verdicts import verdicts_of
from prongsai.portal.transparency.rules import DISCLOSING, YearNotPublic, is_public
from prongsai.results.queries.page_tables import Cell
from prongsai.results.queries.published import PublishedYear, published_years

#: Agencies that are asked for at once.
_TOGETHER = 100


@dataclass(frozen=True)
class PublicYear:
    """A year of which disclosures are public; its published results, None before."""

    year_be: int
    round: int
    edition: str
    last_day: date | None
    results: PublishedYear | None


def public_years(today: date) -> list[PublicYear]:
    """Return the years of which any disclosure is public, the latest first."""
    results = {year.year_be: year for year in published_years()}
    approved = Q(state=DisclosureState.APPROVED.value, participation__round=OuterRef("pk"))
    rounds = Round.objects.filter(Exists(Disclosure.objects.filter(approved)))
    rounds = rounds.filter(framework=DEFAULT_FRAMEWORK).exclude(state=RoundState.PLANNED.value)
    ends = dict(Phase.objects.filter(code=DISCLOSING).values_list("round", "ends"))
    return [
        PublicYear(one.year_be, one.pk, one.edition_id, ends.get(one.pk), results.get(one.year_be))
        for one in rounds.order_by("-year_be")
        if is_public(ends.get(one.pk), today)
    ]


def public_year(year_be: int, today: date) -> PublicYear:
    """Return one of them.

    Raises:
        YearNotPublic
    """
    found = next((year for year in public_years(today) if year.year_be == year_be), None)
    if found is None:
        raise YearNotPublic(year=year_be)
    return found


def changed_at(year: PublicYear) -> datetime | None:
    """Return when something of a year was last approved, or its results published."""
    begins = f"disclosure:{DEFAULT_FRAMEWORK}/{year.year_be}/"
    approved = AuditEntry.objects.filter(action=APPROVED, subject__startswith=begins)
    last = approved.order_by("-number").values_list("happened_at", flat=True).first()
    published = year.results.published_at if year.results else None
    return max((moment for moment in (last, published) if moment), default=None)


def version_of(year: PublicYear, today: date, address: FileAddress) -> str:
    """Return what changes when the table of a year does; copies of links are told a day late."""
    begins = f"disclosure:{DEFAULT_FRAMEWORK}/{year.year_be}/"
    moved = AuditEntry.objects.filter(action__in=[APPROVED, RETURNED], subject__startswith=begins)
    last = moved.order_by("-number").values_list("number", flat=True).first()
    published = year.results.published_at.isoformat() if year.results else ""
    told = [year.edition, year.last_day, last, published, today, address("-", "-", 0)]
    return sha256(repr(told).encode()).hexdigest()


def year_lines(year: PublicYear, address: FileAddress) -> Iterator[list[Cell]]:
    """Yield what is disclosed in a year, agency by agency in the order of their codes."""
    entered = Participation.objects.filter(round=year.round).order_by("agency__code")
    keys = list(entered.values_list("pk", flat=True))
    for first in range(0, len(keys), _TOGETHER):
        yield from _lines(year, keys[first : first + _TOGETHER], address)


def _lines(year: PublicYear, keys: list[int], address: FileAddress) -> Iterator[list[Cell]]:
    entered = Participation.objects.filter(pk__in=keys).select_related("round", "agency")
    participations = list(entered.order_by("agency__code"))
    shown = disclosed(participations, year.last_day)
    agencies = [one.agency_id for one in participations]
    verdicts = verdicts_of(year.results, agencies) if year.results else {}
    edition = frozen_edition(year.edition)
    for one in participations:
        items = items_of(edition, shown[one.pk], verdicts.get(one.agency_id, {}))
        told = tuple(item for item in items if item.disclosure)
        yield from lines_of(one.agency.code, year.year_be, told, address)
