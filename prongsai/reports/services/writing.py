"""Reports as files in a folder."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.wording import Text
from prongsai.reports.rules.editing import Edit, apply_edits
from prongsai.reports.rules.photos import Photos, no_photos
from prongsai.reports.rules.style import Style
from prongsai.reports.services.making import Order, known_until, report_document
from prongsai.reports.services.rendering import document_name, require_format, set_document
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
    order = Order(known_until(history, year_be), year_be)
    return write_order(order, formats=formats, out=out, style=style, on=on, progress=progress)


def write_order(
    order: Order,
    *,
    formats: Iterable[str],
    out: Path,
    style: Style,
    on: date,
    edits: Iterable[Edit] = (),
    photos: Photos = no_photos,
    progress: Progress = no_progress,
) -> list[Path]:
    """Write a report of any kind into a folder, a file for each format.

    In:  edits: what people wrote in place of generated words

    Raises:
        UserError: what `report_document` and `write_report` raise.
    """
    wanted = list(dict.fromkeys(require_format(form) for form in formats))
    document = apply_edits(report_document(order, on), edits).document
    names = {form: document_name(order, form, style) for form in wanted}

    def make(form: str) -> bytes:
        return set_document(document, form, style=style, photos=photos)

    return write_files(names, make, out=out, progress=progress)


def write_files(
    names: dict[str, str], make: Callable[[str], bytes], *, out: Path, progress: Progress
) -> list[Path]:
    """Write a file for each format into a folder.

    Raises:
        FolderUnwritable: the folder cannot be made or written.
    """
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for number, (form, name) in enumerate(names.items()):
            progress(_WRITING.filled(name=name), number, len(names))
            path = out / name
            path.write_bytes(make(form))
            paths.append(path)
    except OSError as error:
        raise FolderUnwritable(folder=out, why=error.strerror) from error
    progress(_WRITING.filled(name=""), len(names), len(names))
    return paths
