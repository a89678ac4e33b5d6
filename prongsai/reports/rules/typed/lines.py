"""Lines of a document, and Thai words compared as a reader would: over broken marks and spaces."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.methodology.thai import squeezed

#: Tone marks and the signs above letters get lost or doubled; a sara am and a sara aa get mixed.
_MARKS = dict.fromkeys(range(0x0E47, 0x0E4F)) | {0x0E33: "\u0e32"}
_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f]+")
#: Letters that two texts are compared by.
_GRAM = 3


@dataclass(frozen=True)
class Line:
    """A line: its number in the document, its page (0: there are no pages), its number there."""

    number: int
    page: int
    on_page: int
    text: str


def bare(text: str) -> str:
    """Return what is left of words when spaces, marks and signs do not count.

    >>> bare("ร้องเรียน") == bare("รอ้งเรียน")
    True
    """
    return _PUNCTUATION.sub("", squeezed(text)).translate(_MARKS)


def likeness(one: str, other: str) -> float:
    """Return how much two texts share, 0 to 1: the runs of three letters that both have."""
    mine, theirs = _grams(bare(one)), _grams(bare(other))
    together = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / together if together else 0.0


def _grams(letters: str) -> set[str]:
    return {letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1)}


@dataclass(frozen=True)
class Prose:
    """Lines joined to running text, which still knows the line of every letter."""

    text: str
    starts: tuple[tuple[int, int], ...]

    def line_at(self, offset: int) -> int:
        """Return the number of the line that a letter stands in."""
        found = self.starts[0][1] if self.starts else 0
        for start, number in self.starts:
            if start > offset:
                break
            found = number
        return found


def joined(lines: Iterable[Line]) -> Prose:
    """Join lines with a space; empty ones are left out."""
    text, starts = "", []
    for line in lines:
        if line.text:
            starts.append((len(text), line.number))
            text += line.text + " "
    return Prose(text, tuple(starts))
