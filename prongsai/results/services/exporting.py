"""Writing scored results into a folder, and a file to fill in."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path

from prongsai.foundation.adapters.writing import Cell, write_csv
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text
from prongsai.results.adapters.published import STATEMENT_COLUMNS
from prongsai.results.queries import tables
from prongsai.results.rules import TableUnknown, TemplateKindUnknown
from prongsai.results.rules.columns import Table, length, rows_of
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import Scored, no_progress

_WRITING = Text("เขียน %(name)s", "Writing %(name)s")
_PARQUET = "prongsai.results.adapters.parquet"
#: Loaded when a workbook is asked for.
_WORKBOOKS = "prongsai.foundation.adapters.workbook_files"
_GUIDE = ("code", "part", "th", "en")
WORKBOOK = "xlsx"
FORMATS = ("csv", "parquet")
#: Tables that are written at once: Parquet beside Python, CSV by it.
_AT_ONCE = {"csv": 1, "parquet": 3}
#: A table with more rows is left to its own file: sheets this long open slowly or not at all.
_SHEET = 100_000

_TABLES: dict[str, Callable[[Scored], Table]] = {
    "scores": lambda scored: tables.scores_table(scored.rounds),
    "weak": lambda scored: tables.weak_table(scored.rounds),
    "parts": lambda scored: tables.parts_table(scored.rounds),
    "findings": lambda scored: tables.findings_table(scored.findings),
    "rejected": lambda scored: tables.rejects_table(
        [reject for tallied in scored.tallied for reject in tallied.rejects]
    ),
}


def write_tables(
    scored: Scored,
    folder: Path,
    *,
    only: Iterable[str] = (),
    form: str = "csv",
    progress: Progress = no_progress,
) -> list[Path]:
    """Write the tables of scored rounds: as CSV files with a workbook of all, or as Parquet.

    In:  names of tables (scores, weak, parts, findings, rejected, xlsx); none means all, the
         workbook only beside CSV; in it a table of more than 100,000 rows is left out

    Raises:
        TableUnknown: there is no table of such a name.
        FolderUnwritable: the folder cannot be made or written.
    """
    wanted = list(only) or [*_TABLES, *([WORKBOOK] if form == "csv" else [])]
    if unknown := [name for name in wanted if name not in {*_TABLES, WORKBOOK}]:
        raise TableUnknown(name=unknown[0], names=", ".join([*_TABLES, WORKBOOK]))
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_AT_ONCE[form]) as several:
            # One is made while those before it are written: what is soon made first, and what is
            # long to write not last.
            begun = sorted(wanted, key=lambda name: ("weak", "parts", name).index(name))
            written = {name: several.submit(_writing(scored, folder, name, form)) for name in begun}
            for number, name in enumerate(wanted):
                progress(_WRITING.filled(name=name), number, len(wanted))
                files.append(written[name].result())
    except OSError as error:
        raise FolderUnwritable(folder=folder, why=error.strerror) from error
    progress(_WRITING.filled(name=""), len(wanted), len(wanted))
    return files


def _writing(scored: Scored, folder: Path, name: str, form: str) -> Callable[[], Path]:
    """Make a table; return what writes it."""
    if name == WORKBOOK:
        return partial(_write_workbook, scored, folder / "results.xlsx")
    return partial(_write, folder / f"{name}.{form}", _TABLES[name](scored))


def _write_workbook(scored: Scored, path: Path) -> Path:
    made = {sheet: table(scored) for sheet, table in _TABLES.items()}
    sheets = {
        sheet: (list(table), rows_of(table))
        for sheet, table in made.items()
        if length(table) <= _SHEET
    }
    import_module(_WORKBOOKS).write_workbook(path, sheets)
    return path


def _write(path: Path, table: Table) -> Path:
    if path.suffix == ".parquet":
        import_module(_PARQUET).write_parquet(path, table)
    else:
        write_csv(path, list(table), rows_of(table))
    return path


def write_rejects(scored: Scored, path: Path) -> None:
    """Write the rows that were not counted, with their reasons."""
    table = _TABLES["rejected"](scored)
    write_csv(path, list(table), rows_of(table))


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
        if path.suffix.lower() == ".csv":
            write_csv(path, STATEMENT_COLUMNS, rows)
        else:
            sheets = {"scores": (STATEMENT_COLUMNS, rows), "guide": (_GUIDE, guide)}
            import_module(_WORKBOOKS).write_workbook(path, sheets)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
