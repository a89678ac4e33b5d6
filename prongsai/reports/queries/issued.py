"""Reports that were issued: their versions, and the one that everybody reads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from prongsai.methodology.wording import Text
from prongsai.reports.models import Report, Version, VersionFile
from prongsai.reports.queries.ground import Ground, ground_read
from prongsai.reports.rules.issuing import VERSION_STATES, VersionState, VersionUnknown
from prongsai.reports.rules.kinds import REPORT_KINDS, ReportKind

#: The order of formats on pages: first what most people want.
_FORMS = ("pdf", "docx", "xlsx", "html")


@dataclass(frozen=True)
class FileRow:
    """A file of a version; size in bytes."""

    form: str
    language: str
    sha256: str
    size: int


@dataclass(frozen=True)
class VersionRow:
    """A version as a line; `files` are there once it is approved and they were made."""

    number: int
    state: VersionState
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str
    published_at: datetime | None
    remark: str
    sha256: str
    files: tuple[FileRow, ...]

    @property
    def state_name(self) -> Text:
        """How far it is, in words."""
        return VERSION_STATES[self.state]

    @property
    def is_complete(self) -> bool:
        """Whether every file was made."""
        return len(self.files) == len(_FORMS) * len(settings.LANGUAGES)

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        moments = ("made_at", "decided_at", "published_at")
        return {
            "number": self.number,
            "state": self.state.value,
            **{name: at.isoformat() if (at := getattr(self, name)) else None for name in moments},
            "remark": self.remark,
            "sha256": self.sha256,
            "files": [vars(file) for file in self.files],
        }


@dataclass(frozen=True)
class PublishedReport:
    """The version of a report that everybody reads, with what it was made from."""

    kind: ReportKind
    row: VersionRow
    ground: Ground

    @property
    def kind_name(self) -> Text:
        """What the report is about."""
        return REPORT_KINDS[self.kind]

    def file(self, form: str, language: str) -> FileRow:
        """Return one of its files.

        Raises:
            VersionUnknown: it has none like that.
        """
        for one in self.row.files:
            if (one.form, one.language) == (form, language):
                return one
        raise VersionUnknown()


def versions_of(report: Report) -> list[VersionRow]:
    """Return the versions of a report, the latest first."""
    return [version_row(one) for one in _versions().filter(report_id=report.pk)]


def version_of(report: Report, number: int) -> Version:
    """Return a version of a report.

    Raises:
        VersionUnknown
    """
    found = _versions().filter(report_id=report.pk, number=number).first()
    if found is None:
        raise VersionUnknown()
    return found


def version_row(version: Version) -> VersionRow:
    """Return a version as a line."""
    return VersionRow(
        version.number,
        VersionState(version.state),
        version.made_at,
        str(version.made_by) if version.made_by else "",
        version.decided_at,
        str(version.decided_by) if version.decided_by else "",
        version.published_at,
        version.remark,
        version.sha256,
        tuple(sorted((_file(one) for one in version.files.all()), key=_order)),
    )


def published_report(
    agency: str, framework: str, year_be: int, kind: ReportKind
) -> PublishedReport:
    """Return the version of an agency's report that is public.

    Raises:
        VersionUnknown: none is.
    """
    found = _public(agency, framework).filter(report__year_be=year_be, report__kind=kind.value)
    version = found.first()
    if version is None:
        raise VersionUnknown()
    return PublishedReport(kind, version_row(version), ground_read(version.ground))


def public_reports(agency: str, framework: str) -> list[Report]:
    """Return the reports of an agency that have a public version, the latest first."""
    versions = _public(agency, framework).order_by("-report__year_be", "report__kind")
    return [version.report for version in versions]


def address_of(report: Report) -> str:
    """Return where everybody reads a report, on this site, in its first language."""
    with override(settings.LANGUAGE_CODE):
        return reverse("reports:published", args=[report.agency.code, report.year_be, report.kind])


def _versions() -> QuerySet[Version]:
    people = ("made_by", "decided_by")
    return Version.objects.select_related("report__agency", *people).prefetch_related("files")


def _public(agency: str, framework: str) -> QuerySet[Version]:
    return _versions().filter(
        report__agency__code=agency,
        report__framework=framework,
        state=VersionState.PUBLISHED.value,
    )


def _file(file: VersionFile) -> FileRow:
    return FileRow(file.form, file.language, file.sha256, file.size)


def _order(file: FileRow) -> tuple[bool, int]:
    return file.language != settings.LANGUAGE_CODE, _FORMS.index(file.form)
