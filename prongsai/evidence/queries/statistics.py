"""What came of judging a round: how much failed, was objected to and reversed, item by item."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Count, F, Q, Value, When

from prongsai.assessments.models import Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.models import User
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Objection, Verdict
from prongsai.evidence.queries.agreement import Agreement, agreement_of, judged_twice
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.review import FULL
from prongsai.evidence.rules.reviewers import require_watcher
from prongsai.evidence.rules.states import Stage
from prongsai.foundation.queries.paging import page_of
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class ItemStatistics:
    """What came of an item over all agencies; `item` is "" for the sum of all items."""

    item: str
    name: Text
    #: Agencies whose disclosure was judged, and those of them that did not fully pass at first.
    judged: int = 0
    not_full: int = 0
    #: Of these: objections, and what became of them.
    objected: int = 0
    reversed: int = 0
    kept: int = 0

    @property
    def waiting(self) -> int:
        """Objections that are not decided."""
        return self.objected - self.reversed - self.kept

    @property
    def percent_objected(self) -> float | None:
        """Share of what did not fully pass to which the agency objected, 0 to 100."""
        return 100 * self.objected / self.not_full if self.not_full else None

    @property
    def percent_reversed(self) -> float | None:
        """Share of decided objections that changed the verdict, 0 to 100."""
        decided = self.reversed + self.kept
        return 100 * self.reversed / decided if decided else None


@dataclass(frozen=True)
class RoundStatistics:
    """The items of a round in the edition's order, and their sum."""

    total: ItemStatistics
    items: tuple[ItemStatistics, ...]


@dataclass(frozen=True)
class PairStatistics:
    """Two evaluators who judged the same items without knowing of each other."""

    first: str
    second: str
    agreement: Agreement


_ALL_ITEMS = Text("ทุกรายการ", "all items")


def round_statistics(round_: Round, *, reader: Actor) -> RoundStatistics:
    """Return what came of judging a round.

    Raises:
        NotAllowed: the central administrator and auditors may.
    """
    require_watcher(reader)
    judged, objected = _judged(round_), _objected(round_)
    edition = frozen_edition(round_.edition_id)
    rows = tuple(
        ItemStatistics(
            item,
            edition.nodes[leaf].text,
            judged=sum(judged[item].values()),
            not_full=sum(judged[item].values()) - judged[item][FULL],
            **objected.get(item, {}),
        )
        for item, leaf in checklist_of(edition).items()
    )
    total = ItemStatistics("", _ALL_ITEMS)
    for row in rows:
        total = replace(
            total,
            judged=total.judged + row.judged,
            not_full=total.not_full + row.not_full,
            objected=total.objected + row.objected,
            reversed=total.reversed + row.reversed,
            kept=total.kept + row.kept,
        )
    return RoundStatistics(total, rows)


def pair_statistics(round_: Round, *, reader: Actor, page: str | int = 1) -> Page[PairStatistics]:
    """Return a page of the pairs of evaluators, those who judged most in common first.

    Raises:
        NotAllowed: the central administrator and auditors may, who know who judges what.
    """
    require_watcher(reader)
    pairs: dict[tuple[int | None, int | None], Counter[tuple[str, str]]] = defaultdict(Counter)
    both = judged_twice(Q(participation__round=round_))
    told = both.values("first", "second", "first_by", "second_by").annotate(items=Count("pk"))
    for one in told:
        by = one["first_by"], one["second_by"]
        pairs[by][one["first"], one["second"]] += one["items"]
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={*_flat(pairs)})}
    rows = [
        PairStatistics(names.get(first or 0, ""), names.get(second or 0, ""), agreement_of(said))
        for (first, second), said in pairs.items()
    ]
    ordered = sorted(rows, key=lambda row: (-row.agreement.items, row.first, row.second))
    return page_of(ordered, page, lambda some: some)


def _judged(round_: Round) -> dict[str, Counter[str]]:
    """Return how often which option was said at first, or agreed on, of each item."""
    before = [Stage.FIRST.value, Stage.AGREED.value]
    given = Verdict.objects.filter(stage__in=before, disclosure__participation__round=round_)
    later = Case(When(stage=Stage.AGREED.value, then=Value(0)), default=Value(1))
    counting = given.order_by("disclosure", later, "-pk").distinct("disclosure")
    told = Verdict.objects.filter(pk__in=counting.values("pk"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told.values("disclosure__item", "option").annotate(times=Count("pk")):
        counts[one["disclosure__item"]][one["option"]] += one["times"]
    return counts


def _objected(round_: Round) -> dict[str, dict[str, int]]:
    decided, same = Q(answer__isnull=False), Q(answer__option=F("verdict__option"))
    told = Objection.objects.filter(disclosure__participation__round=round_)
    counted = told.values("disclosure__item").annotate(
        objected=Count("pk"),
        reversed=Count("pk", filter=decided & ~same),
        kept=Count("pk", filter=decided & same),
    )
    return {one.pop("disclosure__item"): one for one in counted}


def _flat(pairs: dict[tuple[int | None, int | None], Any]) -> list[int]:
    return [user for pair in pairs for user in pair if user is not None]
