"""What a version of a report is made from: gathered now, kept, and read again.

Score runs never change, so their numbers are enough; of all else the ground holds a copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from prongsai.directory.models import Unit
from prongsai.improvement.models import Plan
from prongsai.improvement.queries.contents import content_of, latest_snapshot, snapshot_content
from prongsai.improvement.queries.effect import ItemEffect as FoundItem
from prongsai.improvement.queries.effect import effect_of
from prongsai.improvement.queries.progress import progress_of
from prongsai.improvement.rules.content import PlanContent, SnapshotContent
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.methodology.exact import HUNDREDTHS
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import ItemEffect, MeasureEffect, UnitTasks
from prongsai.reports.rules.blocks import Signer
from prongsai.reports.rules.editing import Edit
from prongsai.reports.rules.kinds import SNAPSHOTS, ReportKind
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.queries.published import history_in, published_history
from prongsai.results.rules import Agency, AgencyUnknown


@dataclass(frozen=True)
class Ground:
    """All that a report follows from.

    runs: numbers of score runs, one of a year; made_on: the day that the data are as of
    units: code -> name; tasks: code -> its tasks
    """

    kind: ReportKind
    made_on: date
    agency: Agency
    plan: PlanContent
    runs: tuple[int, ...] = ()
    units: dict[str, Text] = field(default_factory=dict)
    tasks: dict[str, UnitTasks] = field(default_factory=dict)
    baseline: PlanContent | None = None
    snapshot: SnapshotContent | None = None
    effects: tuple[MeasureEffect, ...] = ()
    effects_year_be: int | None = None
    signers: tuple[Signer, ...] = ()
    number: str = ""
    edits: tuple[Edit, ...] = ()


_GROUND = TypeAdapter(Ground)


def ground_kept(ground: Ground) -> dict[str, Any]:
    """Return a ground as JSON; `ground_read` reads it back."""
    kept: dict[str, Any] = _GROUND.dump_python(ground, mode="json")
    return kept


def ground_read(kept: Any) -> Ground:
    """Return the ground that some JSON tells of."""
    return _GROUND.validate_python(kept)


def known_history(ground: Ground) -> AgencyHistory | None:
    """Return the results that a ground names; None where it names none."""
    return history_in(ground.agency.code, ground.runs) if ground.runs else None


def gathered(plan: Plan, kind: ReportKind, *, on: date) -> Ground:
    """Return what a report about a plan would be made from today; edits and signers apart."""
    history = _published(plan)
    runs = () if history is None else _runs(history, plan.year_be)
    baseline = latest_snapshot(plan, SnapshotKind.BASELINE)
    taken = latest_snapshot(plan, SNAPSHOTS[kind]) if kind in SNAPSHOTS else None
    effects, effects_year_be = _effects(plan)
    return Ground(
        kind=kind,
        made_on=on,
        agency=history.agency if history else _agency(plan),
        plan=content_of(plan),
        runs=runs,
        units=_units(plan),
        tasks=_tasks(plan, on),
        baseline=snapshot_content(baseline).plan if baseline else None,
        snapshot=snapshot_content(taken) if taken else None,
        effects=effects,
        effects_year_be=effects_year_be,
    )


def _published(plan: Plan) -> AgencyHistory | None:
    try:
        return published_history(plan.agency.code, plan.framework)
    except AgencyUnknown:
        return None


def _runs(history: AgencyHistory, year_be: int) -> tuple[int, ...]:
    """Return the runs of the years before a plan's: a report tells of what it answers."""
    before = [year for year in history.years if year.year_be < year_be]
    return tuple(year.provenance.run for year in before if year.provenance.run is not None)


def _agency(plan: Plan) -> Agency:
    agency = plan.agency
    return Agency(
        agency.code,
        agency.name_th,
        agency.name_en,
        agency.group,
        agency.ministry,
        agency.province,
    )


def _units(plan: Plan) -> dict[str, Text]:
    units = Unit.objects.filter(agency=plan.agency_id).order_by("code")
    return {
        unit.code: Text(
            unit.name_th or unit.name_en or unit.code, unit.name_en or unit.name_th or unit.code
        )
        for unit in units
    }


def _tasks(plan: Plan, on: date) -> dict[str, UnitTasks]:
    units = {part.name.th: part.progress for part in progress_of(plan, on).units if part.id}
    return {
        code: UnitTasks(one.tasks, one.done, one.late) for code, one in units.items() if one.tasks
    }


def _effects(plan: Plan) -> tuple[tuple[MeasureEffect, ...], int | None]:
    """Return what became of the plan of the year before, where its results are known."""
    last = Plan.objects.filter(
        agency=plan.agency_id, framework=plan.framework, year_be=plan.year_be - 1
    )
    found = [
        MeasureEffect(one.number, one.title, tuple(_items(one.items, similar=one.similar)))
        for before in last
        for one in effect_of(before)
        if one.items
    ]
    return tuple(found), plan.year_be - 1 if found else None


def _items(items: Iterable[FoundItem], *, similar: Any) -> Iterable[ItemEffect]:
    for item in items:
        yield ItemEffect(
            item.code,
            item.text if item.text.th else same(item.code),
            round(item.before * HUNDREDTHS),
            round(item.after * HUNDREDTHS),
            item.before_margin,
            item.after_margin,
            similar.change if similar else None,
        )
