"""The DuckDB engine: counts large files in little memory, in one scan when all is understood.

DuckDB counts what stands in the cells; what that means, the plain engine's reader says, once for
each different word. Rows with anything that is not understood are handed to that reader one by
one, with their number in the file. Text that DuckDB might cut into other rows or cells than the
plain engine does, and workbooks, the plain engine counts. So both give the same integers and the
same rejects.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.methodology.thai import plain_digits
from prongsai.surveys.adapters import plain
from prongsai.surveys.adapters.duckdb_files import ReadsOtherwise, Source, opened, text
from prongsai.surveys.rules import BAD, NO_ANSWER, Mapping, Reject, option_words

#: Rows fetched at a time on the slow path.
_BATCH = 10_000
_WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}
_COUNTABLE = f"'[0-9]{{1,{plain.MOST_DIGITS}}}'"
#: Rows of a wanted year with a fault, and rows without a year; `bad_` is told by the form.
_DOUBTFUL = """list_contains($undated::VARCHAR[], year_) OR (list_contains($wanted::VARCHAR[], year_)
    AND (bad_ OR list_contains($nameless::VARCHAR[], agency_)))"""


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
            job = _Job(source, mapping, edition, reader)
            found, understood = _wide(job) if mapping.leaves else _long(job)
            if not understood:
                found = found + _slowly(job, rejects.append)
    except ReadsOtherwise:
        return plain.tally(
            path, mapping, edition, agency=agency, reject=reject, only_year=only_year
        )
    for rejected in rejects:
        reject(rejected)
    return found.for_agencies(tuple(sorted(found.agencies)))


@dataclass
class _Job:
    """One file to be counted, and what has been found out about it on the way.

    words: by place among the leaves: a cell as it stands in the file -> position of the option
    nameless, wanted, undated: cells as they stand in the file: agencies without a name, the
        years that count, what is no year
    """

    source: Source
    mapping: Mapping
    edition: Edition
    reader: plain.RowReader
    words: dict[int, dict[str, int]] = field(default_factory=dict)
    nameless: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for leaf in self.mapping.leaves.values():
            self.learn(leaf, option_words(self.edition, leaf))

    def learn(self, leaf: int, cells: Iterable[str]) -> bool:
        """Ask the reader what these cells mean; say whether it understood any."""
        read = {cell: self.reader.position(leaf, cell) for cell in cells}
        understood = {cell: position for cell, position in read.items() if position != BAD}
        self.words.setdefault(leaf, {}).update(understood)
        return bool(understood)

    def sort(self, agencies: Iterable[str], years: Iterable[str]) -> None:
        """Tell the agencies and years of the file apart."""
        self.nameless = [cell for cell in set(agencies) if not cell.strip()]
        verdicts = {cell: self.reader.wants(cell) if self.is_dated else True for cell in years}
        self.wanted = [cell for cell, wanted in verdicts.items() if wanted]
        self.undated = [cell for cell, wanted in verdicts.items() if wanted is None]

    @property
    def is_dated(self) -> bool:
        return "year_be" in self.mapping.roles and self.reader.only_year is not None

    def role(self, role: str, otherwise: str = "") -> str:
        """Return the SQL of a role's cell; a constant where the file has no such column."""
        column = self.mapping.roles.get(role)
        return text(otherwise) if column is None else self.source.cell(column)

    def rows(self, source: str, more: str = "") -> str:
        """Return SQL for agency_, year_, bad_ and the answers of each row, and what more is asked."""
        year = self.role("year_be") if self.is_dated else "''"
        columns = [
            f"{self.role('agency', self.reader.default_agency)} AS agency_, {year} AS year_"
        ]
        if self.mapping.leaves:
            answers = [_position(self, *pair) for pair in self.mapping.leaves.items()]
            columns += [f"{answer} AS p{number}" for number, answer in enumerate(answers)]
            bad = " OR ".join(f"p{number} = {BAD}" for number in range(len(answers)))
        else:
            columns += [f"{self.role(role)} AS {role}_" for role in ("part", "option")]
            columns.append(f"{self.role('count', '1')} AS count_")
            bad = f"NOT regexp_full_match(count_, {_COUNTABLE})"
        where = "" if "agency" in self.mapping.roles else f"WHERE {self.source.not_blank}"
        inner = f"SELECT {', '.join(columns)}{more} FROM {source} {where}"
        return f"(SELECT *, ({bad}) AS bad_ FROM ({inner}))"

    def run(self, query: str) -> Any:
        """Run a query; $nameless, $wanted and $undated may stand in it."""
        lists = {"nameless": self.nameless, "wanted": self.wanted, "undated": self.undated}
        named = {name: cells for name, cells in lists.items() if f"${name}" in query}
        return self.source.connection.execute(query, named)

    def arrays(self, query: str) -> list[Any]:
        """Return the columns of a result as arrays."""
        return [np.ma.getdata(column) for column in self.run(query).fetchnumpy().values()]


def _position(job: _Job, column: str, leaf: int) -> str:
    """Return the SQL of the option's position in a cell; BAD where it is not understood."""
    place = job.source.columns.index(column)
    cell, words = job.source.cell(column), sorted(job.words[leaf].items(), key=_shortest_first)
    known = [(text(word), position) for word, position in words]
    if job.source.types[place].removeprefix("U") in _WHOLE_NUMBERS:
        cell = job.source.names[place]
        known = [
            (word, position) for word, position in words if word in {"0", word.lstrip("0")}
        ]
        known = [
            (word, position) for word, position in known if word.isascii() and word.isdecimal()
        ]
    cases = [f"WHEN {cell} = {word} THEN {position}::UTINYINT" for word, position in known]
    blank = f"WHEN {cell} IS NULL THEN {NO_ANSWER}::UTINYINT"
    return f"CASE {' '.join(cases)} {blank} ELSE {BAD}::UTINYINT END"


def _shortest_first(word: tuple[str, int]) -> tuple[int, str]:
    """What is written most, bare numbers, is compared first."""
    return len(word[0]), word[0]


def _wide(job: _Job) -> tuple[Tally, bool]:
    """Count sheets: in one scan when every row is good, else anew the good rows alone."""
    found, understood = _count_sheets(job)
    if not understood and _learn_words(job):
        found, understood = _count_sheets(job)
    if not understood:
        found, _ = _count_sheets(job, "WHERE NOT bad_")
    return found, understood


def _count_sheets(job: _Job, where: str = "") -> tuple[Tally, bool]:
    sums, places = [], []
    for number, leaf in enumerate(job.mapping.leaves.values()):
        for position in range(1, len(job.edition.nodes[job.edition.leaves[leaf]].options) + 1):
            sums.append(f"sum((p{number} = {position})::UTINYINT)::BIGINT")
            places.append((leaf, position - 1))
    agencies, years, bad, *counts = job.arrays(
        f"SELECT agency_, year_, sum(bad_::UTINYINT)::BIGINT, {', '.join(sums)} "
        f"FROM {job.rows(job.source.query)} {where} GROUP BY agency_, year_"
    )
    if not where:
        job.sort(agencies, years)
    wanted = np.array([year in job.wanted for year in years], np.bool_)
    named = np.array([bool(cell.strip()) for cell in agencies], np.bool_)
    kept = wanted & named
    codes, rows = np.unique([cell.strip() for cell in agencies[kept]], return_inverse=True)
    found = empty_tally(job.edition, tuple(map(str, codes)))
    for (leaf, place), column in zip(places, counts, strict=True):
        np.add.at(found.counts[:, leaf, place], rows, column[kept])
    return found, not (job.undated or (wanted & ~named).any() or bad[kept].any())


def _learn_words(job: _Job) -> bool:
    """Have the reader look at every cell that was not understood; say whether it knew any."""
    leaves = list(job.mapping.leaves.items())
    cells = [f"{job.source.cell(column)} AS w{n}" for n, (column, _) in enumerate(leaves)]
    unknown = [f"list(DISTINCT w{n}) FILTER (WHERE p{n} = {BAD})" for n in range(len(leaves))]
    rows = job.rows(job.source.query, ", " + ", ".join(cells))
    found = job.run(f"SELECT {', '.join(unknown)} FROM {rows}").fetchone()
    return any(
        [job.learn(leaf, new or []) for (_, leaf), new in zip(leaves, found, strict=True)]
    )


def _long(job: _Job) -> tuple[Tally, bool]:
    """Count rows by agency, year, part and option as written; then read each pair of words once."""
    job.run(
        "CREATE TEMP TABLE counted_ AS SELECT agency_, year_, part_, option_, bad_, "
        "sum(CASE WHEN bad_ THEN 0 ELSE count_::BIGINT END) AS n_ "
        f"FROM {job.rows(job.source.query)} GROUP BY ALL"
    )
    job.run(
        "CREATE TEMP TABLE agencies_ AS SELECT agency_, row_number() OVER () - 1 AS place_ "
        "FROM (SELECT DISTINCT agency_ FROM counted_)"
    )
    cells = [
        cell for (cell,) in job.run("SELECT agency_ FROM agencies_ ORDER BY place_").fetchall()
    ]
    years = [year for (year,) in job.run("SELECT DISTINCT year_ FROM counted_").fetchall()]
    job.sort(cells, years)
    _place_words(job)
    rows = "FROM counted_ JOIN words_ USING (part_, option_) JOIN agencies_ USING (agency_)"
    places, leaves, positions, n = job.arrays(
        f"SELECT place_, leaf_, position_, sum(n_)::BIGINT {rows} WHERE NOT ({_BAD_PAIR} OR bad_) "
        "AND list_contains($wanted::VARCHAR[], year_) "
        "AND NOT list_contains($nameless::VARCHAR[], agency_) GROUP BY ALL"
    )
    codes, back = np.unique(np.array([cell.strip() for cell in cells]), return_inverse=True)
    found = empty_tally(job.edition, tuple(map(str, codes)))
    answered = positions != NO_ANSWER
    where = (back[places[answered]], leaves[answered], positions[answered] - 1)
    np.add.at(found.counts, where, n[answered])
    present = np.unique(back[places])
    found = Tally(tuple(found.agencies[place] for place in present), found.counts[present])
    doubts = f"SELECT count(*) {rows} WHERE {_doubtful(job)}"
    return found, job.run(doubts).fetchone() == (0,)


_BAD_PAIR = f"(leaf_ < 0 OR position_ = {BAD})"


def _place_words(job: _Job) -> None:
    """Make words_(part_, option_, leaf_, position_), what every pair of words means."""
    pairs = job.run("SELECT DISTINCT part_, option_ FROM counted_").fetchall()
    places = [job.reader.place_of(part, words) for part, words in pairs]
    job.run(
        "CREATE TEMP TABLE words_ (part_ VARCHAR, option_ VARCHAR, leaf_ INT, position_ INT)"
    )
    columns = [list(column) for column in zip(*pairs, strict=True)] or [[], []]
    columns += [list(column) for column in zip(*places, strict=True)] or [[], []]
    job.source.connection.execute(
        "INSERT INTO words_ SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::INT[]), "
        "unnest(?::INT[])",
        columns,
    )


def _doubtful(job: _Job) -> str:
    if job.mapping.leaves:
        return _DOUBTFUL
    pairs = f"(part_, option_) IN (SELECT (part_, option_) FROM words_ WHERE {_BAD_PAIR})"
    return _DOUBTFUL.replace("bad_ OR", f"bad_ OR {pairs} OR")


def _slowly(job: _Job, reject: Callable[[Reject], None]) -> Tally:
    """Have the reader look at the doubtful rows, each with its number in the file."""
    source = job.source
    if source.lines and job.run(f"SELECT count(*) + 1 FROM {source.query}").fetchone() != (
        source.lines,
    ):
        raise ReadsOtherwise("rows cannot be numbered: some lines hold more or less than one")
    cells = ", ".join(source.cell(column) for column in source.columns)
    rows = job.rows(source.numbered, f", number_, [{cells}] AS cells_")
    result = job.run(f"SELECT number_, cells_ FROM {rows} WHERE {_doubtful(job)}")
    return plain.count_rows(source.file, _filled(result), job.reader, job.edition, reject)


def _filled(result: Any) -> Iterator[tuple[int, list[str]]]:
    while batch := result.fetchmany(_BATCH):
        for number, cells in batch:
            if any(cell.strip() for cell in cells):
                yield number, cells
