"""Parquet: published indicators straight into arrays, and tables straight out of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from prongsai.foundation.adapters.arrow import numbers_to_arrow, values_of, words_to_arrow
from prongsai.foundation.adapters.parquet_files import told_as_damage
from prongsai.methodology.exact import MILLIONTHS, MISSING
from prongsai.methodology.statements import NO_YEAR
from prongsai.results.adapters.published import indicators_in, place_of
from prongsai.results.rules.columns import Column, Table, Words
from prongsai.results.rules.indicator_tables import IndicatorTable

#: Little to write and to read. Without Arrow's own schema text is text again for who reads it; and
#: in one group of rows statistics help nobody to skip any.
_WRITTEN = {
    "compression": "zstd",
    "compression_level": 1,
    "store_schema": False,
    "write_statistics": False,
}
#: No score, and no number that is meant as one, has more points.
_MOST = 1e9


def read_indicators(path: Path) -> list[IndicatorTable]:
    """Read a table with columns agency, year_be, indicator1, ...: one table a year.

    Missing: rows without a year, or with none that is a whole number, come under NO_YEAR; rows that
        name no agency are about the one that the file is called after

    Raises:
        FileDamaged: it is no Parquet file, or a column has no numbers.
        ColumnTwice: a column that is read stands there more than once.
    """
    with told_as_damage(path):
        return list(_tables(path))


def _tables(path: Path) -> Iterator[IndicatorTable]:
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        place = place_of(path.name, names)
        codes = indicators_in(place)
        wanted = [names[place[name]] for name in ("agency", "year_be", *codes)]
        table = file.read(wanted)
    agency, year, *scores = (table.column(name).combine_chunks() for name in wanted)
    agencies = [str(path.stem if code is None else code).strip() for code in agency.to_pylist()]
    years, dated = values_of(year)
    points = np.stack([_points(column) for column in scores], axis=1)
    whole = np.isfinite(years) & (np.floor(years) == years)
    years = np.where(whole if dated is None else whole & dated, years, NO_YEAR)
    for one in np.unique(years).tolist():
        rows = np.flatnonzero(years == one)
        yield IndicatorTable(
            path.name,
            int(one),
            tuple(agencies[row] or path.stem for row in rows.tolist()),
            tuple(codes.values()),
            points[rows],
            rows + 1,
        )


def _points(column: Any) -> NDArray[np.int64]:
    """Return a column of scores in millionths; MISSING where there is none."""
    values, known = values_of(column)
    missing = np.isnan(values) if known is None else ~known | np.isnan(values)
    values = np.where(missing, 0, values)
    if (np.abs(values) > _MOST).any():
        raise pa.ArrowInvalid(f"{values[np.abs(values) > _MOST][0]} is no score")
    return np.where(missing, MISSING, np.rint(values * MILLIONTHS)).astype(np.int64)


def write_parquet(path: Path, table: Table) -> None:
    """Write a table of columns; masked values become nulls.

    Raises:
        OSError: the file cannot be written.
    """
    whole = pa.Table.from_arrays([_to_arrow(column) for column in table.values()], list(table))
    with pq.ParquetWriter(path, whole.schema, **_WRITTEN) as file:
        file.write_table(whole)


def _to_arrow(column: Column) -> Any:
    if isinstance(column, Words):
        words = [word for word in dict.fromkeys(column.words) if word is not None]
        place: dict[str | None, int] = {word: number for number, word in enumerate(words)}
        places = np.array([place.get(word, -1) for word in column.words], np.int32)
        return words_to_arrow(words, places[column.places])
    known = ~np.ma.getmaskarray(column)
    return numbers_to_arrow(np.ma.getdata(column), None if known.all() else known)
