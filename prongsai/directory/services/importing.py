"""Agencies from a file and into one; what is written reads back unchanged."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from prongsai.directory.adapters.agency_files import has_agencies, read_agencies, write_agencies
from prongsai.directory.models import Agency
from prongsai.directory.rules import (
    Actor,
    AgencyColumnMissing,
    AgencyFacts,
    Role,
    fault_of,
    require_role,
)
from prongsai.foundation.adapters.writing import Cell, write_csv
from prongsai.foundation.rules import FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text

_IMPORT = Text("นำเข้าหน่วยงาน", "import agencies")
_TWICE = Text("รหัสนี้มีในแถวก่อนหน้าแล้ว", "the code stands in an earlier row already")
_FIELDS = ("name_th", "name_en", "group", "ministry", "province")
_BATCH = 2000


@dataclass(frozen=True)
class RowFault:
    """A row that was not used, with its number in the file, and why."""

    row: int
    code: str
    reason: Text


@dataclass(frozen=True)
class ImportedAgencies:
    """What a file did, or would do: codes that are new and changed, how many stay the same."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    faults: tuple[RowFault, ...]

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "new": list(self.new),
            "changed": list(self.changed),
            "same": self.same,
            "faults": [
                {
                    "row": fault.row,
                    "agency": fault.code,
                    "reason_th": fault.reason.th,
                    "reason_en": fault.reason.en,
                }
                for fault in self.faults
            ],
        }


@transaction.atomic
def import_agencies(
    path: Path, *, dry_run: bool = False, by: Actor, now: datetime
) -> ImportedAgencies:
    """Keep the agencies of a table; rows that cannot be used are told and the others are kept.

    In:  a column `agency` with the code; an empty cell of another column leaves what is known
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed: only the central administrator may.
        AgencyColumnMissing: the table has no codes.
        UserError: the file cannot be read.
    """
    require_role(by, _IMPORT, Role.CENTRAL)
    columns, rows = read_agencies(path)
    if not has_agencies(columns):
        raise AgencyColumnMissing(file=path.name, columns=", ".join(columns))
    told: dict[str, AgencyFacts] = {}
    faults = []
    for number, facts in rows:
        reason = _TWICE if facts.code in told else fault_of(facts)
        if reason is None:
            told[facts.code] = facts
        else:
            faults.append(RowFault(number, facts.code, reason))
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=list(told))}
    new = [_made(Agency(code=code), facts) for code, facts in told.items() if code not in known]
    old = [(agency, _facts(agency)) for agency in known.values()]
    changed = [
        agency for agency, before in old if _facts(_made(agency, told[agency.code])) != before
    ]
    if not dry_run:
        Agency.objects.bulk_create(new, batch_size=_BATCH)
        Agency.objects.bulk_update(changed, [*_FIELDS, "searched"], batch_size=_BATCH)
        counts = {"new": len(new), "changed": len(changed), "refused": len(faults)}
        audit("agencies.imported", f"file:{path.name}"[:100], by=by, now=now, **counts)
    return ImportedAgencies(
        tuple(agency.code for agency in new),
        tuple(agency.code for agency in changed),
        len(known) - len(changed),
        tuple(faults),
    )


def export_agencies(path: Path) -> int:
    """Write all agencies by code; return how many there are.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    agencies = [_facts(agency) for agency in Agency.objects.order_by("code")]
    try:
        write_agencies(path, agencies)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
    return len(agencies)


def write_faults(found: ImportedAgencies, path: Path) -> None:
    """Write the rows that were not used, with their reasons, as CSV.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    rows: list[list[Cell]] = [[f.row, f.code, f.reason.th, f.reason.en] for f in found.faults]
    try:
        write_csv(path, ("row", "agency", "reason_th", "reason_en"), rows)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def _made(agency: Agency, facts: AgencyFacts) -> Agency:
    """Put what a row tells into an agency."""
    for field in _FIELDS:
        if value := getattr(facts, field):
            setattr(agency, field, value)
    agency.searched = "\n".join(map(squeezed, (agency.code, agency.name_th, agency.name_en)))
    return agency


def _facts(agency: Agency) -> AgencyFacts:
    return AgencyFacts(agency.code, *(getattr(agency, field) for field in _FIELDS))
