"""Copies of pages: those that an item is judged on, and single ones by their number."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from prongsai.directory.queries import seen_by
from prongsai.directory.rules import SEES_ALL, Actor, NotAllowed
from prongsai.evidence.models import Capture, CapturedText, Link, Screenshot, Seal, Stamp
from prongsai.evidence.queries.judged import ItemPlace
from prongsai.evidence.queries.looks import end_of
from prongsai.evidence.queries.phases import DISCLOSING, last_day
from prongsai.evidence.queries.screenshots import screenshot_of
from prongsai.evidence.rules.checklist import OUTCOMES
from prongsai.evidence.rules.comparing import Comparison, compared
from prongsai.evidence.rules.copies import (
    REASON_WORDS,
    CopyUnknown,
    before_deadline,
    last_shown,
)
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.methodology.wording import Text

#: Letters of a text that are shown beside a form, and on a page of its own.
EXCERPT, WHOLE = 8_000, 300_000
_SEE = Text("ดูสำเนาหลักฐานนี้", "see this copy")


@dataclass(frozen=True)
class Copy:
    """A copy of a page as people read about it."""

    capture: Capture
    text: str = ""
    #: Whether there is more text than this.
    is_excerpt: bool = False

    @property
    def outcome_name(self) -> Text:
        """What came of opening the page."""
        return OUTCOMES[CaptureOutcome(self.capture.outcome)]

    @property
    def reason_name(self) -> Text:
        """Why the copy was made."""
        return REASON_WORDS[CaptureReason(self.capture.reason)]

    @property
    def is_shown(self) -> bool:
        """Whether something is to be seen on it."""
        return self.capture.outcome == CaptureOutcome.SHOWN.value


@dataclass(frozen=True)
class LinkSeen:
    """A link, its copy that counts, and what the page shows now."""

    link: Link
    #: None where it was never opened in time.
    frozen: Copy | None
    #: Where the copy that counts shows nothing: the last one before it that does.
    shown_before: Copy | None
    #: The last copy at all, where it is another one.
    latest: Copy | None
    #: The last later copy on which something is to be seen.
    shown_later: Copy | None
    #: What the two say differently; None where both say the same or there is nothing to compare.
    comparison: Comparison | None
    #: How the copy that counts looks, if it was drawn.
    screenshot: Screenshot | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the page came to show something else than the copy that counts."""
        if self.frozen is None or self.shown_later is None or not self.frozen.is_shown:
            return False
        one, other = self.frozen.capture, self.shown_later.capture
        if one.text_id and other.text_id:
            return one.text_id != other.text_id
        return one.body != other.body

    @property
    def is_down(self) -> bool:
        """Whether nothing was to be seen the last time, after the copy that counts."""
        return self.latest is not None and not self.latest.is_shown


def links_seen(place: ItemPlace, *, objection_at: datetime | None = None) -> list[LinkSeen]:
    """Return the links of an item, each with the copy on which it is judged.

    In: when the objection was raised, if there is one: its links are judged on their first copy
    """
    if place.disclosure is None:
        return []
    links = list(place.disclosure.links.select_related("page").order_by("with_objection", "place"))
    copies: dict[int, list[Capture]] = {}
    pages = {link.page_id for link in links}
    for one in Capture.objects.filter(page__in=pages).order_by("number"):
        copies.setdefault(one.page_id, []).append(one)
    deadline = end_of(last_day(place.participation.round, DISCLOSING))
    return [_seen(link, copies.get(link.page_id, []), deadline, objection_at) for link in links]


def capture_seen(number: int, *, reader: Actor) -> Capture:
    """Return a copy that belongs to the evidence of an agency which the reader sees.

    Raises:
        CopyUnknown
        NotAllowed
    """
    capture = Capture.objects.select_related("page").filter(number=number).first()
    if not reader.charges:
        raise NotAllowed(action=_SEE)
    if capture is None:
        raise CopyUnknown(number=number)
    agency = "disclosure__participation__agency"
    own = seen_by(reader, agency=agency, ministry="disclosure__participation__ministry")
    if not (reader.roles & SEES_ALL or Link.objects.filter(Q(page=capture.page_id) & own).exists()):
        raise NotAllowed(action=_SEE)
    return capture


def copy_of(capture: Capture, letters: int = WHOLE) -> Copy:
    """Return a copy with what it says, up to so many letters."""
    if capture.text_id is None:
        return Copy(capture)
    text = CapturedText.objects.get(pk=capture.text_id).text
    return Copy(capture, text[:letters], len(text) > letters)


def seal_of(capture: Capture) -> Seal | None:
    """Return the first seal that covers a copy; None while there is none."""
    return Seal.objects.filter(number__gte=capture.number).order_by("day").first()


def stamp_of(capture: Capture) -> Stamp | None:
    """Return the first stamp of somebody else that covers a copy; None while there is none."""
    covering = Stamp.objects.filter(seal__number__gte=capture.number)
    return covering.select_related("seal").order_by("stamped_at").first()


def neighbours(capture: Capture) -> list[Copy]:
    """Return the copies of the same page around one, the latest first."""
    near = Capture.objects.filter(page=capture.page_id)
    later = near.filter(number__gt=capture.number).order_by("number")[:5]
    earlier = near.filter(number__lt=capture.number).order_by("-number")[:5]
    return [Copy(one) for one in [*reversed(later), *earlier]]


def _seen(
    link: Link, copies: list[Capture], deadline: datetime | None, objection_at: datetime | None
) -> LinkSeen:
    if link.with_objection:
        in_time = [one for one in copies if objection_at is None or one.asked_at >= objection_at]
        counting = in_time[:1]
    else:
        counting = before_deadline(copies, deadline)
    if not counting:
        return LinkSeen(link, None, None, Copy(copies[-1]) if copies else None, None, None)
    frozen, last = counting[-1], copies[-1]
    shown = last_shown(counting)
    before = shown if shown is not None and shown.number != frozen.number else None
    later = last_shown([one for one in copies if one.number > frozen.number])
    return LinkSeen(
        link,
        copy_of(frozen, EXCERPT),
        copy_of(before, EXCERPT) if before else None,
        Copy(last) if last.number != frozen.number else None,
        Copy(later) if later else None,
        _compared(frozen, later),
        _drawn(frozen),
    )


def _drawn(capture: Capture) -> Screenshot | None:
    found = screenshot_of(capture)
    return found if found and found.picture else None


def _compared(frozen: Capture, latest: Capture | None) -> Comparison | None:
    if latest is None or frozen.text_id is None or latest.text_id in {None, frozen.text_id}:
        return None
    texts = CapturedText.objects.in_bulk([frozen.text_id, latest.text_id])
    return compared(texts[frozen.text_id].text, texts[latest.text_id].text)
