"""The DuckDB engine: counts large files in little memory, in one scan when all is understood.

DuckDB counts what stands in the cells; what that means, the plain engine's reader says, once
for each different word. Rows with anything that is not understood are handed to that reader one
by one, with their number in the file. Text that DuckDB might cut into other rows or cells than
the plain engine does, and workbooks, the plain engine counts. So both give the same integers and
the same rejects.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally
from prongsai.methodology.thai import plain_digits
from prongsai.surveys.adapters import plain
from prongsai.surveys.adapters.duckdb_counts import Job, count_answers, count_sheets, doubtful
from prongsai.surveys.adapters.duckdb_files import ReadsOtherwise, opened
from prongsai.surveys.rules import Mapping, Reject

#: Rows fetched at a time on the slow path.
_BATCH = 10_000


def columns_of(path: Path) -> list[str]:
    """Return the column names of a file."""
    if path.suffix.lower() != ".parquet":
        return open_table(path).columns
    with opened(path) as source:
        return source.columns


def years_of(path: Path, column: str) -> set[str]:
    """Return everything that stands in a year column."""
    with suppress(ReadsOtherwise), opened(path) as source:
        query = f"SELECT DISTINCT {source.cell(column)} FROM {source.query}"
        cells = source.connection.execute(query).fetchall()
        return {plain_digits(str(cell)).strip() for (cell,) in cells} - {""}
    return plain.years_of(path, column)


def tally(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    *,
    agency: str,
    reject: Callable[[Reject], None],
    only_year: str | None = None,
) -> Tally:
    """Count a file of any size; as `plain.tally`."""
    rejects: list[Reject] = []
    try:
        with opened(path) as source:
            reader = plain.RowReader(source.columns, mapping, edition, agency, only_year)
            job = Job(source, mapping, edition, reader)
            found, understood = (count_sheets if mapping.leaves else count_answers)(job)
            if not understood:
                found = found + _slowly(job, rejects.append)
    except ReadsOtherwise:
        return plain.tally(
            path, mapping, edition, agency=agency, reject=reject, only_year=only_year
        )
    for rejected in rejects:
        reject(rejected)
    return found.for_agencies(tuple(sorted(found.agencies)))


def _slowly(job: Job, reject: Callable[[Reject], None]) -> Tally:
    """Have the reader look at the doubtful rows, each with its number in the file."""
    source = job.source
    records = job.run(f"SELECT count(*) + 1 FROM {source.query}").fetchone()
    if source.lines and records != (source.lines,):
        raise ReadsOtherwise("rows cannot be numbered: some lines hold more or less than one")
    cells = [f"w{number}" for number in range(len(source.columns))]
    named = [f"{source.cells[number]} AS {cell}" for number, cell in enumerate(cells)]
    rows = job.rows(source.numbered, ", number_, " + ", ".join(named))
    result = job.run(f"SELECT number_, [{', '.join(cells)}] FROM {rows} WHERE {doubtful(job)}")
    return plain.count_rows(source.file, _filled(result), job.reader, job.edition, reject)


def _filled(result: Any) -> Iterator[tuple[int, list[str]]]:
    while batch := result.fetchmany(_BATCH):
        for number, cells in batch:
            if any(cell.strip() for cell in cells):
                yield number, cells
