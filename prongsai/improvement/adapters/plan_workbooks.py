"""Plans as workbooks: the report's table with merged cells, and a sheet for what it cannot show."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from prongsai.foundation.adapters.workbooks import Range, Sheet, sheets_of
from prongsai.foundation.adapters.writing import harmless, unharmed
from prongsai.improvement.adapters.packages import kept_in, opened_package
from prongsai.improvement.rules.files import MOST_COLUMNS, MOST_ROWS, too_long
from prongsai.improvement.rules.tables.grid import (
    DETAILS,
    PRINTED,
    Cell,
    Grid,
    GridRow,
    Placed,
    Role,
    RowKind,
)
from prongsai.methodology.wording import Text

#: The sheet of what the table cannot show; its first row says so.
_KEPT = "prongsai"
_EXPLAINED = Text(
    "แผ่นงานนี้เก็บสิ่งที่ตารางแสดงไม่ได้ เพื่อให้นำเข้ากลับได้ครบถ้วน หากแก้ตาราง ระบบจะใช้ตารางเป็นหลัก ลบแผ่นงานนี้ได้",
    "This sheet keeps what the table cannot show, so that it imports again whole. "
    "Where the table was edited, the table counts. The sheet may be deleted.",
)
#: Letters of a cell, and what stands before them so that no spreadsheet runs them.
_PIECE, _MARK = 30_000, "|"
#: Ranges that are one cell, and places that they cover.
_MOST_RANGES, _MOST_COVERED = 20_000, 300_000
_MIDNIGHT = " 00:00:00"
_WIDTHS = {Role.MEASURE: 44, Role.ACTION: 44, Role.OUTCOME: 40, Role.CRITERION: 30, Role.STEPS: 36}
_TINT, _HEAD, _LINE = "#E6EEF6", "#0F4C81", "#AFAFAF"


def plan_workbook(name: Text, grid: Grid, kept: dict[str, Any], language: str) -> bytes:
    """Return a workbook: the table on its first sheet, all else on its last."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as workbook:
        say = name.en if language == "en" else name.th
        sheet = workbook.add_worksheet(say[:31])
        _shape(sheet, len(grid.rows[0].cells))
        looks = {kind: workbook.add_format(_look(kind)) for kind in RowKind}
        for row, placed in grid.placed():
            _write_row(sheet, row, placed, looks[row.kind])
        further = workbook.add_worksheet(_KEPT)
        further.set_column(0, 0, 100)
        wrapped = workbook.add_format({"text_wrap": True})
        further.write_string(0, 0, _EXPLAINED.th, wrapped)
        further.write_string(1, 0, _EXPLAINED.en, wrapped)
        text = json.dumps(kept)
        for number, at in enumerate(range(0, len(text), _PIECE), 2):
            further.write_string(number, 0, _MARK + text[at : at + _PIECE])
    return packed.getvalue()


def read_plan_workbook(path: Path) -> tuple[list[Grid], dict[str, Any] | None]:
    """Return the tables of a workbook's sheets, and what its last sheet keeps beside them.

    Raises:
        FileDamaged, FileTooLarge, PlanFileRuns, PlanFileTooLong.
    """
    with opened_package(path):
        sheets = sheets_of(path)
    kept = next((sheet for sheet in sheets if sheet.name == _KEPT), None)
    grids = [_grid(sheet, path) for sheet in sheets if sheet.name != _KEPT and sheet.rows]
    return grids, _kept(kept) if kept else None


def _shape(sheet: Any, columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_footer("&C- &P -")
    for at, role in enumerate((*PRINTED, *DETAILS)[:columns]):
        sheet.set_column(at, at, _WIDTHS.get(role, 20))


def _look(kind: RowKind) -> dict[str, Any]:
    look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE}
    look |= {"font_name": "Sarabun", "font_size": 11}
    if kind is RowKind.HEAD:
        look |= {"bold": True, "bg_color": _HEAD, "font_color": "#FFFFFF", "align": "center"}
    elif kind is RowKind.THEME:
        look |= {"bold": True, "bg_color": _TINT}
    return look


def _write_row(sheet: Any, row: GridRow, placed: list[Placed], look: Any) -> None:
    top = row.number - 1
    for one in placed:
        left, text = one.cell.left, str(harmless(one.cell.text))
        if one.rows > 1 or one.columns > 1:
            sheet.merge_range(top, left, top + one.rows - 1, left + one.columns - 1, "", look)
        sheet.write_string(top, left, text, look)


def _grid(sheet: Sheet, path: Path) -> Grid:
    width = max(len(row) for row in sheet.rows)
    places = sum(_covered(one, len(sheet.rows), width) for one in sheet.merged[:_MOST_RANGES])
    is_long = len(sheet.rows) > MOST_ROWS or width > MOST_COLUMNS
    if is_long or len(sheet.merged) > _MOST_RANGES or places > _MOST_COVERED:
        raise too_long(path.name)
    anchors = {
        (row, column): (top, left)
        for (top, left), (bottom, right) in sheet.merged
        for row in range(top, min(bottom + 1, len(sheet.rows)))
        for column in range(left, min(right + 1, width))
    }
    return Grid(tuple(_rows(sheet, width, anchors)))


def _rows(
    sheet: Sheet, width: int, anchors: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[GridRow]:
    for at, _ in enumerate(sheet.rows):
        places = (anchors.get((at, column), (at, column)) for column in range(width))
        cells = (Cell(_text(sheet.rows, top, left), top, left) for top, left in places)
        yield GridRow(at + 1, tuple(cells))


def _covered(one: Range, rows: int, columns: int) -> int:
    (top, left), (bottom, right) = one
    return max(min(bottom + 1, rows) - top, 0) * max(min(right + 1, columns) - left, 0)


def _text(rows: list[list[str]], top: int, left: int) -> str:
    found = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
    return unharmed(found.removesuffix(_MIDNIGHT))


def _kept(sheet: Sheet) -> dict[str, Any] | None:
    pieces = (row[0] for row in sheet.rows[2:] if row)
    return kept_in("".join(piece.removeprefix(_MARK) for piece in pieces))
