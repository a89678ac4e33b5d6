"""Links as they are watched: how each is now, since when, and what was there before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from prongsai.assessments.models import Participation, Round
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import Actor, require_sight
from prongsai.evidence.models import Capture, CapturedText, DeadlineLook, Link, Page
from prongsai.evidence.queries.looks import WITH_TEXT, last_captures, last_texts
from prongsai.evidence.rules.checklist import OUTCOMES
from prongsai.evidence.rules.copies import REASON_WORDS
from prongsai.evidence.rules.similar import runs_of, similarity
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason, DisclosureState
from prongsai.methodology.wording import Text

#: Looks at a page that are shown.
_HISTORY = 7
#: A text is changed when less of it is the same: a counter of visitors is no change.
ALIKE = 0.95
_STOOD_FOR = (CaptureReason.SUBMITTED.value, CaptureReason.DEADLINE.value)
NOT_YET = Text("ยังไม่ได้เปิด", "not opened yet")


@dataclass(frozen=True)
class LookListed:
    """One look at a page."""

    number: int
    asked_at: datetime
    outcome: CaptureOutcome
    reason: CaptureReason
    status: int | None

    @property
    def outcome_name(self) -> Text:
        """What came of it, in words."""
        return OUTCOMES[self.outcome]

    @property
    def reason_name(self) -> Text:
        """Why it was looked at, in words."""
        return REASON_WORDS[self.reason]


@dataclass(frozen=True)
class WatchedLink:
    """A link of an agency, and how it is."""

    item: str
    title: str
    address: str
    page: int
    state: DisclosureState
    #: None as long as it was not looked at.
    outcome: CaptureOutcome | None
    since: datetime | None
    failures: int
    #: Whether its text is another one than when the agency sent it, or at the deadline.
    has_changed: bool = False
    history: tuple[LookListed, ...] = field(default=())

    @property
    def outcome_name(self) -> Text:
        """How it is now, in words."""
        return OUTCOMES[self.outcome] if self.outcome else NOT_YET

    @property
    def is_broken(self) -> bool:
        """Whether it showed nothing the last time."""
        return self.outcome is not None and self.outcome is not CaptureOutcome.SHOWN


@dataclass(frozen=True)
class Watched:
    """The links of an agency, or of a whole round, counted by how they are."""

    links: int
    shown: int
    broken: int
    waiting: int


@dataclass(frozen=True)
class AgencyWatched:
    """An agency and how its links are."""

    code: str
    name: Text
    counts: Watched


def watched_links(participation: Participation, *, reader: Actor) -> list[WatchedLink]:
    """Return the links of an agency, item by item; without what was said of them before.

    Raises:
        NotAllowed
    """
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    links = _links(Q(disclosure__participation=participation)).select_related("page", "disclosure")
    found = [_watched(link) for link in links]
    return sorted(found, key=lambda link: (len(link.item), link.item))


def with_history(links: Iterable[WatchedLink]) -> list[WatchedLink]:
    """Add to each link what it showed before, and whether its text has changed."""
    listed = list(links)
    pages = {link.page for link in listed}
    history = _history(pages)
    changed = changed_pages(pages)
    return [
        replace(link, has_changed=link.page in changed, history=tuple(history.get(link.page, ())))
        for link in listed
    ]


def watched_round(round_: Round, *, reader: Actor) -> list[AgencyWatched]:
    """Return the agencies that a reader sees and that gave links, most broken ones first."""
    seen = seen_by(
        reader,
        agency="disclosure__participation__agency",
        ministry="disclosure__participation__ministry",
    )
    agency = "disclosure__participation__agency"
    rows = (
        _links(Q(disclosure__participation__round=round_) & seen)
        .order_by()
        .values(code=F(f"{agency}__code"), th=F(f"{agency}__name_th"), en=F(f"{agency}__name_en"))
        .annotate(**_counts())
    )
    found = [
        AgencyWatched(row["code"], _name(row), Watched(**{n: row[n] for n in _counts()}))
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.counts.broken, one.code))


def outcomes_of(round_: Round, *, reader: Actor) -> Counter[Text]:
    """Return how many links of a round are how, in words, the most frequent first."""
    seen = seen_by(
        reader,
        agency="disclosure__participation__agency",
        ministry="disclosure__participation__ministry",
    )
    rows = (
        _links(Q(disclosure__participation__round=round_) & seen)
        .order_by()
        .values_list("page__outcome")
        .annotate(Count("pk"))
    )
    return Counter(
        {OUTCOMES[CaptureOutcome(told)] if told else NOT_YET: number for told, number in rows}
    )


def last_deadline(round_: Round) -> DeadlineLook | None:
    """Return the last capture of the deadline of a round."""
    return DeadlineLook.objects.filter(round=round_).order_by("-day").first()


def pages_due(moment: datetime) -> int:
    """Return how many pages are due."""
    return Page.objects.filter(due_at__lte=moment).count()


def captures_kept() -> int:
    """Return how many captures there are."""
    return Capture.objects.count()


def changed_pages(pages: Iterable[int]) -> dict[int, int]:
    """Return pages that say something else than when somebody last stood for them.

    Out: page -> number of the capture with which the new text is compared
    """
    asked = set(pages)
    now = last_texts(asked)
    stood = last_captures(asked, WITH_TEXT & Q(reason__in=_STOOD_FOR))
    then = {
        page: (number, text) for page, number, text in stood.values_list("page", "number", "text")
    }
    unlike = [page for page, (_, text) in then.items() if now[page] != text]
    found = {}
    for page in unlike:
        number, text = then[page]
        if _likeness(text, now[page]) < ALIKE:
            found[page] = number
    return found


def _likeness(one: str, other: str) -> float:
    texts = dict(CapturedText.objects.filter(pk__in=(one, other)).values_list("pk", "text"))
    return similarity(runs_of(texts[one]), runs_of(texts[other]))


def _links(which: Q) -> QuerySet[Link]:
    return Link.objects.filter(which, with_objection=False).order_by("disclosure", "place")


def _counts() -> dict[str, Any]:
    shown = Q(page__outcome=CaptureOutcome.SHOWN.value)
    waiting = Q(page__outcome="")
    return {
        "links": Count("pk"),
        "shown": Count("pk", filter=shown),
        "broken": Count("pk", filter=~shown & ~waiting),
        "waiting": Count("pk", filter=waiting),
    }


def _watched(link: Link) -> WatchedLink:
    page, disclosure = link.page, link.disclosure
    return WatchedLink(
        item=disclosure.item,
        title=link.title,
        address=page.address,
        page=page.pk,
        state=DisclosureState(disclosure.state),
        outcome=CaptureOutcome(page.outcome) if page.outcome else None,
        since=page.since,
        failures=page.failures,
    )


def _history(pages: set[int]) -> dict[int, list[LookListed]]:
    place = Window(RowNumber(), partition_by="page", order_by=F("number").desc())
    rows = (
        Capture.objects.filter(page__in=pages)
        .annotate(place=place)
        .filter(place__lte=_HISTORY)
        .order_by("page", "-number")
    )
    found: dict[int, list[LookListed]] = {}
    for page, number, asked_at, outcome, reason, status in rows.values_list(
        "page", "number", "asked_at", "outcome", "reason", "status"
    ):
        look = LookListed(number, asked_at, CaptureOutcome(outcome), CaptureReason(reason), status)
        found.setdefault(page, []).append(look)
    return found


def _name(row: dict[str, Any]) -> Text:
    thai = row["th"] or row["en"] or row["code"]
    return Text(thai, row["en"] or thai)
