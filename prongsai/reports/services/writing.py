"""Reports as files in a folder."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.wording import Text
from prongsai.reports.rules.style import Style
from prongsai.reports.services.making import known_until
from prongsai.reports.services.rendering import (
    file_name,
    render_report,
    require_format,
)
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import no_progress

_WRITING = Text("เขียน %(name)s", "Writing %(name)s")


def write_report(
    history: AgencyHistory,
    year_be: int,
    *,
    formats: Iterable[str],
    out: Path,
    style: Style,
    on: date,
    progress: Progress = no_progress,
) -> list[Path]:
    """Write the analysis report of an agency into a folder, a file for each format.

    In:  on: the day that the data are as of
    Out: the files, such as dip-YEAR-analysis.th.pdf

    Raises:
        FormatUnknown, YearNotThere: nothing was written.
        FontsMissing: what came before the format that needs them was.
        FolderUnwritable: the folder cannot be made or written.
    """
    wanted = list(dict.fromkeys(require_format(form) for form in formats))
    until = known_until(history, year_be)
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for number, form in enumerate(wanted):
            path = out / file_name(until, year_be, form, style)
            progress(_WRITING.filled(name=path.name), number, len(wanted))
            path.write_bytes(render_report(until, year_be, form, style=style, on=on))
            paths.append(path)
    except OSError as error:
        raise FolderUnwritable(folder=out, why=error.strerror) from error
    progress(_WRITING.filled(name=""), len(wanted), len(wanted))
    return paths
