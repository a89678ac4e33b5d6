"""The country book as a file in a folder, from files of results or from what is published."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderUnwritable
from prongsai.reports.queries.plan.counts import Counts
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.refusals import YearNotThere
from prongsai.reports.rules.style import Style
from prongsai.reports.services.country import write_country_book
from prongsai.results.queries.histories import Provenance
from prongsai.results.queries.rounds import Round
from prongsai.results.services.gathering import Progress
from prongsai.results.services.histories import input_files, provenance_of
from prongsai.results.services.scoring import score_files


def round_in_files(
    files: list[Path],
    year_be: int | None,
    *,
    library: EditionLibrary,
    edition: str | None,
    progress: Progress,
) -> tuple[Round, Provenance]:
    """Return a year of some files with all agencies, the latest unless one is named.

    Raises:
        YearNotThere: the files tell nothing of it.
        UserError: the files cannot be read.
    """
    rounds = score_files(files, library=library, edition=edition, progress=progress).rounds
    found = [one for one in rounds if year_be in {None, one.year_be}]
    if not found:
        years = ", ".join(str(one.year_be) for one in rounds)
        raise YearNotThere(agency="-", year=year_be, years=years)
    return found[-1], provenance_of(found[-1], input_files(files))


def write_book(
    round_: Round,
    provenance: Provenance,
    *,
    out: Path,
    style: Style,
    on: date,
    progress: Progress,
    plans: Mapping[str, Counts] | None = None,
) -> Path:
    """Write the book into a folder; a book that is broken off leaves nothing.

    Raises:
        FontsMissing, FolderUnwritable.
    """
    path = out / f"{round_.year_be}-{ReportKind.COUNTRY}.{style.language}.pdf"
    part = path.with_suffix(".part")
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_country_book(
            round_,
            provenance,
            out=part,
            style=style,
            on=on,
            plans=plans,
            progress=progress,
        )
        part.replace(path)
    except OSError as error:
        raise FolderUnwritable(folder=out, why=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)
    return path
