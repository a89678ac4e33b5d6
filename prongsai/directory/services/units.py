"""Units of an agency: kept and removed by who coordinates it."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from prongsai.directory.models import Agency, Duty, Unit
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.agencies import (
    AgencyMissing,
    AgencyUnfit,
    UnitAtWork,
    UnitFacts,
    UnitInUse,
    UnitMissing,
    fault_of,
)
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text

_KEEP = Text("จัดการส่วนงานของหน่วยงานนี้", "manage the units of this agency")


def require_keeper(agency: str, *, by: Actor) -> int | None:
    """Refuse who may not manage units: of one agency, or, without one, of all; return its id.

    Raises:
        NotAllowed, AgencyMissing.
    """
    place = Agency.objects.filter(code=agency).values_list("pk", flat=True).first()
    require_role(by, _KEEP, Role.CENTRAL, Role.COORDINATOR, agency=place)
    if agency and place is None:
        raise AgencyMissing(agency=agency)
    return place


@transaction.atomic
def keep_unit(told: UnitFacts, *, by: Actor, now: datetime) -> bool:
    """Make a unit, or name one anew; return whether it is new.

    Raises:
        NotAllowed, AgencyMissing.
        AgencyUnfit: there is no code, or something is too long.
    """
    place = require_keeper(told.agency, by=by)
    facts = UnitFacts(told.agency, *map(repaired, (told.code, told.name_th, told.name_en)))
    if fault := fault_of(facts):
        raise AgencyUnfit(agency=facts.code, why=fault)
    names = {"name_th": facts.name_th, "name_en": facts.name_en}
    _, new = Unit.objects.update_or_create(agency_id=place, code=facts.code, defaults=names)
    action = "unit.made" if new else "unit.named"
    audit(action, f"agency:{facts.agency}"[:100], by=by, now=now, unit=facts.code, **names)
    return new


@transaction.atomic
def remove_unit(agency: str, code: str, *, by: Actor, now: datetime) -> None:
    """Remove a unit that nobody's duty is for.

    Raises:
        NotAllowed, AgencyMissing, UnitMissing, UnitInUse, UnitAtWork.
    """
    place = require_keeper(agency, by=by)
    unit = Unit.objects.select_for_update().filter(agency=place, code=code).first()
    if unit is None:
        raise UnitMissing(agency=agency, unit=code)
    if people := Duty.objects.filter(unit=unit).count():
        raise UnitInUse(unit=code, people=people)
    try:
        unit.delete()
    except ProtectedError as error:
        raise UnitAtWork(unit=code) from error
    audit("unit.removed", f"agency:{agency}"[:100], by=by, now=now, unit=code)
