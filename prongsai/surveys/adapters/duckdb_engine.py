"""The DuckDB engine: counts large files of any kind in constant memory, one scan in the good case.

Rows that the fast query does not understand at once are handed, one by one, to the plain engine's
reader: what it understands is counted, the rest rejected with its reason. So both engines give the
same integers and the same rejects.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from prongsai.foundation.adapters.tables import as_utf8, delimiter_of, open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.surveys.adapters import plain
from prongsai.surveys.rules import BAD, NO_ANSWER, AnswersUnreadable, Mapping, Reject, option_words

#: Rows fetched at a time on the slow path.
_BATCH = 10_000
_WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")
_MEMORY = "1GB"


@dataclass(frozen=True)
class _File:
    """A file as DuckDB sees it: its relation, its columns with their types, the first row's number."""

    connection: duckdb.DuckDBPyConnection
    source: str
    types: dict[str, str]
    numbered: str
    name: str


def columns_of(path: Path) -> list[str]:
    """Return the column names of a file."""
    with _opened(path) as file:
        return list(file.types)


def years_of(path: Path, column: str) -> set[str]:
    """Return every value of a year column."""
    with _opened(path) as file:
        rows = file.connection.execute(
            f"SELECT DISTINCT trim({_name(column)}::VARCHAR) FROM {file.source}"
        ).fetchall()
    return {year for (year,) in rows if year}


def tally(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    *,
    agency: str,
    reject: Callable[[Reject], None],
    only_year: str | None = None,
) -> Tally:
    """Count a file; as `plain.tally`, for any size."""
    with _opened(path) as file:
        job = _Job(file, mapping, edition, agency, only_year)
        good, all_understood = _wide(job) if mapping.leaves else _long(job)
        if all_understood:
            return good
        return good + _slowly(job, reject)


@dataclass(frozen=True)
class _Job:
    file: _File
    mapping: Mapping
    edition: Edition
    agency: str
    only_year: str | None

    def reader(self) -> plain.RowReader:
        """The plain engine's reader for this file."""
        columns = list(self.file.types)
        return plain.RowReader(columns, self.mapping, self.edition, self.agency, self.only_year)

    @property
    def agency_sql(self) -> str:
        """The agency of a row; "" where it has none."""
        column = self.mapping.roles.get("agency")
        if column is None:
            return _text(self.agency)
        return f"coalesce(trim({_name(column)}::VARCHAR), '')"

    @property
    def year_sql(self) -> str:
        """Whether a row is of the year wanted; null when its year cannot be told."""
        column = self.mapping.roles.get("year_be")
        if column is None or self.only_year is None:
            return "true"
        year = f"trim({_name(column)}::VARCHAR)"
        return f"CASE WHEN {year} SIMILAR TO '[0-9]+' THEN {year} = {_text(self.only_year)} END"


@contextmanager
def _opened(path: Path) -> Iterator[_File]:
    try:
        with duckdb.connect() as connection:
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            if path.suffix.lower() == ".parquet":
                source = f"read_parquet({_text(path)})"
                yield _described(connection, path, source, _PARQUET_ROWS)
            else:
                with as_utf8(path) as readable:
                    yield _described(connection, path, _csv(path, readable), _CSV_ROWS)
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise AnswersUnreadable(engine="duckdb", file=path, why=why) from error


_PARQUET_ROWS = "SELECT file_row_number + 1 AS row_number_, * EXCLUDE (file_row_number) FROM {}"
#: The header is row 1.
_CSV_ROWS = "SELECT row_number() OVER () + 1 AS row_number_, * FROM {}"


def _described(
    connection: duckdb.DuckDBPyConnection, path: Path, source: str, numbering: str
) -> _File:
    rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    types = {str(row[0]): str(row[1]) for row in rows}
    with_numbers = source.replace("read_parquet(", "read_parquet(file_row_number = true, files = ")
    return _File(connection, source, types, numbering.format(with_numbers), path.name)


def _csv(path: Path, readable: Path) -> str:
    """Read a CSV exactly as the plain engine does: all text, no guessing."""
    columns = open_table(path).columns
    with readable.open(encoding="utf-8-sig") as file:
        delimiter = delimiter_of(file.read(4096))
    types = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_csv({_text(readable)}, auto_detect = false, header = true, delim = {_text(delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{types}}}, strict_mode = true)"
    )


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _position_sql(job: _Job, column: str, leaf: int) -> str:
    """The position of the option in a column: 0 for no answer, BAD for what is not understood."""
    name = _name(column)
    count = len(job.edition.nodes[job.edition.leaves[leaf]].options)
    kind = job.file.types[column]
    if kind.removeprefix("U") in _WHOLE_NUMBERS:
        inside = f"{name} BETWEEN 0 AND {count}"
        return f"CASE WHEN {inside} THEN {name}::UTINYINT WHEN {name} IS NULL THEN 0 ELSE {BAD} END"
    words: dict[int, list[str]] = {}
    for word, position in option_words(job.edition, leaf).items():
        words.setdefault(position, []).append(word)
    cases = " ".join(
        f"WHEN w IN ({', '.join(map(_text, sorted(some)))}) THEN {position}"
        for position, some in sorted(words.items())
    )
    cell = f"lower(trim({name}::VARCHAR))"
    return f"coalesce(CASE {cases.replace('w IN', f'{cell} IN')} WHEN {name} IS NULL THEN 0 END, {BAD})"


def _wide(job: _Job) -> tuple[Tally, bool]:
    """Count in one scan, all rows being good; otherwise once more, the good rows only."""
    leaves = list(job.mapping.leaves.items())
    inner = ", ".join(
        f"{_position_sql(job, column, leaf)} AS p{place}" for place, (column, leaf) in enumerate(leaves)
    )
    sheets = (
        f"SELECT {job.agency_sql} AS agency, {job.year_sql} AS wanted, {inner} FROM {job.file.source}"
    )
    good = [f"p{place} < {BAD}" for place in range(len(leaves))]
    good += ["wanted IS NOT NULL", "agency <> ''"]
    columns, kept = [], []
    for place, (_, leaf) in enumerate(leaves):
        for position in range(1, len(job.edition.nodes[job.edition.leaves[leaf]].options) + 1):
            columns.append(f"sum((p{place} = {position})::INT)::BIGINT")
            kept.append((leaf, position - 1))
    faults = " + ".join(f"(NOT coalesce({test}, false))::INT" for test in good)
    query = f"SELECT agency, sum({faults})::BIGINT, {', '.join(columns)} FROM ({sheets})"
    result = _fetch(job, f"{query} WHERE wanted IS NOT false GROUP BY agency")
    understood = int(result[1].sum()) == 0
    if not understood:
        result = _fetch(job, f"{query} WHERE wanted AND {' AND '.join(good)} GROUP BY agency")
    found = empty_tally(job.edition, tuple(map(str, result[0])))
    for (leaf, place), column in zip(kept, result[2:], strict=True):
        found.counts[:, leaf, place] = column
    return found, understood


def _fetch(job: _Job, query: str) -> list[Any]:
    """Return the columns of a result as arrays."""
    columns = job.file.connection.execute(query).fetchnumpy()
    return [np.ma.getdata(column) for column in columns.values()]


def _long(job: _Job) -> tuple[Tally, bool]:
    """Count rows by agency, part and option; then place each pair of words once."""
    roles, run = job.mapping.roles, job.file.connection.execute
    number = f"sum(try_cast(trim({_name(roles['count'])}::VARCHAR) AS BIGINT))" if "count" in roles else "count(*)"
    count = f"trim({_name(roles['count'])}::VARCHAR)" if "count" in roles else "'1'"
    countable = f"({count} SIMILAR TO '[0-9]+')"
    run(
        f"CREATE TEMP TABLE counted AS SELECT {job.agency_sql} AS agency, {job.year_sql} AS wanted, "
        f"{countable} AS countable, coalesce({_name(roles['part'])}::VARCHAR, '') AS part, "
        f"coalesce({_name(roles['option'])}::VARCHAR, '') AS option, {number} AS n "
        f"FROM {job.file.source} GROUP BY ALL HAVING wanted IS NOT false"
    )
    reader = job.reader()
    run("CREATE TEMP TABLE words (part VARCHAR, option VARCHAR, leaf INT, position INT)")
    pairs = run("SELECT DISTINCT part, option FROM counted").fetchall()
    placed = [(part, words, *reader.place_of(part, words)) for part, words in pairs]
    job.file.connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", placed) if placed else None
    good = f"wanted AND countable AND agency <> '' AND leaf >= 0 AND position <> {BAD}"
    joined = "FROM counted JOIN words USING (part, option)"
    understood = run(f"SELECT count(*) {joined} WHERE NOT coalesce({good}, false)").fetchone() == (0,)
    agencies = [str(code) for (code,) in run(f"SELECT DISTINCT agency {joined} WHERE {good}").fetchall()]
    run("CREATE TEMP TABLE places (agency VARCHAR, place INT)")
    if agencies:
        run("INSERT INTO places SELECT unnest(?), unnest(range(?))", [agencies, len(agencies)])
    found = empty_tally(job.edition, tuple(agencies))
    rows, leaf, position, n = _fetch(
        job,
        f"SELECT place, leaf, position, sum(n)::BIGINT {joined} JOIN places USING (agency) "
        f"WHERE {good} AND position <> {NO_ANSWER} GROUP BY ALL",
    )
    np.add.at(found.counts, (rows, leaf, position - 1), n)
    return found, understood


def _slowly(job: _Job, reject: Callable[[Reject], None]) -> Tally:
    """Read the rows that were not understood as the plain engine would."""
    reader = job.reader()
    result = job.file.connection.execute(f"SELECT * FROM ({job.file.numbered}) WHERE {_doubtful(job)}")
    rows = (
        (number, ["" if cell is None else str(cell) for cell in cells])
        for batch in iter(lambda: result.fetchmany(_BATCH), [])
        for number, *cells in batch
    )
    return plain.count_rows(job.file.name, rows, reader, job.edition, reject)


def _doubtful(job: _Job) -> str:
    """Which rows the fast queries left out; null conditions are doubts too."""
    tests = [f"({job.year_sql}) IS NOT NULL", f"{job.agency_sql} <> ''"]
    if job.mapping.leaves:
        tests += [f"{_position_sql(job, column, leaf)} < {BAD}" for column, leaf in job.mapping.leaves.items()]
    else:
        roles = job.mapping.roles
        if "count" in roles:
            tests.append(f"trim({_name(roles['count'])}::VARCHAR) SIMILAR TO '[0-9]+'")
        pair = f"coalesce({_name(roles['part'])}::VARCHAR, ''), coalesce({_name(roles['option'])}::VARCHAR, '')"
        tests.append(f"({pair}) IN (SELECT (part, option) FROM words WHERE leaf >= 0 AND position <> {BAD})")
    return f"NOT coalesce({' AND '.join(f'({test})' for test in tests)}, false)"
