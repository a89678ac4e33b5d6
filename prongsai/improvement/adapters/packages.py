"""Packages of office programs, looked at before anything of them is read."""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prongsai.foundation.rules import FileDamaged, FileTooLarge
from prongsai.improvement.rules.files import PlanFileRuns

#: What a package may unpack to, and how many parts it may have.
_LARGEST_MIB, _MOST_PARTS = 64, 5_000
#: What a damaged package makes the library say.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError),
)
#: Parts that office programs run, or open with other programs.
_RUNS = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "macrosheets/")


@contextmanager
def opened_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a package of which nothing runs and which does not unpack to a flood.

    Raises:
        FileDamaged, FileTooLarge, PlanFileRuns.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if size > _LARGEST_MIB << 20 or len(parts) > _MOST_PARTS:
                raise FileTooLarge(file=path.name, limit=_LARGEST_MIB)
            if any(mark in part.filename.casefold() for part in parts for mark in _RUNS):
                raise PlanFileRuns(file=path.name)
            yield package
    except _DAMAGE as error:
        raise FileDamaged(file=path.name, why=str(error)) from error


def kept_in(text: str) -> dict[str, Any] | None:
    """Return what a file keeps beside its table; None where that is not what we wrote."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
