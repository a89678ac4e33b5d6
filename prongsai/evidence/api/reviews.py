"""Judging for programs: who judges what, verdicts, how far evaluators agree."""

from typing import Annotated, Any, Literal

from django.utils.timezone import now
from ninja import Path, Query, Router, Schema
from pydantic import Field

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.evidence.api.item import Item, Where, Written, disclosure_at, item_shown
from prongsai.evidence.queries.reviews import AgencyReviews, Review, agency_reviews, own_reviews
from prongsai.evidence.queries.statistics import (
    ItemStatistics,
    pair_statistics,
    round_statistics,
)
from prongsai.evidence.rules.reviewers import LONGEST_SEED, require_judge, require_watcher
from prongsai.evidence.rules.states import DrawnStage, Stage
from prongsai.evidence.services import reviewing
from prongsai.evidence.services.replacing import replace_evaluator
from prongsai.foundation.api import Paged, paging

router = Router(tags=["reviews"], auth=KeyAuth())
_ROUND = "/rounds/{framework}/{int:year}"
_AGENCY = f"{_ROUND}/agencies/{{agency}}"
_ITEM = f"{_AGENCY}/disclosures/{{item}}"
Seed = Annotated[str, Field(max_length=LONGEST_SEED)]
_CENTRAL, _WATCHES = KeyAuth(Role.CENTRAL), KeyAuth(Role.CENTRAL, Role.AUDITOR)


class Numbered(Schema):
    """Which page of a list."""

    page: str = "1"


class ReviewRow(Schema):
    """An agency that an evaluator judges; `next_item` is "" when all is judged."""

    framework: str
    year_be: int
    agency: str
    name_th: str
    name_en: str
    stage: str
    evaluator: str
    judged: int
    items: int
    next_item: str


class ReviewPage(Paged):
    """One page of what somebody has to judge."""

    reviews: int
    rows: list[ReviewRow]


class AgencyRow(Schema):
    """An agency with those who judge it; null where nobody was drawn."""

    agency: str
    name_th: str
    name_en: str
    first: ReviewRow | None
    second: ReviewRow | None


class AgencyPage(Paged):
    """One page of the agencies of a round with those who judge them."""

    agencies: int
    rows: list[AgencyRow]


class Drawing(Schema):
    """For which stage evaluators are drawn, and what the draw begins from."""

    stage: DrawnStage = DrawnStage.FIRST
    seed: Seed


class Drawn(Schema):
    """For how many agencies somebody was drawn."""

    agencies: int


class Replacing(Schema):
    """Why, and who takes over (an account's address); "" is drawn by lot, from the seed."""

    reason: Written
    evaluator: str = ""
    seed: Seed = ""


class Replaced(Schema):
    """Who takes over."""

    evaluator: str


class NewVerdict(Schema):
    """A verdict as the edition calls it; `criteria` says of each criterion met or not_met."""

    option: str
    reason: str = ""
    words: Written = ""
    criteria: dict[str, Literal["met", "not_met"]] = {}


class Settled(Schema):
    """A verdict with words of its own."""

    option: str
    reason: str = ""
    words: Written


class Corrected(Schema):
    """A verdict, and why it is another one."""

    option: str
    words: Written


class ItemCounts(Schema):
    """What came of an item over all agencies; `item` is "" for the sum."""

    item: str
    judged: int
    not_full: int
    objected: int
    reversed: int
    kept: int
    waiting: int


class Pair(Schema):
    """Two evaluators who judged the same items; `kappa` is null where it says nothing."""

    first: str
    second: str
    items: int
    agreed: int
    kappa: float | None


class Statistics(Paged):
    """What came of judging a round; `pairs` counts pairs of evaluators, on pages."""

    total: ItemCounts
    items: list[ItemCounts]
    pairs: int
    rows: list[Pair]


@router.get("/reviews", response=ReviewPage, summary="What is yours to judge")
def list_own(request: Any, numbered: Query[Numbered]) -> ReviewPage:
    require_judge(request.auth)
    page = own_reviews(request.auth, numbered.page)
    return ReviewPage(**paging(page, "reviews"), rows=[_review(row) for row in page])


@router.get(f"{_ROUND}/reviews", auth=_WATCHES, response=AgencyPage, summary="Who judges whom")
def list_round(request: Any, framework: str, year: int, numbered: Query[Numbered]) -> AgencyPage:
    require_watcher(request.auth)
    page = agency_reviews(round_of(framework, year), numbered.page, reader=request.auth)
    return AgencyPage(**paging(page, "agencies"), rows=[_agency(row) for row in page])


@router.post(f"{_ROUND}/reviews/draw", auth=_CENTRAL, response=Drawn, summary="Draw evaluators")
def draw(request: Any, framework: str, year: int, told: Drawing) -> Drawn:
    round_, stage = round_of(framework, year), Stage(told.stage.value)
    found = reviewing.allot_evaluators(round_, stage, seed=told.seed, by=request.auth, now=now())
    return Drawn(agencies=len(found))


@router.get(
    f"{_ROUND}/reviews/statistics",
    auth=_WATCHES,
    response=Statistics,
    summary="What failed, was objected to and reversed; who agrees with whom",
)
def count(request: Any, framework: str, year: int, numbered: Query[Numbered]) -> Statistics:
    round_ = round_of(framework, year)
    found = round_statistics(round_, reader=request.auth)
    page = pair_statistics(round_, reader=request.auth, page=numbered.page)
    pairs = [
        Pair(
            first=row.first,
            second=row.second,
            items=row.agreement.items,
            agreed=row.agreement.agreed,
            kappa=row.agreement.kappa,
        )
        for row in page
    ]
    items = [_counts(row) for row in found.items]
    return Statistics(**paging(page, "pairs"), total=_counts(found.total), items=items, rows=pairs)


@router.post(
    f"{_AGENCY}/evaluators/{{stage}}",
    auth=_CENTRAL,
    response=Replaced,
    summary="Replace an evaluator",
)
def replace(  # four of them are the address
    request: Any, framework: str, year: int, agency: str, stage: DrawnStage, told: Replacing
) -> Replaced:
    found = entered(framework, year, agency, reader=request.auth)
    of = Stage(stage.value)
    made = replace_evaluator(found, of, **told.dict(), by=request.auth, now=now())
    return Replaced(evaluator=str(made.after))


@router.post(
    f"{_ITEM}/verdicts", auth=KeyAuth(Role.EVALUATOR), response=Item, summary="Give a verdict"
)
def judge(request: Any, where: Path[Where], told: NewVerdict) -> Item:
    found = disclosure_at(where, reader=request.auth)
    reviewing.record_verdict(found, **told.dict(), by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.post(
    f"{_ITEM}/settlement",
    auth=KeyAuth(Role.CENTRAL, Role.EVALUATOR),
    response=Item,
    summary="Settle what two evaluators differ on",
)
def settle(request: Any, where: Path[Where], told: Settled) -> Item:
    found = disclosure_at(where, reader=request.auth)
    reviewing.settle_verdict(found, **told.dict(), by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.post(f"{_ITEM}/correction", auth=_CENTRAL, response=Item, summary="Correct a verdict")
def correct(request: Any, where: Path[Where], told: Corrected) -> Item:
    found = disclosure_at(where, reader=request.auth)
    reviewing.correct_verdict(found, **told.dict(), by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


def _review(row: Review) -> ReviewRow:
    return ReviewRow(
        framework=row.framework,
        year_be=row.year_be,
        agency=row.agency,
        name_th=row.name.th,
        name_en=row.name.en,
        stage=row.stage.value,
        evaluator=row.evaluator,
        judged=row.judged,
        items=row.total,
        next_item=row.next_item,
    )


def _agency(row: AgencyReviews) -> AgencyRow:
    return AgencyRow(
        agency=row.agency,
        name_th=row.name.th,
        name_en=row.name.en,
        first=_review(row.first) if row.first else None,
        second=_review(row.second) if row.second else None,
    )


def _counts(row: ItemStatistics) -> ItemCounts:
    return ItemCounts(**{name: getattr(row, name) for name in ItemCounts.model_fields})
