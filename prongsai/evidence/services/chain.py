"""Adding captures: to the archive first, then to the chain, all of a batch or none."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import Min
from django.utils.timezone import localdate

from prongsai.evidence.adapters.archives import Archive, Earlier, Kept, digest_of
from prongsai.evidence.adapters.fetching import Fetched
from prongsai.evidence.models import Capture, CapturedText, Page
from prongsai.evidence.rules.schedule import next_look, next_reason
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason

#: Names the lock under which one process at a time adds to the chain.
_WRITING = 6_215_122
#: Captures that are read at a time.
_READ = 2_000
#: What the first capture follows.
BEGINNING = "0" * 64
_TROUBLE = 300
#: Failures are not counted further.
_MANY = 30_000


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


def verify_chain(progress: Callable[[int], None] = lambda _done: None) -> list[int]:
    """Compute every hash again; return the numbers of captures that are changed or misplaced.

    They are read one after the other and never held, however many there are.
    """
    faults: list[int] = []
    number, head = 0, BEGINNING
    captures = Capture.objects.select_related("page").order_by("number")
    for done, capture in enumerate(captures.iterator(chunk_size=_READ), 1):
        right = capture.number == number + 1 and capture.previous == head
        if not right or capture.sha256 != _hash(capture, capture.page.address):
            faults.append(capture.number)
        number, head = capture.number, capture.sha256
        if done % _READ == 0:
            progress(done)
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
    """Note how each page did, and when it is due again."""
    seen = {look.page: look for look in looks}
    pages = list(Page.objects.select_for_update().filter(pk__in=seen).order_by("pk"))
    for page in pages:
        look = seen[page.pk]
        page.failures = 0 if look.outcome is CaptureOutcome.SHOWN else min(page.failures + 1, _MANY)
        if page.outcome != look.outcome:
            page.outcome, page.since = look.outcome.value, look.asked_at
        # Asked for anew meanwhile, for another reason: that look is still to come.
        if page.due_at is not None and page.reason == look.reason:
            page.due_at = next_look(look.asked_at, page.failures)
            page.reason = next_reason(look.reason, look.outcome, page.failures).value
    Page.objects.bulk_update(pages, ["failures", "outcome", "since", "due_at", "reason"])
