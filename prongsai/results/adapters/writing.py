"""Tables written as CSV and XLSX; a cell that a spreadsheet would run is made harmless."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

Cell = str | int | float | None

#: A text that begins like this is a formula, or a command, to some spreadsheet.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_WIDEST = 60
#: Letters that a cell of a sheet can hold.
_LONGEST = 32_767


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: a text that looks like a formula gets a quote before.

    >>> harmless("=HYPERLINK(1)"), harmless("dip"), harmless(-2.07)
    ("'=HYPERLINK(1)", 'dip', -2.07)
    """
    if isinstance(cell, str):
        first = cell[:1]
        if first in _FORMULA or (first.isspace() and cell.lstrip()[:1] in _FORMULA):
            return "'" + cell
    return cell


def _fitting(cell: Cell) -> Cell:
    """Return a cell for a sheet; a text longer than a sheet can hold is cut where one sees it."""
    if isinstance(cell, str) and len(cell) > _LONGEST:
        return f"{cell[: _LONGEST - 1]}…"
    return cell


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV that opens with Thai letters everywhere (UTF-8 with a mark)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(
            [harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
        )


def write_workbook(
    path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]]
) -> None:
    """Write tables as sheets of one workbook: typed cells, frozen header, filter; no formulas."""
    with path.open("wb"):
        pass  # an OSError now, and not xlsxwriter's own when all is done
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, (columns, rows) in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, column in enumerate(columns):
                sheet.set_column(number, number, min(max(len(column) + 2, 10), _WIDEST))
            sheet.write_row(0, 0, columns, bold)
            last = 0
            for last, row in enumerate(rows, start=1):
                sheet.write_row(last, 0, [_fitting(harmless(cell)) for cell in row])
            sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def write_template(
    path: Path,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    guide: Sequence[Sequence[Cell]],
) -> None:
    """Write a file to fill in: CSV, or a workbook with a guide beside it."""
    if path.suffix.lower() == ".xlsx":
        sheets = {"scores": (columns, rows), "guide": (("code", "part", "th", "en"), guide)}
        write_workbook(path, sheets)
    else:
        write_csv(path, columns, rows)
