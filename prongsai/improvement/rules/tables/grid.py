"""Tables as programs keep them: cells in rows, some of which cover several rows or columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from prongsai.methodology.thai import repaired, squeezed
from prongsai.methodology.wording import Text


class Role(StrEnum):
    """What a column tells."""

    THEME = "theme"
    NUMBER = "number"
    MEASURE = "measure"
    ACTION = "action"
    WHEN = "when"
    UNITS = "units"
    OUTCOME = "outcome"
    POINTS = "points"
    BUDGET = "budget"
    CRITERION = "criterion"
    STEPS = "steps"
    STATE = "state"
    REASON = "reason"


#: The columns of the report's own table.
PRINTED = (Role.MEASURE, Role.ACTION, Role.WHEN, Role.UNITS, Role.OUTCOME)
#: What a workbook tells of each measure beside them.
DETAILS = (Role.POINTS, Role.BUDGET, Role.CRITERION, Role.STEPS, Role.STATE, Role.REASON)
HEADINGS: dict[Role, Text] = {
    Role.THEME: Text("ประเด็น", "Theme"),
    Role.NUMBER: Text("ลำดับ", "No."),
    Role.MEASURE: Text(
        "มาตรการหรือกิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "Measures that further integrity and transparency within the agency",
    ),
    Role.ACTION: Text("สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", "What was done"),
    Role.WHEN: Text("ระยะเวลาดำเนินการ", "Period"),
    Role.UNITS: Text("ผู้รับผิดชอบ", "Responsible units"),
    Role.OUTCOME: Text("ผลลัพธ์หรือความสำเร็จของการดำเนินการ", "Outcome"),
    Role.POINTS: Text("จุดอ่อนที่ตอบ", "Weak points answered"),
    Role.BUDGET: Text("งบประมาณ (บาท)", "Budget (baht)"),
    Role.CRITERION: Text("ตัวชี้วัดของมาตรการ", "Criterion"),
    Role.STEPS: Text("ขั้นตอน", "Steps"),
    Role.STATE: Text("สถานะ", "State"),
    Role.REASON: Text("เหตุผลที่ยกเลิก", "Reason"),
}
#: Words of a heading, the telling ones first: a heading is what the first of them says.
_WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.REASON, ("เหตุผล", "reason")),
    (Role.CRITERION, ("ตัวชี้วัด", "เกณฑ์", "criterion")),
    (Role.OUTCOME, ("ผลลัพธ์", "ความสำเร็จ", "outcome")),
    (Role.UNITS, ("ผู้รับผิดชอบ", "รับผิดชอบ", "responsible")),
    (Role.WHEN, ("ระยะเวลา", "ช่วงเวลา", "กำหนดเวลา", "period")),
    (Role.POINTS, ("จุดอ่อน", "weakpoint")),
    (Role.BUDGET, ("งบประมาณ", "budget")),
    (Role.STATE, ("สถานะ", "state")),
    (Role.ACTION, ("สรุปผล", "ผลการดำเนิน", "การดำเนินการ", "wasdone")),
    (Role.MEASURE, ("มาตรการ", "กิจกรรม", "แนวทาง", "measure")),
    (Role.STEPS, ("ขั้นตอน", "steps")),
    (Role.THEME, ("ประเด็น", "theme")),
    (Role.NUMBER, ("ลำดับ", "no.", "ที่")),
)
#: A heading is not longer, in letters without spaces.
_LONGEST_HEADING = 100


@dataclass(frozen=True)
class Cell:
    """What stands in a place, and where the cell begins that covers the place; from 0."""

    text: str
    top: int
    left: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody sees anything in it."""
        return not repaired(self.text)


class RowKind(StrEnum):
    """What a row is for."""

    HEAD = "head"
    THEME = "theme"
    BODY = "body"


@dataclass(frozen=True)
class GridRow:
    """A row, and its number in the file; `kind` is known of tables that we write."""

    number: int
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something, each once."""
        return tuple(dict.fromkeys(cell for cell in self.cells if not cell.is_empty))


@dataclass(frozen=True)
class Placed:
    """A cell where it begins, and how many rows and columns it covers."""

    cell: Cell
    rows: int
    columns: int

    @property
    def lines(self) -> list[str]:
        """What stands in the cell, line by line."""
        return self.cell.text.split("\n")


@dataclass(frozen=True)
class Grid:
    """A table; `flat` where its file cannot say that a cell covers several rows."""

    rows: tuple[GridRow, ...]
    flat: bool = False

    def last_of(self, cell: Cell) -> tuple[int, int]:
        """Return the last row and column that a cell covers."""
        bottom = cell.top
        while bottom + 1 < len(self.rows) and cell in self.rows[bottom + 1].cells:
            bottom += 1
        begun = self.rows[cell.top].cells
        return bottom, max(at for at, one in enumerate(begun) if one == cell)

    def placed(self) -> Iterator[tuple[GridRow, list["Placed"]]]:
        """Yield rows with the cells that begin in them, and how far these reach."""
        for top, row in enumerate(self.rows):
            placed = []
            for left, cell in enumerate(row.cells):
                if (cell.top, cell.left) == (top, left):
                    bottom, right = self.last_of(cell)
                    placed.append(Placed(cell, bottom - top + 1, right - left + 1))
            yield row, placed


def grid_from(rows: Iterable[tuple[int, list[str]]], *, flat: bool = False) -> Grid:
    """Return a table without merged cells."""
    return Grid(
        tuple(
            GridRow(number, tuple(Cell(text, top, left) for left, text in enumerate(texts)))
            for top, (number, texts) in enumerate(rows)
        ),
        flat=flat,
    )


def role_of(heading: str) -> Role | None:
    """Return what a column tells by its heading; None where that says nothing."""
    plain = squeezed(heading)
    if not plain or len(plain) > _LONGEST_HEADING or plain[0] in "-•0123456789":
        return None
    return next((role for role, words in _WORDS if any(word in plain for word in words)), None)


def head_of(row: GridRow) -> dict[int, Role] | None:
    """Return what the columns tell when a row is the head of a table; else None."""
    filled = row.filled
    roles = {cell.left: role_of(cell.text) for cell in filled}
    known = [role for role in roles.values() if role is not None]
    is_head = len(known) == len(filled) == len(set(known)) and Role.MEASURE in known
    if not is_head or len(known) == 1:
        return None
    return {left: role for left, role in roles.items() if role is not None}
