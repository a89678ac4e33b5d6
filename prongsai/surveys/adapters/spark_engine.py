"""The Spark engine: counts through Ibis on the user's cluster, or inside this process.

Spark counts Parquet. Its notion of CSV is not the plain engine's, so DuckDB first rewrites text
as Parquet, in a temporary folder that a cluster's machines must be able to read; text that even
DuckDB would cut otherwise, and workbooks, the plain engine counts. Rows that are not understood
Spark leaves out; DuckDB then finds them, with their number in the file and the reason.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import numpy as np
from pyspark.errors import PySparkException

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally
from prongsai.methodology.thai import plain_digits
from prongsai.surveys.adapters import duckdb_engine, plain
from prongsai.surveys.adapters.duckdb_files import ReadsOtherwise, opened, text
from prongsai.surveys.adapters.grouped import Groups, cast_of, tally_of
from prongsai.surveys.adapters.spark_session import session
from prongsai.surveys.rules import BAD, AnswersUnreadable, Mapping, Reject

columns_of = duckdb_engine.columns_of
years_of = duckdb_engine.years_of

_COUNTABLE = rf"\A[0-9]{{1,{plain.MOST_DIGITS}}}\z"
_ROLES = ("agency", "year_be", "part", "option", "count")


@ibis.udf.agg.builtin(  # type: ignore[untyped-decorator]
    name="collect_set", signature=((dt.string,), dt.Array(dt.string))
)
def _different(cell: Any) -> Any:
    """Return all different cells of a column."""


def tally(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    *,
    agency: str,
    reject: Callable[[Reject], None],
    only_year: str | None = None,
) -> Tally:
    """Count a file; as `plain.tally`."""
    options: dict[str, Any] = {"agency": agency, "only_year": only_year}
    try:
        with _as_parquet(path) as (columns, names, file):
            table = ibis.pyspark.connect(session()).read_parquet(file.absolute())
            job = _Job(table, {name: names[columns.index(name)] for name in columns}, mapping)
            reader = plain.RowReader(columns, mapping, edition, agency, only_year)
            count = _count_sheets if mapping.leaves else _count_answers
            found, understood = count(job, reader, edition)
            session().catalog.dropTempView(table.get_name())
    except ReadsOtherwise:
        return plain.tally(path, mapping, edition, reject=reject, **options)
    except PySparkException as error:
        why = str(error).strip().partition("\n")[0]
        raise AnswersUnreadable(engine="spark", file=path.name, why=why) from error
    if not understood:
        duckdb_engine.tally(path, mapping, edition, reject=reject, **options)
    return found


@contextmanager
def _as_parquet(path: Path) -> Iterator[tuple[list[str], list[str], Path]]:
    """Lend a file as Parquet: the names of its columns, theirs in Parquet, and the file."""
    with opened(path) as source:
        if path.suffix.lower() == ".parquet":
            yield source.columns, source.columns, path
            return
        with TemporaryDirectory(prefix="prongsai-") as folder:
            copy = Path(folder) / "answers.parquet"
            rows = f"SELECT * FROM {source.query} WHERE {source.not_blank}"
            source.connection.execute(f"COPY ({rows}) TO {text(copy)} (FORMAT parquet)")
            yield source.columns, source.names, copy


class _Job:
    """A table in Spark, and the text of its cells by what people call its columns."""

    def __init__(self, table: Any, names: dict[str, str], mapping: Mapping) -> None:
        self.table = table
        self.names = names
        self.mapping = mapping

    def cell(self, column: str) -> Any:
        """Return a column's cell as text; "" where it is blank."""
        return self.table[self.names[column]].cast("string").fill_null("")

    def role(self, role: str, otherwise: str = "") -> Any:
        """Return a role's cell; a constant where the file has no such column."""
        column = self.mapping.roles.get(role)
        return ibis.literal(otherwise) if column is None else self.cell(column)

    def who_and_when(self, reader: plain.RowReader) -> list[Any]:
        year = self.role("year_be") if reader.is_dated else ibis.literal("")
        return [self.role("agency", reader.default_agency).name("agency"), year.name("year_be")]


def _count_sheets(job: _Job, reader: plain.RowReader, edition: Edition) -> tuple[Tally, bool]:
    """Look at the different words of each column, then count the rows that hold known ones."""
    leaves = list(job.mapping.leaves.items())
    words = job.table.aggregate(
        [_different(job.cell(column)).name(f"w{n}") for n, (column, _) in enumerate(leaves)]
    ).execute()
    answers = []
    for n, (column, leaf) in enumerate(leaves):
        read = [(word, reader.position(leaf, word)) for word in sorted(words[f"w{n}"][0])]
        known = [(word, position) for word, position in read if position != BAD]
        position = job.cell(column).cases(*known, else_=BAD) if known else ibis.literal(BAD)
        answers.append(position.cast("int16").name(f"p{n}"))
    sheets = job.table.select([*job.who_and_when(reader), *answers])
    sheets = sheets.mutate(bad=reduce(or_, (sheets[f"p{n}"] == BAD for n in range(len(leaves)))))
    sums = {
        (leaf, place): ((sheets[f"p{n}"] == place + 1) & ~sheets.bad).cast("int64").sum()
        for n, (_, leaf) in enumerate(leaves)
        for place in range(len(edition.nodes[edition.leaves[leaf]].options))
    }
    named = [total.name(f"s{number}") for number, total in enumerate(sums.values())]
    rows = [sheets.count().name("rows"), sheets.bad.cast("int64").sum().name("bad")]
    found = sheets.group_by("agency", "year_be").aggregate([*rows, *named]).execute()
    agencies, years = found["agency"].to_numpy(object), found["year_be"].to_numpy(object)
    counts = {key: found[f"s{n}"].to_numpy(np.int64) for n, key in enumerate(sums)}
    groups = Groups(agencies, years, found["rows"].to_numpy(), found["bad"].to_numpy(), counts)
    return tally_of(groups, cast_of(reader, agencies, years), edition)


def _count_answers(job: _Job, reader: plain.RowReader, edition: Edition) -> tuple[Tally, bool]:
    """Add up equal rows; the reader reads the sums as it would read the rows."""
    count = job.role("count", "1")
    plain_count = count.re_search(_COUNTABLE)
    rows = job.table.select(
        *job.who_and_when(reader),
        *[job.role(role).name(role) for role in ("part", "option")],
        odd=plain_count.ifelse("1", count),
        n=plain_count.ifelse(count, "1").cast("int64"),
    )
    found = rows.group_by("agency", "year_be", "part", "option", "odd").agg(n=rows.n.sum())
    roles = {role: role for role in _ROLES if role != "year_be" or reader.is_dated}
    summed = plain.RowReader(list(_ROLES), Mapping("counts", roles), edition, "", reader.only_year)
    faults: list[Reject] = []
    result = plain.count_rows("", _summed(found.execute()), summed, edition, faults.append)
    return result, not faults


def _summed(groups: Any) -> Iterator[tuple[int, list[str]]]:
    for *cells, odd, n in groups.itertuples(index=False):
        count = plain_digits(odd.strip())
        if count.isdecimal() and len(count) <= plain.MOST_DIGITS:
            yield 0, [*cells, str(int(count) * n)]
        else:
            yield 0, [*cells, odd]
