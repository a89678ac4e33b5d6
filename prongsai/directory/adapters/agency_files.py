"""Tables of agencies, read and written."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from prongsai.directory.rules import AgencyFacts
from prongsai.foundation.adapters.tables import open_table
from prongsai.foundation.adapters.writing import unharmed, write_csv
from prongsai.methodology.thai import repaired

COLUMNS = ("agency", "name_th", "name_en", "group", "ministry", "province")
#: Loaded when a workbook is written.
_WORKBOOKS = "prongsai.foundation.adapters.workbook_files"


def has_agencies(columns: Iterable[str]) -> bool:
    """Whether a table says who agencies are."""
    return "agency" in map(_plain, columns)


def read_agencies(path: Path) -> tuple[list[str], Iterator[tuple[int, AgencyFacts]]]:
    """Return the columns of a table, and its rows with their numbers.

    Raises:
        FileMissing, FileEmpty, FileDamaged, EncodingUnknown, FileKindUnknown.
    """
    table = open_table(path)
    places = {_plain(name): place for place, name in enumerate(table.columns)}

    def facts(cells: list[str]) -> AgencyFacts:
        found = [places.get(name, len(cells)) for name in COLUMNS]
        return AgencyFacts(
            *(unharmed(repaired(cells[place])) if place < len(cells) else "" for place in found)
        )

    return table.columns, ((number, facts(cells)) for number, cells in table.rows)


def write_agencies(path: Path, agencies: Iterable[AgencyFacts]) -> None:
    """Write agencies as CSV or XLSX, in columns that `read_agencies` reads."""
    rows = [[a.code, a.name_th, a.name_en, a.group, a.ministry, a.province] for a in agencies]
    if path.suffix.lower() == ".xlsx":
        import_module(_WORKBOOKS).write_workbook(path, {"agencies": (COLUMNS, rows)})
    else:
        write_csv(path, COLUMNS, rows)


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")
