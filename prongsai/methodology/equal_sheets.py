"""Equal answer sheets within an agency, and whether chance explains that they are equal.

Exact and fast: sheets are sorted by a 64-bit key, and every equality that the keys suggest is
checked on the sheets themselves. Beside the sheets it holds some 50 bytes per respondent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import count

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Rows worked on at a time: keeps what is held beside the sheets small.
_CHUNK = 1 << 16
#: Odd multipliers that spread bits over a key; which ones matters to speed only.
_SPREAD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))


@dataclass(frozen=True, slots=True)
class EqualSheets:
    """Groups of two or more equal sheets within an agency."""

    agency: Integers
    size: Integers
    #: A row of each group that shows its sheet.
    row: Integers
    #: How many sheets of other agencies are equal to it.
    elsewhere: Integers
    #: How many pairs of people of one other agency share it.
    pairs_elsewhere: Integers

    def only(self, which: Mask) -> "EqualSheets":
        chosen = (getattr(self, field.name)[which] for field in fields(self))
        return EqualSheets(*chosen)

    def people(self, agencies: int) -> Integers:
        return _summed(self.agency, self.size, agencies)

    def pairs(self, agencies: int) -> Integers:
        return _summed(self.agency, _pairs(self.size), agencies)

    def largest(self, agencies: int) -> Integers:
        found = np.zeros(agencies, dtype=np.int64)
        np.maximum.at(found, self.agency, self.size)
        return found


def _summed(place: Integers, values: Integers, places: int) -> Integers:
    found = np.zeros(places, dtype=np.int64)
    np.add.at(found, place, values)
    return found


def _pairs(people: Integers) -> Integers:
    return people * (people - 1) // 2


def chunks(length: int) -> Iterator[slice]:
    """Cut a length into slices that fit the processor's cache.

    In:      rows
    Out:     slices that cover them in order
    Units:   rows
    Missing: none for no rows
    Source:  none
    """
    return (slice(start, start + _CHUNK) for start in range(0, length, _CHUNK))


def equal_sheets(sheets: NDArray[np.uint8], agency: Integers) -> EqualSheets:
    """Find the groups of equal sheets in each agency.

    In:      sheets: respondents x parts, rows in any order; agency: index of each row
    Out:     groups of two or more
    Units:   people
    Missing: 0 is "no answer" and equals itself; sheets without any answer are left out
    Source:  none
    """
    order, kind, totals = _kinds(sheets)
    shared = totals[kind] > 1
    order, kind = order[shared], kind[shared]
    inner = np.lexsort((agency[order], kind))
    row, kind = order[inner], kind[inner]
    home = agency[row]
    starts = _starts((kind[1:] != kind[:-1]) | (home[1:] != home[:-1]), row.size)
    size = np.diff(starts, append=row.size)
    kind = kind[starts]
    within = _summed(kind, _pairs(size), totals.size)[kind] - _pairs(size)
    found = EqualSheets(home[starts], size, row[starts], totals[kind] - size, within)
    found = found.only(found.size > 1)
    return found.only(np.asarray(sheets[found.row].any(axis=1)))


def beyond_chance(
    groups: EqualSheets,
    sheets: NDArray[np.uint8],
    tally: Integers,
    *,
    times_expected: float,
    deviations: float,
    least: int,
) -> tuple[Mask, NDArray[np.float64]]:
    """Tell which groups are far larger than the chance of their sheet explains.

    A sheet that g of n respondents share makes g (g - 1) / 2 equal pairs. This is beyond chance
    if g is at least `least` (so many pairs of people exist that some pair is always equal)
    and the pairs exceed `times_expected` * n (n - 1) / 2 * c, and the people, where luck may
    do much to few, exceed e + `deviations` * sqrt(e) with e = n * sqrt(c), the size expected.
    The chance c of a pair is the largest of three:

    - how often two people of one other agency share this very sheet ("all best" is popular,
      and more so in some agencies than in others);
    - the square of the sheet's share among all respondents of other agencies;
    - the square of the product over parts of (m - g + 1 + r) / (n - g + 2), where m of the
      agency chose the same answer and r is its share in all other agencies (if there are
      none, 1 / positions). That is: the group counts as one author, the others as they are
      (where nearly all are content, sheets are equal by themselves), and one imagined
      answer from elsewhere, as a handful of others must not make an answer impossible.

    In:      groups of these sheets; tally: agency x part x position, 0 being "no answer"
    Out:     one truth value per group, and e, the size that chance explains
    Units:   pairs of people; people
    Missing: none
    Source:  our own; there is no official rule
    """
    respondents = tally[:, 0].sum(axis=1)
    people, all_pairs = respondents[groups.agency], _pairs(respondents)
    outside = np.maximum(respondents.sum() - people, 1)
    pairs_outside = np.maximum(all_pairs.sum() - _pairs(people), 1)
    alone = _dealt(groups, sheets, tally, people)
    share = np.maximum(alone, groups.elsewhere / outside)
    chance = np.maximum(share**2, groups.pairs_elsewhere / pairs_outside)
    beyond = _pairs(groups.size) > times_expected * _pairs(people) * chance
    likely = people * np.sqrt(chance)
    lucky = likely + deviations * np.sqrt(likely)
    return np.asarray(beyond & (groups.size > lucky) & (groups.size >= least)), likely


def _dealt(
    groups: EqualSheets, sheets: NDArray[np.uint8], tally: Integers, people: Integers
) -> NDArray[np.float64]:
    """Return the chance of each group's sheet if parts were answered independently."""
    anywhere, outside = tally.sum(axis=0), tally[:, 0].sum() - people
    chance = np.ones(people.size)
    for part in range(sheets.shape[1]):
        answer = sheets[groups.row, part]
        same = tally[groups.agency, part, answer]
        there = (anywhere[part, answer] - same) / np.maximum(outside, 1)
        share = np.where(outside > 0, there, 1 / tally.shape[2])
        chance *= (same - groups.size + 1 + share) / (people - groups.size + 2)
    return chance


def _kinds(sheets: NDArray[np.uint8]) -> tuple[Integers, Integers, Integers]:
    """Return rows with equal ones side by side, the kind of each, and the size of each kind."""
    for attempt in count(1):
        keys = _keys(sheets, attempt)
        order = np.argsort(keys)
        keys = keys[order]
        new = keys[1:] != keys[:-1]
        if _are_equal(sheets, order, np.flatnonzero(~new)):
            break  # Else two different sheets met in one key: sort anew by other keys.
    starts = _starts(new, order.size)
    totals = np.diff(starts, append=order.size)
    return order, np.repeat(np.arange(starts.size), totals), totals


def _starts(new: NDArray[np.bool_], length: int) -> Integers:
    """Return where series begin in a sorted array, given where neighbours differ."""
    return np.concatenate([np.zeros(min(length, 1), dtype=np.int64), np.flatnonzero(new) + 1])


def _keys(sheets: NDArray[np.uint8], attempt: int) -> NDArray[np.uint64]:
    respondents, parts = sheets.shape
    keys = np.full(respondents, attempt, dtype=np.uint64)
    for rows in chunks(respondents):
        padded = np.zeros((len(keys[rows]), -(-parts // 8) * 8), dtype=np.uint8)
        padded[:, :parts] = sheets[rows]
        for words in padded.view(np.uint64).T:
            keys[rows] = (keys[rows] ^ words) * _SPREAD[0]
            keys[rows] = (keys[rows] ^ (keys[rows] >> np.uint64(29))) * _SPREAD[1]
            keys[rows] ^= keys[rows] >> np.uint64(32)
    return keys


def _are_equal(sheets: NDArray[np.uint8], order: Integers, places: Integers) -> bool:
    """Tell whether the sheets at these places of the order equal their next ones."""
    return all(
        np.array_equal(sheets[order[places[part]]], sheets[order[places[part] + 1]])
        for part in chunks(places.size)
    )
