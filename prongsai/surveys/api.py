"""Surveys for programs: how many have answered, ways in and codes, the end of collecting."""

from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override
from ninja import Field, Query, Router, Schema, Status

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.rules import RoundState
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.foundation.api import Paged, paging
from prongsai.surveys.forms.gates import wanted_from
from prongsai.surveys.queries.coverage import Coverage as Covered
from prongsai.surveys.queries.coverage import coverage
from prongsai.surveys.queries.progress import AgencyCovered, round_covered
from prongsai.surveys.queries.ways_in import WayListed, gate_of, ways_in
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.rules.gates import LONGEST_PLACE, MOST_CODES
from prongsai.surveys.rules.rights import require_closer
from prongsai.surveys.services.closing import end_collecting
from prongsai.surveys.services.gates import make_codes, open_gate

router = Router(tags=["surveys"], auth=KeyAuth())
_OPENER = KeyAuth(Role.CENTRAL, Role.COORDINATOR)
_ROUND = "/rounds/{framework}/{int:year}"
_AGENCY = f"{_ROUND}/agencies/{{agency}}"


class Coverage(Schema):
    """How far a survey is; null where no rule or headcount tells. `margin` is in points."""

    instrument: str
    came_in: int
    required: int | None
    population: int | None
    margin: float | None


class AgencyCoverage(Schema):
    """An agency and how far its surveys are."""

    agency: str
    name_th: str
    name_en: str
    ministry: str
    surveys: list[Coverage]


class Total(Schema):
    """A survey over all agencies that were asked for; sums are over those that are known."""

    instrument: str
    came_in: int
    required: int
    population: int
    agencies_short: int
    agencies_enough: int
    agencies_unknown: int


class CoveragePage(Paged):
    """One page of the agencies of a round, and the totals of all pages."""

    agencies: int
    totals: list[Total]
    rows: list[AgencyCoverage]


class Asked(Schema):
    """Which agencies; `state` is short, enough or unknown."""

    search: str = ""
    ministry: str = ""
    group: str = ""
    state: str = ""
    page: str = "1"


class NewWay(Schema):
    """A way in that is to be opened."""

    instrument: str
    kind: GateKind = GateKind.LINK
    place: Annotated[str, Field(max_length=LONGEST_PLACE)] = ""


class Way(Schema):
    """A way in; `token` and `address` are "" for who may not open any."""

    token: str
    address: str
    instrument: str
    kind: GateKind
    place: str
    is_closed: bool
    codes_made: int
    codes_left: int


class Number(Schema):
    """How many codes."""

    number: Annotated[int, Field(ge=1, le=MOST_CODES)]


class Codes(Schema):
    """One-time codes, told this once, and the address that they open."""

    address: str
    codes: list[str]


class Ended(Schema):
    """A round whose collecting has ended, and how many responses it has."""

    state: RoundState
    responses: int


@router.get(f"{_ROUND}/coverage", response=CoveragePage, summary="How many have answered")
def cover_round(request: Any, framework: str, year: int, asked: Query[Asked]) -> CoveragePage:
    wanted = wanted_from(asked.dict())
    found = round_covered(round_of(framework, year), reader=request.auth, wanted=wanted)
    page = found.page(asked.page)
    return CoveragePage(
        **paging(page, "agencies"),
        totals=[
            Total(
                instrument=total.instrument,
                came_in=total.came_in,
                required=total.required,
                population=total.population,
                agencies_short=total.short,
                agencies_enough=total.enough,
                agencies_unknown=total.unknown,
            )
            for total in found.totals
        ],
        rows=[_agency(row) for row in page],
    )


@router.get(f"{_AGENCY}/coverage", response=list[Coverage], summary="How far an agency is")
def cover_agency(request: Any, framework: str, year: int, agency: str) -> list[Coverage]:
    found = entered(framework, year, agency, reader=request.auth)
    return [_survey(survey) for survey in coverage(found)]


@router.get(f"{_AGENCY}/ways-in", response=list[Way], summary="Ways into an agency's surveys")
def list_ways(request: Any, framework: str, year: int, agency: str) -> list[Way]:
    found = entered(framework, year, agency, reader=request.auth)
    return [_way(request, way) for way in ways_in(found, reader=request.auth)]


@router.post(f"{_AGENCY}/ways-in", auth=_OPENER, response={201: Way}, summary="Open a way in")
def open_way(request: Any, framework: str, year: int, agency: str, way: NewWay) -> Status[Way]:
    found = entered(framework, year, agency, reader=request.auth)
    opened = open_gate(found, way.instrument, way.kind, place=way.place, by=request.auth, now=now())
    listed = ways_in(found, reader=request.auth)
    return Status(201, next(_way(request, one) for one in listed if one.token == opened.token))


@router.post(
    f"{_AGENCY}/ways-in/{{token}}/codes",
    auth=_OPENER,
    response={201: Codes},
    summary="Make codes",
)
def add_codes(  # four of them are the address
    request: Any, framework: str, year: int, agency: str, token: str, wanted: Number
) -> Status[Codes]:
    found = entered(framework, year, agency, reader=request.auth)
    codes = make_codes(gate_of(found, token), wanted.number, by=request.auth, now=now())
    return Status(201, Codes(address=_address(request, token), codes=codes))


@router.post(f"{_ROUND}/close", response=Ended, summary="End collecting, for good")
def close_round(request: Any, framework: str, year: int) -> Ended:
    require_closer(request.auth)
    found = round_of(framework, year)
    responses = end_collecting(found, by=request.auth, now=now())
    return Ended(state=RoundState.CLOSED, responses=responses)


def _agency(row: AgencyCovered) -> AgencyCoverage:
    return AgencyCoverage(
        agency=row.agency,
        name_th=row.name.th,
        name_en=row.name.en,
        ministry=row.ministry,
        surveys=[_survey(survey) for survey in row.surveys],
    )


def _survey(survey: Covered) -> Coverage:
    return Coverage(
        instrument=survey.instrument,
        came_in=survey.came_in,
        required=survey.required,
        population=survey.population,
        margin=survey.margin,
    )


def _way(request: Any, way: WayListed) -> Way:
    return Way(
        token=way.token,
        address=_address(request, way.token) if way.token else "",
        instrument=way.instrument,
        kind=way.kind,
        place=way.place,
        is_closed=way.is_closed,
        codes_made=way.codes_made,
        codes_left=way.codes_left,
    )


def _address(request: Any, token: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return str(request.build_absolute_uri(reverse("surveys:answer", args=[token])))
