"""What agencies disclose: links, files and words, and what was told about them."""

from django.db import models

from prongsai.assessments.models import Participation, Round
from prongsai.directory.models import Unit, User
from prongsai.evidence.models.captures import Page
from prongsai.evidence.rules.states import DisclosureState, LinkTrouble, choices


class Disclosure(models.Model):
    """What an agency discloses for one item of the checklist in a round."""

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT)
    #: As the edition calls it: O1, O2, ...
    item = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, choices=choices(DisclosureState), default=DisclosureState.DRAFT.value
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
    kind = models.CharField(max_length=10, choices=choices(LinkTrouble))
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
