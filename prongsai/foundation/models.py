"""The audit trail: every change that a person or the program made, chained by hashes."""

from django.db import models


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

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"
