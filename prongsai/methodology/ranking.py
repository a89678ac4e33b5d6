"""Ranks: dense, on the published two decimals, the best score first; equal scores share a rank."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from prongsai.methodology.exact import MISSING
from prongsai.methodology.tally import Integers

#: The rank of what has no score.
UNRANKED = 0


def dense_ranks(published: Integers, groups: Sequence[str] | None = None) -> Integers:
    """Rank scores, all together or inside each group.

    In:      published int64 (n,), hundredths; groups of the same length or None
    Out:     int64 (n,), 1 is the best; equal scores share a rank and none is skipped after them
    Missing: UNRANKED where the score is missing or the group is ""

    >>> dense_ranks(np.array([9000, 10000, 10000, 8000])).tolist()
    [2, 1, 1, 3]
    """
    group = numbered(groups) if groups is not None else np.zeros(len(published), np.int64)
    return ranks_within(published, group)


def numbered(groups: Sequence[str]) -> Integers:
    """Return for each member the number of its group; MISSING where the group is ""."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    numbers[""] = MISSING
    return np.fromiter(map(numbers.__getitem__, groups), np.int64, len(groups))


def ranks_within(published: Integers, group: Integers) -> Integers:
    """Rank scores inside groups that are given by number; see `dense_ranks`."""
    ranked = np.flatnonzero((published != MISSING) & (group != MISSING))
    ranks = np.full(len(published), UNRANKED, np.int64)
    if len(ranked) == 0:
        return ranks
    apart = int(published.max()) + 1
    order = ranked[np.argsort(group[ranked] * apart - published[ranked])]
    new_group = np.r_[True, np.diff(group[order]) != 0]
    step = new_group | np.r_[True, np.diff(published[order]) != 0]
    place = np.cumsum(step)
    first = np.maximum.accumulate(np.where(new_group, place, 0))
    ranks[order] = place - first + 1
    return ranks


def ranks_in_rows(published: Integers) -> Integers:
    """Rank the scores of each row among themselves, densely; UNRANKED where one is missing.

    In:  published int64 (rows, scores), hundredths
    """
    greater = published[:, None, :] > published[:, :, None]
    earlier = np.tri(published.shape[1], k=-1, dtype=np.bool_)
    repeated = ((published[:, None, :] == published[:, :, None]) & earlier).any(axis=2)
    ranks = 1 + (greater & ~repeated[:, None, :]).sum(axis=2)
    return np.where(published == MISSING, UNRANKED, ranks)


def group_sizes(groups: Sequence[str]) -> list[int]:
    """Return for each member how many its group has; 0 outside any group."""
    sizes = Counter(groups)
    return [sizes[group] if group else 0 for group in groups]


def ties(ranks: Integers, groups: Sequence[str] | None = None) -> list[int]:
    """Return for each how many others share its rank in its group."""
    keys = list(zip(groups or [""] * len(ranks), ranks.tolist(), strict=True))
    shared = Counter(keys)
    return [shared[key] - 1 if key[1] != UNRANKED else 0 for key in keys]
