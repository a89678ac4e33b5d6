"""Editions as they were frozen."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prongsai.assessments.models import FrozenEdition, Round
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import EditionUnknown
from prongsai.methodology.edition.doubts import Doubt, doubts
from prongsai.methodology.edition.library import edition_from
from prongsai.methodology.edition.tree import Edition

#: Editions that a process keeps at hand: some years of a few frameworks.
_EDITIONS = 32


@lru_cache(_EDITIONS)
def frozen_edition(sha256: str) -> Edition:
    """Return an edition as it was when it was frozen."""
    frozen = FrozenEdition.objects.get(pk=sha256)
    texts = {name: text.encode() for name, text in frozen.files.items()}
    return edition_from(texts, Path(str(frozen)))


@lru_cache(_EDITIONS)
def edition_doubts(sha256: str) -> tuple[Doubt, ...]:
    """Return what nobody could confirm in a frozen edition."""
    return tuple(doubts(frozen_edition(sha256)))


@dataclass(frozen=True)
class Plannable:
    """An edition, and whether it has a round already."""

    id: str
    year_be: int
    has_round: bool


def plannable_editions(library: EditionLibrary) -> list[Plannable]:
    """Return every edition that is to be had, the latest year first."""
    planned = {f"{framework}/{year}" for framework, year in _years_of_rounds()}
    names = sorted(library.folders, key=lambda name: name.rpartition("/")[::-1], reverse=True)
    return [Plannable(name, library.load(name).year_be, name in planned) for name in names]


def edition_to_plan(library: EditionLibrary, name: str) -> Edition:
    """Return an edition by its id or year; never a folder that somebody names from outside.

    Raises:
        EditionUnknown
    """
    full = library.full_name(name)
    if full not in library.folders:
        raise EditionUnknown(name=name, known=", ".join(library.folders))
    return library.load(full)


def _years_of_rounds() -> list[tuple[str, int]]:
    return list(Round.objects.values_list("framework", "year_be"))
