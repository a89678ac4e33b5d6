"""Which question of the edition a row of the table of weak points is about.

A row has a code of its own, or stands below one; where merged cells put the code elsewhere, the
printed words tell. What nothing tells is left out: a guess would make false alarms.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from prongsai.methodology.claims import codes_of, part_named
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.thai import squeezed
from prongsai.reports.rules.typed.detail import Row
from prongsai.reports.rules.typed.lines import bare, likeness

#: Words must share so much with a question to be it, and so much more than with any other.
_LIKE, _CLEARLY = 0.5, 0.08
#: Fewer letters than these stand in too many questions to tell one.
_TELLING = 8


@dataclass(frozen=True)
class Placed:
    """A row and the node that it is about.

    second_of: the code in whose row it stands as a second question; "" for nearly all
    labelled: the code that is printed in the row while its words are those of another question
    """

    row: Row
    node: int
    second_of: str = ""
    labelled: str = ""


@dataclass
class _Reader:
    edition: Edition
    #: Item that was last told, by code or by words; nodes that have a score already.
    current: int | None = None
    scored: set[int] = field(default_factory=set)

    def placed(self, row: Row) -> Placed | None:
        own = codes_of(self.edition).get(squeezed(row.code)) if row.is_own else None
        if row.is_own and own is None:
            self.current = None  # a code that the edition does not have is told elsewhere
            return None
        if own is not None:
            self.current = own
        told = self._told(row.near)
        told = self._told(row.words) if told is None else told
        if told is None:
            return self._below_code(row)
        item = self.edition.above(told, Kind.ITEM)
        labelled = row.code if own is not None and own != item else ""
        self.current = item
        return self._kept(row, told, labelled=labelled)

    def _told(self, words: str) -> int | None:
        """Return the part or question whose words these are, to the letter or at their end."""
        letters, texts = bare(words), self._texts
        found = [n for n, text in texts.items() if letters and self._is(letters, text)]
        longest = max((len(texts[n]) for n in found), default=0)
        found = [n for n in found if len(texts[n]) == longest]
        mine = [n for n in found if self.edition.above(n, Kind.ITEM) == self.current]
        if len(found) > 1:
            found = mine
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _is(letters: str, text: str) -> bool:
        return letters == text or (len(text) >= _TELLING and letters.endswith(text))

    @cached_property
    def _texts(self) -> dict[int, str]:
        """The letters of every question and part."""
        asked = (*self.edition.of_kind(Kind.ITEM), *self.edition.of_kind(Kind.PART))
        return {node: bare(self.edition.nodes[node].text.th) for node in asked}

    def _below_code(self, row: Row) -> Placed | None:
        """Place a row without a code of its own: a part, the question itself, or another one."""
        if self.current is None:
            return None
        for words in filter(None, (row.near, row.words)):
            part = part_named(self.edition, self.current, words)
            if part is not None and part not in self.scored:
                return self._kept(row, part)
        is_whole = not self.edition.children[self.current]
        if self.current not in self.scored and (row.is_own or row.verdict or is_whole):
            return self._kept(row, self.current)
        other = self._likest(row.words) if is_whole and row.score else None
        if other is None or other in self.scored:
            return None
        code = self.edition.nodes[self.current].code
        return self._kept(row, other, second_of=code)

    def _likest(self, words: str) -> int | None:
        """Return the question of the same survey that words are most like, if one stands out."""
        survey = self.edition.instrument_of(self.current or 0)
        items = [
            n for n in self.edition.of_kind(Kind.ITEM) if self.edition.instrument_of(n) == survey
        ]
        ranked = sorted(
            ((likeness(words, self.edition.nodes[n].text.th), -n) for n in items), reverse=True
        )
        best, second = ranked[0], ranked[1]
        return -best[1] if best[0] >= _LIKE and best[0] - second[0] >= _CLEARLY else None

    def _kept(self, row: Row, node: int, *, second_of: str = "", labelled: str = "") -> Placed:
        if row.score or row.verdict:
            self.scored.add(node)
        return Placed(row, node, second_of, labelled)


def placed_in(rows: Iterable[Row], edition: Edition) -> list[Placed]:
    """Return the rows that could be placed, in their order."""
    reader = _Reader(edition)
    found = []
    for row in rows:
        placed = reader.placed(row)
        if placed is not None and (row.score or row.verdict):
            found.append(placed)
    return found
