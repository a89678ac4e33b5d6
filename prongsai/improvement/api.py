"""Improvement plans for programs: what is in them, drawing them up, deciding, following up."""

from datetime import date, datetime
from typing import Any, Literal

from django.utils.timezone import localdate, now
from ninja import Body, Path, Router, Schema, Status

from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.improvement.queries.contents import content_of, plan_of
from prongsai.improvement.queries.effect import effect_of
from prongsai.improvement.queries.listing import agency_coded, plans_page
from prongsai.improvement.queries.points import point_rows
from prongsai.improvement.queries.progress import against_baseline, progress_of
from prongsai.improvement.queries.proposals import proposals
from prongsai.improvement.queries.snapshots import SnapshotRow, snapshots_of
from prongsai.improvement.rules.rights import require_plan_reader
from prongsai.improvement.rules.states import PlanState, SnapshotKind
from prongsai.improvement.rules.storing import plan_kept, plan_read
from prongsai.improvement.services import plans
from prongsai.improvement.services.importing import take_plan
from prongsai.improvement.services.snapshots import take_snapshot

router = Router(tags=["plans"], auth=KeyAuth())
_PLAN = "/plans/{framework}/{int:year}/{agency}"
_PLANS = KeyAuth(Role.CENTRAL, Role.COORDINATOR)
_DECIDES = KeyAuth(Role.EXECUTIVE)


class Where(Schema):
    """A plan, as addresses name it."""

    framework: str
    year: int
    agency: str


class PlanLine(Schema):
    """A plan in a list."""

    framework: str
    year_be: int
    agency: str
    name_th: str
    name_en: str
    state: PlanState
    measures: int
    done: int


class Plans(Schema):
    """A page of the plans that the key may read."""

    pages: int
    plans: list[PlanLine]


class Moved(Schema):
    """How far the plan is now."""

    state: PlanState


class Drafted(Schema):
    """How many measures were added."""

    measures: int


class Words(Schema):
    """What is to be done."""

    words: str


class Kept(Schema):
    """Which progress is kept."""

    kind: Literal["six-months", "twelve-months"]


class Snapshot(Schema):
    """The plan as it stood; `sha256` is of the JSON that is kept."""

    kind: SnapshotKind
    taken_at: datetime
    sha256: str
    measures: int
    done: int


class Point(Schema):
    """A weak point; `open`: neither a measure answers it nor did anybody say why not."""

    code: str
    year_be: int
    text_th: str
    text_en: str
    instrument: str
    score: float | None
    gain: float
    parts: list[str]
    reason: str
    measures: list[dict[str, Any]]
    open: bool


class Proposed(Schema):
    """A measure of the library; `advantage`: points more than elsewhere, in earlier `plans`."""

    id: str
    theme_th: str
    title_th: str
    title_en: str
    points: list[str]
    gain: float
    plans: int
    advantage: float | None


@router.get("/plans", response=Plans, summary="The plans that may be read")
def list_plans(request: Any, search: str = "", page: int = 1) -> Plans:
    """Return fifty plans at a time: those of the own agency first, then the latest."""
    found = plans_page(request.auth, search=search, page=page)
    lines = [
        PlanLine(**{**vars(line), "name_th": line.name.th, "name_en": line.name.en})
        for line in found
    ]
    return Plans(pages=found.paginator.num_pages, plans=lines)


@router.get(_PLAN, summary="A whole plan")
def show_plan(request: Any, where: Path[Where]) -> dict[str, Any]:
    """Return everything in a plan; a changed copy can be put in its place."""
    return plan_kept(content_of(_read(request, where)))


@router.post(_PLAN, auth=_PLANS, response={201: dict[str, Any]}, summary="Begin a plan")
def begin(request: Any, where: Path[Where]) -> Status[dict[str, Any]]:
    """Begin the plan of a year with the weak points of the latest result before it."""
    agency = agency_coded(where.agency)
    found = plans.begin_plan(agency, where.framework, where.year, by=request.auth, now=now())
    return Status(201, plan_kept(content_of(found)))


@router.put(_PLAN, auth=_PLANS, summary="Put a whole plan in place of the present")
def fill(request: Any, where: Path[Where], content: Body[dict[str, Any]]) -> dict[str, Any]:
    """Take a plan in the shape that it is read in; what keeps its title keeps its tasks."""
    found = _plan(where)
    take_plan(found, plan_read(content), by=request.auth, now=now())
    return plan_kept(content_of(found))


@router.post(f"{_PLAN}/refresh", auth=_PLANS, summary="Take the weak points of the newest result")
def refresh(request: Any, where: Path[Where]) -> dict[str, Any]:
    found = _plan(where)
    plans.refresh_points(found, by=request.auth, now=now())
    return plan_kept(content_of(_plan(where)))


@router.post(f"{_PLAN}/draft", auth=_PLANS, response=Drafted, summary="Add proposed measures")
def draft(request: Any, where: Path[Where]) -> Drafted:
    return Drafted(measures=plans.draft_plan(_plan(where), by=request.auth, now=now()))


@router.get(f"{_PLAN}/proposals", response=list[Proposed], summary="What a draft would add")
def list_proposals(request: Any, where: Path[Where]) -> list[Proposed]:
    return [
        Proposed(
            id=one.measure.id,
            theme_th=one.theme.title.th,
            title_th=one.title.th,
            title_en=one.title.en,
            points=list(one.points),
            gain=one.gain,
            plans=one.worked.plans if one.worked else 0,
            advantage=one.worked.advantage if one.worked else None,
        )
        for one in proposals(_read(request, where))
    ]


@router.get(f"{_PLAN}/points", response=list[Point], summary="Weak points and what answers them")
def list_points(request: Any, where: Path[Where]) -> list[Point]:
    return [Point(**row.payload()) for row in point_rows(_read(request, where))]


@router.post(f"{_PLAN}/submit", auth=_PLANS, response=Moved, summary="Send it for approval")
def submit(request: Any, where: Path[Where]) -> Moved:
    return _moved(plans.submit_plan(_plan(where), by=request.auth, now=now()))


@router.post(f"{_PLAN}/approve", auth=_DECIDES, response=Moved, summary="Approve it")
def approve(request: Any, where: Path[Where]) -> Moved:
    return _moved(plans.approve_plan(_plan(where), by=request.auth, now=now()))


@router.post(f"{_PLAN}/return", auth=_DECIDES, response=Moved, summary="Send it back")
def send_back(request: Any, where: Path[Where], said: Words) -> Moved:
    found = _plan(where)
    return _moved(plans.return_plan(found, words=said.words, by=request.auth, now=now()))


@router.post(f"{_PLAN}/close", auth=_PLANS, response=Moved, summary="Close it for good")
def close(request: Any, where: Path[Where]) -> Moved:
    return _moved(plans.close_plan(_plan(where), by=request.auth, now=now()))


@router.get(f"{_PLAN}/progress", summary="How far it is, and what changed since its approval")
def show_progress(request: Any, where: Path[Where], on: date | None = None) -> dict[str, Any]:
    found = _read(request, where)
    told = progress_of(found, on or localdate())
    return {**told.payload(), "changes": [one.payload() for one in against_baseline(found)]}


@router.get(f"{_PLAN}/effect", summary="What became of what the measures answer")
def show_effect(request: Any, where: Path[Where]) -> list[dict[str, Any]]:
    """Return measure by measure the scores before and after, beside similar agencies."""
    return [one.payload() for one in effect_of(_read(request, where))]


@router.get(f"{_PLAN}/snapshots", response=list[Snapshot], summary="The plan as it stood")
def list_snapshots(request: Any, where: Path[Where]) -> list[Snapshot]:
    return [_snapshot(row) for row in snapshots_of(_read(request, where))]


@router.post(f"{_PLAN}/snapshots", auth=_PLANS, response={201: Snapshot}, summary="Keep progress")
def keep(request: Any, where: Path[Where], kept: Kept) -> Status[Snapshot]:
    found = _plan(where)
    take_snapshot(found, SnapshotKind(kept.kind), by=request.auth, now=now())
    return Status(201, _snapshot(snapshots_of(found)[0]))


def _plan(where: Where) -> Any:
    return plan_of(where.agency, where.framework, where.year)


def _read(request: Any, where: Where) -> Any:
    """Return a plan for who may read it."""
    found = _plan(where)
    require_plan_reader(request.auth, found.agency_id, found.agency.ministry)
    return found


def _moved(plan: Any) -> Moved:
    return Moved(state=PlanState(plan.state))


def _snapshot(row: SnapshotRow) -> Snapshot:
    return Snapshot(**{name: getattr(row, name) for name in Snapshot.model_fields})
