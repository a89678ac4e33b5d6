"""Plans with their points, themes, measures, steps and tasks.

Snapshots are only ever added: the database refuses to change or remove one.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from prongsai.directory.models import Agency, Unit, User
from prongsai.improvement.rules.states import (
    MeasureState,
    PlanState,
    Recurrence,
    ReminderKind,
    SnapshotKind,
    choices,
)
from prongsai.results.models import ScoreRun


class Plan(models.Model):
    """What an agency wants to do about its weak points within a fiscal year."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plans")
    framework = models.CharField(max_length=64)
    #: The fiscal year in which it is carried out.
    year_be = models.PositiveSmallIntegerField()
    #: The result that it follows; None where none was known.
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, null=True)
    state = models.CharField(
        max_length=10, choices=choices(PlanState), default=PlanState.DRAFT.value
    )
    #: What the executive said when sending it back.
    remark = models.TextField(blank=True)
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_plan_a_year", fields=["agency", "framework", "year_be"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework}/{self.year_be}/{self.agency_id}"


class Point(models.Model):
    """A weak point as it was when the plan was drawn up."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="points")
    #: As the edition of `year_be` calls it: I12, E6, O8.
    code = models.CharField(max_length=20)
    year_be = models.PositiveSmallIntegerField()
    #: Hundredths; None where only a part is known.
    score = models.PositiveIntegerField(null=True)
    #: What the total would gain by its repair, in points.
    gain = models.FloatField(default=0)
    #: Codes of the weak parts.
    parts = ArrayField(models.CharField(max_length=20), default=list)
    #: Why no measure answers it; "" where one does, or nobody said.
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_point_once", fields=["plan", "code"])]

    def __str__(self) -> str:
        return f"{self.code} of {self.plan_id}"


class Theme(models.Model):
    """What belongs together."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    place = models.PositiveSmallIntegerField()
    title = models.TextField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"theme:{self.pk}"


class Measure(models.Model):
    """What shall be done, by whom, until when, and how one will know that it worked."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="measures")
    #: From 1 within the theme, as people quote it.
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    points = models.ManyToManyField(Point, related_name="measures")
    units = models.ManyToManyField(Unit, related_name="measures")
    #: Every unit of the agency is responsible.
    all_units = models.BooleanField(default=False)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    #: Baht; None where it needs none of its own.
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    criterion = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=choices(MeasureState), default=MeasureState.PLANNED.value
    )
    #: Why it was cancelled.
    reason = models.TextField(blank=True)
    #: A fact of another room that turns it done once `counter_goal` is reached; "" where none.
    counter = models.CharField(max_length=80, blank=True)
    counter_goal = models.PositiveIntegerField(default=0)
    #: The measure of the library that it was drafted from; "" where somebody wrote it.
    library = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["theme__place", "number"]

    def __str__(self) -> str:
        return f"measure:{self.pk}"


class Step(models.Model):
    """A part of a measure that is due once, or again and again within its period."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    title = models.TextField()
    due = models.DateField()
    recurrence = models.CharField(
        max_length=10, choices=choices(Recurrence), default=Recurrence.ONCE.value
    )

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"step:{self.pk}"


class Task(models.Model):
    """What one unit has to do by one day: a step, once. Tasks are made when a plan is approved."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="tasks")
    #: None where no unit is responsible: the coordinator sees to it.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="tasks")
    due = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    #: What the unit says about it.
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_task_once", fields=["step", "unit", "due"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"task:{self.pk}"


class Reminder(models.Model):
    """That somebody was told about a task, so that nobody is told twice."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=choices(ReminderKind))
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="reminded_once", fields=["task", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.task_id}"


class Snapshot(models.Model):
    """A plan as it stood; never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=14, choices=choices(SnapshotKind))
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    #: The plan as `rules.storing` writes it.
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind} of {self.plan_id}"
