"""The audit trail: every change that was made, chained by hashes; work that is done later."""

import uuid

from django.db import models

from prongsai.foundation.rules import JobState


class AuditEntry(models.Model):
    """Who did what to what, when. Written once; the database refuses to change or remove it.

    `sha256` is the hash of the entry and of the hash before it, so that a changed, removed or
    inserted entry is noticed. No respondent ever appears here.
    """

    #: 1, 2, 3, ...: place in the chain, without gaps.
    number = models.BigIntegerField(primary_key=True)
    happened_at = models.DateTimeField()
    #: Id of the account; None for the program itself. No foreign key: accounts may go.
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    #: "round.opened", "agency.imported".
    action = models.CharField(max_length=60)
    #: What it was done to: "round:3".
    subject = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        # For one subject, and for all that begin alike: "disclosure:th-ita/".
        indexes = [
            models.Index(
                name="the_trail_of_a_subject",
                fields=["subject"],
                opclasses=["varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class BackgroundJob(models.Model):
    """Work that somebody asked for and the worker does: what people see of it.

    Procrastinate keeps the queue itself; `queued` is the number of the entry there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: "results.score_round".
    kind = models.CharField(max_length=60)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    #: What it is done to: "round:th-ita/2566".
    subject = models.CharField(max_length=100)
    #: Id of the account; None for the program itself. No foreign key: accounts may go.
    asked_by = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value) for state in JobState],
        default=JobState.WAITING.value,
    )
    queued = models.BigIntegerField(null=True)
    #: The step that is being done, how far it is, and of how many; 0 of 0 before the first.
    step_th = models.CharField(max_length=500, blank=True)
    step_en = models.CharField(max_length=500, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    of = models.PositiveBigIntegerField(default=0)
    #: The address where what came out is to be seen.
    leads_to = models.CharField(max_length=300, blank=True)
    #: What came out: {"run": 7}.
    outcome = models.JSONField(default=dict)
    #: Why it failed, as a UserError says it; "" when it did not.
    error_code = models.CharField(max_length=30, blank=True)
    error_th = models.TextField(blank=True)
    error_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_job_at_a_time",
                fields=["kind", "subject"],
                condition=models.Q(state__in=[JobState.WAITING.value, JobState.RUNNING.value]),
            )
        ]
        indexes = [models.Index(name="latest_jobs_first", fields=["-asked_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
