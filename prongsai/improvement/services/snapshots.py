"""The plan as it stands, kept for good: when approved, after six months, after twelve."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Plan, Snapshot
from prongsai.improvement.queries.contents import content_of, latest_snapshot
from prongsai.improvement.rules.content import SnapshotContent
from prongsai.improvement.rules.faults import PlanNotFollowed, SnapshotTaken
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import (
    PLAN_STATES,
    SNAPSHOT_KINDS,
    PlanState,
    SnapshotKind,
)
from prongsai.improvement.rules.storing import digest_of, snapshot_kept
from prongsai.improvement.services.holding import held, named
from prongsai.methodology.dates import date_text

_REPORTED = frozenset({PlanState.APPROVED, PlanState.CLOSED})


@transaction.atomic
def take_snapshot(plan: Plan, kind: SnapshotKind, *, by: Actor, now: datetime) -> Snapshot:
    """Keep a plan's progress; once of a kind, unless the plan was approved anew since.

    Raises:
        NotAllowed: who draws up plans may.
        PlanNotFollowed: nobody approved it yet.
        SnapshotTaken
    """
    locked = held(plan)
    require_planner(by, locked.agency_id)
    if PlanState(locked.state) not in _REPORTED:
        raise PlanNotFollowed(state=PLAN_STATES[PlanState(locked.state)])
    before = latest_snapshot(locked, kind)
    if before and locked.approved_at and before.taken_at >= locked.approved_at:
        day = date_text(localdate(before.taken_at))
        raise SnapshotTaken(kind=SNAPSHOT_KINDS[kind], day=day)
    return keep_snapshot(locked, kind, by=by, now=now)


def keep_snapshot(plan: Plan, kind: SnapshotKind, *, by: Actor, now: datetime) -> Snapshot:
    """Keep a plan that is held as it stands, as a part of the change that asks for it."""
    content = snapshot_kept(SnapshotContent(kind, localdate(now), content_of(plan)))
    snapshot = Snapshot.objects.create(
        plan=plan,
        kind=kind.value,
        taken_at=now,
        taken_by_id=by.user,
        content=content,
        sha256=digest_of(content),
    )
    audit("plan.kept", named(plan), by=by, now=now, kind=kind.value, sha256=snapshot.sha256)
    return snapshot
