"""Screenshots of copies: the one of a copy, and copies that wait for one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from prongsai.evidence.models import Capture, Screenshot
from prongsai.evidence.queries.looks import last_captures
from prongsai.evidence.rules.screenshots import FRESH, PICTURED, REASONS, NoScreenshot
from prongsai.evidence.rules.states import CaptureOutcome

_PAGES = ("text/html", "application/xhtml+xml")


def screenshot_of(capture: Capture) -> Screenshot | None:
    """Return the screenshot of a copy: of this one, or of one of the same page and bytes."""
    if not capture.body:
        return None
    found = Screenshot.objects.filter(page=capture.page_id, body=capture.body)
    return found.select_related("capture").first()


def is_pictured(capture: Capture) -> bool:
    """Whether a copy is one of those that get a screenshot, sooner or later."""
    is_page = capture.media_type.lower().startswith(_PAGES)
    shown = capture.outcome == CaptureOutcome.SHOWN.value
    return is_page and shown and bool(capture.body) and capture.reason in PICTURED


def screenshots_due(moment: datetime) -> int:
    """Return how many copies wait for a screenshot."""
    return waiting_for_screenshots(moment).count()


def waiting_for_screenshots(moment: datetime) -> QuerySet[Capture]:
    """Return fresh copies of pages that have no screenshot yet, the longest waiting first."""
    there = Screenshot.objects.filter(page=OuterRef("page"), body=OuterRef("body"))
    return (
        Capture.objects.filter(
            ~Exists(there),
            outcome=CaptureOutcome.SHOWN.value,
            reason__in=PICTURED,
            asked_at__gt=moment - FRESH,
            media_type__iregex=f"^({'|'.join(_PAGES).replace('+', '[+]')})",
        )
        .exclude(body="")
        .order_by("asked_at")
    )


def last_screenshots(pages: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what is known of the screenshots of what pages showed the last time, for JSON."""
    bodies = dict(last_captures(pages).values_list("page", "body"))
    found = Screenshot.objects.filter(page__in=bodies, body__in=set(bodies.values()))
    return {
        one.page_id: {
            "capture": one.capture_id,
            "taken_at": one.taken_at.isoformat(),
            "sha256": one.picture or None,
            "because": REASONS[NoScreenshot(one.trouble)].en if one.trouble else None,
            "height": one.height,
            "is_cut": one.is_cut,
            "has_scripts": one.has_scripts,
            "missing": one.missing,
        }
        for one in found
        if one.body == bodies[one.page_id]
    }
