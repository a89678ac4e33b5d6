"""The Arrow engine: counts Parquet with one row a person and whole numbers as answers, by NumPy.

An answer becomes a number of 64 bits with a one in the byte of its option, so that one sum over an
agency's rows counts all options of a part. Files that are not that plain (answers in words, years,
one row an answer), and those with any fault in them, DuckDB counts.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally
from prongsai.surveys.adapters.packed_counts import NotPlain, count_plain
from prongsai.surveys.rules import Mapping, Reject

_DUCKDB = "prongsai.surveys.adapters.duckdb_engine"


def columns_of(path: Path) -> list[str]:
    """Return the column names of a Parquet file."""
    try:
        with pq.ParquetFile(path) as file:
            names: list[str] = file.schema_arrow.names
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        names = []
    # DuckDB tells names apart that differ in capitals only, and says what is wrong with a file.
    is_clear = len({name.casefold() for name in names}) == len(names) > 0
    return names if is_clear else list(import_module(_DUCKDB).columns_of(path))


def years_of(path: Path, column: str) -> set[str]:
    """Return everything that stands in a year column."""
    return set(import_module(_DUCKDB).years_of(path, column))


def tally(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    *,
    agency: str,
    reject: Callable[[Reject], None],
    only_year: str | None = None,
) -> Tally:
    """Count a Parquet file of any size; as `plain.tally`."""
    try:
        return count_plain(path, mapping, edition, only_year)
    except (NotPlain, pa.ArrowException, OSError, UnicodeDecodeError):
        counted: Tally = import_module(_DUCKDB).tally(
            path, mapping, edition, agency=agency, reject=reject, only_year=only_year
        )
        return counted
