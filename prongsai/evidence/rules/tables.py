"""The checklist as a table: its columns, and what an import of one did."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from prongsai.directory.rules.imports import Change, RowFault
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.foundation.rules import UserError
from prongsai.methodology.periods import DateUnclear, read_day
from prongsai.methodology.wording import Text

#: A row a link; what is said of the item stands in its first row. What `name` and `state` say is
#: not read.
COLUMNS = ("item", "name", "state", "unit", "due", "explanation", "exemption", "link", "title")
FORMS = ("csv", "xlsx")
MOST_ROWS = 5_000
#: What spreadsheets write behind a day.
_TIME = re.compile(r"(?<=\d)[ T]\d{1,2}:\d\d.*", re.DOTALL)

NO_ITEM = Text("แบบตรวจไม่มีรายการรหัสนี้", "the checklist has no such item")
NO_UNIT = Text("ไม่มีส่วนงานรหัสนี้ในหน่วยงาน", "the agency has no unit with this code")
NO_DAY = Text(
    "วันที่อ่านไม่ได้ ให้เขียนเป็น ปปปป-ดด-วว เช่น ตัวอย่างในไฟล์ที่ส่งออก",
    "the day cannot be read: write year-month-day, as an export does",
)
CONTRADICTS = Text(
    "แถวก่อนหน้าของรายการเดียวกันบอกไว้ต่างกัน", "an earlier row of the same item says otherwise"
)
NOT_NOW = Text(
    "รายการนี้ส่งหรืออนุมัติแล้ว จึงแก้ไขไม่ได้", "the item was sent or approved, so it cannot be changed"
)


class TableColumnMissing(UserError):
    code = "EVIDENCE-016"
    message = Text(
        "ไฟล์ %(file)s ไม่มีคอลัมน์ %(column)s", "The file %(file)s has no column %(column)s."
    )
    remedy = Text(
        "ใช้หัวตารางเหมือนไฟล์ที่ส่งออก: %(wanted)s", "Name the columns as an export does: %(wanted)s."
    )


class TableTooLong(UserError):
    code = "EVIDENCE-017"
    message = Text("รายการลิงก์มีมากกว่า %(most)s แถว", "The list has more than %(most)s rows.")
    remedy = Text("แบ่งเป็นหลายครั้ง", "Divide it into several.")


class TableFormUnknown(UserError):
    code = "EVIDENCE-018"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There is no file of the kind %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose one of: %(forms)s.")


@dataclass(frozen=True)
class Told:
    """What a list says of an item; "" where it says nothing."""

    unit: str = ""
    due: str = ""
    explanation: str = ""
    exemption: str = ""


#: Columns that speak of the item, not of a link.
ITEM_COLUMNS = tuple(field.name for field in fields(Told))


@dataclass(frozen=True)
class ToldRow:
    """A row of a list: its number, what it says of the item, and its link."""

    number: int
    item: str
    told: Told
    link: NamedLink


@dataclass(frozen=True)
class ImportedDisclosures:
    """What a list did, or would do: items that had nothing before are new."""

    new: tuple[str, ...]
    changes: tuple[Change, ...]
    same: int
    faults: tuple[RowFault, ...]
    unused: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How much of each, for the audit trail."""
        return {"new": len(self.new), "changed": len(self.changes), "refused": len(self.faults)}

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "new": list(self.new),
            "changed": [change.subject for change in self.changes],
            "same": self.same,
            "unused_columns": list(self.unused),
            "faults": [
                {
                    "row": fault.row,
                    "item": fault.subject,
                    "reason_th": fault.reason.th,
                    "reason_en": fault.reason.en,
                }
                for fault in self.faults
            ],
        }


def row_of(number: int, cells: Mapping[str, str]) -> ToldRow:
    """Return a row of a table; the cells of columns that it does not have are ""."""
    told = Told(**{name: cells.get(name, "").strip() for name in ITEM_COLUMNS})
    link = NamedLink(cells.get("link", "").strip(), cells.get("title", "").strip())
    return ToldRow(number, cells.get("item", "").strip().upper(), told, link)


def gathered(before: Told, row: Told) -> Told | None:
    """Add what a row says to what earlier rows of its item said; None when it says otherwise."""
    pairs = [(name, getattr(before, name), getattr(row, name)) for name in ITEM_COLUMNS]
    if any(old and new and old != new for _name, old, new in pairs):
        return None
    return Told(**{name: old or new for name, old, new in pairs})


def day_of(written: str) -> date | None:
    """Return a day as tables have it, with a time perhaps; None when it cannot be read.

    >>> day_of("2026-11-30 00:00:00") == day_of("30/11/2569") == day_of("30 พ.ย. 69")
    True
    """
    try:
        return read_day(_TIME.sub("", written))
    except DateUnclear:
        return None


def without_doubles(links: Iterable[NamedLink]) -> list[NamedLink]:
    """Return links, each address once, with the last name that was given."""
    found: dict[str, NamedLink] = {}
    for link in links:
        earlier = found.get(link.address)
        found[link.address] = NamedLink(
            link.address, link.title or (earlier.title if earlier else "")
        )
    return list(found.values())
