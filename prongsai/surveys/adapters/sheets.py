"""Whole answer sheets of a file, for questions that a tally cannot answer: how they were filled in.

Sheets are held in memory as one byte a part; nothing of a respondent is kept beside them but the
agency, a mark "too fast" and the group that the caller asks about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.surveys.adapters import plain
from prongsai.surveys.adapters.duckdb_counts import WANTED, Job, learn_words
from prongsai.surveys.adapters.duckdb_files import ReadsOtherwise, opened, text
from prongsai.surveys.adapters.grouped import cast_of, codes_of
from prongsai.surveys.rules import Mapping

_TRUE = frozenset({"1", "true", "t", "yes", "ใช่"})


@dataclass(frozen=True, eq=False)
class Sheets:
    """The good rows of a file.

    agencies:  codes; `agency` gives the place of each row among them
    positions: uint8 (rows, leaves of `leaves`), 0 where there is no answer
    too_fast:  bool (rows,), None when the file does not say
    groups:    what stands in the column asked for, by row; empty when none was asked for
    """

    agencies: tuple[str, ...]
    agency: NDArray[np.int64]
    leaves: tuple[int, ...]
    positions: NDArray[np.uint8]
    too_fast: NDArray[np.bool_] | None
    groups: tuple[str, ...]


def read_sheets(
    path: Path, mapping: Mapping, edition: Edition, *, agency: str, by: str | None = None
) -> Sheets:
    """Read the sheets of a wide file that are of the edition's year, or of no year.

    Rows with a fault are left out; the tally reports them.
    """
    only_year = str(edition.year_be) if "year_be" in mapping.roles else None
    try:
        return _with_duckdb(path, mapping, edition, agency, by, only_year)
    except ReadsOtherwise:
        return _row_by_row(path, mapping, edition, agency, by, only_year)


def _with_duckdb(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    agency: str,
    by: str | None,
    only_year: str | None,
) -> Sheets:
    with opened(path) as source:
        reader = plain.RowReader(source.columns, mapping, edition, agency, only_year)
        job = Job(source, mapping, edition, reader)
        learn_words(job)
        marks = {"fast_": mapping.roles.get("too_fast"), "group_": by}
        more = "".join(
            f", {source.cell(column) if column else text('')} AS {name}"
            for name, column in marks.items()
        )
        columns = ", ".join(f"p{number}" for number in range(len(mapping.leaves)))
        years = job.run(f"SELECT DISTINCT year_ FROM {job.rows(source.query)}").fetchall()
        job.cast = cast_of(reader, [], [str(year) for (year,) in years])
        names, fast, groups, *answers = job.arrays(
            f"SELECT agency_, fast_, group_, {columns} FROM {job.rows(source.query, more)} "
            f"WHERE NOT bad_ AND trim(agency_) <> '' AND {WANTED}"
        )
    leaves = tuple(mapping.leaves.values())
    return _sheets(mapping, leaves, names, np.stack(answers, axis=1), fast, groups)


def _row_by_row(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    agency: str,
    by: str | None,
    only_year: str | None,
) -> Sheets:
    table = open_table(path)
    reader = plain.RowReader(table.columns, mapping, edition, agency, only_year)
    leaves = tuple(mapping.leaves.values())
    place = {leaf: number for number, leaf in enumerate(leaves)}
    fast_at = _place(table.columns, mapping.roles.get("too_fast"))
    group_at = _place(table.columns, by)
    names, fast, groups, rows = [], [], [], []
    for _, cells in table.rows:
        if reader.read(cells) is None and reader.wanted:
            row = bytearray(len(leaves))
            for leaf, position, _ in reader.answers:
                row[place[leaf]] = position
            rows.append(bytes(row))
            names.append(reader.agency)
            fast.append("" if fast_at is None else cells[fast_at])
            groups.append("" if group_at is None else cells[group_at])
    positions = np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), len(leaves))
    return _sheets(mapping, leaves, names, positions, fast, groups)


def _place(columns: list[str], name: str | None) -> int | None:
    return columns.index(name) if name is not None else None


def _sheets(
    mapping: Mapping,
    leaves: tuple[int, ...],
    names: Iterable[object],
    positions: NDArray[np.uint8],
    fast: Iterable[object],
    groups: Iterable[object],
) -> Sheets:
    agencies, agency = codes_of(str(name) for name in names)
    marked = None
    if "too_fast" in mapping.roles:
        marked = np.array([str(cell).strip().casefold() in _TRUE for cell in fast], np.bool_)
    return Sheets(
        agencies,
        agency,
        leaves,
        np.ascontiguousarray(positions),
        marked,
        tuple(str(group).strip() for group in groups),
    )
