"""What can be done with agencies."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from prongsai.directory.models import Agency
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.agencies import LONGEST_SEARCHED, AgencyFacts, AgencyUnfit, fault_of
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import repaired, squeezed
from prongsai.methodology.wording import Text

#: What is told of an agency besides its code.
AGENCY_FIELDS = ("name_th", "name_en", "group", "ministry", "province")
_BATCH = 2000
_NAMES, _PLACES = AGENCY_FIELDS[:2], AGENCY_FIELDS[2:]
_KEEP = Text("เพิ่มหรือแก้ไขหน่วยงาน", "add or change an agency")


def remember_agencies(told: Iterable[AgencyFacts]) -> dict[str, int]:
    """Keep agencies that results name; return code -> id.

    A name that is not given leaves the one that is known. Where an agency belongs is taken over
    only if nothing is known: results may be of a year long past.
    """
    facts = {one.code: one for one in told}
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=list(facts))}
    new, changed = [], []
    for code, one in facts.items():
        agency = known.get(code) or Agency(code=code)
        before = [getattr(agency, field) for field in AGENCY_FIELDS]
        for field in _NAMES:
            setattr(agency, field, getattr(one, field) or getattr(agency, field))
        for field in _PLACES:
            setattr(agency, field, getattr(agency, field) or getattr(one, field))
        agency.searched = _searched(agency)
        if code not in known:
            new.append(agency)
        elif before != [getattr(agency, field) for field in AGENCY_FIELDS]:
            changed.append(agency)
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    fields = [*AGENCY_FIELDS, "searched"]
    Agency.objects.bulk_update(changed, fields, batch_size=_BATCH)
    return {agency.code: agency.pk for agency in (*known.values(), *new)}


@transaction.atomic
def keep_agency(told: AgencyFacts, *, by: Actor, now: datetime) -> bool:
    """Make an agency, or change what is known of one: all of it; return whether it is new.

    Raises:
        NotAllowed: only the central administrator may.
        AgencyUnfit: its code cannot stand in an address, or something is too long.
    """
    require_role(by, _KEEP, Role.CENTRAL)
    values = {field: repaired(getattr(told, field)) for field in AGENCY_FIELDS}
    facts = AgencyFacts(repaired(told.code), **values)
    if fault := fault_of(facts):
        raise AgencyUnfit(agency=facts.code, why=fault)
    agency = Agency.objects.select_for_update().filter(code=facts.code).first()
    new = agency is None
    agency = agency or Agency(code=facts.code)
    for field, value in values.items():
        setattr(agency, field, value)
    agency.searched = _searched(agency)
    agency.save()
    audit("agency.made" if new else "agency.changed", facts.code, by=by, now=now, **values)
    return new


def told_agency(agency: Agency, facts: AgencyFacts) -> Agency:
    """Put what a row tells into an agency; what it does not tell stays."""
    for field in AGENCY_FIELDS:
        if value := getattr(facts, field):
            setattr(agency, field, value)
    agency.searched = _searched(agency)
    return agency


def _searched(agency: Agency) -> str:
    words = map(squeezed, (agency.code, agency.name_th, agency.name_en))
    return "\n".join(words)[:LONGEST_SEARCHED]
