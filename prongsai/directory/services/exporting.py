"""Agencies, units and people as tables that import again unchanged."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.directory.adapters.row_files import write_rows
from prongsai.directory.models import Agency, Unit, User
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import SEES_ALL, Actor, Role, require_role, require_sight
from prongsai.directory.rules.agencies import AgencyMissing
from prongsai.directory.rules.imports import (
    COLUMNS,
    FORMS,
    SUBJECT,
    FormUnknown,
    Imported,
    Kind,
)
from prongsai.foundation.adapters.writing import Cell
from prongsai.methodology.wording import Text

_EXPORT = Text("ส่งออกรายชื่อ", "export lists")
#: Who may take a list away.
READERS = {
    Kind.AGENCIES: tuple(SEES_ALL),
    Kind.UNITS: tuple(SEES_ALL),
    Kind.PEOPLE: (Role.CENTRAL, Role.AUDITOR),
}
_Row = list[Cell]


def export_table(kind: Kind, path: Path, *, agency: str = "", reader: Actor) -> int:
    """Write all agencies, units (of one agency or of all) or people; return how many rows.

    Raises:
        NotAllowed, AgencyMissing.
        FolderUnwritable: the file cannot be written.
    """
    rows = _rows(kind, agency, reader)
    write_rows(path, kind.value, COLUMNS[kind], rows)
    return len(rows)


def exported(kind: Kind, form: str, *, agency: str = "", reader: Actor) -> bytes:
    """Return the same as a file of a form: "csv" or "xlsx".

    Raises:
        NotAllowed, AgencyMissing, FormUnknown.
    """
    rows = _rows(kind, agency, reader)
    if form not in FORMS:
        raise FormUnknown(form=form, forms=", ".join(FORMS))
    return _file(kind.value, form, COLUMNS[kind], rows)


def write_faults(found: Imported, path: Path) -> None:
    """Write the rows that were not used, with their reasons.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    write_rows(path, "faults", _fault_columns(found), _faults(found))


def faults_file(found: Imported) -> bytes:
    """Return the rows that were not used, with their reasons, as CSV."""
    return _file("faults", "csv", _fault_columns(found), _faults(found))


def _fault_columns(found: Imported) -> tuple[str, ...]:
    return ("row", SUBJECT[found.kind], "reason_th", "reason_en")


def _faults(found: Imported) -> list[_Row]:
    return [[f.row, f.subject, f.reason.th, f.reason.en] for f in found.faults]


def _file(name: str, form: str, columns: tuple[str, ...], rows: Iterable[_Row]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{form}"
        write_rows(path, name, columns, rows)
        return path.read_bytes()


def _rows(kind: Kind, agency: str, reader: Actor) -> list[_Row]:
    if agency:
        return _units_of(agency, reader)
    require_role(reader, _EXPORT, *READERS[kind])
    if kind is Kind.UNITS:
        return _units()
    return _people() if kind is Kind.PEOPLE else _agencies(reader)


def _agencies(reader: Actor) -> list[_Row]:
    fields = ("code", *COLUMNS[Kind.AGENCIES][1:])
    return [
        list(row)
        for row in Agency.objects.filter(seen_by(reader)).order_by("code").values_list(*fields)
    ]


def _units(**where: int) -> list[_Row]:
    units = Unit.objects.filter(**where).order_by("agency__code", "code")
    return [list(row) for row in units.values_list("agency__code", "code", "name_th", "name_en")]


def _units_of(agency: str, reader: Actor) -> list[_Row]:
    found = Agency.objects.filter(code=agency).first()
    if found is None:
        raise AgencyMissing(agency=agency)
    require_sight(reader, agency=found.pk, ministry=found.ministry)
    return _units(agency=found.pk)


def _people() -> list[_Row]:
    people = User.objects.order_by("email", "duties__pk").values_list(
        "email",
        "name",
        "duties__role",
        "duties__agency__code",
        "duties__unit__code",
        "duties__ministry",
    )
    return [[cell or "" for cell in row] for row in people]
