"""The working group of a plan, and its meetings."""

from django.db import models

from prongsai.improvement.models.plans import Plan, Step
from prongsai.improvement.rules.states import MemberDuty, choices


class Appointment(models.Model):
    """The order that appoints the working group of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="appointments")
    number = models.CharField(max_length=100)
    dated = models.DateField()
    title = models.TextField()

    class Meta:
        ordering = ["dated", "pk"]

    def __str__(self) -> str:
        return self.number


class Member(models.Model):
    """Somebody whom an order appoints."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="members")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    duty = models.CharField(max_length=10, choices=choices(MemberDuty))

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting of the working group, with its minutes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    title = models.CharField(max_length=300)
    minutes = models.TextField(blank=True)

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What a meeting decided; once it was taken up it is a step of a measure."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    step = models.OneToOneField(Step, on_delete=models.SET_NULL, null=True)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"decision:{self.pk}"
