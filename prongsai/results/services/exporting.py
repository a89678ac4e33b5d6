"""Writing scored results into a folder, and a file to fill in."""

from collections.abc import Iterable
from pathlib import Path

from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text
from prongsai.results.adapters.published import STATEMENT_COLUMNS
from prongsai.results.adapters.writing import Cell, write_csv, write_template, write_workbook
from prongsai.results.queries import tables
from prongsai.results.queries.tables import Table
from prongsai.results.rules import TableUnknown, TemplateKindUnknown
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import Scored, no_progress

_WRITING = Text("เขียน %(name)s", "Writing %(name)s")
WORKBOOK = "xlsx"
#: More rows than this a sheet does not hold.
_SHEET = 1_000_000


def write_tables(
    scored: Scored, folder: Path, *, only: Iterable[str] = (), progress: Progress = no_progress
) -> list[Path]:
    """Write the tables of scored rounds as CSV files, and all in one workbook.

    In:  names of tables (scores, weak, parts, findings, rejected, xlsx); none means all

    Raises:
        TableUnknown: there is no table of such a name.
        FolderUnwritable: the folder cannot be made or written.
    """
    names = [*_tables(scored), WORKBOOK]
    wanted = list(only) or names
    if unknown := [name for name in wanted if name not in names]:
        raise TableUnknown(name=unknown[0], names=", ".join(names))
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, name in enumerate(wanted):
            progress(_WRITING.filled(name=name), number, len(wanted))
            files.append(_write(scored, folder, name))
    except OSError as error:
        raise FolderUnwritable(folder=folder, why=error.strerror) from error
    progress(_WRITING.filled(name=""), len(wanted), len(wanted))
    return files


def _tables(scored: Scored) -> dict[str, Table]:
    rejects = [reject for tallied in scored.tallied for reject in tallied.rejects]
    return {
        "scores": tables.scores_table(scored.rounds),
        "weak": tables.weak_table(scored.rounds),
        "parts": tables.parts_table(scored.rounds),
        "findings": tables.findings_table(scored.findings),
        "rejected": tables.rejects_table(rejects),
    }


def _write(scored: Scored, folder: Path, name: str) -> Path:
    if name != WORKBOOK:
        path = folder / f"{name}.csv"
        write_csv(path, *_tables(scored)[name])
        return path
    path = folder / "results.xlsx"
    sheets = {sheet: (columns, _first(rows)) for sheet, (columns, rows) in _tables(scored).items()}
    write_workbook(path, sheets)
    return path


def _first(rows: Iterable[tables.Row]) -> Iterable[tables.Row]:
    for number, row in enumerate(rows):
        if number == _SHEET:
            return
        yield row


def write_rejects(scored: Scored, path: Path) -> None:
    """Write the rows that were not counted, with their reasons."""
    write_csv(path, *_tables(scored)["rejected"])


def make_template(path: Path, edition: Edition, agency: str = "") -> None:
    """Write a file with one row for every score of an edition, to fill in what is known.

    Raises:
        TemplateKindUnknown: its name ends in neither .xlsx nor .csv.
        FolderUnwritable: the file cannot be written.
    """
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        raise TemplateKindUnknown(file=path)
    rows: list[list[Cell]] = []
    guide: list[list[Cell]] = []
    for node in edition.nodes:
        code, part = node.code, ""
        if node.kind is Kind.PART:
            code, _, part = node.code.rpartition(".")
        rows.append([agency, edition.year_be, code, part, None, None])
        guide.append([code, part, node.text.th, node.text.en])
    try:
        write_template(path, STATEMENT_COLUMNS, rows, guide)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
