"""A plan out of a file, for reports that are made without a database."""

from importlib import import_module
from pathlib import Path

from prongsai.foundation.rules import FileMissing
from prongsai.improvement.adapters.plan_tables import read_plan_json
from prongsai.improvement.adapters.printed_plans import read_printed_plan
from prongsai.improvement.rules.content import PlanContent, SnapshotContent
from prongsai.improvement.rules.faults import PlanUnreadable
from prongsai.improvement.rules.storing import plan_read, snapshot_read
from prongsai.improvement.rules.tables.merging import understood
from prongsai.improvement.rules.tables.units import UnitNames
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.improvement.rules.whole import units_named

#: Loaded when such a file is read.
_PACKAGES = {
    ".xlsx": ("prongsai.improvement.adapters.plan_workbooks", "read_plan_workbook"),
    ".docx": ("prongsai.improvement.adapters.plan_documents", "read_plan_document"),
}
_TRANSCRIBED = {".yaml", ".yml"}


def plan_in_file(path: Path) -> tuple[PlanContent, SnapshotContent | None]:
    """Return a plan as it was exported or transcribed; from a snapshot, that too.

    Raises:
        FileMissing
        PlanUnreadable: it is none, or a table of another program, which can only be imported.
    """
    if not path.is_file():
        raise FileMissing(file=path)
    kind = path.suffix.lower()
    if kind in _TRANSCRIBED:
        return read_printed_plan(path).content, None
    if kind in _PACKAGES:
        return _exported(path, kind), None
    kept = read_plan_json(path)
    if isinstance(kept, dict) and "taken_on" in kept:
        snapshot = snapshot_read(kept)
        return snapshot.plan, snapshot
    return plan_read(kept), None


def _exported(path: Path, kind: str) -> PlanContent:
    """Return the plan of a file that this program wrote, with what was changed in its table."""
    module, name = _PACKAGES[kind]
    grids, kept = getattr(import_module(module), name)(path)
    if kept is None:
        raise PlanUnreadable(place=path.name, why="JSON")
    behind = plan_read(kept.get("plan"))
    shown = grid_of(behind, details=kind != ".docx", language=str(kept.get("language", "th")))
    units = UnitNames.of([(unit,) for unit in units_named(behind)])
    return understood(grids, behind=behind, shown=[shown], units=units, mapped={}).plan
