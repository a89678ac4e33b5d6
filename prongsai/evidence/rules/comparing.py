"""What two copies of a page say differently, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: Words that are compared; telling apart longer texts takes too long.
MOST_WORDS = 4_000
#: Pairs of equal words that are looked at.
_MOST_PAIRS = 1_000_000
#: Letters around a difference that are shown.
_AROUND = 160
_WORDS = re.compile(r"\S+")
#: Vowels that Thai writes before the letter that they belong to: no cut after them.
_BEFORE = frozenset("เแโใไ")
#: Signs above and below a letter, and vowels that follow it.
_SIGNS = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    #: So much is the same that it is left out.
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Passage:
    """Some words, and whether they are in both texts, in the earlier or in the later one."""

    change: Change
    words: str = ""


@dataclass(frozen=True)
class Comparison:
    """The passages of two texts; what is the same is cut short."""

    passages: tuple[Passage, ...]
    #: Whether a text is longer than what was compared.
    is_cut: bool

    @property
    def differ(self) -> bool:
        """Whether anything was found to be different."""
        return any(one.change in {Change.GONE, Change.NEW} for one in self.passages)


def compared(before: str, after: str) -> Comparison:
    """Tell what is gone and what is new; runs of words without spaces are cut to what differs."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    is_cut = max(len(one), len(other)) > MOST_WORDS
    found = _passages(one[:MOST_WORDS], other[:MOST_WORDS])
    return Comparison(tuple(_shortened(list(found))), is_cut)


def _passages(one: list[str], other: list[str]) -> Iterator[Passage]:
    # Looking at words that stand everywhere costs most; it is left out where that takes too long.
    counts, others = Counter(one), Counter(other)
    is_costly = sum(many * others[word] for word, many in counts.items()) > _MOST_PAIRS
    matcher = SequenceMatcher(None, one, other, autojunk=is_costly)
    for kind, a, b, c, d in matcher.get_opcodes():
        gone, new = " ".join(one[a:b]), " ".join(other[c:d])
        if kind == "equal":
            yield Passage(Change.SAME, gone)
        else:
            yield from _narrowed(gone, new)


def _narrowed(gone: str, new: str) -> Iterator[Passage]:
    """Leave out of a difference what both begin and end with."""
    start = _common(gone, new)
    end = _common(gone[start:][::-1], new[start:][::-1])
    while start and (_is_inside(gone, start) or _is_inside(new, start)):
        start -= 1
    while end and (_is_inside(gone, -end) or _is_inside(new, -end)):
        end -= 1
    parts = (
        Passage(Change.SAME, gone[:start]),
        Passage(Change.GONE, gone[start : len(gone) - end]),
        Passage(Change.NEW, new[start : len(new) - end]),
        Passage(Change.SAME, gone[len(gone) - end :]),
    )
    yield from (part for part in parts if part.words.strip())


def _common(one: str, other: str) -> int:
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def _is_inside(text: str, place: int) -> bool:
    """Whether a cut before a place would part a sign from its letter, or a number."""
    before, after = text[place - 1 : place], text[place:][:1]
    if before in _BEFORE or after in _SIGNS:
        return bool(before and after)
    return before.isdigit() and after.isdigit()


def _shortened(passages: list[Passage]) -> Iterator[Passage]:
    last = len(passages) - 1
    for place, passage in enumerate(passages):
        words = passage.words
        if passage.change is not Change.SAME or len(words) <= 2 * _AROUND:
            yield passage
            continue
        if place > 0:
            yield Passage(Change.SAME, words[:_AROUND])
        yield Passage(Change.SKIPPED)
        if place < last:
            yield Passage(Change.SAME, words[-_AROUND:])
