"""What agencies of a round disclosed, with the dated copies of it; a few questions for many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Prefetch, Q
from django.utils.timezone import make_aware

from prongsai.assessments.models import Participation
from prongsai.evidence.models import Attachment, Capture, Disclosure, Link
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason, DisclosureState
from prongsai.foundation.models import AuditEntry

#: What the audit trail calls an approval.
APPROVED = "disclosure.approved"
_WEB = ("http://", "https://")


@dataclass(frozen=True)
class Copy:
    """The last copy of a page that was made in time; `sha256` is that of what was sent, or ""."""

    taken_at: datetime
    outcome: CaptureOutcome
    sha256: str
    media_type: str
    size: int

    @property
    def is_shown(self) -> bool:
        """Whether the page opened."""
        return self.outcome is CaptureOutcome.SHOWN


@dataclass(frozen=True)
class ShownLink:
    """A link; `copy` is None where nobody has looked yet."""

    title: str
    address: str
    copy: Copy | None

    @property
    def leads_to_the_web(self) -> bool:
        """Whether it may stand on a page as a link."""
        return self.address.startswith(_WEB)


@dataclass(frozen=True)
class ShownFile:
    """A file; size in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Shown:
    """An approved disclosure; `exemption` says why the item does not apply, or nothing."""

    approved_at: datetime | None
    explanation: str
    exemption: str
    links: tuple[ShownLink, ...]
    files: tuple[ShownFile, ...]


def disclosed(
    participations: Sequence[Participation], last_day: date | None
) -> dict[int, dict[str, Shown]]:
    """Return what agencies of one round stand for: participation -> item -> disclosure.

    New evidence that came with an objection is no part of it.
    In: the last day of disclosing; copies that were made later do not count
    """
    found = list(_approved(participations))
    pages = {link.page_id for one in found for link in one.links.all()}
    copies = _copies(pages, last_day)
    prefixes = {one.pk: f"disclosure:{one.round}/{one.agency.code}" for one in participations}
    # What the audit trail calls them.
    subjects = {one.pk: f"{prefixes[one.participation_id]}/{one.item}" for one in found}
    times = _approval_times(subjects.values())
    result: dict[int, dict[str, Shown]] = {one.pk: {} for one in participations}
    for one in found:
        result[one.participation_id][one.item] = Shown(
            times.get(subjects[one.pk]),
            one.explanation,
            one.exemption,
            tuple(
                ShownLink(link.title, link.page.address, copies.get(link.page_id))
                for link in one.links.all()
            ),
            tuple(
                ShownFile(file.pk, file.name, file.media_type, file.size, file.sha256)
                for file in one.files.all()
            ),
        )
    return result


def _approved(participations: Sequence[Participation]) -> Iterable[Disclosure]:
    links = Link.objects.filter(with_objection=False).select_related("page").order_by("place")
    files = Attachment.objects.filter(with_objection=False).order_by("name", "pk")
    return Disclosure.objects.filter(
        participation__in=participations, state=DisclosureState.APPROVED.value
    ).prefetch_related(Prefetch("links", links), Prefetch("files", files))


def _copies(pages: set[int], last_day: date | None) -> dict[int, Copy]:
    """Return the last copy of each page that counts."""
    found = Capture.objects.filter(page__in=pages)
    if last_day:
        midnight = make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
        # Copies for the deadline are made right after it.
        found = found.filter(Q(asked_at__lt=midnight) | Q(reason=CaptureReason.DEADLINE.value))
    last = found.order_by("page", "-number").distinct("page")
    return {
        page: Copy(asked_at, CaptureOutcome(outcome), body, media_type, size)
        for page, asked_at, outcome, body, media_type, size in last.values_list(
            "page", "asked_at", "outcome", "body", "media_type", "size"
        )
    }


def _approval_times(subjects: Iterable[str]) -> dict[str, datetime]:
    approvals = AuditEntry.objects.filter(subject__in=list(subjects), action=APPROVED)
    return dict(approvals.values_list("subject").annotate(last=Max("happened_at")))
