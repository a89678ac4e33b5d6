"""A plan by the units that are responsible."""

from dataclasses import dataclass
from datetime import date

from prongsai.improvement.models import Plan
from prongsai.improvement.queries.progress import progress_of
from prongsai.improvement.queries.rows import MeasureRow, UnitName, units_of


@dataclass(frozen=True)
class UnitLine:
    """A unit, or nobody, with its measures and how its tasks stand; `unit` None: nobody."""

    unit: UnitName | None
    measures: tuple[MeasureRow, ...]
    tasks: int
    done: int
    late: int

    @property
    def share(self) -> int | None:
        """Hundredths of a percent of its tasks that are done; None where it has none."""
        return round(self.done * 10_000 / self.tasks) if self.tasks else None


def by_unit(plan: Plan, rows: list[MeasureRow], *, today: date) -> list[UnitLine]:
    """Return each unit that has something to do, then what nobody is responsible for."""
    known = {part.id: part.progress for part in progress_of(plan, today).units}
    counts = {unit: (one.tasks, one.done, one.late) for unit, one in known.items()}
    lines = [
        UnitLine(
            unit,
            tuple(r for r in rows if r.all_units or unit.id in {u.id for u in r.units}),
            *counts.get(unit.id, (0, 0, 0)),
        )
        for unit in units_of(plan)
    ]
    nobody = tuple(row for row in rows if not row.units and not row.all_units)
    without = UnitLine(None, nobody, *counts.get(0, (0, 0, 0)))
    return [line for line in [*lines, without] if line.measures or line.tasks]
