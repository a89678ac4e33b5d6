"""The checklist as a table, read and written; no cell is run by a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from prongsai.evidence.rules.tables import (
    COLUMNS,
    MOST_ROWS,
    TableColumnMissing,
    TableTooLong,
    ToldRow,
    row_of,
)
from prongsai.foundation.adapters.tables import open_table
from prongsai.foundation.adapters.writing import Cell, unharmed, write_csv
from prongsai.foundation.rules import FolderUnwritable

#: Loaded when a workbook is written.
_WORKBOOKS = "prongsai.foundation.adapters.workbook_files"
_ITEM = "item"


def read_list(path: Path) -> tuple[tuple[str, ...], Iterator[ToldRow]]:
    """Open a table; return the columns that mean nothing, and its rows.

    Raises:
        FileMissing, FileEmpty, FileDamaged, EncodingUnknown, FileKindUnknown, FileTooLarge.
        TableColumnMissing: there is no `item`.
        TableTooLong: while it is read.
    """
    table = open_table(path)
    names = [name.strip().casefold().replace(" ", "_") for name in table.columns]
    if _ITEM not in names:
        raise TableColumnMissing(file=path.name, column=_ITEM, wanted=", ".join(COLUMNS))
    places = {name: place for place, name in reversed([*enumerate(names)]) if name in COLUMNS}
    unused = tuple(
        told
        for told, name in zip(table.columns, names, strict=True)
        if told and name not in COLUMNS
    )
    return unused, _rows(table.rows, places)


def write_list(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV or XLSX, by the ending of its name.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            import_module(_WORKBOOKS).write_workbook(path, {"disclosures": (COLUMNS, rows)})
        else:
            write_csv(path, COLUMNS, rows)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def write_refused(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write the rows that were not used.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    try:
        write_csv(path, columns, rows)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def _rows(rows: Iterable[tuple[int, list[str]]], places: dict[str, int]) -> Iterator[ToldRow]:
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise TableTooLong(most=MOST_ROWS)
        told = {name: unharmed(cells[at]) for name, at in places.items() if at < len(cells)}
        yield row_of(number, told)
