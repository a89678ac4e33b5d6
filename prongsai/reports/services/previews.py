"""Reports as they would be today, to look at before they are sent."""

from pathlib import Path

from django.utils.timezone import localdate

from prongsai.foundation.adapters.stored_files import stored_file
from prongsai.improvement.models import Plan
from prongsai.reports.queries.ground import Ground, gathered
from prongsai.reports.queries.issued import FileRow, VersionRow
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.issuing import VersionUnknown
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.style import Style
from prongsai.reports.services.drafts import order_of, written
from prongsai.reports.services.issuing import LANGUAGES
from prongsai.reports.services.keeping import turn_in
from prongsai.reports.services.making import report_document
from prongsai.reports.services.photographs import SHELF, stored_photo
from prongsai.reports.services.rendering import fonts_folder, require_format, set_document


def preview(ground: Ground, form: str, language: str, *, home: Path) -> bytes:
    """Return a report in one format; one is made at a time on a machine.

    Raises:
        FormatUnknown, SnapshotNeeded, FontsMissing.
    """
    require_format(form)
    return _set(written(ground).document, form, language, home)


def made_now(  # which report, and how it is set
    plan: Plan, kind: ReportKind, form: str, language: str, *, unit: str = "", home: Path
) -> bytes:
    """Return a report that has no versions as it is today: the summary, the sheet of a unit.

    Raises:
        FormatUnknown, YearNotThere, UnitNeeded, UnitWithoutMeasures, FontsMissing.
    """
    require_format(form)
    on = localdate()
    document = report_document(order_of(gathered(plan, kind, on=on), unit), on)
    return _set(document, form, language, home)


def version_content(
    row: VersionRow, ground: Ground, form: str, language: str, *, home: Path
) -> bytes:
    """Return a version in one format: its file once that was made, before what it would be.

    Raises:
        VersionUnknown: there is no such language.
        FormatUnknown, FontsMissing, FileGone.
    """
    if language not in LANGUAGES:
        raise VersionUnknown()
    for file in row.files:
        if (file.form, file.language) == (form, language):
            return issued_file(file)
    return preview(ground, form, language, home=home)


def _set(document: Document, form: str, language: str, home: Path) -> bytes:
    style = Style(language=language, fonts=fonts_folder())
    with turn_in(home / "cache" / "reports"):
        return set_document(document, form, style=style, photos=stored_photo)


def issued_file(file: FileRow) -> bytes:
    """Return a file of an approved version.

    Raises:
        FileGone
    """
    return stored_file(file.sha256, shelf=SHELF).read_bytes()
