"""A plan out of a file: what was understood is told before anything of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import transaction

from prongsai.directory.models import Unit
from prongsai.directory.rules import Actor
from prongsai.foundation.rules import FileMissing
from prongsai.foundation.services.audit import audit
from prongsai.improvement.adapters.plan_tables import read_plan_json, read_plan_table
from prongsai.improvement.models import Plan
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.changes import PlanChanges, changes_between
from prongsai.improvement.rules.content import PlanContent
from prongsai.improvement.rules.faults import PlanUnreadable, UnitsUnknown
from prongsai.improvement.rules.files import LONGEST_CELL, NoPlanInFile, require_plan_file, too_long
from prongsai.improvement.rules.ordering import in_order
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import PlanState, require_plan_editable
from prongsai.improvement.rules.storable import files_of, require_storable, with_known_files
from prongsai.improvement.rules.storing import plan_read
from prongsai.improvement.rules.tables.grid import Grid
from prongsai.improvement.rules.tables.merging import Understood, understood
from prongsai.improvement.rules.tables.told import Doubt
from prongsai.improvement.rules.tables.units import UnitNames, with_units
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.improvement.rules.whole import require_whole, units_named
from prongsai.improvement.services.holding import held, named
from prongsai.improvement.services.plans import fill_plan
from prongsai.methodology.wording import Text

#: Loaded when such a file is read.
_PACKAGES = {
    ".xlsx": ("prongsai.improvement.adapters.plan_workbooks", "read_plan_workbook"),
    ".docx": ("prongsai.improvement.adapters.plan_documents", "read_plan_document"),
}
_OTHERS = Text(
    "ไฟล์นี้ส่งออกจากแผนอื่น จึงใช้เฉพาะสิ่งที่ตารางแสดง",
    "the file was exported from another plan: only what its table shows is taken",
)
_FILES = Text(
    "ไฟล์แนบ %(count)s ไฟล์ไม่ได้อยู่ในแผนนี้ จึงไม่นำมา แนบใหม่ได้ภายหลัง",
    "%(count)s attached files are none of this plan's and are left out; attach them afterwards",
)
_FILES_GONE = Text(
    "ไฟล์แนบ %(count)s ไฟล์ของแผนปัจจุบันจะถูกนำออก เพราะไฟล์นี้ไม่มีการดำเนินการนั้นหรือเขียนข้อความต่างไป",
    "%(count)s files of the present plan go: this one lacks their actions, or words them anew",
)


@dataclass(frozen=True)
class ImportedPlan:
    """What a file tells, what is doubtful in it, and what becomes of the present plan."""

    content: PlanContent
    doubts: tuple[Doubt, ...]
    #: Name -> rows in which it stands.
    unknown_units: dict[str, tuple[int, ...]]
    changes: PlanChanges
    sha256: str

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "themes": len(self.content.themes),
            "measures": len(self.content.measures),
            "new": list(self.changes.new),
            "changed": list(self.changes.changed),
            "gone": list(self.changes.gone),
            "same": self.changes.same,
            "unknown_units": {name: list(rows) for name, rows in self.unknown_units.items()},
            "doubts": [
                {
                    "row": doubt.row,
                    "what": doubt.what,
                    "why_th": doubt.why.th,
                    "why_en": doubt.why.en,
                }
                for doubt in self.doubts
            ],
            "sha256": self.sha256,
        }


@transaction.atomic
def import_plan(
    plan: Plan,
    path: Path,
    *,
    mapped: Mapping[str, str] | None = None,
    dry_run: bool = False,
    by: Actor,
    now: datetime,
) -> ImportedPlan:
    """Put the plan of a file in place of the present one.

    In:  `mapped`: what names of units mean that the agency does not know: a code, "*" for all
         units, "-" for none
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed, PlanNotEditable, PlanFileUnknown, NoPlanInFile, PlanNotStorable.
        PlanContradictory, WordsNeeded, CounterUnknown: the file's plan is none for this one.
        UnitsUnknown: lists those that nobody gave a meaning; a dry run only tells them.
        UserError: the file cannot be read.
    """
    require_planner(by, plan.agency_id)
    locked = plan if dry_run else held(plan)
    require_plan_editable(PlanState(locked.state))
    if not path.is_file():
        raise FileMissing(file=path)
    require_plan_file(path.name)
    present = content_of(locked)
    found = _read(locked, path, present, mapped or {})
    content = replace(found.plan, state=present.state)
    require_storable(content)
    doubts = found.doubts
    wanted = with_known_files(content, present)
    if lost := files_of(content) - files_of(wanted):
        doubts = (*doubts, Doubt(0, path.name, _FILES.filled(count=lost)))
    if (gone := files_of(present) - files_of(wanted)) > 0:
        doubts = (*doubts, Doubt(0, path.name, _FILES_GONE.filled(count=gone)))
    if not wanted.measures:
        raise NoPlanInFile(file=path.name)
    require_whole(wanted, agency=plan.agency.code, framework=plan.framework, year_be=plan.year_be)
    changes = changes_between(present, in_order(wanted))
    imported = ImportedPlan(wanted, doubts, found.unknown_units, changes, _digest(path))
    if not dry_run:
        _keep(locked, imported, by, now)
    return imported


@transaction.atomic
def take_plan(plan: Plan, content: PlanContent, *, by: Actor, now: datetime) -> None:
    """Put a plan that a program sends in place of the present one; see `fill_plan`.

    Stored files that the plan does not have already are left out.

    Raises:
        NotAllowed, PlanNotStorable.
        UserError: see `fill_plan`.
    """
    require_planner(by, plan.agency_id)
    require_storable(content)
    fill_plan(plan, with_known_files(content, content_of(held(plan))), by=by, now=now)


def _keep(plan: Plan, found: ImportedPlan, by: Actor, now: datetime) -> None:
    if found.unknown_units:
        raise UnitsUnknown(units=", ".join(sorted(found.unknown_units)))
    fill_plan(plan, found.content, by=by, now=now)
    counts = {"doubts": len(found.doubts), "measures": len(found.content.measures)}
    audit("plan.imported", named(plan), by=by, now=now, sha256=found.sha256, **counts)


def _read(plan: Plan, path: Path, present: PlanContent, mapped: Mapping[str, str]) -> Understood:
    """Return what a file says, put together with what it does not show."""
    kind = path.suffix.lower()
    units = list(
        Unit.objects.filter(agency=plan.agency_id).values_list("code", "name_th", "name_en")
    )
    if kind == ".json":
        found = Understood(plan_read(read_plan_json(path)), (), {})
    else:
        found = _of_tables(path, present, UnitNames.of(units), mapped)
    content = with_units(found.plan, mapped)
    # What a file keeps beside its table may name units that are gone by now.
    gone = units_named(content) - {code for code, *_ in units}
    unknown = dict.fromkeys(sorted(gone), ()) | found.unknown_units
    return replace(found, plan=content, unknown_units=unknown)


def _of_tables(
    path: Path, present: PlanContent, units: UnitNames, mapped: Mapping[str, str]
) -> Understood:
    kind = path.suffix.lower()
    grids: Sequence[Grid]
    kept: dict[str, Any] | None = None
    if kind in _PACKAGES:
        module, name = _PACKAGES[kind]
        grids, kept = getattr(import_module(module), name)(path)
    else:
        grids = read_plan_table(path)
    cells = (cell for grid in grids for row in grid.rows for cell in row.cells)
    if any(len(cell.text) > LONGEST_CELL for cell in cells):
        raise too_long(path.name)
    behind, language, doubts = _behind(kept, present, path.name)
    shown = [grid_of(behind, details=kind != ".docx", language=language)]
    found = understood(grids, behind=behind, shown=shown, units=units, mapped=mapped)
    return replace(found, doubts=(*doubts, *found.doubts))


def _behind(
    kept: dict[str, Any] | None, present: PlanContent, file: str
) -> tuple[PlanContent, str, tuple[Doubt, ...]]:
    """Return the plan behind a table: the one that it was written from, else the present one."""
    if kept is None:
        return present, "th", ()
    try:
        written = plan_read(kept.get("plan"))
    except PlanUnreadable:
        return present, "th", ()
    mine = (present.agency, present.framework, present.year_be)
    if (written.agency, written.framework, written.year_be) != mine:
        return present, "th", (Doubt(0, file, _OTHERS),)
    return written, "en" if kept.get("language") == "en" else "th", ()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
