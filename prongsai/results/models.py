"""Score runs: what came out of a round, kept for good, and from exactly what.

Rows of a run are never changed or removed; the database itself refuses (migration 0002). What may
change is which run of a year is published.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from prongsai.assessments.models import FrozenEdition
from prongsai.directory.models import Agency


class ScoreRun(models.Model):
    """One calculation of a year, repeatable from what it names."""

    edition = models.ForeignKey(FrozenEdition, on_delete=models.PROTECT)
    #: The run whose agencies were carried over because the new files do not mention them.
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    #: Files that it was computed from: [{"name", "sha256", "size"}], those of `base` included.
    inputs = models.JSONField()
    #: The program and its version.
    program = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    #: How many agencies it scores.
    agencies = models.PositiveIntegerField()
    #: What the checks found that belongs to no agency.
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.edition} run {self.pk}"


class Publication(models.Model):
    """Which run of a year people see."""

    framework = models.CharField(max_length=64)
    year_be = models.PositiveSmallIntegerField()
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_publication_a_year", fields=["framework", "year_be"])
        ]

    def __str__(self) -> str:
        return f"{self.framework}/{self.year_be}: run {self.run_id}"


class AgencyScore(models.Model):
    """What a run says of one agency. Scores are published ones, in hundredths; NULL where none."""

    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="scores")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="scores")
    #: Whom it was ranked with that year; "" where no source says. Groups are codes of the
    #: edition's agency types, or names as given.
    group = models.CharField(max_length=200, blank=True)
    ministry = models.CharField(max_length=200, blank=True)
    province = models.CharField(max_length=100, blank=True)
    #: People who may answer.
    staff = models.PositiveIntegerField(null=True)
    public = models.PositiveIntegerField(null=True)

    total = models.PositiveIntegerField(null=True)
    #: Position in the edition's levels, 0 is the best.
    level = models.PositiveSmallIntegerField(null=True)
    #: In the edition's order.
    instruments = ArrayField(models.PositiveIntegerField(null=True))
    indicators = ArrayField(models.PositiveIntegerField(null=True))
    #: Weak items of all instruments; NULL where no item is known.
    weak_items = models.PositiveSmallIntegerField(null=True)
    #: Ranking -> {"rank", "of", "shared_with"} among the agencies of the run; a ranking without
    #: this agency is absent.
    standings = models.JSONField(default=dict)
    #: Ranking -> {"rank", "of"} as a source printed it.
    stated = models.JSONField(default=dict)

    #: What it was computed from, little-endian int32: published scores of every node in
    #: millionths (-1 where none), and answers and verdicts counted, leaf by option.
    given = models.BinaryField()
    counts = models.BinaryField()
    #: What the checks found about it: [{"rule", "th", "en", "suggestion", "place"}].
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_score_per_run", fields=["run", "agency"])]
        indexes = [models.Index(name="best_first", fields=["run", "-total"])]

    def __str__(self) -> str:
        return f"{self.agency_id} in run {self.run_id}"
