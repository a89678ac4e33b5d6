"""A table from a Parquet file: column names and numbered rows of text, as from a CSV file."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from prongsai.foundation.adapters.tables import Table
from prongsai.foundation.rules import FileDamaged
from prongsai.methodology.thai import repaired

#: So many rows are text at a time.
_AT_ONCE = 10_000


@contextmanager
def told_as_damage(path: Path) -> Iterator[None]:
    """Say of a file that cannot be read, or not as what it should be, that it is damaged."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise FileDamaged(file=path, why=str(error).splitlines()[0]) from error


def open_parquet(path: Path) -> Table:
    """Open a Parquet file as a table; its rows are read as they are asked for, from row 1.

    Missing: null and what is no number are ""

    Raises:
        FileDamaged; also while the rows are read.
    """
    with told_as_damage(path):
        names = pq.read_schema(path).names
    return Table(path.name, [repaired(name) for name in names], _rows(path))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with told_as_damage(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_AT_ONCE):
            columns = [[_text(cell) for cell in column.to_pylist()] for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, list(cells)


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        if not isfinite(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else str(cell)
