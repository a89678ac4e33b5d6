"""Who judges, what was decided, and what agencies said against it; verdicts are only ever added."""

from django.db import models

from prongsai.assessments.models import Participation
from prongsai.directory.models import User
from prongsai.evidence.models.disclosures import Disclosure
from prongsai.evidence.rules.states import Stage, choices


class Allotment(models.Model):
    """That an evaluator is to judge an agency's disclosures, and at which stage."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, choices=choices(Stage))
    #: What the draw began from, so that it can be repeated; "" where somebody chose.
    seed = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_evaluator_a_stage", fields=["participation", "stage"])
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} for {self.participation_id}"


class Replacement(models.Model):
    """That somebody else took an agency over from an evaluator: ill, or with an interest in it."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, choices=choices(Stage))
    before = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    #: What the draw began from; "" where somebody was named.
    seed = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.before_id} by {self.after_id}"


class Verdict(models.Model):
    """What an evaluator decided about an item, from the captures that were there."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="verdicts")
    stage = models.CharField(max_length=10, choices=choices(Stage))
    #: As the edition's scale calls it: pass, pass_with_improvement, fail, not_applicable.
    option = models.CharField(max_length=40)
    #: Code of the reason in the edition, or "", and what the evaluator says to it.
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    #: Criterion -> met, not_met, person: as the evaluator saw it.
    criteria = models.JSONField(default=dict)
    #: The last capture that was there: what came later was not judged.
    seen = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="verdicts_of_an_item", fields=["disclosure", "-id"])]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.option}"


class Objection(models.Model):
    """That an agency does not accept the verdict on an item, and why."""

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT)
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT)
    words = models.TextField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    raised_at = models.DateTimeField()
    #: The verdict that answered it; None as long as it waits.
    answer = models.ForeignKey(Verdict, on_delete=models.PROTECT, null=True, related_name="answers")

    def __str__(self) -> str:
        return str(self.disclosure_id)
