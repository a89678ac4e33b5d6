"""Plans as text: tables between commas, and JSON."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

from prongsai.foundation.adapters.tables import open_table
from prongsai.foundation.adapters.writing import unharmed
from prongsai.foundation.rules import FileDamaged, FileTooLarge
from prongsai.improvement.rules.files import MOST_COLUMNS, MOST_ROWS, too_long
from prongsai.improvement.rules.tables.grid import Grid, grid_from

_LARGEST_MIB = 20


def read_plan_table(path: Path) -> list[Grid]:
    """Return the table of a CSV or TSV file.

    Raises:
        FileMissing, FileEmpty, FileDamaged, EncodingUnknown, PlanFileTooLong.
    """
    table = open_table(path)
    rows = [(1, table.columns), *islice(table.rows, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS or any(len(cells) > MOST_COLUMNS for _, cells in rows):
        raise too_long(path.name)
    width = max(len(cells) for _, cells in rows)
    padded = (
        (number, [unharmed(cell) for cell in cells] + [""] * (width - len(cells)))
        for number, cells in rows
    )
    return [grid_from(padded, flat=True)]


def read_plan_json(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises:
        FileDamaged, FileTooLarge.
    """
    if path.stat().st_size > _LARGEST_MIB << 20:
        raise FileTooLarge(file=path.name, limit=_LARGEST_MIB)
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise FileDamaged(file=path.name, why=str(error)) from error


def plan_json(kept: dict[str, Any]) -> bytes:
    """Return a plan as a JSON file."""
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()
