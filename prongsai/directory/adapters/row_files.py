"""Tables of agencies, units and people, read and written; no cell is run by a spreadsheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from prongsai.directory.rules.imports import COLUMNS, MOST_ROWS, ColumnMissing, Kind, RowsTooMany
from prongsai.foundation.adapters.tables import open_table
from prongsai.foundation.adapters.writing import Cell, unharmed, write_csv
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.thai import repaired

#: Loaded when a workbook is written.
_WORKBOOKS = "prongsai.foundation.adapters.workbook_files"


@dataclass(frozen=True)
class Rows:
    """The rows of a table with their numbers, by column, and the columns that mean nothing."""

    unused: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]


def read_rows(path: Path, kind: Kind, *needed: str) -> Rows:
    """Open a table; every column of its kind is in every row, "" where the file has none.

    Raises:
        FileMissing, FileEmpty, FileDamaged, EncodingUnknown, FileKindUnknown, FileTooLarge.
        ColumnMissing: one of those that are needed.
        RowsTooMany: while it is read.
    """
    table = open_table(path)
    places = {_plain(name): place for place, name in reversed([*enumerate(table.columns)])}
    wanted = COLUMNS[kind]
    for column in needed:
        if column not in places:
            raise ColumnMissing(
                file=path.name,
                column=column,
                columns=", ".join(table.columns),
                wanted=", ".join(wanted),
            )
    unused = tuple(name for name in table.columns if name and _plain(name) not in wanted)

    def rows() -> Iterator[tuple[int, dict[str, str]]]:
        for count, (number, cells) in enumerate(table.rows, start=1):
            if count > MOST_ROWS:
                raise RowsTooMany(file=path.name, most=MOST_ROWS)
            found = [(name, places.get(name, len(cells))) for name in wanted]
            yield number, {name: _read(cells, place) for name, place in found}

    return Rows(unused, rows())


def write_rows(
    path: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a table as CSV or XLSX, by the ending of its name.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            import_module(_WORKBOOKS).write_workbook(path, {name: (columns, rows)})
        else:
            write_csv(path, columns, rows)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def _read(cells: list[str], place: int) -> str:
    return unharmed(repaired(cells[place])) if place < len(cells) else ""


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")
