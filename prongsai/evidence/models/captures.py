"""Pages of the web, and dated copies of what they showed: only ever added."""

from django.db import models

from prongsai.evidence.rules.screenshots import PICTURED, NoScreenshot
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason, choices


class Page(models.Model):
    """An address of the web that somebody disclosed; looked at from time to time."""

    address = models.TextField()
    #: SHA-256 of the address: addresses are too long for an index.
    digest = models.CharField(max_length=64, unique=True)
    #: When it is to be looked at next; None: no more.
    due_at = models.DateTimeField(null=True, db_index=True)
    #: Why it is to be looked at then.
    reason = models.CharField(
        max_length=10, choices=choices(CaptureReason), default=CaptureReason.SCHEDULED.value
    )
    #: How often in a row it could not be shown.
    failures = models.PositiveSmallIntegerField(default=0)
    #: What came of it the last time, and since when that is so; "" before the first time.
    outcome = models.CharField(max_length=12, blank=True, choices=choices(CaptureOutcome))
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
    reason = models.CharField(max_length=10, choices=choices(CaptureReason))
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=choices(CaptureOutcome))
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
            # A few of all: those of which somebody wants to see how they looked.
            models.Index(
                name="captures_pictured",
                fields=["asked_at"],
                condition=models.Q(outcome=CaptureOutcome.SHOWN.value, reason__in=PICTURED),
            ),
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

    def __str__(self) -> str:
        return str(self.day)


class Stamp(models.Model):
    """That somebody else saw the seal of a day, and when (RFC 3161)."""

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, primary_key=True)
    #: The address of the authority that was asked.
    authority = models.TextField()
    #: When it was stamped, as the authority says.
    stamped_at = models.DateTimeField()
    #: Its whole answer, DER.
    token = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.seal_id} {self.stamped_at}"


class Screenshot(models.Model):
    """How a copy looks in a browser, or why nobody can see it; once for the same bytes of a page.

    An aid for people: it is made after the copy, with parts that were fetched then.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT)
    #: SHA-256 of the body of the copies that it is of, and the one from which it was made.
    body = models.CharField(max_length=64)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT)
    taken_at = models.DateTimeField()
    #: SHA-256 of the picture, WebP; "" where there is none, and then why.
    picture = models.CharField(max_length=64, blank=True)
    trouble = models.CharField(max_length=12, blank=True, choices=choices(NoScreenshot))
    #: In bytes, and in pixels.
    size = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    #: Whether the page is longer than the picture, and whether its scripts ran.
    is_cut = models.BooleanField(default=False)
    has_scripts = models.BooleanField(default=False)
    #: Parts of the page that were not to be had.
    missing = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_look_once", fields=["page", "body"])]

    def __str__(self) -> str:
        return f"{self.capture_id} {self.taken_at}"
