"""Plans as files that import again unchanged."""

from importlib import import_module
from pathlib import Path

from prongsai.directory.rules import Actor
from prongsai.foundation.rules import FolderUnwritable
from prongsai.improvement.adapters.plan_tables import plan_json
from prongsai.improvement.models import Plan
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.queries.listing import name_of
from prongsai.improvement.rules.content import PlanContent
from prongsai.improvement.rules.files import WRITTEN, PlanFormUnknown
from prongsai.improvement.rules.rights import require_plan_reader
from prongsai.improvement.rules.storing import plan_kept
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.methodology.wording import Text

#: Loaded when such a file is written.
_WORKBOOKS = "prongsai.improvement.adapters.plan_workbooks"
_DOCUMENTS = "prongsai.improvement.adapters.plan_documents"
_TITLE = Text(
    "การดำเนินการตามแนวทาง/มาตรการส่งเสริมคุณธรรมและความโปร่งใส ของ%(agency)s ประจำปี พ.ศ. %(year)s",
    "Measures that further integrity and transparency: %(agency)s, fiscal year %(year)s",
)
_SHEET = Text("แผน", "Plan")


def exported_plan(plan: Plan, form: str, *, language: str = "th", reader: Actor) -> bytes:
    """Return a plan as a file of a form: "xlsx", "docx" or "json".

    Raises:
        NotAllowed, PlanFormUnknown.
    """
    require_plan_reader(reader, plan.agency_id, plan.agency.ministry)
    return plan_file(content_of(plan), form, name=name_of(plan.agency), language=language)


def export_plan(plan: Plan, path: Path, *, language: str = "th", reader: Actor) -> None:
    """Write a plan into a file, whose ending says the form.

    Raises:
        NotAllowed, PlanFormUnknown, FolderUnwritable.
    """
    form = path.suffix.lower().removeprefix(".")
    made = exported_plan(plan, form, language=language, reader=reader)
    try:
        path.write_bytes(made)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def plan_file(plan: PlanContent, form: str, *, name: Text, language: str = "th") -> bytes:
    """Return a plan as a file.

    Raises:
        PlanFormUnknown
    """
    if form not in WRITTEN:
        raise PlanFormUnknown(form=form, forms=", ".join(WRITTEN))
    kept = plan_kept(plan)
    if form == "json":
        return plan_json(kept)
    beside = {"language": language, "plan": kept}
    if form == "xlsx":
        grid = grid_of(plan, details=True, language=language)
        return bytes(import_module(_WORKBOOKS).plan_workbook(_SHEET, grid, beside, language))
    title = _TITLE.filled(agency=name, year=plan.year_be)
    words = title.en if language == "en" else title.th
    grid = grid_of(plan, language=language)
    return bytes(import_module(_DOCUMENTS).plan_document(words, grid, beside))
