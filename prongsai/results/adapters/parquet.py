"""Parquet: published indicators straight into arrays, and tables straight out of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from prongsai.foundation.rules import FileDamaged
from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import MILLIONTHS, MISSING
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.known import Known, known_of
from prongsai.methodology.tally import Integers
from prongsai.surveys.adapters.duckdb_files import database, name, text

#: Little to write and to read; nobody looks for single words in it.
_WRITTEN = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, WRITE_BLOOM_FILTER false"
_INDICATOR = re.compile(r"indicator_?(\d+)")


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

    Raises:
        FileDamaged: it is no Parquet file, or a column has no numbers.
    """
    source = text(path)
    try:
        with database().cursor() as connection:
            columns = [row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()]
            chosen = {
                match.group(1): column
                for column in columns
                if (match := _INDICATOR.fullmatch(column.casefold()))
            }
            points = ", ".join(
                f"coalesce(({name(column)}::DECIMAL(18, 6) * {MILLIONTHS})::BIGINT, {MISSING})"
                for column in chosen.values()
            )
            result = connection.execute(
                f"SELECT agency::VARCHAR, year_be::INTEGER, {points} FROM {source} "
                f"WHERE agency IS NOT NULL"
            ).fetchnumpy()
    except duckdb.Error as error:
        raise FileDamaged(file=path, why=str(error).splitlines()[0]) from error
    agency, year, *values = (np.ma.getdata(column) for column in result.values())
    table = np.stack(values, axis=1).astype(np.int64)
    return [
        IndicatorTable(
            path.name,
            int(one),
            tuple(agency[year == one].tolist()),
            tuple(chosen),
            table[year == one],
        )
        for one in np.unique(year).tolist()
    ]


def write_parquet(path: Path, table: Mapping[str, NDArray[Any]]) -> None:
    """Write a table of columns; masked values become nulls.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb"):
        pass  # an OSError now, and not DuckDB's own
    with database().cursor() as connection:
        connection.register("columns_", dict(table))
        connection.execute(f"COPY (FROM columns_) TO {text(path)} ({_WRITTEN})")
