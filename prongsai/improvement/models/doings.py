"""What was done for measures, and what came of it."""

from django.db import models

from prongsai.directory.models import Unit, User
from prongsai.improvement.models.plans import Measure, Theme


class Action(models.Model):
    """What was done, for one measure or several of a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="actions")
    measures = models.ManyToManyField(Measure, related_name="actions")
    units = models.ManyToManyField(Unit, related_name="actions")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    #: When it was done; None where nobody said.
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"action:{self.pk}"


class ActionLink(models.Model):
    """Where an action can be seen."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    address = models.TextField()
    title = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title or self.address


class ActionFile(models.Model):
    """A picture or document of an action, stored under its SHA-256."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    #: Bytes.
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name


class Outcome(models.Model):
    """What came of one measure or several of a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="outcomes")
    measures = models.ManyToManyField(Measure, related_name="outcomes")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"outcome:{self.pk}"
