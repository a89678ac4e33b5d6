"""How alike two texts are, and which of many are nearly the same (MinHash).

Thai is written without spaces between words, so what is compared is not words but every run of
letters of one length. The method is one-permutation hashing: the least value in each of 128 bins.
Source: Broder 1997; Li, Owen, Zhang 2012.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.thai import squeezed

Hashes = NDArray[np.uint64]
#: Letters of a run; letters of a text that count.
_RUN, _LETTERS = 9, 50_000
_BINS, _BITS = 128, 57
#: Two texts are compared when all values in one of these bands agree.
_BANDS = 32
_FACTOR, _MIX, _SHIFT = (
    np.uint64(0x100000001B3),
    np.uint64(0xFF51AFD7ED558CCD),
    np.uint64(33),
)
#: Of a name so many letters at its end are looked for first; shorter names are in every text.
_END = 10


def runs_of(text: str) -> Hashes:
    """Return the hashes of all runs of letters in a text, each once, in order.

    Missing: a text shorter than one run has none
    """
    return np.unique(_hashed(squeezed(text)[:_LETTERS], _RUN))


def similarity(one: Hashes, other: Hashes) -> float:
    """Return the share of runs that two texts have in common, 0 to 1 (Jaccard)."""
    together = one.size + other.size
    if not together:
        return 1.0
    common = np.intersect1d(one, other, assume_unique=True).size
    return common / (together - common)


def sketch_of(runs: Hashes) -> Hashes | None:
    """Return 128 values that agree between two texts about as often as the texts are alike."""
    if not runs.size:
        return None
    filled, first = np.unique(runs >> np.uint64(_BITS), return_index=True)
    least = runs[first]
    # An empty bin has the value of the next one that is filled, round the end.
    places = np.searchsorted(filled, np.arange(_BINS, dtype=np.uint64)) % filled.size
    found: Hashes = least[places]
    return found


def near_pairs(sketches: Mapping[str, Hashes]) -> Iterator[tuple[str, str]]:
    """Yield pairs that may be alike, each with the first text of the band that they share.

    A thousand copies of one template are a thousand pairs, not a million.
    """
    first: dict[tuple[int, bytes], str] = {}
    seen: set[tuple[str, str]] = set()
    for name, sketch in sketches.items():
        for number, band in enumerate(sketch.reshape(_BANDS, -1)):
            other = first.setdefault((number, band.tobytes()), name)
            if other != name and (other, name) not in seen:
                seen.add((other, name))
                yield other, name


def grouped(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Join pairs that share a member into groups, members in the order in which they came."""
    leader: dict[str, str] = {}

    def led(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one, other in pairs:
        leader[led(other)] = led(one)
    groups: dict[str, list[str]] = {}
    for name in list(leader):
        groups.setdefault(led(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


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
        hits = np.intersect1d(_hashed(plain, _END), self._known)
        near = [pair for hit in hits for pair in self._ends[int(hit)]]
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
