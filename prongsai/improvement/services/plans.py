"""A plan from its beginning to its end: begun, drafted, filled, decided on, closed."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.models import Agency
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Measure, Plan
from prongsai.improvement.queries.points import open_points
from prongsai.improvement.queries.weak import WeakFacts, weak_before
from prongsai.improvement.queries.wording import require_framework
from prongsai.improvement.rules.calendar import require_near
from prongsai.improvement.rules.faults import PlanEmpty, PlanExists, PointsOpen, WordsNeeded
from prongsai.improvement.rules.rights import require_decider, require_planner
from prongsai.improvement.rules.states import PlanState, SnapshotKind, require_plan_next
from prongsai.improvement.rules.whole import kept_words
from prongsai.improvement.services.drafting import draft_plan
from prongsai.improvement.services.filling import fill_plan
from prongsai.improvement.services.holding import held, held_editable, named
from prongsai.improvement.services.pointing import put_points
from prongsai.improvement.services.scheduling import make_tasks
from prongsai.improvement.services.snapshots import keep_snapshot
from prongsai.methodology.wording import Text

__all__ = [
    "approve_plan",
    "begin_plan",
    "close_plan",
    "draft_plan",
    "fill_plan",
    "refresh_points",
    "return_plan",
    "submit_plan",
]
_WHY_RETURNED = Text("ส่งแผนกลับให้แก้ไข", "the plan is sent back")


@transaction.atomic
def begin_plan(agency: Agency, framework: str, year_be: int, *, by: Actor, now: datetime) -> Plan:
    """Begin the plan of an agency for a fiscal year with the weak points known before it.

    Raises:
        NotAllowed: the agency's coordinator and the central administrator may.
        PlanExists, PlanYearOff, EditionUnknown.
    """
    require_planner(by, agency.pk)
    require_near(year_be, localdate(now))
    require_framework(framework)
    plan, new = Plan.objects.get_or_create(
        agency=agency, framework=framework, year_be=year_be, defaults={"made_at": now}
    )
    if not new:
        raise PlanExists(agency=agency.code, year=year_be)
    put_points(plan, _weak_before(plan))
    audit("plan.begun", named(plan), by=by, now=now, points=plan.points.count())
    return plan


@transaction.atomic
def refresh_points(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Take the weak points of the newest result; measures keep what they answer.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    locked = held_editable(plan, by=by)
    put_points(locked, _weak_before(locked))
    audit("plan.refreshed", named(locked), by=by, now=now, points=locked.points.count())


@transaction.atomic
def submit_plan(plan: Plan, *, by: Actor, now: datetime) -> Plan:
    """Send a plan to the executive.

    Raises:
        NotAllowed, PlanStateNotNext, PlanEmpty.
        PointsOpen: lists weak points that have neither a measure nor a reason.
    """
    locked = held(plan)
    require_planner(by, locked.agency_id)
    require_plan_next(PlanState(locked.state), PlanState.SUBMITTED)
    _require_complete(locked)
    return _moved(locked, PlanState.SUBMITTED, by, now)


@transaction.atomic
def approve_plan(plan: Plan, *, by: Actor, now: datetime) -> Plan:
    """Approve a plan: it is kept as it stands, and its steps become tasks of the units.

    Raises:
        NotAllowed: only the executive of the agency may.
        PlanStateNotNext, PlanEmpty, PointsOpen.
    """
    locked = held(plan)
    require_decider(by, locked.agency_id)
    require_plan_next(PlanState(locked.state), PlanState.APPROVED)
    _require_complete(locked)
    locked.approved_at, locked.approved_by_id = now, by.user
    locked.remark = ""
    locked.save(update_fields=["approved_at", "approved_by", "remark"])
    moved = _moved(locked, PlanState.APPROVED, by, now, tasks=make_tasks(locked))
    keep_snapshot(moved, SnapshotKind.BASELINE, by=by, now=now)
    return moved


@transaction.atomic
def return_plan(plan: Plan, *, words: str, by: Actor, now: datetime) -> Plan:
    """Send a plan back to those who draw it up, with what is to be done.

    Raises:
        NotAllowed: only the executive of the agency may.
        PlanStateNotNext, WordsNeeded, PlanContradictory.
    """
    locked = held(plan)
    require_decider(by, locked.agency_id)
    require_plan_next(PlanState(locked.state), PlanState.RETURNED)
    locked.remark = kept_words(words)
    if not locked.remark:
        raise WordsNeeded(what=_WHY_RETURNED)
    locked.save(update_fields=["remark"])
    return _moved(locked, PlanState.RETURNED, by, now)


@transaction.atomic
def close_plan(plan: Plan, *, by: Actor, now: datetime) -> Plan:
    """End a plan: nothing of it changes any more.

    Raises:
        NotAllowed, PlanStateNotNext.
    """
    locked = held(plan)
    require_planner(by, locked.agency_id)
    require_plan_next(PlanState(locked.state), PlanState.CLOSED)
    return _moved(locked, PlanState.CLOSED, by, now)


def _weak_before(plan: Plan) -> WeakFacts | None:
    return weak_before(plan.agency.code, plan.framework, plan.year_be)


def _require_complete(plan: Plan) -> None:
    if not Measure.objects.filter(theme__plan=plan).exists():
        raise PlanEmpty()
    if left := open_points(plan):
        raise PointsOpen(points=", ".join(left))


def _moved(plan: Plan, state: PlanState, by: Actor, now: datetime, **told: int) -> Plan:
    plan.state = state.value
    plan.save(update_fields=["state"])
    audit(f"plan.{state.value}", named(plan), by=by, now=now, **told)
    return plan
