"""Tables of published results: one statement a row, or one agency and year a row."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from prongsai.foundation.adapters.tables import Table, open_table
from prongsai.methodology import findings
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.statements import About, Place, Statement, year_in
from prongsai.methodology.thai import plain_digits, repaired
from prongsai.methodology.wording import Text
from prongsai.results.rules import Agency, ColumnTwice

STATEMENT_COLUMNS = ("agency", "year_be", "code", "part", "score", "verdict")
#: Brings Arrow along.
_PARQUET = "prongsai.foundation.adapters.parquet_files"
_INDICATOR = re.compile(r"indicator_?(\d+)")
_WRONG_LENGTH = Text("มีจำนวนช่องไม่เท่ากับหัวตาราง", "has not as many cells as the header has")
#: Letters of a row that are told.
_SHOWN = 60
_AGENCY_COLUMNS = ("name_th", "name_en", "group", "ministry", "province", "staff", "public")

_COLUMNS = {*STATEMENT_COLUMNS, *_AGENCY_COLUMNS, "total"}

#: Told what is wrong with a row.
Note = Callable[[Finding], None]


def plain_names(columns: list[str]) -> list[str]:
    """Return column names as they are compared: small letters, no spaces."""
    return [column.strip().casefold().replace(" ", "_") for column in columns]


def has_statements(columns: list[str]) -> bool:
    """Whether a table has one statement a row: a code with a score or a verdict."""
    names = set(plain_names(columns))
    return {"agency", "year_be", "code"} <= names and bool({"score", "verdict"} & names)


def has_indicators(columns: list[str]) -> bool:
    """Whether a table has one agency and year a row, with columns indicator1, indicator2, ..."""
    names = plain_names(columns)
    return {"agency", "year_be"} <= set(names) and any(map(_INDICATOR.fullmatch, names))


def has_totals(columns: list[str]) -> bool:
    """Whether a table says the total, which can be weighed against what it is the sum of."""
    return "total" in plain_names(columns)


def has_agencies(columns: list[str]) -> bool:
    """Whether a table says who the agencies are."""
    names = set(plain_names(columns))
    return "agency" in names and bool(set(_AGENCY_COLUMNS) & names)


def read_statements(path: Path, note: Note) -> Iterator[Statement]:
    """Read a table of statements; a row may carry a score, a verdict, or both.

    Rows that name no agency are about the one that the file is called after. A row that does not
    reach its code, or goes on after the last column, is noted and not used.

    Raises:
        ColumnTwice, and what `open_table` or `open_parquet` raises.
    """
    table, place = _opened(path)
    for where, row in _rows(table, place, place["code"], note):
        for about, value in ((About.SCORE, row["score"]), (About.VERDICT, row["verdict"])):
            if value:
                yield Statement(
                    row["agency"] or path.stem,
                    year_in(row["year_be"]),
                    about,
                    row["code"],
                    value,
                    where,
                    row["part"],
                )


def read_indicators(path: Path, note: Note) -> Iterator[Statement]:
    """Read a table with one agency and year a row, into the same statements.

    Raises:
        ColumnTwice, and what `open_table` or `open_parquet` raises.
    """
    table, place = _opened(path)
    columns = indicators_in(place) | {"total": "total"}
    for where, row in _rows(table, place, place["year_be"], note):
        for name, code in columns.items():
            if row[name]:
                yield Statement(
                    row["agency"] or path.stem,
                    year_in(row["year_be"]),
                    About.SCORE,
                    code,
                    row[name],
                    where,
                )


def read_agencies(path: Path) -> dict[str, Agency]:
    """Read who the agencies are, by code.

    Raises:
        ColumnTwice, and what `open_table` or `open_parquet` raises.
    """
    table, place = _opened(path)
    rows = [cells for _, cells in table.rows]
    names = ("agency", *_AGENCY_COLUMNS)
    codes, *texts, staff, public = (_column(rows, place.get(name)) for name in names)
    found: dict[str, Agency] = {}
    for code, *told in zip(codes, *texts, _numbers(staff), _numbers(public), strict=True):
        agency = Agency(code or path.stem, *told)
        found[agency.code] = agency.completed(found.get(agency.code))
    return found


def _column(rows: list[list[str]], number: int | None) -> list[str]:
    """Return the cells of a column, repaired; "" where the table has no such column or cell."""
    if number is None:
        return [""] * len(rows)
    cells = [cells[number] if number < len(cells) else "" for cells in rows]
    # A ministry or a province stands in many rows.
    clean = {cell: repaired(cell) for cell in set(cells)}
    return [clean[cell] for cell in cells]


def _numbers(cells: list[str]) -> list[int | None]:
    known = {cell: _whole(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _opened(path: Path) -> tuple[Table, dict[str, int]]:
    is_parquet = path.suffix.lower() == ".parquet"
    table = import_module(_PARQUET).open_parquet(path) if is_parquet else open_table(path)
    return table, place_of(table.file, table.columns)


def place_of(file: str, columns: list[str]) -> dict[str, int]:
    """Return where each column stands, by its plain name.

    Raises:
        ColumnTwice: a column that is read stands there more than once.
    """
    names = plain_names(columns)
    for name, times in Counter(names).items():
        if times > 1 and (name in _COLUMNS or _INDICATOR.fullmatch(name)):
            raise ColumnTwice(file=file, column=name)
    return {name: number for number, name in enumerate(names)}


def indicators_in(names: Iterable[str]) -> dict[str, str]:
    """Return the columns that hold an indicator, and which: {"indicator1": "1"}."""
    return {name: match.group(1) for name in names if (match := _INDICATOR.fullmatch(name))}


def _rows(
    table: Table, place: dict[str, int], least: int, note: Note
) -> Iterator[tuple[Place, "_Row"]]:
    """Yield the rows that reach beyond column `least` and not beyond the last."""
    for number, cells in table.rows:
        where = Place(table.file, number)
        if len(cells) <= least or any(map(str.strip, cells[len(table.columns) :])):
            words = repaired(" ".join(cells))[:_SHOWN]
            note(found(findings.NOT_UNDERSTOOD, place=where, what=words, why=_WRONG_LENGTH))
        else:
            yield where, _Row(cells, place)


class _Row:
    """A row by column name; "" where the table has no such column or cell."""

    def __init__(self, cells: list[str], place: dict[str, int]) -> None:
        self._cells, self._place = cells, place

    def __getitem__(self, name: str) -> str:
        number = self._place.get(name, len(self._cells))
        return repaired(self._cells[number]) if number < len(self._cells) else ""


def _whole(text: str) -> int | None:
    text = plain_digits(text).replace(",", "")
    return int(text) if text.isdecimal() else None
