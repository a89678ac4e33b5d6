"""Plans as they stood, as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.improvement.models import Plan, Snapshot
from prongsai.improvement.queries.contents import snapshot_content
from prongsai.improvement.rules.content import SnapshotContent
from prongsai.improvement.rules.following import NotInPlan
from prongsai.improvement.rules.states import (
    MEASURE_STATES,
    SNAPSHOT_KINDS,
    MeasureState,
    SnapshotKind,
)
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class SnapshotRow:
    """A snapshot as a line."""

    id: int
    kind: SnapshotKind
    taken_at: datetime
    taken_by: str
    sha256: str
    measures: int
    done: int

    @property
    def kind_name(self) -> Text:
        """Why it was kept, in words."""
        return SNAPSHOT_KINDS[self.kind]


@dataclass(frozen=True)
class SnapshotSeen:
    """A snapshot with everything in it."""

    row: SnapshotRow
    content: SnapshotContent

    @property
    def states(self) -> dict[str, Text]:
        """How states are called."""
        return {state.value: name for state, name in MEASURE_STATES.items()}


def snapshots_of(plan: Plan) -> list[SnapshotRow]:
    """Return what was kept of a plan, the latest first."""
    found = plan.snapshots.select_related("taken_by").order_by("-taken_at", "-pk")
    return [_row(one, snapshot_content(one)) for one in found]


def snapshot_seen(plan: Plan, number: int) -> SnapshotSeen:
    """Return a plan as it stood.

    Raises:
        NotInPlan
    """
    found = plan.snapshots.select_related("taken_by").filter(pk=number).first()
    if found is None:
        raise NotInPlan()
    content = snapshot_content(found)
    return SnapshotSeen(_row(found, content), content)


def _row(snapshot: Snapshot, content: SnapshotContent) -> SnapshotRow:
    measures = content.plan.measures
    return SnapshotRow(
        snapshot.pk,
        SnapshotKind(snapshot.kind),
        snapshot.taken_at,
        str(snapshot.taken_by) if snapshot.taken_by else "",
        snapshot.sha256,
        len(measures),
        sum(measure.state is MeasureState.DONE for measure in measures),
    )
