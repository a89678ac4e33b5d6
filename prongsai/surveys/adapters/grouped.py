"""What the large engines share: counts by agency and year as they are written, into a tally."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Integers, Tally, empty_tally
from prongsai.surveys.adapters.plain import RowReader

Cells = NDArray[np.object_]


@dataclass
class Cast:
    """Cells as they stand in a file: agencies without a name, wanted years, what is no year."""

    nameless: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)


def cast_of(reader: RowReader, agencies: Iterable[str], years: Iterable[str]) -> Cast:
    """Tell the agencies and years of a file apart."""
    verdicts = {cell: reader.wants(cell) for cell in set(years)}
    return Cast(
        [cell for cell in set(agencies) if not cell.strip()],
        [cell for cell, wanted in verdicts.items() if wanted],
        [cell for cell, wanted in verdicts.items() if wanted is None],
    )


@dataclass
class Groups:
    """Sheets counted by agency and year as they are written; arrays have one element a group.

    rows:   how many
    bad:    those with an answer that is not understood
    counts: by place among the leaves and place of the option: how many chose it
    """

    agencies: Cells
    years: Cells
    rows: Integers
    bad: Integers
    counts: dict[tuple[int, int], Integers]


def tally_of(groups: Groups, cast: Cast, edition: Edition) -> tuple[Tally, bool]:
    """Put the groups of an agency together; say also whether every row was understood."""
    wanted = np.array([year in cast.wanted for year in groups.years], np.bool_)
    named = np.array([bool(cell.strip()) for cell in groups.agencies], np.bool_)
    faults = bool(cast.undated) or bool((wanted & (~named | (groups.bad > 0))).any())
    kept = wanted & named & (groups.rows > groups.bad)
    codes, rows = codes_of(groups.agencies[kept])
    found = empty_tally(edition, codes, int(groups.rows.sum()))
    one_each = len(codes) == len(rows)
    for (leaf, place), column in groups.counts.items():
        if one_each:
            found.counts[rows, leaf, place] = column[kept]
        else:
            np.add.at(found.counts[:, leaf, place], rows, column[kept])
    return found, not faults


def codes_of(cells: Iterable[str]) -> tuple[tuple[str, ...], Integers]:
    """Return the codes of agencies in their order, and for each cell the place of its code."""
    stripped = [cell.strip() for cell in cells]
    codes = tuple(sorted(set(stripped)))
    place = {code: number for number, code in enumerate(codes)}
    return codes, np.array([place[code] for code in stripped], np.int64)
