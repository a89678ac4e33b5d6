"""Results for programs: what is published, as the pages show it; scoring and publishing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from ninja import Query, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.params.functions import File

from prongsai.assessments.services.rounds import round_of
from prongsai.directory.api import KeyAuth
from prongsai.foundation.api import Paged, paging
from prongsai.results.forms import selection_from
from prongsai.results.queries import country
from prongsai.results.queries.histories import AgencyYear, Provenance
from prongsai.results.queries.payload import finding_payload, points, result_payload
from prongsai.results.queries.published import published_history, published_year, published_years
from prongsai.results.queries.runs import kept_run
from prongsai.results.rules.rights import require_scorer
from prongsai.results.services.keeping import publish_run, withdraw_run
from prongsai.results.services.round_jobs import ask_for_scores
from prongsai.results.services.supposing import suppose_published

router = Router(tags=["results"])
#: A round can be scored without sending anything along.
_MAYBE_FILES: Any = File([])


class Year(Schema):
    """A published year: its score run and the edition that it was scored with."""

    year_be: int
    run: int
    agencies: int
    published_at: datetime
    edition: str
    edition_sha256: str


class RankedRow(Schema):
    """A line of the ranking; scores in points."""

    agency: str
    name_th: str
    name_en: str
    group_th: str
    group_en: str
    province: str
    rank: int | None
    total: float | None
    change: float | None
    level: str | None
    instruments: dict[str, float | None]
    weak_items: int | None


class RankingPage(Paged):
    """One page of a ranking; `ranking` says among whom the ranks are."""

    year_be: int
    ranking: str
    agencies: int
    rows: list[RankedRow]


class HeatLine(Schema):
    """Mean scores of a type of agency."""

    group: str
    name_th: str
    name_en: str
    agencies: int
    total: float | None
    indicators: dict[str, float | None]


class Summary(Schema):
    """How the totals of the selected agencies are spread."""

    year_be: int
    agencies: int
    mean_total: float | None
    levels: dict[str, int]
    without_level: int
    totals_by_point: list[int]
    types: list[HeatLine]


class Filters(Schema):
    """Which agencies; values as `ranking.csv` has them."""

    group: str = ""
    ministry: str = ""
    province: str = ""
    level: str = ""
    search: str = ""
    sort: str = ""
    page: str = "1"


@router.get("/years", response=list[Year], summary="Published years, the latest first")
def list_years(request: HttpRequest) -> list[Year]:
    return [
        Year(
            year_be=year.year_be,
            run=year.run,
            agencies=year.agencies,
            published_at=year.published_at,
            edition=year.edition.id,
            edition_sha256=year.edition_sha256,
        )
        for year in published_years()
    ]


@router.get("/years/{int:year}/agencies", response=RankingPage, summary="The ranking of a year")
def list_agencies(request: HttpRequest, year: int, filters: Query[Filters]) -> RankingPage:
    chosen, years = published_year(year)
    before = next((other for other in years if other.year_be == year - 1), None)
    selection = selection_from(filters.model_dump())
    found = country.ranking(chosen, selection, before)
    rows = [
        RankedRow(
            agency=row.code,
            name_th=row.name.th,
            name_en=row.name.en,
            group_th=row.group.th,
            group_en=row.group.en,
            province=row.province,
            rank=row.rank,
            total=points(row.total),
            change=points(row.change),
            level=row.level.code if row.level else None,
            instruments={one.code: points(one.points) for one in row.instruments},
            weak_items=row.weak_items,
        )
        for row in found.rows
    ]
    return RankingPage(
        year_be=year,
        ranking=selection.ranking,
        **paging(found.page, "agencies"),
        rows=rows,
    )


@router.get("/years/{int:year}/summary", response=Summary, summary="Levels, totals, types")
def summarise(request: HttpRequest, year: int, filters: Query[Filters]) -> Summary:
    chosen, _ = published_year(year)
    selection = selection_from(filters.model_dump())
    spread = country.spread(chosen, selection)
    indicators = [str(one.no) for one in chosen.edition.structure.indicators]
    levels = [level.code for level in chosen.edition.rules.levels]
    return Summary(
        year_be=year,
        agencies=spread.agencies,
        mean_total=points(spread.mean),
        levels=dict(zip(levels, spread.levels, strict=True)),
        without_level=spread.unknown,
        totals_by_point=list(spread.bins),
        types=[
            HeatLine(
                group=row.group,
                name_th=row.name.th,
                name_en=row.name.en,
                agencies=row.agencies,
                total=points(row.total),
                indicators=dict(zip(indicators, map(points, row.indicators), strict=True)),
            )
            for row in country.heat_map(chosen, selection)
        ],
    )


@router.get("/agencies/{code}", summary="Everything published about an agency")
def show_agency(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return a result per year, as `prongsai score --json` does (docs/reference/json.md)."""
    history = published_history(code)
    return {"agency": code, "years": [_payload(year) for year in history.years]}


@router.get("/agencies/{code}/{int:year}", summary="An agency in one year")
def show_year(request: HttpRequest, code: str, year: int) -> dict[str, Any]:
    return _payload(published_history(code).published(year))


@router.get("/agencies/{code}/{int:year}/what-if", summary="What if it had other scores")
def suppose(request: HttpRequest, code: str, year: int, set: Query[list[str]]) -> dict[str, Any]:  # noqa: A002
    """Suppose scores such as `set=E7=85&set=O41=pass`; all other agencies stay as they are."""
    found = suppose_published(published_history(code).published(year), set)
    return {
        "before": result_payload(found.supposed.before),
        "after": result_payload(found.supposed.after),
        "ranks": {
            rank.ranking: {"before": rank.before, "after": rank.after, "of": rank.of}
            for rank in found.ranks
        },
    }


def _payload(year: AgencyYear) -> dict[str, Any]:
    return {
        **result_payload(year.result),
        "findings": [finding_payload(finding) for finding in year.findings],
        "provenance": _provenance(year.provenance),
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "run": provenance.run,
        "made_at": provenance.made_at,
        "program": provenance.program,
        "edition": provenance.edition,
        "edition_sha256": provenance.edition_sha256,
        "inputs": [vars(file) for file in provenance.inputs],
    }


class Asked(Schema):
    """Work that was asked for: `GET /jobs/{job}` tells how far it is."""

    job: UUID


@router.post(
    "/rounds/{framework}/{int:year}/scores",
    auth=KeyAuth(),
    response={202: Asked},
    tags=["rounds"],
    summary="Have a closed round scored; the run is kept, unpublished",
)
def score_a_round(
    request: Any, framework: str, year: int, files: list[UploadedFile] = _MAYBE_FILES
) -> Status[Asked]:
    """Take tables of what was not collected here: verdicts, surveys held elsewhere."""
    require_scorer(request.auth)
    here = reverse("results:round_scores", args=[framework, year])
    round_ = round_of(framework, year)
    job = ask_for_scores(round_, files, by=request.auth, now=now(), leads_to=here)
    return Status(202, Asked(job=job))


@router.post("/runs/{int:run}/publish", auth=KeyAuth(), tags=["rounds"], summary="Publish a run")
def publish(request: Any, run: int) -> dict[str, Any]:
    """Let everybody see a run in place of what is published of its year."""
    publish_run(run, by=request.auth, now=now())
    return kept_run(run).payload()


@router.post("/runs/{int:run}/withdraw", auth=KeyAuth(), tags=["rounds"], summary="Withdraw a run")
def withdraw(request: Any, run: int) -> dict[str, Any]:
    """Take a run from the public; it stays kept."""
    withdraw_run(run, by=request.auth, now=now())
    return kept_run(run).payload()
