"""Adding captures: to the archive first, then to the chain, all of a batch or none."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min
from django.utils.timezone import localdate

from prongsai.evidence.adapters.archives import Archive, Earlier, Kept, digest_of
from prongsai.evidence.adapters.fetching import Fetched
from prongsai.evidence.models import Capture, CapturedText, Page
from prongsai.evidence.rules.schedule import next_look
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason

#: Names the lock under which one process at a time adds to the chain.
_WRITING = 6_215_122
#: What the first capture follows.
BEGINNING = "0" * 64
_TROUBLE = 300


@dataclass(frozen=True)
class Look:
    """What came of opening a page once; `text` is None where nothing can be read."""

    page: int
    address: str
    reason: CaptureReason
    asked_at: datetime
    outcome: CaptureOutcome
    seconds: float
    trouble: str = ""
    fetched: Fetched | None = None
    media_type: str = ""
    text: str | None = None

    @property
    def body(self) -> str:
        """The SHA-256 of what was sent; "" where nothing was."""
        return digest_of(self.fetched.body) if self.fetched and self.fetched.body else ""


def add_captures(looks: list[Look], archive: Archive) -> None:
    """Keep what was seen, in one go; pages are due again at their time.

    What the archive holds outlasts a crash before the first row tells of it. Bytes that no row
    tells of, after a crash between the two, are harmless.
    """
    kept = list(_archived(looks, archive))
    archive.flush()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITING])
        texts = {digest_of(look.text.encode()): look.text for look in looks if look.text}
        CapturedText.objects.bulk_create(
            (CapturedText(digest=digest, text=text) for digest, text in texts.items()),
            ignore_conflicts=True,
        )
        Capture.objects.bulk_create(_chained(zip(looks, kept, strict=True)))
        _reschedule(looks)


def verify_chain() -> list[int]:
    """Compute every hash again; return the numbers of captures that are changed or misplaced."""
    faults: list[int] = []
    number, head = 0, BEGINNING
    for capture in Capture.objects.select_related("page").order_by("number").iterator():
        right = capture.number == number + 1 and capture.previous == head
        if not right or capture.sha256 != _hash(capture, capture.page.address):
            faults.append(capture.number)
        number, head = capture.number, capture.sha256
    return faults


def _archived(looks: list[Look], archive: Archive) -> Iterator[Kept | None]:
    """Put into the archive what was sent; a body that is there already is only referred to."""
    earlier = _known_bodies({look.body for look in looks if look.body})
    for look in looks:
        if look.fetched is None:
            yield None
            continue
        there = earlier.get(look.body)
        day = localdate(look.asked_at)
        yield archive.keep(look.fetched, day=day, earlier=there)
        if look.body and there is None:
            last = look.fetched.last
            earlier[look.body] = Earlier(last.link, last.asked_at)


def _known_bodies(digests: set[str]) -> dict[str, Earlier]:
    firsts = (
        Capture.objects.filter(body__in=digests).values("body").annotate(first=Min("number"))
    ).values_list("first", flat=True)
    captures = Capture.objects.filter(number__in=list(firsts)).select_related("page")
    return {
        one.body: Earlier(one.led_to or one.page.address, one.asked_at.astimezone(UTC))
        for one in captures
    }


def _chained(found: Iterable[tuple[Look, Kept | None]]) -> Iterator[Capture]:
    last = Capture.objects.order_by("-number").values_list("number", "sha256").first()
    number, head = last or (0, BEGINNING)
    for look, kept in found:
        number += 1
        capture = Capture(
            number=number,
            page_id=look.page,
            reason=look.reason.value,
            asked_at=look.asked_at,
            outcome=look.outcome.value,
            trouble=look.trouble[:_TROUBLE],
            media_type=look.media_type[:200],
            seconds=round(look.seconds, 3),
            body=look.body,
            text_id=digest_of(look.text.encode()) if look.text else None,
            previous=head,
            **_answer_of(look.fetched, kept),
        )
        capture.sha256 = head = _hash(capture, look.address)
        yield capture


def _answer_of(fetched: Fetched | None, kept: Kept | None) -> dict[str, Any]:
    if fetched is None or kept is None:
        return {}
    return {
        "status": fetched.last.status,
        "led_to": fetched.last.link if len(fetched.hops) > 1 else "",
        "size": len(fetched.body),
        "is_cut": fetched.is_cut,
        "archive": kept.file,
        "start": kept.start,
        "length": kept.length,
    }


def _hash(capture: Capture, address: str) -> str:
    """Return the hash of a capture and of the one before it."""
    told = [
        capture.previous,
        capture.number,
        address,
        capture.reason,
        capture.asked_at.astimezone(UTC).isoformat(),
        capture.outcome,
        capture.status,
        capture.trouble,
        capture.led_to,
        capture.media_type,
        [capture.size, capture.is_cut],
        [capture.body, capture.text_id],
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _reschedule(looks: list[Look]) -> None:
    shown = [look.page for look in looks if look.outcome is CaptureOutcome.SHOWN]
    Page.objects.filter(pk__in=shown).update(failures=0)
    missed = [look.page for look in looks if look.outcome is not CaptureOutcome.SHOWN]
    Page.objects.filter(pk__in=missed).update(failures=F("failures") + 1)
    when = {look.page: look.asked_at for look in looks}
    pages = list(Page.objects.filter(pk__in=when, due_at__isnull=False))
    for page in pages:
        page.due_at = next_look(when[page.pk], page.failures)
    Page.objects.bulk_update(pages, ["due_at"])
