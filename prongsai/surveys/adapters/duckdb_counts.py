"""How DuckDB counts the rows of a file, and which it leaves to the plain engine's reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.surveys.adapters import plain
from prongsai.surveys.adapters.duckdb_files import Source, text
from prongsai.surveys.adapters.grouped import Cast, Groups, cast_of, codes_of, tally_of
from prongsai.surveys.rules import BAD, NO_ANSWER, Mapping, option_words

_WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}
_COUNTABLE = f"'[0-9]{{1,{plain.MOST_DIGITS}}}'"
WANTED = "list_contains($wanted::VARCHAR[], year_)"
_UNDATED = "list_contains($undated::VARCHAR[], year_)"
_NAMELESS = "list_contains($nameless::VARCHAR[], agency_)"
_UNKNOWN_PAIR = f"(leaf_ < 0 OR position_ = {BAD})"


@dataclass
class Job:
    """One file to be counted, and what has been found out about it on the way.

    words: by place among the leaves: a cell as it stands in the file -> position of the option
    cast:  its agencies and years, told apart
    """

    source: Source
    mapping: Mapping
    edition: Edition
    reader: plain.RowReader
    words: dict[int, dict[str, int]] = field(default_factory=dict)
    cast: Cast = field(default_factory=Cast)

    def __post_init__(self) -> None:
        for leaf in self.mapping.leaves.values():
            self.learn(leaf, option_words(self.edition, leaf))

    def learn(self, leaf: int, cells: Iterable[str]) -> bool:
        """Ask the reader what these cells mean; say whether it understood any."""
        read = {cell: self.reader.position(leaf, cell) for cell in cells}
        understood = {cell: position for cell, position in read.items() if position != BAD}
        self.words.setdefault(leaf, {}).update(understood)
        return bool(understood)

    def role(self, role: str, otherwise: str = "") -> str:
        """Return the SQL of a role's cell; a constant where the file has no such column."""
        column = self.mapping.roles.get(role)
        return text(otherwise) if column is None else self.source.cell(column)

    def rows(self, source: str, more: str = "") -> str:
        """Return SQL for agency_, year_, bad_, the answers of each row, and more."""
        year = self.role("year_be") if self.reader.is_dated else "''"
        columns = [f"{self.role('agency', self.reader.default_agency)} AS agency_, {year} AS year_"]
        if self.mapping.leaves:
            answers = [_position(self, *pair) for pair in self.mapping.leaves.items()]
            columns += [f"{answer} AS p{number}" for number, answer in enumerate(answers)]
            bad = " OR ".join(
                _bad(self, number, *pair) for number, pair in enumerate(self.mapping.leaves.items())
            )
        else:
            columns += [f"{self.role(role)} AS {role}_" for role in ("part", "option")]
            columns.append(f"{self.role('count', '1')} AS count_")
            bad = f"NOT regexp_full_match(count_, {_COUNTABLE})"
        where = "" if "agency" in self.mapping.roles else f"WHERE {self.source.not_blank}"
        inner = f"SELECT {', '.join(columns)}{more} FROM {source} {where}"
        return f"(SELECT *, ({bad}) AS bad_ FROM ({inner}))"

    def run(self, query: str) -> Any:
        """Run a query; the lists of `cast` may stand in it: $nameless, $wanted, $undated."""
        lists = {name: cells for name, cells in vars(self.cast).items() if f"${name}" in query}
        return self.source.connection.execute(query, lists)

    def arrays(self, query: str) -> list[Any]:
        """Return the columns of a result as arrays."""
        return [np.ma.getdata(column) for column in self.run(query).fetchnumpy().values()]


def _is_number(job: Job, column: str) -> bool:
    """Whether a column holds whole numbers by its type: then the number is the position."""
    kind = job.source.types[job.source.columns.index(column)]
    return kind.removeprefix("U") in _WHOLE_NUMBERS


def _position(job: Job, column: str, leaf: int) -> str:
    """Return the SQL of the option's position in a cell; see `bad` for what is none."""
    if _is_number(job, column):
        return f"coalesce({job.source.names[job.source.columns.index(column)]}, {NO_ANSWER})"
    cell, words = job.source.cell(column), sorted(job.words[leaf].items(), key=_shortest_first)
    cases = [f"WHEN {cell} = {text(word)} THEN {position}::UTINYINT" for word, position in words]
    blank = f"WHEN {cell} IS NULL THEN {NO_ANSWER}::UTINYINT"
    return f"CASE {' '.join(cases)} {blank} ELSE {BAD}::UTINYINT END"


def _bad(job: Job, number: int, column: str, leaf: int) -> str:
    """Return SQL: the position p<number> is none of the leaf's."""
    if not _is_number(job, column):
        return f"p{number} = {BAD}"
    options = len(job.edition.nodes[job.edition.leaves[leaf]].options)
    return f"p{number} NOT BETWEEN {NO_ANSWER} AND {options}"


def _shortest_first(word: tuple[str, int]) -> tuple[int, str]:
    """What is written most, bare numbers, is compared first."""
    return len(word[0]), word[0]


def count_sheets(job: Job) -> tuple[Tally, bool]:
    """Count a wide file: in one scan when every row is good, else anew the good rows alone.

    Out: the tally of the good rows, and whether there are no others
    """
    groups = _groups(job)
    job.cast = cast_of(job.reader, groups.agencies, groups.years)
    if groups.bad.any() and learn_words(job):
        groups = _groups(job)
    found, understood = tally_of(groups, job.cast, job.edition)
    if groups.bad.any():
        found, _ = tally_of(_groups(job, "WHERE NOT bad_"), job.cast, job.edition)
    return found, understood


def _groups(job: Job, where: str = "") -> Groups:
    sums = {
        (leaf, place): f"countif(p{number} = {place + 1})"
        for number, leaf in enumerate(job.mapping.leaves.values())
        for place in range(len(job.edition.nodes[job.edition.leaves[leaf]].options))
    }
    # One key less to hash where there is no year to tell apart.
    year, keys = ("year_", "agency_, year_") if job.reader.is_dated else ("''", "agency_")
    agencies, years, rows, bad, *counts = job.arrays(
        f"SELECT agency_, {year} AS y, count(*), countif(bad_), {', '.join(sums.values())} "
        f"FROM {job.rows(job.source.query)} {where} GROUP BY {keys}"
    )
    return Groups(agencies, years, rows, bad, dict(zip(sums, counts, strict=True)))


def learn_words(job: Job) -> bool:
    """Have the reader look at every cell that was not understood; say whether it knew any."""
    leaves = list(job.mapping.leaves.items())
    cells = [f", {job.source.cell(column)} AS w{n}" for n, (column, _) in enumerate(leaves)]
    words, read = (", ".join(f"{x}{n}" for n in range(len(leaves))) for x in "wp")
    unknown = job.run(
        f"SELECT DISTINCT leaf_, word_ FROM (SELECT unnest(range({len(leaves)})) AS leaf_, "
        f"unnest([{words}]) AS word_, unnest([{read}]) AS read_ "
        f"FROM {job.rows(job.source.query, ''.join(cells))} WHERE bad_) WHERE read_ = {BAD}"
    )
    learnt = [job.learn(leaves[number][1], [word]) for number, word in unknown.fetchall()]
    return any(learnt)


def count_answers(job: Job) -> tuple[Tally, bool]:
    """Count a long file: by agency, year, part and option as written; then read each pair once.

    Out: the tally of the good rows, and whether there are no others
    """
    job.run(
        "CREATE TEMP TABLE counted_ AS SELECT agency_, year_, part_, option_, bad_, "
        "sum(CASE WHEN bad_ THEN 0 ELSE count_::BIGINT END) AS n_ "
        f"FROM {job.rows(job.source.query)} GROUP BY ALL"
    )
    job.run(
        "CREATE TEMP TABLE agencies_ AS SELECT agency_, row_number() OVER () - 1 AS place_ "
        "FROM (SELECT DISTINCT agency_ FROM counted_)"
    )
    agencies = _column(job, "SELECT agency_ FROM agencies_ ORDER BY place_")
    job.cast = cast_of(job.reader, agencies, _column(job, "SELECT DISTINCT year_ FROM counted_"))
    _read_pairs(job)
    rows = "FROM counted_ JOIN words_ USING (part_, option_) JOIN agencies_ USING (agency_)"
    places, *answers = job.arrays(
        f"SELECT place_, leaf_, position_, sum(n_)::BIGINT {rows} WHERE {WANTED} "
        f"AND NOT (bad_ OR {_UNKNOWN_PAIR} OR {_NAMELESS}) GROUP BY ALL"
    )
    used = np.unique(places)
    codes, back_of_used = codes_of(agencies[place] for place in used)
    back = back_of_used[np.searchsorted(used, places)]
    found = empty_tally(job.edition, codes)
    leaves, positions, n = answers
    given = positions != NO_ANSWER
    np.add.at(found.counts, (back[given], leaves[given], positions[given] - 1), n[given])
    doubts = job.run(f"SELECT count(*) {rows} WHERE {doubtful(job)}").fetchone()
    return found, doubts == (0,)


def _column(job: Job, query: str) -> list[str]:
    return [str(cell) for (cell,) in job.run(query).fetchall()]


def _read_pairs(job: Job) -> None:
    """Make words_(part_, option_, leaf_, position_): what every pair of words means."""
    pairs = job.run("SELECT DISTINCT part_, option_ FROM counted_").fetchall()
    read = [(*pair, *job.reader.place_of(*pair)) for pair in pairs]
    job.run("CREATE TEMP TABLE words_ (part_ TEXT, option_ TEXT, leaf_ INT, position_ INT)")
    job.source.connection.execute(
        "INSERT INTO words_ SELECT unnest(?::TEXT[]), unnest(?::TEXT[]), unnest(?::INT[]), "
        "unnest(?::INT[])",
        [[row[place] for row in read] for place in range(4)],
    )


def doubtful(job: Job) -> str:
    """Return SQL: a row of a wanted year that has a fault, or a row without a year."""
    fault = f"bad_ OR {_NAMELESS}"
    if not job.mapping.leaves:
        unknown = f"SELECT (part_, option_) FROM words_ WHERE {_UNKNOWN_PAIR}"
        fault += f" OR (part_, option_) IN ({unknown})"
    return f"{_UNDATED} OR ({WANTED} AND ({fault}))"
