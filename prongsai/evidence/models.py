"""Disclosures and their links and files; captures of links; verdicts and objections.

Captures and verdicts are only ever added: the database refuses to change or remove one.
"""

from django.db import models

from prongsai.assessments.models import Participation, Round
from prongsai.directory.models import Unit, User
from prongsai.evidence.rules.states import (
    CaptureOutcome,
    CaptureReason,
    DisclosureState,
    LinkTrouble,
    Stage,
)


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Disclosure(models.Model):
    """What an agency discloses for one item of the checklist in a round."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    #: As the edition calls it: O1, O2, ...
    item = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, choices=_choices(DisclosureState), default=DisclosureState.DRAFT.value
    )
    #: Who is to see to it, and by when.
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True)
    due = models.DateField(null=True)
    explanation = models.TextField(blank=True)
    #: Why the item does not apply to the agency; "" where it does.
    exemption = models.TextField(blank=True)
    #: Year (B.E.) of the round that it was carried over from, unchanged since; None where not.
    carried_from = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_item_once", fields=["participation", "item"])
        ]

    def __str__(self) -> str:
        return f"{self.item} of {self.participation_id}"


class Page(models.Model):
    """An address of the web that somebody disclosed; looked at from time to time."""

    address = models.TextField()
    #: SHA-256 of the address: addresses are too long for an index.
    digest = models.CharField(max_length=64, unique=True)
    #: When it is to be looked at next; None: no more.
    due_at = models.DateTimeField(null=True, db_index=True)
    #: Why it is to be looked at then.
    reason = models.CharField(
        max_length=10, choices=_choices(CaptureReason), default=CaptureReason.SCHEDULED.value
    )
    #: How often in a row it could not be shown.
    failures = models.PositiveSmallIntegerField(default=0)
    #: What came of it the last time, and since when that is so; "" before the first time.
    outcome = models.CharField(max_length=12, blank=True, choices=_choices(CaptureOutcome))
    since = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # What somebody waits for goes first, and is found among all that is due.
            models.Index(
                name="pages_waited_for",
                fields=["due_at"],
                condition=~models.Q(reason=CaptureReason.SCHEDULED.value),
            )
        ]

    def __str__(self) -> str:
        return self.address


class Link(models.Model):
    """A page that a disclosure names."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="links")
    page = models.ForeignKey(Page, on_delete=models.PROTECT)
    #: What the agency calls it.
    title = models.CharField(max_length=300, blank=True)
    #: Place among the links of the disclosure, from 0.
    place = models.PositiveSmallIntegerField()
    #: New evidence that came with an objection is kept apart from what was there before.
    with_objection = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_link_once", fields=["disclosure", "page", "with_objection"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} for {self.disclosure_id}"


class Attachment(models.Model):
    """A file that a disclosure brings; its bytes lie under their SHA-256."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    #: In bytes.
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    with_objection = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """Words between those who work on a disclosure: why it was sent back, what was done."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    said_at = models.DateTimeField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.said_at}"


class CapturedText(models.Model):
    """What captures say, once for all that say the same."""

    #: SHA-256 of the text.
    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest


class Capture(models.Model):
    """A dated copy of what a page showed, or the fact that it showed nothing."""

    #: Its place in the chain, without a gap.
    number = models.BigIntegerField(primary_key=True)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="captures")
    reason = models.CharField(max_length=10, choices=_choices(CaptureReason))
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=_choices(CaptureOutcome))
    #: Of the last answer; None where there was none.
    status = models.PositiveSmallIntegerField(null=True)
    #: Why it was refused, or what went wrong on the way.
    trouble = models.CharField(max_length=300, blank=True)
    #: Where it was passed on to in the end; "" where it was not.
    led_to = models.TextField(blank=True)
    media_type = models.CharField(max_length=200, blank=True)
    #: Bytes of the body as sent, and whether it was longer than what is kept.
    size = models.PositiveBigIntegerField(default=0)
    is_cut = models.BooleanField(default=False)
    seconds = models.FloatField()
    #: SHA-256 of the body; "" where there is none.
    body = models.CharField(max_length=64, blank=True)
    text = models.ForeignKey(CapturedText, on_delete=models.PROTECT, null=True)
    #: Where the archive keeps it.
    archive = models.CharField(max_length=60, blank=True)
    start = models.PositiveBigIntegerField(default=0)
    length = models.PositiveBigIntegerField(default=0)
    #: The hash of the capture before it, and of this one with that.
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(name="captures_of_a_page", fields=["page", "-number"]),
            models.Index(name="captures_by_body", fields=["body"]),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.asked_at}"


class Seal(models.Model):
    """The chain of captures at the end of a day, signed."""

    day = models.DateField(primary_key=True)
    #: The last capture of the day, and its hash.
    number = models.BigIntegerField()
    head = models.CharField(max_length=64)
    #: SHA-256 of the public key, the signature (Ed25519) over day, number and head, in hex digits.
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    #: A time stamp of somebody else (RFC 3161), DER; None where none was asked for.
    stamp = models.BinaryField(null=True)

    def __str__(self) -> str:
        return str(self.day)


class DeadlineLook(models.Model):
    """That all pages which agencies stand for in a round were to be captured at once."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT)
    #: The last day of disclosing as it was then, or the day on which somebody asked for it.
    day = models.DateField()
    begun_at = models.DateTimeField()
    #: How many pages were taken for it.
    pages = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_deadline_once", fields=["round", "day"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.day}"


class LinkNotice(models.Model):
    """What the coordinator of an agency was told about a link, so that it is told once."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE)
    page = models.ForeignKey(Page, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=_choices(LinkTrouble))
    #: What exactly: the last capture that showed the page, or the one whose text was another.
    about = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="told_once", fields=["participation", "page", "kind", "about"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"


class Allotment(models.Model):
    """That an evaluator is to judge an agency's disclosures, and at which stage."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, choices=_choices(Stage))
    #: What the draw began from, so that it can be repeated; "" where somebody chose.
    seed = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_evaluator_a_stage", fields=["participation", "stage"])
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} for {self.participation_id}"


class Verdict(models.Model):
    """What an evaluator decided about an item, from the captures that were there."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="verdicts")
    stage = models.CharField(max_length=10, choices=_choices(Stage))
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
