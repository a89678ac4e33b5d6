"""Agencies as the working area lists them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count

from prongsai.directory.models import Agency, Duty, Unit
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import Actor, Role, require_role, require_sight
from prongsai.directory.rules.agencies import AgencyFacts, AgencyMissing
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text

_LIST = Text("ดูรายชื่อหน่วยงานทั้งหมด", "see the list of all agencies")
_A_PAGE = 50


@dataclass(frozen=True)
class UnitRow:
    """A unit, and how many duties are for it."""

    code: str
    name_th: str
    name_en: str
    people: int


def agencies_page(reader: Actor, *, search: str = "", page: str | int = 1) -> Page[Any]:
    """Return a page of the agencies that a reader may see, with how many units each has.

    Raises:
        NotAllowed
    """
    require_role(reader, _LIST, Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR)
    agencies = Agency.objects.filter(seen_by(reader)).order_by("code")
    if words := squeezed(search):
        agencies = agencies.filter(searched__contains=words)
    return Paginator(agencies.annotate(parts=Count("units")), _A_PAGE).get_page(page)


def agency_facts(code: str, *, reader: Actor) -> AgencyFacts:
    """Return who an agency is.

    Raises:
        AgencyMissing, NotAllowed.
    """
    agency = _agency(code, reader)
    return AgencyFacts(
        code, agency.name_th, agency.name_en, agency.group, agency.ministry, agency.province
    )


def units_of(code: str, *, reader: Actor) -> list[UnitRow]:
    """Return the units of an agency by code.

    Raises:
        AgencyMissing, NotAllowed.
    """
    agency = _agency(code, reader)
    units = Unit.objects.filter(agency=agency).annotate(people=Count("duty")).order_by("code")
    return [UnitRow(unit.code, unit.name_th, unit.name_en, unit.people) for unit in units]


def id_of(code: str) -> int | None:
    """Return the id of an agency by its code; None where there is none."""
    return Agency.objects.filter(code=code.replace("\0", "")).values_list("pk", flat=True).first()


def own_agencies(reader: Actor) -> list[tuple[str, Text]]:
    """Return code and name of the agencies that a reader coordinates."""
    own = [c.agency for c in reader.charges if c.role is Role.COORDINATOR]
    return [
        (agency.code, Text(str(agency), agency.name_en or str(agency)))
        for agency in Agency.objects.filter(pk__in=own).order_by("code")
    ]


def own_units(reader: Actor) -> list[tuple[str, Text]] | None:
    """Return code and name of the units of the one agency that a reader coordinates; else None."""
    own = own_agencies(reader)
    if reader.has(Role.CENTRAL) or len(own) != 1:
        return None
    return [
        (unit.code, Text(unit.name_th or unit.code, unit.name_en or unit.name_th or unit.code))
        for unit in units_of(own[0][0], reader=reader)
    ]


def units_of_duty(agency: int, reader: Actor) -> frozenset[int]:
    """Return the units of an agency (ids) for which a reader has a duty."""
    if reader.user is None:
        return frozenset()
    duties = Duty.objects.filter(user=reader.user, unit__agency=agency)
    return frozenset(unit for unit in duties.values_list("unit", flat=True) if unit is not None)


def _agency(code: str, reader: Actor) -> Agency:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise AgencyMissing(agency=code)
    require_sight(reader, agency=agency.pk, ministry=agency.ministry)
    return agency
