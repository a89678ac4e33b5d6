"""The folder that a simulated nation is written into.

Everything is first written into a hidden folder inside it and moved into place at the end, so
that no reader meets half a nation. DuckDB writes with one thread: the same arrays then give the
same bytes on a machine with one core and on one with many.
"""

import csv
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import yaml
from numpy.typing import NDArray

from prongsai.simulation.rules.refusals import FolderHoldsOtherThings

ROUND = "round.yaml"
GENERATOR = "prongsai.simulation"
_UNFINISHED = ".unfinished"

Columns = dict[str, NDArray[Any]]


def open_folder(folder: Path) -> Path:
    """Make the folder and return the place inside it to write to.

    Raises:
        FolderHoldsOtherThings: it is a file, or holds something that no simulation wrote.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderHoldsOtherThings(folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    others = any(entry.name != _UNFINISHED for entry in folder.iterdir())
    if others and _files_of_earlier(folder) is None:
        raise FolderHoldsOtherThings(folder=folder)
    place = folder / _UNFINISHED
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


def _files_of_earlier(folder: Path) -> list[str] | None:
    """Return the files that an earlier simulation wrote; None if there was none."""
    try:
        found = yaml.safe_load((folder / ROUND).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if not isinstance(found, dict) or not str(found.get("generator")).startswith(GENERATOR):
        return None
    files = found.get("files")
    return [str(name) for name in files] if isinstance(files, list) else []


def close_folder(folder: Path, about: Mapping[str, Any]) -> tuple[str, ...]:
    """Replace an earlier simulation by the new one; return the names of the files."""
    place = folder / _UNFINISHED
    files = sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file())
    for name in [ROUND, *(_files_of_earlier(folder) or [])]:
        old = (folder / name).resolve()
        if old.is_relative_to(folder.resolve()) and old.is_file():
            old.unlink()
            if old.parent != folder.resolve() and not any(old.parent.iterdir()):
                old.parent.rmdir()
    for name in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (place / name).replace(folder / name)
    shutil.rmtree(place)
    text = yaml.safe_dump({**about, "files": files}, allow_unicode=True, sort_keys=False)
    (folder / ROUND).write_text(text, encoding="utf-8")
    return (ROUND, *files)


def write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_wide(path: Path, columns: Columns) -> None:
    """Write columns as they are."""
    _copy(path, columns, "*")


def write_scores(path: Path, columns: Columns, *, scores: Iterable[str]) -> None:
    """Write columns, those of hundredths of a point as decimals."""
    as_decimal = ", ".join(
        f"CAST({_quoted(name)} / 100 AS DECIMAL(5, 2)) AS {_quoted(name)}" for name in scores
    )
    _copy(path, columns, f"* REPLACE ({as_decimal})")


def write_long(path: Path, columns: Columns, *, parts: list[str]) -> None:
    """Write one row per answer instead of one column per part, without what is unanswered."""
    codes = ", ".join("'" + part.replace("'", "''") + "'" for part in parts)
    options = ", ".join(_quoted(part) for part in parts)
    rows = f"agency, respondent, unnest([{codes}]) AS part, unnest([{options}]) AS option"
    path.parent.mkdir(exist_ok=True)
    _copy(path, columns, rows, where='"option" > 0')


def _copy(path: Path, columns: Columns, what: str, *, where: str = "true") -> None:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("columns_given", {n: _contiguous(c) for n, c in columns.items()})
        rows = connection.sql(f"FROM (SELECT {what} FROM columns_given) WHERE {where}")  # noqa: S608
        rows.write_parquet(str(path), compression="zstd", row_group_size=122_880)


def _contiguous(column: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(column)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
