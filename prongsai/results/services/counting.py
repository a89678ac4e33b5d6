"""Counting files of answers, apart from scoring them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.tree import Edition
from prongsai.results.adapters.writing import write_csv
from prongsai.results.queries.tables import QUALITY_COLUMNS, Row, quality_rows
from prongsai.results.rules import NothingToScore
from prongsai.results.services.gathering import Gathered, Progress, gather
from prongsai.results.services.scoring import no_progress
from prongsai.surveys.services import Tallied, joined


@dataclass(frozen=True)
class Counted:
    """Tallies by file and year, the editions that they are of, and the quality of the sheets."""

    tallied: list[Tallied]
    editions: dict[int, Edition]
    quality: list[Row] = field(default_factory=list)

    columns = ("agency", "year_be", "part", "option", "count")
    quality_columns = QUALITY_COLUMNS

    def rows(self) -> Iterator[Row]:
        """Yield the tally: agency, year, part, position of the option from 1, how many."""
        for year, edition in sorted(self.editions.items()):
            whole = joined([t for t in self.tallied if t.year_be == year], edition)
            for row, leaf, option in np.argwhere(whole.counts).tolist():
                code = edition.nodes[edition.leaves[leaf]].code
                count = int(whole.counts[row, leaf, option])
                yield (whole.agencies[row], year, code, option + 1, count)


def count_files(
    paths: list[Path],
    *,
    library: EditionLibrary,
    edition: str | None = None,
    told: dict[str, str] | None = None,
    engine: str = "auto",
    quality: bool = False,
    out: Path | None = None,
    progress: Progress = no_progress,
) -> Counted:
    """Count the answers in files, and write the tally if a file is named.

    Raises:
        UserError: a file cannot be read or understood, or holds no answers.
    """
    gathered = gather(
        paths,
        library=library,
        edition=edition,
        told=told or {},
        engine=engine,
        progress=progress,
    )
    if not gathered.tallied:
        raise NothingToScore(files=", ".join(path.name for path in paths))
    counted = Counted(
        gathered.tallied, _editions(gathered), _quality(gathered, paths) if quality else []
    )
    if out is not None:
        try:
            write_csv(out, counted.columns, counted.rows())
        except OSError as error:
            raise FolderUnwritable(folder=out, why=error.strerror) from error
    return counted


def _editions(gathered: Gathered) -> dict[int, Edition]:
    years = {tallied.year_be for tallied in gathered.tallied}
    return {year: edition for year in years if (edition := gathered.edition_of(year)) is not None}


def _quality(gathered: Gathered, paths: list[Path]) -> list[Row]:
    return [row for tallied in gathered.tallied for row in quality_rows(tallied, paths)]
