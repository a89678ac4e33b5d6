"""Rounds for programs: the same as the pages of the working area, for whoever holds a key."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from django.utils.timezone import now
from ninja import Field, Query, Router, Schema, Status

from prongsai.assessments.forms import looked_from
from prongsai.assessments.queries.editions import edition_to_plan
from prongsai.assessments.queries.participations import (
    AgencyInRound,
    agencies_in_round,
    agency_in_round,
)
from prongsai.assessments.queries.rounds import RoundView, round_seen, rounds
from prongsai.assessments.rules import RoundState
from prongsai.assessments.rules.headcounts import MOST, Approval
from prongsai.assessments.rules.rights import require_planner, require_reader
from prongsai.assessments.services import participation as participations
from prongsai.assessments.services import rounds as services
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.foundation.api import Paged, paging
from prongsai.foundation.queries import EditionLibrary

router = Router(tags=["rounds"], auth=KeyAuth())
_CENTRAL = KeyAuth(Role.CENTRAL)
_ROUND = "/rounds/{framework}/{int:year}"
_AGENCY = f"{_ROUND}/agencies/{{agency}}"
Heads = Annotated[int, Field(ge=0, le=MOST)] | None


class Phase(Schema):
    """A phase with both its days; null where no day is set."""

    code: str
    name_th: str
    name_en: str
    starts: date | None
    ends: date | None
    changes: int


class Round(Schema):
    """A round; agencies are counted as far as the holder of the key sees them."""

    edition: str
    framework: str
    year_be: int
    state: RoundState
    edition_sha256: str
    agencies: int
    told: int
    approved: int
    phases: list[Phase]


class Agency(Schema):
    """An agency in a round, with its headcounts; null where nothing was told."""

    agency: str
    name_th: str
    name_en: str
    ministry: str
    province: str
    staff: int | None
    public: int | None
    approval: Approval
    approved_at: datetime | None


class AgencyPage(Paged):
    """One page of the agencies in a round."""

    agencies: int
    rows: list[Agency]


class Looked(Schema):
    """Which agencies of a round."""

    search: str = ""
    approval: Approval | None = None
    page: str = "1"


class Planned(Schema):
    """Which edition a round is planned of: its id or, of the ITA, its year."""

    edition: str


class Entered(Schema):
    """Codes of the agencies that take part."""

    codes: list[str]


class Counted(Schema):
    """How many agencies are new."""

    entered: int


class Dates(Schema):
    """The days of a phase; dates that were set need a reason to change."""

    starts: date | None
    ends: date | None
    reason: str = ""


class Headcounts(Schema):
    """How many staff may answer, and how many people were served; never who."""

    staff: Heads
    public: Heads


@router.get("/rounds", response=list[Round], summary="The rounds that concern you")
def list_rounds(request: Any) -> list[Round]:
    require_reader(request.auth)
    return [_round(found) for found in rounds(reader=request.auth)]


@router.post("/rounds", auth=_CENTRAL, response={201: Round}, summary="Plan a round")
def plan_round(request: Any, planned: Planned) -> Status[Round]:
    require_planner(request.auth)
    library = EditionLibrary(*map(Path, settings.PRONGSAI_FRAMEWORKS))
    edition = edition_to_plan(library, planned.edition)
    made = services.plan_round(edition, by=request.auth, now=now())
    return Status(201, _shown(request, made.framework, made.year_be))


@router.get(_ROUND, response=Round, summary="A round")
def show_round(request: Any, framework: str, year: int) -> Round:
    return _shown(request, framework, year)


@router.post(f"{_ROUND}/open", auth=_CENTRAL, response=Round, summary="Begin to collect answers")
def open_round(request: Any, framework: str, year: int) -> Round:
    services.open_round(services.round_of(framework, year), by=request.auth, now=now())
    return _shown(request, framework, year)


@router.put(
    f"{_ROUND}/phases/{{code}}", auth=_CENTRAL, response=Round, summary="Set the days of a phase"
)
def set_dates(request: Any, framework: str, year: int, code: str, dates: Dates) -> Round:
    found = services.round_of(framework, year)
    set_phase_dates(found, code, **dates.dict(), by=request.auth, now=now())
    return _shown(request, framework, year)


@router.get(f"{_ROUND}/agencies", response=AgencyPage, summary="Agencies of a round")
def list_agencies(request: Any, framework: str, year: int, looked: Query[Looked]) -> AgencyPage:
    round_seen(framework, year, reader=request.auth)
    asked = {**looked.dict(), "approval": looked.approval or ""}
    page = agencies_in_round(framework, year, looked_from(asked), reader=request.auth)
    return AgencyPage(**paging(page, "agencies"), rows=[_agency(row) for row in page])


@router.post(
    f"{_ROUND}/agencies", auth=_CENTRAL, response=Counted, summary="Let agencies take part"
)
def enter_agencies(request: Any, framework: str, year: int, entered: Entered) -> Counted:
    found = services.round_of(framework, year)
    return Counted(
        entered=services.enter_agencies(found, entered.codes, by=request.auth, now=now())
    )


@router.get(_AGENCY, response=Agency, summary="An agency in a round")
def show_agency(request: Any, framework: str, year: int, agency: str) -> Agency:
    return _agency(agency_in_round(framework, year, agency, reader=request.auth))


@router.put(
    f"{_AGENCY}/headcounts",
    auth=KeyAuth(Role.CENTRAL, Role.COORDINATOR),
    response=Agency,
    summary="Tell how many may answer",
)
def tell_headcounts(
    request: Any, framework: str, year: int, agency: str, heads: Headcounts
) -> Agency:
    found = participations.participation_of(services.round_of(framework, year), agency)
    participations.tell_headcounts(found, **heads.dict(), by=request.auth, now=now())
    return _agency(agency_in_round(framework, year, agency, reader=request.auth))


@router.post(
    f"{_AGENCY}/approval",
    auth=KeyAuth(Role.EXECUTIVE),
    response=Agency,
    summary="Approve headcounts that you read",
)
def approve_headcounts(
    request: Any, framework: str, year: int, agency: str, heads: Headcounts
) -> Agency:
    found = participations.participation_of(services.round_of(framework, year), agency)
    seen = (heads.staff, heads.public)
    participations.approve_headcounts(found, seen=seen, by=request.auth, now=now())
    return _agency(agency_in_round(framework, year, agency, reader=request.auth))


def _shown(request: Any, framework: str, year: int) -> Round:
    return _round(round_seen(framework, year, reader=request.auth))


def _round(found: RoundView) -> Round:
    return Round(
        edition=f"{found.framework}/{found.year_be}",
        framework=found.framework,
        year_be=found.year_be,
        state=found.state,
        edition_sha256=found.edition_sha256,
        agencies=found.agencies,
        told=found.told,
        approved=found.approved,
        phases=[
            Phase(
                code=phase.code,
                name_th=phase.name.th,
                name_en=phase.name.en,
                starts=phase.starts,
                ends=phase.ends,
                changes=phase.changes,
            )
            for phase in found.phases
        ],
    )


def _agency(row: AgencyInRound) -> Agency:
    return Agency(
        agency=row.code,
        name_th=row.name.th,
        name_en=row.name.en,
        ministry=row.ministry,
        province=row.province,
        staff=row.staff,
        public=row.public,
        approval=row.approval,
        approved_at=row.approved_at,
    )
