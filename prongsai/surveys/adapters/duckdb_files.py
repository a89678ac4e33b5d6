"""Files of answers as DuckDB sees them: read exactly as the plain engine does, or not at all.

DuckDB is shown a text file as nothing but text, and only when both would cut it into the same
rows and cells: one kind of line end, a header in the first line, no space beside a quote. What
else is odd within rows it refuses by itself. What is refused is left to the plain engine.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from os import getpid, register_at_fork
from pathlib import Path
from tempfile import gettempdir

import duckdb

from prongsai.foundation.adapters.tables import SHEET_KINDS, as_utf8, delimiter_of, open_table
from prongsai.methodology.thai import repaired
from prongsai.surveys.rules import AnswersUnreadable

_MEMORY = "512MB"
_CHUNK = 1 << 20
#: As long as a field may be for the plain engine; also the unit of DuckDB's buffers.
_LONGEST_LINE = 1 << 20
_HEADER_FROM = 4096
#: Anything that Python's `strip` leaves.
_INK = r"[^\s\x0b\x1c-\x1f\x85\pZ]"


class ReadsOtherwise(Exception):
    """DuckDB might cut this text into other rows or cells than the plain engine does."""


@dataclass(frozen=True)
class Source:
    """A file that DuckDB can count.

    columns: names as people wrote them, and each one's name and type in SQL
    query:   what stands after FROM
    numbered: the same with a column `number_`: the row's number in the file when no line holds
             more or less than one row
    lines:   how many rows there are then, with the header; 0 when that is certain
    """

    connection: duckdb.DuckDBPyConnection
    file: str
    columns: list[str]
    names: list[str]
    types: list[str]
    query: str
    numbered: str
    lines: int = 0

    @property
    def not_blank(self) -> str:
        """Return the SQL of whether a row has anything in it."""
        cells = ", ".join(f"{name}::VARCHAR" for name in self.names)
        return f"regexp_matches(concat({cells}), {text(_INK)})"

    @property
    def cells(self) -> list[str]:
        """Return the SQL of each column's cell as text; "" where it is blank."""
        return [f"coalesce({name}::VARCHAR, '')" for name in self.names]

    def cell(self, column: str) -> str:
        """Return the SQL of one column's cell."""
        return self.cells[self.columns.index(column)]


@lru_cache(maxsize=1)
def database() -> duckdb.DuckDBPyConnection:
    """Return the process's own database: making one costs more than counting a small file."""
    connection = duckdb.connect()
    folder = Path(gettempdir()) / f"prongsai-duckdb-{getpid()}"
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute(f"SET temp_directory = {text(folder)}")
    return connection


def _close_before_a_fork() -> None:
    """Leave no database to a child process: its threads stay behind, and it would crash."""
    if database.cache_info().currsize:
        database().close()
        database.cache_clear()


register_at_fork(before=_close_before_a_fork)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a Parquet or a text file.

    Raises:
        AnswersUnreadable: DuckDB cannot read this Parquet file.
        ReadsOtherwise: it is text that the plain engine has to read.
    """
    is_parquet = path.suffix.lower() == ".parquet"
    if path.suffix.lower() in SHEET_KINDS:
        raise ReadsOtherwise("a workbook")
    try:
        with database().cursor() as connection:
            if is_parquet:
                yield _parquet(connection, path)
            else:
                columns = open_table(path).columns
                with as_utf8(path) as readable:
                    yield _csv(connection, path, readable, columns)
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        if is_parquet:
            raise AnswersUnreadable(engine="duckdb", file=path.name, why=why) from error
        raise ReadsOtherwise(why) from error


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> Source:
    file = text(path)
    query = f"read_parquet({file})"
    rows = connection.execute(f"DESCRIBE SELECT * FROM {query}").fetchall()
    columns, types = [str(row[0]) for row in rows], [str(row[1]) for row in rows]
    names = [name(column) for column in columns]
    numbered = (
        f"(SELECT file_row_number + 1 AS number_, * FROM "
        f"read_parquet({file}, file_row_number = true))"
    )
    return Source(connection, path.name, columns, names, types, query, numbered)


def _csv(
    connection: duckdb.DuckDBPyConnection, path: Path, readable: Path, columns: list[str]
) -> Source:
    lines = _lines(readable, columns)
    with readable.open(encoding="utf-8-sig", newline="") as file:
        delimiter = delimiter_of(file.read(_HEADER_FROM))
    # Names of our own: a header may name two columns alike.
    names = [f"c{number}" for number in range(len(columns))]
    types = ", ".join(f"{column}: 'VARCHAR'" for column in names)
    query = (
        f"read_csv({text(readable)}, auto_detect = false, header = true, strict_mode = true, "
        f"delim = {text(delimiter)}, quote = '\"', escape = '\"', columns = {{{types}}}, "
        f"max_line_size = {_LONGEST_LINE})"
    )
    numbered = f"(SELECT row_number() OVER () + 1 AS number_, * FROM {query})"
    return Source(
        connection, path.name, columns, names, ["VARCHAR"] * len(names), query, numbered, lines
    )


def _lines(path: Path, columns: list[str]) -> int:
    """Return how many lines a text has.

    Raises:
        ReadsOtherwise: rows and cells might not end where the plain engine says.
    """
    feeds = returns = both = 0
    before = b""
    with path.open("rb") as file:
        _require_header(file.read(_LONGEST_LINE), columns)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            seam = before[-1:] + chunk
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            both += seam.count(b"\r\n")
            if b'"' in seam and (b' "' in seam or b'" ' in seam):
                raise ReadsOtherwise("a space beside a quote")
            before = chunk
    if feeds and returns and not feeds == returns == both:
        raise ReadsOtherwise("lines end in different ways")
    return max(feeds, returns) + (not before.endswith((b"\n", b"\r")))


def _require_header(beginning: bytes, columns: list[str]) -> None:
    """Refuse a text whose header is not its first line."""
    first = beginning.decode("utf-8-sig", errors="replace").splitlines()[:1]
    header = next(csv.reader(first, delimiter=delimiter_of("".join(first))), [])
    if [repaired(name) for name in header] != columns:
        raise ReadsOtherwise("the header is not the first line")


def name(column: str) -> str:
    """Write a column's name in SQL."""
    return '"' + column.replace('"', '""') + '"'


def text(value: object) -> str:
    """Write a text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"
