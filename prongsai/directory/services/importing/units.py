"""Units from a table."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.directory.adapters.row_files import read_rows
from prongsai.directory.models import Agency, Unit
from prongsai.directory.rules import Actor
from prongsai.directory.rules.agencies import UnitFacts, fault_of
from prongsai.directory.rules.imports import Change, Imported, Kind, RowFault, differences
from prongsai.directory.services.units import require_keeper
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_TWICE = Text("รหัสนี้มีในแถวก่อนหน้าแล้ว", "the code stands in an earlier row already")
_STRANGE = Text("แถวนี้เป็นของหน่วยงานอื่น", "the row is of another agency")
_NOWHERE = Text("ไม่มีหน่วยงานรหัสนี้", "there is no agency with this code")
_NAMES = ("name_th", "name_en")
_BATCH = 2000


@transaction.atomic
def import_units(
    path: Path, *, agency: str = "", dry_run: bool = False, by: Actor, now: datetime
) -> Imported:
    """Keep the units of a table, of one agency or, without `agency`, of those that its rows name.

    In:  columns `unit` and, unless the agency is given, `agency`; an empty name leaves the known
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed: the central administrator may, and the coordinator of the agency.
        AgencyMissing, ColumnMissing.
        UserError: the file cannot be read.
    """
    require_keeper(agency, by=by)
    table = read_rows(path, Kind.UNITS, "unit", *([] if agency else ["agency"]))
    told, faults = _told(table.rows, agency)
    places = dict(
        Agency.objects.filter(code__in={code for code, _ in told}).values_list("code", "pk")
    )
    known = {
        (unit.agency.code, unit.code): unit
        for unit in Unit.objects.filter(agency__in=places.values()).select_related("agency")
    }
    new, changed, changes = [], list[Unit](), list[Change]()
    for place, (number, facts) in told.items():
        if facts.agency not in places:
            faults.append(RowFault(number, facts.code, _NOWHERE))
        elif (unit := known.get(place)) is None:
            names = {"name_th": facts.name_th, "name_en": facts.name_en}
            new.append(Unit(agency_id=places[facts.agency], code=facts.code, **names))
        elif change := _changed(unit, facts):
            changed.append(unit)
            changes.append(change)
    same = len(told) - len(new) - len(changed) - sum(f.reason is _NOWHERE for f in faults)
    found = Imported(
        Kind.UNITS,
        tuple(unit.code for unit in new),
        tuple(changes),
        same,
        tuple(sorted(faults, key=lambda fault: fault.row)),
        table.unused,
    )
    if not dry_run:
        Unit.objects.bulk_create(new, batch_size=_BATCH)
        Unit.objects.bulk_update(changed, _NAMES, batch_size=_BATCH)
        subject = f"agency:{agency}" if agency else f"file:{path.name}"
        audit("units.imported", subject[:100], by=by, now=now, **found.counts)
    return found


_Told = dict[tuple[str, str], tuple[int, UnitFacts]]


def _told(rows: Iterable[tuple[int, dict[str, str]]], agency: str) -> tuple[_Told, list[RowFault]]:
    """Return the rows that can be used, by agency and code, and what is wrong with the others."""
    told: _Told = {}
    faults = []
    for number, cells in rows:
        code = cells["agency"] or agency
        facts = UnitFacts(code, cells["unit"], cells["name_th"], cells["name_en"])
        reason = fault_of(facts)
        if agency and facts.agency != agency:
            reason = _STRANGE
        elif (facts.agency, facts.code) in told:
            reason = _TWICE
        if reason is None:
            told[facts.agency, facts.code] = (number, facts)
        else:
            faults.append(RowFault(number, facts.code, reason))
    return told, faults


def _changed(unit: Unit, facts: UnitFacts) -> Change | None:
    """Put what a row tells into a unit; return what that changes."""
    before = [unit.name_th, unit.name_en]
    unit.name_th = facts.name_th or unit.name_th
    unit.name_en = facts.name_en or unit.name_en
    return differences(unit.code, _NAMES, before, [unit.name_th, unit.name_en])
