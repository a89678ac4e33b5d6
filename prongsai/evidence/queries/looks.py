"""What came of looking at pages the last time, and since when they say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db.models import QuerySet

from prongsai.evidence.models import Capture
from prongsai.evidence.rules.checklist import OUTCOMES
from prongsai.evidence.rules.states import CaptureOutcome
from prongsai.methodology.wording import Text

#: Captures of a page that are gone through to find since when its text is the same.
_MOST = 400


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


def last_captures(pages: Iterable[int], *, until: int | None = None) -> QuerySet[Capture]:
    """Return the last capture of each page; nothing of those that were never looked at.

    In: captures after the number `until` do not count
    """
    found = Capture.objects.filter(page__in=set(pages)).order_by("page", "-number")
    if until is not None:
        found = found.filter(number__lte=until)
    return found.distinct("page")


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
