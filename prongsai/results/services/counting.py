"""Counting files of answers apart from scoring them, and looking at how they were filled in."""

from dataclasses import dataclass, field
from pathlib import Path

from prongsai.foundation.adapters.writing import write_csv
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.results.queries.tables import groups_table, quality_table, tally_table
from prongsai.results.rules import NothingToScore
from prongsai.results.rules.columns import Table, rows_of, stacked
from prongsai.results.services.gathered import Gathered
from prongsai.results.services.gathering import Progress, gather
from prongsai.results.services.scoring import no_progress
from prongsai.surveys.rules import GroupColumnMissing
from prongsai.surveys.services import (
    GroupSizes,
    SheetQuality,
    Tallied,
    group_sizes,
    joined,
    measure_sheets,
)

_LOOKING = Text("ดูวิธีตอบใน %(file)s", "Looking at how %(file)s was answered")


@dataclass(frozen=True)
class Counted:
    """Tallies by file and year, the editions that they are of, and what was asked of the sheets."""

    tallied: list[Tallied]
    editions: dict[int, Edition]
    quality: list[SheetQuality] = field(default_factory=list)
    groups: list[GroupSizes] = field(default_factory=list)

    def tally_table(self) -> Table:
        """One row an agency, part and option that anybody chose; options count from 1."""
        return stacked(
            [
                tally_table(
                    year, edition, joined([t for t in self.tallied if t.year_be == year], edition)
                )
                for year, edition in sorted(self.editions.items())
            ]
        )

    def tables(self) -> dict[str, Table]:
        """Return what there is to show beside the tally itself."""
        found = {}
        if self.quality:
            found["quality"] = quality_table(self.quality)
        if self.groups:
            found["groups"] = groups_table(self.groups)
        return found


def count_files(
    paths: list[Path],
    *,
    library: EditionLibrary,
    edition: str | None = None,
    told: dict[str, str] | None = None,
    engine: str = "auto",
    quality: bool = False,
    by: str | None = None,
    progress: Progress = no_progress,
) -> Counted:
    """Count the answers in files; measure how they were filled in, and groups, if asked to.

    Raises:
        UserError: a file cannot be read or understood, or holds no answers.
    """
    gathered = gather(
        paths, library=library, edition=edition, told=told or {}, engine=engine, progress=progress
    )
    if not gathered.tallied:
        raise NothingToScore(files=", ".join(path.name for path in paths))
    counted = Counted(gathered.tallied, _editions(gathered))
    for number, tallied in enumerate(counted.tallied):
        progress(_LOOKING.filled(file=tallied.file), number, len(counted.tallied))
        its_edition = counted.editions[tallied.year_be]
        if quality:
            counted.quality.extend(measure_sheets(tallied, its_edition))
        if by in tallied.mapping.others:
            counted.groups.append(group_sizes(tallied, its_edition, by=by))
    if by and not counted.groups:
        others = [name for tallied in counted.tallied for name in tallied.mapping.others]
        raise GroupColumnMissing(column=by, columns=", ".join(dict.fromkeys(others)) or "-")
    return counted


def _editions(gathered: Gathered) -> dict[int, Edition]:
    years = {tallied.year_be for tallied in gathered.tallied}
    return {year: edition for year in years if (edition := gathered.edition_of(year)) is not None}


def write_counted(counted: Counted, path: Path) -> list[Path]:
    """Write the tally as CSV; quality and groups go beside it, each with its name in the file's.

    Raises:
        FolderUnwritable: a file cannot be written.
    """
    files = {path: counted.tally_table()}
    for name, table in counted.tables().items():
        files[path.with_name(f"{path.stem}-{name}{path.suffix}")] = table
    try:
        for file, table in files.items():
            write_csv(file, list(table), rows_of(table))
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
    return list(files)
