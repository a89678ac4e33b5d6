"""Ways in, and what came in through them.

Nothing here ties an answer to whoever gave it. A response knows its agency, instrument and day, and
no more; `tests/test_intake_anonymity.py` refuses any other column. No table here has a CHECK that
an answer could fail: PostgreSQL writes the failing row into its log.
"""

import uuid

from django.db import models

from prongsai.assessments.models import Participation, Round
from prongsai.directory.models import User
from prongsai.surveys.rules.collecting import GateKind, InterviewMode


class Gate(models.Model):
    """A way in: an address under which one instrument of one agency is answered."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    #: Place among the edition's instruments, from 0.
    instrument = models.SmallIntegerField()
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in GateKind])
    #: What stands in the address.
    token = models.CharField(max_length=16, unique=True)
    #: Where it hangs, for the poster: a service point. "" is the whole agency.
    place = models.CharField(max_length=120, blank=True)
    is_closed = models.BooleanField(default=False)
    #: How many codes were ever made for it.
    codes_made = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.token


class Code(models.Model):
    """A one-time code that was not used yet. One that is used is removed: nothing remains of it."""

    #: `code_digest` of gate and code.
    digest = models.UUIDField(primary_key=True, editable=False)
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="codes")

    def __str__(self) -> str:
        return str(self.gate_id)


class Response(models.Model):
    """The sheet of one person.

    `answers` has one byte a part, in the order of the edition's leaves of this instrument: 0 is no
    answer, n the n-th option of the part's scale as the edition lists them and the form shows them.
    """

    #: Random; changed whenever responses are mixed.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Not checked by the database: that would lock the agency's row at every answer.
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, db_constraint=False)
    answered_on = models.DateField()
    #: Place among the edition's instruments, from 0.
    instrument = models.SmallIntegerField()
    #: Whether it was sent sooner than it can be read; None when that is not known.
    quick = models.BooleanField(null=True)
    answers = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Receipt(models.Model):
    """That a sheet was counted for an agency; not which."""

    #: `receipt_digest` of the code that the thank-you page shows.
    digest = models.UUIDField(primary_key=True, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, db_constraint=False)

    def __str__(self) -> str:
        return str(self.digest)


class ReceiptList(models.Model):
    """The receipts of an agency when a round has closed: their digests, one after the other."""

    participation = models.OneToOneField(Participation, on_delete=models.PROTECT, primary_key=True)
    #: 16 bytes each, sorted.
    digests = models.BinaryField()

    def __str__(self) -> str:
        return str(self.participation_id)


class Quota(models.Model):
    """How many people an interviewer is to ask about an agency, and how many they have asked.

    It counts; no response leads to it, and it to none.
    """

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    #: Place among the edition's instruments, from 0.
    instrument = models.SmallIntegerField()
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT)
    mode = models.CharField(
        max_length=5, choices=[(mode.value, mode.value) for mode in InterviewMode]
    )
    wanted = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_quota_once", fields=["participation", "instrument", "interviewer", "mode"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.interviewer_id} in {self.participation_id}"


class Mapping(models.Model):
    """How the columns and words of another survey tool lead to the parts and options of ours."""

    #: What it is called when it is chosen again.
    name = models.CharField(max_length=120, unique=True)
    framework = models.CharField(max_length=64)
    year_be = models.PositiveSmallIntegerField()
    #: As the edition calls it: IIT, EIT.
    instrument = models.CharField(max_length=20)
    #: Column -> part, and part -> word of an answer -> option code.
    columns = models.JSONField()
    words = models.JSONField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """That a file of answers came in, so that it comes in once; nothing of what it says."""

    sha256 = models.CharField(max_length=64)
    round = models.ForeignKey(Round, on_delete=models.PROTECT)
    #: None when the file itself says whose each answer is.
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, null=True)
    #: Place among the edition's instruments, from 0.
    instrument = models.SmallIntegerField()
    #: How many of its rows became responses, and how many were refused.
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="a_file_by_hash", fields=["sha256"])]

    def __str__(self) -> str:
        return self.sha256
