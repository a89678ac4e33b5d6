"""A year's published indicators as arrays: for scoring, where nothing else speaks against them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import MILLIONTHS, MISSING
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.known import Known, known_of
from prongsai.methodology.statements import About, Place, Statement
from prongsai.methodology.tally import Integers


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """The indicators of one year.

    points: millionths of a point, (agencies, codes); MISSING where none.
    numbers: (agencies,) the rows' numbers in the file, from 1.
    """

    file: str
    year_be: int
    agencies: tuple[str, ...]
    codes: tuple[str, ...]
    points: Integers
    numbers: Integers

    def of(self, rows: NDArray[np.bool_]) -> "IndicatorTable":
        """Return some of the rows."""
        agencies = tuple(self.agencies[row] for row in np.flatnonzero(rows).tolist())
        points, numbers = self.points[rows], self.numbers[rows]
        return IndicatorTable(self.file, self.year_be, agencies, self.codes, points, numbers)

    def statements(self) -> list[Statement]:
        """Return the same, one statement an indicator."""
        return [
            Statement(
                agency,
                self.year_be,
                About.SCORE,
                code,
                f"{points / MILLIONTHS:.6f}",
                Place(self.file, number),
            )
            for agency, row, number in zip(
                self.agencies, self.points.tolist(), self.numbers.tolist(), strict=True
            )
            for code, points in zip(self.codes, row, strict=True)
            if points != MISSING
        ]

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


def weighed(tables: list[IndicatorTable], told: Collection[str]) -> list[NDArray[np.bool_]]:
    """Return for each table which of its rows have to be weighed against something.

    In: `told`: agencies that something else is said about
    """
    rows = Counter((table.year_be, agency) for table in tables for agency in table.agencies)
    return [
        np.array([rows[table.year_be, code] > 1 or code in told for code in table.agencies])
        for table in tables
    ]
