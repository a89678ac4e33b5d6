"""What can be done with files of answers: tally them, measure how they were filled in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from prongsai.foundation.adapters.tables import TEXT_KINDS
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.quality import (
    Quality,
    QualityLimits,
    Sign,
    measure_quality,
    quality_signs,
    without_praise,
)
from prongsai.methodology.suppression import suppress_children
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.surveys.rules import ColumnNotThere, EngineMissing, Mapping, Reject, guess_mapping


class Engine(Protocol):
    """Whoever can count: answers in, integers per agency, part and option out."""

    def columns_of(self, path: Path) -> list[str]: ...

    def years_of(self, path: Path, column: str) -> set[str]: ...

    def tally(
        self,
        path: Path,
        mapping: Mapping,
        edition: Edition,
        *,
        agency: str,
        reject: Callable[[Reject], None],
        only_year: str | None = None,
    ) -> Tally: ...


#: Engines by name: module, and what must be installed. Loaded when wanted: the plain one starts in
#: no time, the others bring a library, a database or a cluster along.
ENGINES = {
    "plain": ("prongsai.surveys.adapters.plain", "numpy"),
    "arrow": ("prongsai.surveys.adapters.arrow_engine", "pyarrow"),
    "duckdb": ("prongsai.surveys.adapters.duckdb_engine", "duckdb"),
    "spark": ("prongsai.surveys.adapters.spark_engine", "pyspark"),
}
_SHEETS = "prongsai.surveys.adapters.sheets"
#: Text files above this go to DuckDB, which takes a fifth of a second to load.
_SMALL = 4 << 20


@dataclass
class Tallied:
    """The tally of one file and year, how its columns were understood, and the rows not counted."""

    path: Path
    year_be: int
    engine: str
    mapping: Mapping
    tally: Tally
    rejects: list[Reject] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.path.name


def engine_for(path: Path, name: str = "auto") -> tuple[str, Engine]:
    """Return the engine of this name, or the one that suits the file.

    Raises:
        EngineMissing: it is not installed.
    """
    if name == "auto":
        kind = path.suffix.lower()
        large = kind in TEXT_KINDS and path.stat().st_size >= _SMALL
        name = "arrow" if kind == ".parquet" else "duckdb" if large else "plain"
    module, needs = ENGINES[name]
    if find_spec(needs) is None:
        raise EngineMissing(engine=name)
    return name, cast(Engine, import_module(module))


def columns_of(path: Path) -> list[str]:
    """Return the column names of a file of any kind."""
    return engine_for(path)[1].columns_of(path)


def mapping_of(
    file: str, columns: list[str], edition: Edition, told: dict[str, str] | None = None
) -> Mapping | None:
    """Tell which column of a file is what; None when it holds no answers.

    Raises:
        ColumnNotThere: `told` names a column that the file does not have.
    """
    for column in told or {}:
        if column not in columns:
            raise ColumnNotThere(column=column, file=file, columns=", ".join(columns))
    return guess_mapping(columns, edition, told)


def tally_file(
    path: Path,
    mapping: Mapping,
    understood: Callable[[Edition], Mapping | None],
    editions: Callable[[int], Edition | None],
    *,
    default: Edition | None,
    engine: str = "auto",
) -> tuple[list[Tallied], list[str]]:
    """Tally a file of answers, one tally a year.

    In:  `mapping` is how the file is understood at first sight, `understood` how under an edition:
         the same column may be another part, or none, in another year;
         `editions` finds the edition of a year; `default` is that of a file without a year column
    Out: the tallies, and the years that have no edition, or one that knows no column: their rows
         are in no tally
    """
    name, counter = engine_for(path, engine)
    column = mapping.roles.get("year_be")
    years = sorted(counter.years_of(path, column)) if column else [None]
    results: list[Tallied] = []
    without: list[str] = []
    told: set[int] = set()
    for year in years:
        edition = default if year is None else editions(int(year)) if year.isdecimal() else None
        mine = understood(edition) if edition is not None else None
        if edition is None or mine is None:
            without.append(str(year))
            continue
        rejects: list[Reject] = []
        counted = counter.tally(
            path, mine, edition, agency=path.stem, reject=rejects.append, only_year=year
        )
        fresh = [reject for reject in rejects if reject.row not in told]
        told |= {reject.row for reject in fresh}
        results.append(Tallied(path, edition.year_be, name, mine, counted, fresh))
    return results, without


def joined(tallies: list[Tallied], edition: Edition) -> Tally:
    """Return the tally of all files of one year together."""
    whole = empty_tally(edition, ())
    for tallied in tallies:
        whole = whole + tallied.tally
    return whole


@dataclass(frozen=True, eq=False)
class SheetQuality:
    """How carefully one instrument was answered in one file, agency by agency."""

    file: str
    year_be: int
    instrument: str
    agencies: tuple[str, ...]
    quality: Quality
    signs: dict[Sign, NDArray[np.bool_]]


def measure_sheets(tallied: Tallied, edition: Edition) -> list[SheetQuality]:
    """Measure how a file's sheets were filled in; nothing is deleted, nothing counted anew.

    Out: one entry an instrument; none for a file with one row an answer, which has no sheets
    """
    if tallied.mapping.form != "wide":
        return []
    sheets = _sheets(tallied, edition)
    found = []
    for survey in edition.survey_columns:
        mine = [place for place, leaf in enumerate(sheets.leaves) if leaf in survey]
        if mine:
            leaves = [edition.leaves[sheets.leaves[place]] for place in mine]
            measured = measure_quality(
                np.ascontiguousarray(sheets.positions[:, mine]),
                sheets.agency,
                options=np.array([len(edition.nodes[leaf].options) for leaf in leaves]),
                agencies=len(sheets.agencies),
                too_fast=sheets.too_fast,
            )
            found.append(
                SheetQuality(
                    tallied.file,
                    tallied.year_be,
                    edition.instrument_of(leaves[0]),
                    sheets.agencies,
                    measured,
                    without_praise(
                        quality_signs(measured, QualityLimits()), edition.negative_share(leaves)
                    ),
                )
            )
    return found


@dataclass(frozen=True, eq=False)
class GroupSizes:
    """How many of each agency and group answered; `hidden` cells are not to be shown."""

    file: str
    year_be: int
    column: str
    agencies: tuple[str, ...]
    groups: tuple[str, ...]
    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]


def group_sizes(tallied: Tallied, edition: Edition, *, by: str) -> GroupSizes:
    """Count a file's respondents by agency and a column; hide small groups and their like."""
    sheets = _sheets(tallied, edition, by)
    groups, group = np.unique(np.array(sheets.groups), return_inverse=True)
    counts = np.zeros((len(sheets.agencies), len(groups)), np.int64)
    np.add.at(counts, (sheets.agency, group), 1)
    smallest = edition.rules.statistics.smallest_group
    safe = [suppress_children(row, smallest=smallest) for row in counts]
    # Where even the sum would betray a group, nothing of the agency is shown.
    hidden = np.stack([found.hidden | found.totals_too for found in safe])
    return GroupSizes(
        tallied.file, tallied.year_be, by, sheets.agencies, tuple(map(str, groups)), counts, hidden
    )


def _sheets(tallied: Tallied, edition: Edition, by: str | None = None) -> Any:
    """Load the reader of whole sheets, which brings DuckDB along, and read the file."""
    return import_module(_SHEETS).read_sheets(
        tallied.path, tallied.mapping, edition, agency=tallied.path.stem, by=by
    )
