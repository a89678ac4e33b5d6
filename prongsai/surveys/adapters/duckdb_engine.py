"""The DuckDB engine: counts large files in little memory, in one scan when all is understood.

DuckDB only counts what stands in the cells; what that means, the plain engine's reader says, once
for each different word. Rows with anything that was not understood are handed to that reader one
by one, with their number in the file. Text that DuckDB would cut into other rows or cells than the
plain engine, and workbooks, the plain engine counts. So both give the same integers and rejects.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from prongsai.foundation.adapters.tables import SHEET_KINDS, open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.surveys.adapters import plain
from prongsai.surveys.adapters.duckdb_files import ReadsOtherwise, Source, opened, text
from prongsai.surveys.rules import BAD, NO_ANSWER, Mapping, Reject, option_words

#: Rows fetched at a time on the slow path.
_BATCH = 10_000
_WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}
_COUNT = f"'[0-9]{{1,{plain.MOST_DIGITS}}}'"


def columns_of(path: Path) -> list[str]:
    """Return the column names of a file."""
    if path.suffix.lower() != ".parquet":
        return open_table(path).columns
    with opened(path) as source:
        return source.columns


def years_of(path: Path, column: str) -> set[str]:
    """Return every value of a year column."""
    if path.suffix.lower() in SHEET_KINDS:
        return plain.years_of(path, column)
    try:
        with opened(path) as source:
            query = f"SELECT DISTINCT {source.cell(column)} FROM {source.query}"
            found = {str(cell) for (cell,) in source.connection.execute(query).fetchall()}
    except ReadsOtherwise:
        return plain.years_of(path, column)
    return {plain.plain_digits(cell).strip() for cell in found}


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
        if path.suffix.lower() in SHEET_KINDS:
            raise ReadsOtherwise("a workbook")
        with opened(path) as source:
            reader = plain.RowReader(source.columns, mapping, edition, agency, only_year)
            job = Job(source, mapping, edition, reader)
            good, understood = _wide(job) if mapping.leaves else _long(job)
            found = good if understood else good + _slowly(job, rejects.append)
    except ReadsOtherwise:
        return plain.tally(
            path, mapping, edition, agency=agency, reject=reject, only_year=only_year
        )
    for rejected in rejects:
        reject(rejected)
    return found.for_agencies(tuple(sorted(found.agencies)))


@dataclass
class Job:
    """One file to be counted: what is asked of it, and which words are understood so far.

    words: by place among the leaves: a cell as it stands in the file -> position of the option
    """

    source: Source
    mapping: Mapping
    edition: Edition
    reader: plain.RowReader
    words: dict[int, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for leaf in self.mapping.leaves.values():
            self.learn(leaf, option_words(self.edition, leaf))

    def learn(self, leaf: int, cells: Any) -> bool:
        """Ask the reader what these cells mean; say whether any was understood."""
        known = self.words.setdefault(leaf, {})
        fresh = {cell: self.reader.position(leaf, cell) for cell in cells if cell not in known}
        known |= {cell: position for cell, position in fresh.items() if position != BAD}
        return any(position != BAD for position in fresh.values())

    def role(self, role: str, otherwise: str) -> str:
        """Return the SQL of a role's cell; a constant where the file has no such column."""
        column = self.mapping.roles.get(role)
        return text(otherwise) if column is None else self.source.cell(column)

    @property
    def who_and_when(self) -> str:
        """The agency and the year of a row as they stand there."""
        agency = self.role("agency", self.reader.default_agency)
        dated = self.reader.only_year is not None
        year = self.role("year_be", "") if dated else "''"
        return f"{agency} AS agency_, {year} AS year_"

    def sort(self, agencies: set[str], years: set[str]) -> tuple[str, ...]:
        """Tell good agencies and years from others, here and in tables for the queries to come.

        Out: agencies_(agency_, place) and years_(year_, wanted), wanted null where it is no year;
             the codes of the agencies in the order of their places
        """
        codes = tuple(sorted({cell.strip() for cell in agencies} - {""}))
        place = {code: number for number, code in enumerate(codes)}
        cells = sorted(agencies)
        self._table("agencies_", "agency_", cells, [place.get(cell.strip(), -1) for cell in cells])
        cells = sorted(years)
        self._table("years_", "year_", cells, [self._wants(cell) for cell in cells])
        return codes

    def _wants(self, year: str) -> int | None:
        dated = "year_be" in self.mapping.roles and self.reader.only_year is not None
        wanted = self.reader.wants(year) if dated else True
        return None if wanted is None else int(wanted)

    def _table(self, name: str, key: str, keys: list[str], values: list[int | None]) -> None:
        run = self.source.connection.execute
        column = "place" if name == "agencies_" else "wanted"
        run(f"CREATE OR REPLACE TEMP TABLE {name} ({key} VARCHAR, {column} INT)")
        run(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[]), unnest(?::INT[])", [keys, values])

    def fetch(self, query: str) -> list[Any]:
        """Return the columns of a result as arrays."""
        columns = self.source.connection.execute(query).fetchnumpy()
        return [np.ma.getdata(column) for column in columns.values()]


def position_sql(job: Job, column: str, leaf: int) -> str:
    """Return the SQL of the option's position in a cell; BAD where it is not understood."""
    place = job.source.columns.index(column)
    cell, quoted, words = job.source.cell(column), text, job.words[leaf]
    if job.source.types[place].removeprefix("U") in _WHOLE_NUMBERS:
        cell, quoted = job.source.names[place], str
        words = {w: p for w, p in words.items() if w.isascii() and w.isdigit() and w == str(int(w))}
    # What is written most, and compared fastest, first: the bare numbers.
    cases = [
        f"WHEN {cell} = {quoted(word)} THEN {position}::UTINYINT"
        for word, position in sorted(words.items(), key=lambda pair: (len(pair[0]), pair[0]))
    ]
    if cell == job.source.names[place]:
        cases.append(f"WHEN {cell} IS NULL THEN {NO_ANSWER}::UTINYINT")
    return f"CASE {' '.join(cases)} ELSE {BAD}::UTINYINT END"


def _wide(job: Job) -> tuple[Tally, bool]:
    """Count in one scan, all rows being good; otherwise learn their words and count again."""
    for _ in range(2):
        groups = _Groups(job, "")
        if groups.understood:
            return groups.tally(), True
        if not _learn_words(job):
            break
    again = _Groups(job, "WHERE NOT bad")
    return again.tally(), groups.faults == 0


class _Groups:
    """Counts by agency and year as they are written, of all rows or of the good ones."""

    def __init__(self, job: Job, where: str) -> None:
        self.job = job
        self.columns, sums = [], []
        for number, leaf in enumerate(job.mapping.leaves.values()):
            for position in range(1, len(job.edition.nodes[job.edition.leaves[leaf]].options) + 1):
                sums.append(f"sum((p{number} = {position})::INT)::BIGINT")
                self.columns.append((leaf, position - 1))
        result = job.fetch(
            f"SELECT agency_, year_, sum(bad::INT)::BIGINT AS bad_, {', '.join(sums)} "
            f"FROM ({_sheets(job)}) {where} GROUP BY agency_, year_"
        )
        agencies, years, self.bad = result[:3]
        self.sums = result[3:]
        self.agencies = job.sort(set(agencies), set(years))
        verdicts = dict(job.source.connection.execute("FROM years_").fetchall())
        named = np.array([bool(cell.strip()) for cell in agencies], np.bool_)
        dated = np.array([verdicts[cell] is not None for cell in years], np.bool_)
        self.wanted = np.array([verdicts[cell] == 1 for cell in years], np.bool_) & named
        unclear = ~dated | (~named & np.array([verdicts[cell] == 1 for cell in years], np.bool_))
        self.faults = int(unclear.sum()) + int(self.bad[self.wanted].sum())
        self.places = [cell.strip() for cell in agencies]

    @property
    def understood(self) -> bool:
        return self.faults == 0
