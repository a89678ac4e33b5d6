"""The checklist of an agency written out as a table that imports again unchanged."""

from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor, require_sight
from prongsai.evidence.adapters.disclosure_files import write_list, write_refused
from prongsai.evidence.queries.checklist import linked, state_of, with_content
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.tables import FORMS, ImportedDisclosures, TableFormUnknown
from prongsai.foundation.adapters.writing import Cell

_FAULT_COLUMNS = ("row", "item", "reason_th", "reason_en")


def export_list(participation: Participation, path: Path, *, reader: Actor) -> int:
    """Write the whole list; return how many rows.

    Raises:
        NotAllowed
        FolderUnwritable: the file cannot be written.
    """
    rows = _listed(participation, reader)
    write_list(path, rows)
    return len(rows)


def exported_list(participation: Participation, form: str, *, reader: Actor) -> bytes:
    """Return the whole list as a file of a form: "csv" or "xlsx".

    Raises:
        NotAllowed, TableFormUnknown.
    """
    if form not in FORMS:
        raise TableFormUnknown(form=form, forms=", ".join(FORMS))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{form}"
        export_list(participation, path, reader=reader)
        return path.read_bytes()


def write_faults(found: ImportedDisclosures, path: Path) -> None:
    """Write the rows that were not used, with their reasons.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    rows: list[list[Cell]] = [
        [fault.row, fault.subject, fault.reason.th, fault.reason.en] for fault in found.faults
    ]
    write_refused(path, _FAULT_COLUMNS, rows)


def faults_file(found: ImportedDisclosures) -> bytes:
    """Return the rows that were not used, with their reasons, as CSV."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "faults.csv"
        write_faults(found, path)
        return path.read_bytes()


def _listed(participation: Participation, reader: Actor) -> list[list[Cell]]:
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    edition = frozen_edition(participation.round.edition_id)
    known = {one.item: one for one in with_content(participation)}
    rows: list[list[Cell]] = []
    for item, leaf in checklist_of(edition).items():
        one = known.get(item)
        unit = one.unit.code if one and one.unit else ""
        said: list[Cell] = [item, edition.nodes[leaf].text.th, state_of(one).value, unit]
        said += [str(one.due or ""), one.explanation, one.exemption] if one else [""] * 3
        links: list[list[Cell]] = [[x.page.address, x.title] for x in linked(one)] or [["", ""]]
        rows.append([*said, *links[0]])
        rows += [[*said[:3], *[""] * 4, *link] for link in links[1:]]
    return rows
