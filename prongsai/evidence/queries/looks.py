"""What came of looking at pages the last time, and since when they say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import get_current_timezone

from prongsai.evidence.models import Capture, Page
from prongsai.evidence.rules.checklist import OUTCOMES
from prongsai.evidence.rules.copies import LATE
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.methodology.wording import Text

#: Captures of a page that are gone through to find since when its text is the same.
_MOST = 400
_ALL = Q()
WITH_TEXT = Q(outcome=CaptureOutcome.SHOWN.value, text__isnull=False)


@dataclass(frozen=True)
class LastLook:
    """The last look at a page."""

    #: Of the copy.
    number: int
    asked_at: datetime
    outcome: CaptureOutcome
    #: Of the answer; None where there was none.
    status: int | None

    @property
    def is_broken(self) -> bool:
        """Whether it showed nothing."""
        return self.outcome is not CaptureOutcome.SHOWN

    @property
    def outcome_name(self) -> Text:
        """What came of it, in words."""
        return OUTCOMES[self.outcome]


def last_captures(pages: Iterable[int], which: Q = _ALL) -> QuerySet[Capture]:
    """Return the last capture of each page; nothing of those that were never looked at.

    In: which captures count
    """
    # One step into the index for each page: years of daily captures are not gone through.
    of_page = Capture.objects.filter(which, page=OuterRef("pk")).order_by("-number")
    wanted = Page.objects.filter(pk__in=set(pages))
    return Capture.objects.filter(
        number__in=wanted.values(last=Subquery(of_page.values("number")[:1]))
    )


def end_of(day: date | None) -> datetime | None:
    """Return the moment when a last day is over."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, get_current_timezone())


def in_time(last_day: date | None) -> Q:
    """Return which captures count in a round (`before_deadline`); all where it has no last day."""
    end = end_of(last_day)
    if end is None:
        return Q()
    for_it = Q(reason=CaptureReason.DEADLINE.value, asked_at__lt=end + LATE)
    return Q(asked_at__lt=end) | for_it


def last_texts(pages: Iterable[int]) -> dict[int, str]:
    """Return the digest of what each page said when it was last shown with a text."""
    return dict(last_captures(pages, WITH_TEXT).values_list("page", "text"))


def last_looks(pages: Iterable[int]) -> dict[int, LastLook]:
    """Return the last look at each page; without those that were never looked at."""
    return {
        page: LastLook(number, asked_at, CaptureOutcome(outcome), status)
        for page, number, asked_at, outcome, status in last_captures(pages).values_list(
            "page", "number", "asked_at", "outcome", "status"
        )
    }


def same_since(page: int) -> datetime | None:
    """Return since when all copies of a page with a text say what the last one says."""
    found = Capture.objects.filter(page=page, text__isnull=False).order_by("-number")
    looks = list(found.values_list("text", "asked_at")[:_MOST])
    alike = list(takewhile(lambda look: look[0] == looks[0][0], looks))
    return alike[-1][1] if alike else None
