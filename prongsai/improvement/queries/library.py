"""The libraries of measures that there are; needs no database."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from prongsai.foundation.queries import DEFAULT_FRAMEWORK, EditionLibrary
from prongsai.foundation.rules import EditionFaulty
from prongsai.improvement.rules.library import MeasureLibrary, read_library
from prongsai.improvement.rules.library_files import MEASURES
from prongsai.methodology.edition.sources import Fault
from prongsai.methodology.edition.tree import Edition, Kind


@lru_cache
def measure_library(framework: str = DEFAULT_FRAMEWORK) -> MeasureLibrary:
    """Return the measures of a framework; what is faulty in its file is left out of account."""
    library, _ = checked_library(framework, EditionLibrary())
    return library


def checked_library(framework: str, editions: EditionLibrary) -> tuple[MeasureLibrary, list[Fault]]:
    """Return the measures of a framework, and what is wrong with their file."""
    path = library_files(editions).get(framework)
    if path is None:
        return MeasureLibrary(), []
    loaded = list(_editions(framework, editions))
    return read_library(path.read_bytes(), {one.year_be: _items(one) for one in loaded})


def library_files(editions: EditionLibrary) -> dict[str, Path]:
    """Return the file of each framework that has a library of measures."""
    beside = {name.partition("/")[0]: folder.parent for name, folder in editions.folders.items()}
    return {
        framework: folder / MEASURES
        for framework, folder in beside.items()
        if (folder / MEASURES).is_file()
    }


def _editions(framework: str, editions: EditionLibrary) -> Iterator[Edition]:
    """Yield the editions of a framework; what is faulty has its own faults told elsewhere."""
    for name in editions.folders:
        if name.startswith(f"{framework}/"):
            with suppress(EditionFaulty):
                yield editions.load(name)


def _items(edition: Edition) -> frozenset[str]:
    return frozenset(edition.nodes[node].code for node in edition.of_kind(Kind.ITEM))
