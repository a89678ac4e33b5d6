"""The rows of a workbook's first sheet; workbooks made to exhaust memory are refused unread."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from prongsai.foundation.rules import FileDamaged, FileTooLarge

#: A workbook that unpacks to more than this is a bomb or belongs in another format ...
_LARGEST_MIB = 1024
#: ... and so is one that unpacks to more than this and to so many times its size; sheets of
#: answers come to twenty times.
_SUSPICIOUS_MIB, _SUSPICIOUS_TIMES = 64, 100
#: A sheet is read as a full rectangle: two cells in far corners would make thousands of millions.
_MOST_EMPTY_CELLS = 4_000_000
#: Where a row or a cell says it stands; a cell that does not say stands beside the one before.
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]*)([0-9]+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_WIDEST = 16_384
#: What a damaged archive or sheet makes the libraries say.
_DAMAGE = (
    *(CalamineError, zipfile.BadZipFile, zlib.error),
    *(OSError, ValueError, EOFError, RuntimeError),
)
_CHUNK = 1 << 20
#: No reference is longer, so one that is cut by the end of a chunk is found in the next.
_OVERLAP = 32


#: First and last place, each as (row, column) from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook as text, and which ranges of it are one cell."""

    name: str
    rows: list[list[str]]
    merged: list[Range]


def sheets_of(path: Path) -> list[Sheet]:
    """Return all sheets of a workbook.

    Raises:
        FileDamaged, FileTooLarge.
    """
    try:
        _refuse_bombs(path)
        workbook = CalamineWorkbook.from_path(path)
        return [_sheet(workbook, name) for name in workbook.sheet_names]
    except _DAMAGE as error:
        raise FileDamaged(file=path, why=str(error)) from error


def _sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(name, rows, [*(sheet.merged_cell_ranges or ())])


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbered rows of the first sheet as text.

    Raises:
        FileDamaged, FileTooLarge.
    """
    try:
        _refuse_bombs(path)
        workbook = CalamineWorkbook.from_path(path)
        sheet = workbook.get_sheet_by_index(0)
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield number, [_cell(value) for value in row]
    except _DAMAGE as error:
        raise FileDamaged(file=path, why=str(error)) from error


def _refuse_bombs(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    packed_mib = path.stat().st_size >> 20
    limit = min(_LARGEST_MIB, max(_SUSPICIOUS_MIB, _SUSPICIOUS_TIMES * packed_mib))
    with zipfile.ZipFile(path) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > limit << 20:
            raise FileTooLarge(file=path, limit=limit)
        for entry in packed.infolist():
            rows, columns = _extent(packed, entry)
            if rows * columns > max(_MOST_EMPTY_CELLS, entry.file_size):
                why = f"{entry.filename}: {rows} x {columns} cells, nearly all empty"
                raise FileDamaged(file=path, why=why)


def _extent(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Return how many rows and columns the cells of a sheet span at the most."""
    rows, silent, columns, rest = 0, 0, {b""}, b""
    with packed.open(entry) as file:
        while chunk := file.read(_CHUNK):
            text = rest + chunk
            found = _REFERENCE.findall(text)
            columns.update(letters for letters, _ in found)
            rows = max(rows, *(int(digits[:_OVERLAP]) for _, digits in found), 0)
            silent += len(_CELL.findall(text)) - sum(bool(letters) for letters, _ in found)
            rest = chunk[-_OVERLAP:]
    return rows, max(min(silent, _WIDEST), *map(_number, columns))


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters[:_OVERLAP]:
        number = 26 * number + letter - ord("A") + 1
    return number


def _cell(value: object) -> str:
    """Write a cell as text: a whole number without the ".0" that sheets give it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
