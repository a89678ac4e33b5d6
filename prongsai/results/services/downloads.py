"""Tables as files to take away: CSV and XLSX in which no cell is a formula."""

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.foundation.adapters.writing import write_csv
from prongsai.results.queries.page_tables import Listing
from prongsai.results.rules import FormatUnknown

#: Loaded when a workbook is asked for.
_WORKBOOKS = "prongsai.foundation.adapters.workbook_files"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_file(listing: Listing, name: str, form: str) -> bytes:
    """Return a table as a file of a format: "csv" or "xlsx"; `name` is that of the sheet.

    Raises:
        FormatUnknown: there is no such format.
    """
    if form not in MEDIA:
        raise FormatUnknown(format=form, formats=", ".join(MEDIA))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{form}"
        if form == "csv":
            write_csv(path, listing.columns, listing.rows)
        else:
            sheets = {name: (listing.columns, listing.rows)}
            import_module(_WORKBOOKS).write_workbook(path, sheets)
        return path.read_bytes()
