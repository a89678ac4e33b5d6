"""The library of measures: what agencies do about weak points, as data of a framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prongsai.improvement.rules.library_faults import faults_of_library
from prongsai.improvement.rules.library_files import (
    MEASURES,
    LibraryFile,
    LibraryMeasure,
    LibraryTheme,
)
from prongsai.methodology.edition.sources import Fault, open_texts, shaped
from prongsai.methodology.thai import squeezed


@dataclass(frozen=True, eq=False)
class MeasureLibrary:
    """The measures of a framework; without any where nobody wrote them."""

    themes: tuple[LibraryTheme, ...] = ()

    @cached_property
    def measures(self) -> dict[str, LibraryMeasure]:
        """Id -> measure, theme by theme."""
        return {one.id: one for theme in self.themes for one in theme.measures}

    @cached_property
    def theme_of(self) -> dict[str, LibraryTheme]:
        """Id of a measure -> its theme."""
        return {one.id: theme for theme in self.themes for one in theme.measures}

    def answering(self, code: str, year_be: int) -> list[LibraryMeasure]:
        """Return the measures that answer an item of a year: general ones only if no other does."""
        found = [one for one in self.measures.values() if code in one.items_in(year_be)]
        return [one for one in found if not one.general] or found

    def recognised(self, words: str) -> list[LibraryMeasure]:
        """Return the measures that words written by hand may mean, what fits best first."""
        text = squeezed(words)
        fits = {
            one.id: sum(len(word) for word in map(squeezed, one.words) if word in text)
            for one in self.measures.values()
        }
        return [self.measures[id_] for id_ in sorted(fits, key=lambda i: -fits[i]) if fits[id_]]


def read_library(
    text: bytes, editions: Mapping[int, frozenset[str]]
) -> tuple[MeasureLibrary, list[Fault]]:
    """Return a library and everything that is wrong with it.

    In: the content of measures.yaml; year -> codes of the items of that year's edition
    """
    sources = open_texts({MEASURES: text}, Path())
    content = shaped(sources, MEASURES, LibraryFile)
    if content is None:
        return MeasureLibrary(), _in_file(sources.faults)
    for place, message in faults_of_library(content, editions):
        sources.fault(MEASURES, place, message)
    return MeasureLibrary(tuple(content.themes)), _in_file(sources.faults)


def _in_file(faults: list[Fault]) -> list[Fault]:
    return sorted(set(faults), key=lambda fault: (fault.line, fault.message.th))
