"""Agencies from a table."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.directory.adapters.row_files import read_rows
from prongsai.directory.models import Agency
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.agencies import AgencyFacts, fault_of
from prongsai.directory.rules.imports import COLUMNS, Imported, Kind, RowFault, differences
from prongsai.directory.services.agencies import AGENCY_FIELDS, told_agency
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_IMPORT = Text("นำเข้าหน่วยงาน", "import agencies")
_TWICE = Text("รหัสนี้มีในแถวก่อนหน้าแล้ว", "the code stands in an earlier row already")
_BATCH = 2000


@transaction.atomic
def import_agencies(path: Path, *, dry_run: bool = False, by: Actor, now: datetime) -> Imported:
    """Keep the agencies of a table; rows that cannot be used are told and the others are kept.

    In:  a column `agency` with the code; an empty cell of another column leaves what is known
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed: only the central administrator may.
        ColumnMissing: the table has no codes.
        UserError: the file cannot be read.
    """
    require_role(by, _IMPORT, Role.CENTRAL)
    table = read_rows(path, Kind.AGENCIES, "agency")
    told: dict[str, AgencyFacts] = {}
    faults = []
    for number, cells in table.rows:
        facts = AgencyFacts(*(cells[column] for column in COLUMNS[Kind.AGENCIES]))
        reason = _TWICE if facts.code in told else fault_of(facts)
        if reason is None:
            told[facts.code] = facts
        else:
            faults.append(RowFault(number, facts.code, reason))
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=list(told))}
    new = [told_agency(Agency(code=code), told[code]) for code in told if code not in known]
    changed, changes = [], []
    for code in (code for code in told if code in known):
        before = _values(known[code])
        agency = told_agency(known[code], told[code])
        if change := differences(code, AGENCY_FIELDS, before, _values(agency)):
            changed.append(agency)
            changes.append(change)
    same = len(known) - len(changed)
    found = Imported(
        Kind.AGENCIES, tuple(a.code for a in new), tuple(changes), same, tuple(faults), table.unused
    )
    if not dry_run:
        Agency.objects.bulk_create(new, batch_size=_BATCH)
        Agency.objects.bulk_update(changed, [*AGENCY_FIELDS, "searched"], batch_size=_BATCH)
        audit("agencies.imported", f"file:{path.name}"[:100], by=by, now=now, **found.counts)
    return found


def _values(agency: Agency) -> list[str]:
    return [getattr(agency, field) for field in AGENCY_FIELDS]
