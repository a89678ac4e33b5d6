"""What agencies of a round disclosed, with the dated copies of it; a few questions for many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from prongsai.assessments.models import Participation
from prongsai.evidence.models import Attachment, Disclosure, Link
from prongsai.evidence.queries.looks import in_time, last_captures
from prongsai.evidence.rules.states import CaptureOutcome, DisclosureState
from prongsai.foundation.models import AuditEntry

#: What the audit trail calls an approval, and that it was taken back.
APPROVED, RETURNED = "disclosure.approved", "disclosure.returned"
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
    approved = Disclosure.objects.filter(
        participation__in=participations, state=DisclosureState.APPROVED.value
    )
    found = list(
        approved.order_by("pk").values_list(
            "pk", "participation", "item", "explanation", "exemption"
        )
    )
    links, files = _links(approved, last_day), _files(approved)
    # What the audit trail calls them.
    prefixes = {one.pk: f"disclosure:{one.round}/{one.agency.code}" for one in participations}
    times = _approval_times(f"{prefixes[place]}/{item}" for _, place, item, *_ in found)
    result: dict[int, dict[str, Shown]] = {one.pk: {} for one in participations}
    for one, place, item, explanation, exemption in found:
        result[place][item] = Shown(
            times.get(f"{prefixes[place]}/{item}"),
            explanation,
            exemption,
            tuple(links.get(one, ())),
            tuple(files.get(one, ())),
        )
    return result


# Rows rather than models: a year of a whole country has some 360,000 of each.


def _links(approved: QuerySet[Disclosure], last_day: date | None) -> dict[int, list[ShownLink]]:
    told = Link.objects.filter(with_objection=False, disclosure__in=approved)
    rows = list(told.order_by("place").values_list("disclosure", "title", "page", "page__address"))
    copies = _copies({page for _, _, page, _ in rows}, last_day)
    found: dict[int, list[ShownLink]] = {}
    for disclosure, title, page, address in rows:
        found.setdefault(disclosure, []).append(ShownLink(title, address, copies.get(page)))
    return found


def _files(approved: QuerySet[Disclosure]) -> dict[int, list[ShownFile]]:
    told = Attachment.objects.filter(with_objection=False, disclosure__in=approved)
    found: dict[int, list[ShownFile]] = {}
    for disclosure, one, name, media_type, size, sha256 in told.order_by("name", "pk").values_list(
        "disclosure", "pk", "name", "media_type", "size", "sha256"
    ):
        shown = ShownFile(one, name, media_type, size, sha256)
        found.setdefault(disclosure, []).append(shown)
    return found


def _copies(pages: set[int], last_day: date | None) -> dict[int, Copy]:
    """Return the last copy of each page that counts."""
    last = last_captures(pages, in_time(last_day))
    return {
        page: Copy(asked_at, CaptureOutcome(outcome), body, media_type, size)
        for page, asked_at, outcome, body, media_type, size in last.values_list(
            "page", "asked_at", "outcome", "body", "media_type", "size"
        )
    }


def _approval_times(subjects: Iterable[str]) -> dict[str, datetime]:
    approvals = AuditEntry.objects.filter(subject__in=list(subjects), action=APPROVED)
    return dict(approvals.values_list("subject").annotate(last=Max("happened_at")))
