"""How alike two texts are, and which of many are nearly the same (MinHash).

Thai is written without spaces between words, so what is compared is not words but every run of
letters of one length. The method is one-permutation hashing: of the least value in each of 256 bins
one byte. All sketches are compared with all: documents of one kind share so much of a template that
an index by parts of sketches (LSH) finds everything or nothing.
Source: Broder 1997; Li, Owen, Zhang 2012; Li, König 2010.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.thai import squeezed

Hashes = NDArray[np.uint64]
#: Sketches below each other, a row of bytes each.
Sketches = NDArray[np.uint8]
#: Letters of a run; letters of a text that count.
_RUN, _LETTERS = 9, 50_000
BINS, _BITS = 256, 56
#: Of the least value in a bin these bits are kept: those above have chosen the bin.
_KEPT = np.uint64(40)
#: Bins that are compared at first, and rows that are compared with all others at a time.
_FIRST, _BLOCK = 64, 256
#: So many standard errors below what is looked for, a sketch may still be of such a text.
_ERRORS = 3.5
#: After so many others that looked alike and are not, no more are tried for a text.
_VAIN = 8
_FACTOR, _MIX, _SHIFT = (
    np.uint64(0x100000001B3),
    np.uint64(0xFF51AFD7ED558CCD),
    np.uint64(33),
)
#: Of a name so many letters at its end are looked for first; shorter names are in every text.
_END = 10


def hashes_of(text: str) -> Hashes:
    """Return the hash of every run of letters in a text, in its order.

    Missing: a text shorter than one run has none
    """
    return _hashed(squeezed(text)[:_LETTERS], _RUN)


def runs_of(text: str) -> Hashes:
    """Return the hashes of all runs of letters in a text, each once, in order.

    Missing: a text shorter than one run has none
    """
    return np.unique(hashes_of(text))


def similarity(one: Hashes, other: Hashes) -> float:
    """Return the share of runs that two texts have in common, 0 to 1 (Jaccard)."""
    together = one.size + other.size
    if not together:
        return 1.0
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / (together - common)


def sketch_of(hashes: Hashes) -> Sketches | None:
    """Return 256 bytes that agree between two texts about as often as the texts are alike."""
    if not hashes.size:
        return None
    least = np.full(BINS, np.iinfo(np.uint64).max, np.uint64)
    bins = (hashes >> np.uint64(_BITS)).astype(np.intp)
    np.minimum.at(least, bins, hashes)
    filled = np.unique(bins)
    # An empty bin has the value of the next one that is filled, round the end.
    places = np.searchsorted(filled, np.arange(BINS)) % filled.size
    found: Sketches = (least[filled][places] >> _KEPT).astype(np.uint8)
    return found


def near_groups(
    sketches: Sketches, at_least: float, alike: Callable[[int, int], bool]
) -> list[list[int]]:
    """Return groups of rows whose texts are nearly the same, each joined by pairs that are.

    A thousand copies of one template are a thousand questions, not a million.

    In: the share in common that is looked for, 0 to 1, and what says of two rows whether their
        texts really have that
    """
    leader = np.arange(len(sketches))
    for one, others in _likely(sketches, at_least):
        vain = 0
        for other in others:
            if leader[one] == leader[other]:
                continue
            if alike(one, int(other)):
                leader[leader == leader[other]] = leader[one]
                continue
            vain += 1
            if vain == _VAIN:
                break
    order = np.argsort(leader, kind="stable")
    _, starts, sizes = np.unique(leader[order], return_index=True, return_counts=True)
    groups = (order[start : start + size] for start, size in zip(starts, sizes, strict=True))
    return [group.tolist() for group in groups if group.size > 1]


def _likely(sketches: Sketches, at_least: float) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each row with those after it that may be alike, the likeliest first.

    The first bins of many rows are compared at a time, the others where those agree.
    """
    columns = np.ascontiguousarray(sketches[:, :_FIRST].T)
    for begin in range(0, len(sketches), _BLOCK):
        rows, later = columns[:, begin : begin + _BLOCK], columns[:, begin:]
        agree = np.zeros((rows.shape[1], later.shape[1]), np.uint8)
        for row, other in zip(rows, later, strict=True):
            agree += row[:, None] == other[None, :]
        enough = agree >= _floor(at_least, _FIRST) * _FIRST
        for place in range(rows.shape[1]):
            others = np.flatnonzero(enough[place, place + 1 :]) + begin + place + 1
            if not others.size:
                continue
            share = (sketches[others] == sketches[begin + place]).mean(axis=1)
            order = np.argsort(-share, kind="stable")
            yield begin + place, others[order][share[order] >= _floor(at_least, BINS)]


def _floor(at_least: float, bins: int) -> float:
    """Return the share of bins that agree at least, by chance, in two texts that alike."""
    return at_least - _ERRORS * sqrt(at_least * (1 - at_least) / bins)


class Names:
    """Names to be found in texts, all of them in one go however many they are."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Take code -> names; those of fewer than ten letters are not looked for."""
        self._ends: dict[int, list[tuple[str, str]]] = {}
        for code, written in names.items():
            for name in {squeezed(each) for each in written}:
                if len(name) >= _END:
                    end = int(_hashed(name[-_END:], _END)[0])
                    self._ends.setdefault(end, []).append((code, name))
        self._known = np.array(sorted(self._ends), dtype=np.uint64)

    def found_in(self, text: str) -> set[str]:
        """Return the codes of those whose name stands in a text; not inside a longer name."""
        plain = squeezed(text)[:_LETTERS]
        if not self._known.size:
            return set()
        ends = _hashed(plain, _END)
        places = np.searchsorted(self._known, ends) % self._known.size
        hits = set(ends[self._known[places] == ends].tolist())
        near = [pair for hit in hits for pair in self._ends[hit]]
        found: set[str] = set()
        for code, name in sorted(near, key=lambda pair: -len(pair[1])):
            if name in plain:
                found.add(code)
                plain = plain.replace(name, " ")
        return found


def _hashed(plain: str, length: int) -> Hashes:
    """Return the hash of every run of so many letters, in the order of the text."""
    letters = np.frombuffer(plain.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    runs = letters.size - length + 1
    found: Hashes = np.zeros(max(runs, 0), np.uint64)
    for place in range(length if runs > 0 else 0):
        found = found * _FACTOR + letters[place : place + runs]
    found = (found ^ (found >> _SHIFT)) * _MIX
    return found ^ (found >> _SHIFT)
