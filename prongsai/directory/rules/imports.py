"""Tables that are imported and exported: their columns, what an import did, what it refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class Kind(StrEnum):
    """What a table is about."""

    AGENCIES = "agencies"
    UNITS = "units"
    PEOPLE = "people"


#: Columns of an export; those of an import may stand in any order.
COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.AGENCIES: ("agency", "name_th", "name_en", "group", "ministry", "province"),
    Kind.UNITS: ("agency", "unit", "name_th", "name_en"),
    Kind.PEOPLE: ("email", "name", "role", "agency", "unit", "ministry"),
}
#: The column that says which agency, unit or person a row is about.
SUBJECT = {Kind.AGENCIES: "agency", Kind.UNITS: "unit", Kind.PEOPLE: "email"}
FORMS = ("csv", "xlsx")
MOST_ROWS = 100_000


@dataclass(frozen=True)
class RowFault:
    """A row that was not used: its number in the file, what it is about, and why."""

    row: int
    subject: str
    reason: Text


@dataclass(frozen=True)
class Change:
    """What a row makes of something known: (column, before, after)."""

    subject: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Imported:
    """What a file did, or would do."""

    kind: Kind
    new: tuple[str, ...]
    changes: tuple[Change, ...]
    same: int
    faults: tuple[RowFault, ...]
    #: Columns of the file that mean nothing here.
    unused: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What is changed, by code or address."""
        return tuple(change.subject for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each, for the audit trail."""
        return {"new": len(self.new), "changed": len(self.changes), "refused": len(self.faults)}

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "new": list(self.new),
            "changed": list(self.changed),
            "same": self.same,
            "unused_columns": list(self.unused),
            "faults": [
                {
                    "row": fault.row,
                    SUBJECT[self.kind]: fault.subject,
                    "reason_th": fault.reason.th,
                    "reason_en": fault.reason.en,
                }
                for fault in self.faults
            ],
        }


def differences(
    subject: str, columns: Sequence[str], before: Sequence[str], after: Sequence[str]
) -> Change | None:
    """Return in which columns something is to change; None when in none."""
    pairs = zip(columns, before, after, strict=True)
    fields = tuple((name, old, new) for name, old, new in pairs if old != new)
    return Change(subject, fields) if fields else None


class ColumnMissing(UserError):
    code = "DIRECTORY-001"
    message = Text(
        "ไฟล์ %(file)s ไม่มีคอลัมน์ %(column)s (มี: %(columns)s)",
        "The file %(file)s has no column %(column)s (it has: %(columns)s).",
    )
    remedy = Text(
        "ใช้หัวตารางเหมือนไฟล์ที่ส่งออก: %(wanted)s", "Name the columns as an export does: %(wanted)s."
    )


class RowsTooMany(UserError):
    code = "DIRECTORY-005"
    message = Text(
        "ไฟล์ %(file)s มีมากกว่า %(most)s แถว", "The file %(file)s has more than %(most)s rows."
    )
    remedy = Text("แบ่งเป็นหลายไฟล์", "Divide it into several files.")


class FormUnknown(UserError):
    code = "DIRECTORY-006"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There is no file of the kind %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose one of: %(forms)s.")
