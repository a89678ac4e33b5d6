"""Parquet: published indicators straight into arrays, and tables straight out of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from prongsai.foundation.adapters.arrow import numbers_to_arrow, values_of, words_to_arrow
from prongsai.foundation.rules import FileDamaged
from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import MILLIONTHS, MISSING
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.known import Known, known_of
from prongsai.methodology.statements import NO_YEAR
from prongsai.methodology.tally import Integers
from prongsai.results.adapters.published import indicators_in, place_of
from prongsai.results.rules.columns import Column, Table, Words

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


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """The indicators of one year: millionths of a point, (agencies, codes); MISSING where none."""

    file: str
    year_be: int
    agencies: tuple[str, ...]
    codes: tuple[str, ...]
    points: Integers

    def known(self, edition: Edition) -> tuple[Known, list[Finding]]:
        """Return what the table gives to scoring, and what it has that cannot be used."""
        known = known_of(edition, agencies=self.agencies)
        noted = []
        for column, code in enumerate(self.codes):
            if code not in edition.position:
                noted.append(
                    found(
                        findings.UNKNOWN_CODE,
                        year_be=self.year_be,
                        code=code,
                        edition=edition.id,
                    )
                )
                continue
            points = self.points[:, column]
            wrong = (points != MISSING) & ((points < 0) | (points > 100 * MILLIONTHS))
            for row in np.flatnonzero(wrong).tolist():
                value = points[row] / MILLIONTHS
                noted.append(
                    found(
                        findings.RANGE,
                        agency=self.agencies[row],
                        year_be=self.year_be,
                        code=code,
                        value=f"{value:.2f}",
                    )
                )
            known.given[:, edition.position[code]] = np.where(wrong, MISSING, points)
        return known, noted


def read_indicators(path: Path) -> list[IndicatorTable]:
    """Read a table with columns agency, year_be, indicator1, ...: one table a year.

    Missing: rows without a year, or with none that is a whole number, come under NO_YEAR

    Raises:
        FileDamaged: it is no Parquet file, or a column has no numbers.
    """
    try:
        return list(_tables(path))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise FileDamaged(file=path, why=str(error).splitlines()[0]) from error


def _tables(path: Path) -> Iterator[IndicatorTable]:
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        place = place_of(path.name, names)
        codes = indicators_in(place)
        wanted = [names[place[name]] for name in ("agency", "year_be", *codes)]
        table = file.read(wanted)
    agency, year, *scores = (table.column(name).combine_chunks() for name in wanted)
    agencies = agency.to_pylist()
    years, dated = values_of(year)
    points = np.stack([_points(column) for column in scores], axis=1)
    told = np.array([code is not None for code in agencies], np.bool_)
    whole = np.isfinite(years) & (np.floor(years) == years)
    years = np.where(whole if dated is None else whole & dated, years, NO_YEAR)
    for one in np.unique(years[told]).tolist():
        rows = np.flatnonzero(told & (years == one))
        yield IndicatorTable(
            path.name,
            int(one),
            tuple(str(agencies[row]) for row in rows.tolist()),
            tuple(codes.values()),
            points[rows],
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
