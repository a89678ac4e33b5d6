"""Where chance comes from: one stream per purpose, so that a new purpose disturbs no other."""

from statistics import NormalDist
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def stream(seed: int, *purpose: str) -> np.random.Generator:
    """Return the stream of a purpose: it depends on the seed and the words, on nothing else."""
    key = tuple(crc32(word.encode()) for word in purpose)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def even_normal(random: np.random.Generator, size: int) -> Floats:
    """Return the quantiles of a standard normal in random order.

    Unlike draws, they have the same shape in a small nation as in a large one.
    """
    inverse = NormalDist().inv_cdf
    quantiles = np.array([inverse((number + 0.5) / size) for number in range(size)])
    return random.permutation(quantiles)


def centred(random: np.random.Generator, spread: float, size: int) -> Floats:
    """Return normal draws whose mean is 0, so that no seed tilts the nation."""
    drawn = random.normal(0.0, spread, size)
    return drawn - drawn.mean() if size else drawn


def shared_out(total: int, weights: Floats, *, least: int = 0) -> Integers:
    """Share out a number by weights: whole numbers that sum to it, none below `least`.

    In:  total >= least * len(weights); weights above 0

    >>> shared_out(10, np.array([1.0, 1.0, 2.0]), least=1)
    array([3, 3, 4])
    """
    exact = (total - least * len(weights)) * weights / weights.sum()
    whole: Integers = np.floor(exact).astype(np.int64)
    missing = total - least * len(weights) - int(whole.sum())
    nearest = np.argsort(whole - exact, kind="stable")
    whole[nearest[:missing]] += 1
    return whole + least
