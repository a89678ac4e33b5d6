"""Tables written as the sheets of a workbook: no cell is a formula or a link."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from prongsai.foundation.adapters.writing import Cell, harmless

_WIDEST = 60
#: Letters that a cell of a sheet can hold.
_LONGEST = 32_767


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


def _fitting(cell: Cell) -> Cell:
    """Return a cell for a sheet; a text longer than a sheet can hold is cut where one sees it."""
    if isinstance(cell, str) and len(cell) > _LONGEST:
        return f"{cell[: _LONGEST - 1]}…"
    return cell
