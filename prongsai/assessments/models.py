"""Rounds and who takes part in them."""

from django.db import models

from prongsai.assessments.rules import RoundState
from prongsai.directory.models import Agency, User


class FrozenEdition(models.Model):
    """An edition as it was when a round was opened, or scores were computed, with it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    framework = models.CharField(max_length=64)
    year_be = models.PositiveSmallIntegerField()
    #: File name -> text.
    files = models.JSONField()

    def __str__(self) -> str:
        return f"{self.framework}/{self.year_be}"


class Round(models.Model):
    """One edition being run over many agencies."""

    edition = models.ForeignKey(FrozenEdition, on_delete=models.PROTECT)
    #: Those of the edition, so that the database can keep them apart.
    framework = models.CharField(max_length=64)
    year_be = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value) for state in RoundState],
        default=RoundState.PLANNED.value,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_round_a_year", fields=["framework", "year_be"])
        ]

    def __str__(self) -> str:
        return f"{self.framework}/{self.year_be}"


class Phase(models.Model):
    """A stretch of a round's calendar, both days included; None where no day is set."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    #: As the edition calls it: registration, collection, disclosure, ...
    code = models.CharField(max_length=20)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_phase_once", fields=["round", "code"]),
            models.CheckConstraint(
                name="phase_ends_after_it_starts",
                condition=models.Q(ends__gte=models.F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.code}"


class PhaseChange(models.Model):
    """Dates of a phase that were set otherwise: what they were, who, when, why."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="changes")
    starts_before = models.DateField(null=True)
    ends_before = models.DateField(null=True)
    #: None when the program's operator did it at the command line.
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    changed_at = models.DateTimeField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.phase_id} {self.changed_at}"


class Participation(models.Model):
    """One agency in a round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    #: Whom it is ranked with in this round, as it was when it was entered.
    group = models.CharField(max_length=200, blank=True)
    ministry = models.CharField(max_length=200, blank=True)
    province = models.CharField(max_length=100, blank=True)
    #: Heads, never names: staff who may answer, and the public that was served. None: not told.
    staff = models.PositiveIntegerField(null=True)
    public = models.PositiveIntegerField(null=True)
    #: When the agency's executive approved the headcounts; None while nobody has.
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_agency_once_a_round", fields=["round", "agency"])
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} in {self.round_id}"
