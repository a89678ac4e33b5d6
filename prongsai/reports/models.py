"""Reports written here: edits of their words; versions that were sent, approved and shown.

What a version was made from is kept with it, so that it can be made again and gives the same. The
database refuses to change that (migration 0002).
"""

from django.db import models

from prongsai.directory.models import Agency, User
from prongsai.reports.rules.issuing import LONGEST_NUMBER, VersionState
from prongsai.reports.rules.kinds import ReportKind


class Report(models.Model):
    """One kind of report of an agency about a year, as it is being written."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports")
    framework = models.CharField(max_length=64)
    #: The fiscal year that it is about: that of the plan.
    year_be = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ReportKind])
    #: Number and date of the document; "" and None while nobody gave them.
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    dated = models.DateField(null=True)
    #: Who signs: [{"duty", "name", "position"}], duty as `rules.issuing` names them.
    signers = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_report_of_a_kind", fields=["agency", "framework", "year_be", "kind"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.framework}/{self.year_be}/{self.agency_id}"


class WordEdit(models.Model):
    """A person's words in place of generated ones: those of `key`, as they were then."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="edits")
    key = models.CharField(max_length=200)
    generated_th = models.TextField(blank=True)
    generated_en = models.TextField(blank=True)
    #: The person's; "" where the generated ones stay in that language.
    th = models.TextField(blank=True)
    en = models.TextField(blank=True)
    left_out = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="an_edit_once", fields=["report", "key"])]

    def __str__(self) -> str:
        return f"{self.key} of {self.report_id}"


class Version(models.Model):
    """A report as it was sent to the executive, with all that it was made from."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    #: From 1 within the report.
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in VersionState],
        default=VersionState.SUBMITTED.value,
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    #: What it was made from, as `rules.frozen` writes it, and the SHA-256 of that.
    ground = models.JSONField()
    sha256 = models.CharField(max_length=64)
    #: What the executive said when sending it back.
    remark = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="a_version_once", fields=["report", "number"])]

    def __str__(self) -> str:
        return f"version {self.number} of {self.report_id}"


class VersionFile(models.Model):
    """An approved version in one format and language, stored under its SHA-256."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4)
    language = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64)
    #: Bytes.
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_file_once", fields=["version", "form", "language"])
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.version_id}"
