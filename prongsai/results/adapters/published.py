"""Tables of published results: one statement a row, or one agency and year a row."""

import re
from collections.abc import Iterator
from pathlib import Path

from prongsai.foundation.adapters.tables import Table, open_table
from prongsai.methodology.statements import About, Place, Statement
from prongsai.methodology.thai import plain_digits, repaired
from prongsai.results.rules import Agency

STATEMENT_COLUMNS = ("agency", "year_be", "code", "part", "score", "verdict")
_INDICATOR = re.compile(r"indicator_?(\d+)")
_AGENCY_COLUMNS = ("name_th", "name_en", "group", "ministry", "province", "staff", "public")


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


def has_agencies(columns: list[str]) -> bool:
    """Whether a table says who the agencies are."""
    names = set(plain_names(columns))
    return "agency" in names and bool(set(_AGENCY_COLUMNS) & names)


def read_statements(path: Path) -> Iterator[Statement]:
    """Read a table of statements; a row may carry a score, a verdict, or both.

    Rows that name no agency are about the one that the file is called after.
    """
    table, place = _opened(path)
    for number, cells in table.rows:
        row = _Row(cells, place)
        where = Place(table.file, number)
        year = plain_digits(row["year_be"])
        for about, value in ((About.SCORE, row["score"]), (About.VERDICT, row["verdict"])):
            if value:
                yield Statement(
                    row["agency"] or path.stem,
                    int(year) if year.isdecimal() else 0,
                    about,
                    row["code"],
                    value,
                    where,
                    row["part"],
                )


def read_indicators(path: Path) -> Iterator[Statement]:
    """Read a table with one agency and year a row, into the same statements."""
    table, place = _opened(path)
    columns = {
        name: match.group(1) for name in place if (match := _INDICATOR.fullmatch(name)) is not None
    }
    for number, cells in table.rows:
        row = _Row(cells, place)
        where = Place(table.file, number)
        year = plain_digits(row["year_be"])
        for name, code in (columns | {"total": "total"}).items():
            if row[name]:
                yield Statement(
                    row["agency"] or path.stem,
                    int(year) if year.isdecimal() else 0,
                    About.SCORE,
                    code,
                    row[name],
                    where,
                )


def read_agencies(path: Path) -> dict[str, Agency]:
    """Read who the agencies are, by code."""
    table, place = _opened(path)
    found = {}
    for _, cells in table.rows:
        row = _Row(cells, place)
        found[row["agency"]] = Agency(
            row["agency"],
            row["name_th"],
            row["name_en"],
            row["group"],
            row["ministry"],
            row["province"],
            _whole(row["staff"]),
            _whole(row["public"]),
        )
    return found


def _opened(path: Path) -> tuple[Table, dict[str, int]]:
    table = open_table(path)
    return table, {name: number for number, name in enumerate(plain_names(table.columns))}


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
