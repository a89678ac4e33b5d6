"""What can be done with answers: tally them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from prongsai.foundation.adapters.tables import TEXT_KINDS
from prongsai.methodology.edition.tree import Edition
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
#: no time, the others bring a database or a cluster along.
ENGINES = {
    "plain": ("prongsai.surveys.adapters.plain", "numpy"),
    "duckdb": ("prongsai.surveys.adapters.duckdb_engine", "duckdb"),
    "spark": ("prongsai.surveys.adapters.spark_engine", "pyspark"),
}
#: Text files above this go to DuckDB, which takes a fifth of a second to load.
_SMALL = 4 << 20


@dataclass
class Tallied:
    """The tally of one file and year, how its columns were understood, and the rows not counted."""

    file: str
    year_be: int
    engine: str
    mapping: Mapping
    tally: Tally
    rejects: list[Reject] = field(default_factory=list)


def engine_for(path: Path, name: str = "auto") -> tuple[str, Engine]:
    """Return the engine of this name, or the one that suits the file.

    Raises:
        EngineMissing: it is not installed.
    """
    if name == "auto":
        small = path.suffix.lower() != ".parquet" and (
            path.suffix.lower() not in TEXT_KINDS or path.stat().st_size < _SMALL
        )
        name = "plain" if small else "duckdb"
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
    editions: Callable[[int], Edition | None],
    *,
    default: Edition,
    engine: str = "auto",
) -> list[Tallied]:
    """Tally a file of answers, one tally a year.

    In:  `editions` finds the edition of a year; `default` is that of a file without a year column
    Out: rows of years without an edition are in no tally (the caller tells the years apart)
    """
    name, counter = engine_for(path, engine)
    column = mapping.roles.get("year_be")
    years = sorted(counter.years_of(path, column)) if column else [None]
    results = []
    told: set[int] = set()
    for year in years:
        edition = default if year is None else editions(int(year)) if year.isdecimal() else None
        if edition is None:
            continue
        rejects: list[Reject] = []
        counted = counter.tally(
            path, mapping, edition, agency=path.stem, reject=rejects.append, only_year=year
        )
        fresh = [reject for reject in rejects if reject.row not in told]
        told |= {reject.row for reject in fresh}
        results.append(Tallied(path.name, edition.year_be, name, mapping, counted, fresh))
    return results


def joined(tallies: list[Tallied], edition: Edition) -> Tally:
    """Return the tally of all files of one year together."""
    whole = empty_tally(edition, ())
    for tallied in tallies:
        whole = whole + tallied.tally
    return whole
