"""How far a survey's mean may lie from the truth because not everybody was asked.

Design-based: the people are fixed, chance lies only in who of them answered. The formulas hold
for a simple random sample without replacement. They know nothing of hand-picked respondents,
of people who refused, or of answers that were told: an interval is the least doubt there is.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

#: Sums are kept in hundredths of a point.
_PER_POINT = 100
#: Above these degrees of freedom the expansion is closer than the series is cheap.
_SERIES_UP_TO = 200
_NO_SHARE = "a confidence lies between 0 and 1"
#: Products of integers below this bound are safe in 64 bits, with a bit to spare.
_SAFE_PRODUCT = 2.0**62


@dataclass(frozen=True, slots=True)
class Margin:
    """The doubt of a mean, or of an array of means, in points (0 to 100).

    `half_width` belongs to a confidence: the interval is mean minus to mean plus half_width.
    Not a number where it cannot be told; 0 where everybody answered.
    """

    half_width: Floats
    standard_error: Floats


def margin_of_part(
    n: ArrayLike,
    s: ArrayLike,
    ss: ArrayLike,
    *,
    confidence: float,
    population: ArrayLike = math.nan,
) -> Margin:
    """Give the margin of each part's mean, with finite-population correction.

    The variance (n ss - s s) / (n (n - 1)) is taken in exact integers before the one division.
    64 bits hold it while n ss and s s are below 2^62 (up to 214,748 answers of 100 points);
    above that Python's own integers are used, slower and without bound. When all answers are
    alike the margin is 0: that is the formula's limit, not certainty.

    In:      n, s, ss: integers of any one shape; population: people who could have been asked
    Out:     half-width t(confidence, n - 1) * se and standard error
             se = sqrt(variance / n * (1 - n / population)), in the same shape
    Units:   s in hundredths of a point, ss in their squares; margins in points
    Missing: population not a number or 0: no correction; n < 2: not a number,
             unless that one person is the whole population; n >= population: 0
    Source:  W. G. Cochran, Sampling Techniques, 3rd ed., 2.6 and 2.8

    Raises:
        ValueError: the three sums cannot belong to one set of answers.
    """
    people, total, squares, whole = np.broadcast_arrays(
        np.asarray(n), np.asarray(s), np.asarray(ss), np.asarray(population, dtype=np.float64)
    )
    spread = _exact_spread(people, total, squares)
    count = people.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = spread / (count * (count - 1)) / _PER_POINT**2
        left_out = np.where(_known(whole), np.maximum(1 - count / whole, 0), 1.0)
        error = np.sqrt(variance / count * left_out)
    error = np.where(count > 1, error, np.nan)
    error = np.where(_known(whole) & (count >= whole), 0.0, error)
    # The quantile of a census of one does not exist and is not needed: any number will do.
    half_width = student_t(np.maximum(people.astype(np.int64) - 1, 1), confidence) * error
    return Margin(half_width, error)


def margin_of_mean(margins: Margin, weights: ArrayLike = 1, *, axis: int = -1) -> Margin:
    """Give a safe margin of a mean of means that the same people answered.

    One person answers all parts of an instrument, so their means move together, by how much a
    tally cannot tell. The worst case is in step: the weighted sum of the margins is never
    below the truth, and exact when all parts move as one.

    In:      margins along `axis`; weights: shares in the mean, scaled here to sum 1
    Out:     sum(weight * margin) / sum(weight), without `axis`
    Units:   points
    Missing: weight 0: not in the mean, and its margin is not asked for; a margin that is
             not a number at a weight above 0, or no weight at all: not a number
    Source:  triangle inequality for standard deviations
    """
    share = _weights(weights, margins, axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = share / share.sum(axis=axis, keepdims=True)
    return Margin(
        _weighted(margins.half_width, share).sum(axis=axis),
        _weighted(margins.standard_error, share).sum(axis=axis),
    )


def margin_of_total(margins: Margin, weights: ArrayLike, *, axis: int = -1) -> Margin:
    """Give the margin of a weighted sum of independent instruments.

    Staff and public are different people, drawn apart: squares add. OIT is a checklist of
    everything an agency must disclose; it has no sampling error and is simply not among the
    margins, while the weights stay those of the total (IIT and EIT do not sum to 1).

    In:      margins along `axis`; weights: shares in the total, taken as they are
    Out:     sqrt(sum((weight * margin)^2)), without `axis`
    Units:   points
    Missing: as in `margin_of_mean`; no weight above 0: 0, there is nothing that was sampled
    Source:  variance of a sum of independent variables; the half-widths add the same way,
             as in Cochran's approximation for unequal degrees of freedom
    """
    share = _weights(weights, margins, axis)
    return Margin(
        np.sqrt((_weighted(margins.half_width, share) ** 2).sum(axis=axis)),
        np.sqrt((_weighted(margins.standard_error, share) ** 2).sum(axis=axis)),
    )


def no_real_change(
    previous: ArrayLike,
    previous_se: ArrayLike,
    current: ArrayLike,
    current_se: ArrayLike,
    *,
    confidence: float,
) -> NDArray[np.object_]:
    """Tell whether a difference lies inside what sampling alone would give.

    It assumes: the same questions and points in both years; two samples drawn apart (if many
    of the same people answered twice, the true noise is smaller and this test is cautious);
    enough answers for the normal curve (about 30 a year); and a census to have no noise at
    all. Of many agencies that did not change, the share 1 - confidence still comes out as
    changed. "Not inside" means more than chance, not why: a new sample, coaching, a real cure.

    In:      means and standard errors of two years, broadcast together
    Out:     True, False or None: abs(current - previous) <= z * sqrt(se^2 + se^2),
             z two-sided normal quantile; the limit itself is inside
    Units:   points
    Missing: any of the four not a number: None, it cannot be told
    Source:  z test for two independent means
    """
    before, before_se, after, after_se = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (previous, previous_se, current, current_se))
    )
    noise = _normal(confidence) * np.hypot(before_se, after_se)
    answer = np.asarray(np.abs(after - before) <= noise).astype(object)
    answer[np.isnan(before + after + before_se + after_se)] = None
    return answer


def student_t(degrees: ArrayLike, confidence: float) -> Floats:
    """Give the two-sided quantile of Student's t: P(|T| <= t) = confidence.

    Up to 200 degrees the finite series of the distribution is solved by Newton's method; above, the
    quantile is expanded around the normal one in powers of 1/degrees, up to the fourth.
    The relative error is below 1e-9 for confidence from 0.5 to 0.9999 (measured against SciPy
    for 1 to 400 degrees and some up to a million: at most 3.5e-10, at 201).

    In:      degrees: integers of any shape, at least 1; confidence between 0 and 1
    Out:     quantiles in the same shape
    Units:   standard errors
    Missing: none
    Source:  Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3, 26.7.4, 26.7.5

    Raises:
        ValueError: degrees below 1, or a confidence that is not between 0 and 1.
    """
    given = np.asarray(degrees, dtype=np.int64)
    if given.size and given.min() < 1:
        raise ValueError("degrees of freedom begin at 1")
    distinct, where = _told_apart(given)
    few = distinct <= _SERIES_UP_TO
    quantiles = np.empty(len(distinct))
    quantiles[few] = _solved(confidence)[distinct[few] - 1]
    quantiles[~few] = _expanded(_normal(confidence), distinct[~few])
    return quantiles[where].reshape(given.shape)


def _told_apart(degrees: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different degrees, and for each given one its place among them."""
    most = int(degrees.max(initial=0))
    if most > degrees.size:
        return np.unique(degrees, return_inverse=True)
    # No more numbers than can be counted off: no need to sort.
    distinct = np.flatnonzero(np.bincount(degrees.ravel()))
    place = np.zeros(most + 1, np.int64)
    place[distinct] = np.arange(len(distinct))
    return distinct, place[degrees]


def _exact_spread(n: NDArray[np.int64], s: NDArray[np.int64], ss: NDArray[np.int64]) -> Floats:
    """Return n ss - s s, exact until it becomes a float."""
    kind = np.int64 if _fits(n, s, ss) else object
    people, total, squares = (a.astype(kind) for a in (n, s, ss))
    spread = people * squares - total * total
    # Cauchy and Schwarz: of real answers this is never negative.
    if np.any(people < 0) or np.any(spread < 0) or np.any((people == 0) & (squares != 0)):
        raise ValueError("n, s and ss do not belong to the same answers")
    return np.asarray(spread).astype(np.float64)


def _fits(n: NDArray[np.int64], s: NDArray[np.int64], ss: NDArray[np.int64]) -> bool:
    people, total, squares = (float(np.abs(a).max(initial=0)) for a in (n, s, ss))
    return max(people * squares, total * total) < _SAFE_PRODUCT


def _known(population: Floats) -> NDArray[np.bool_]:
    return np.isfinite(population) & (population > 0)


def _weights(weights: ArrayLike, margins: Margin, axis: int) -> Floats:
    given = np.asarray(weights, dtype=np.float64)
    if np.any(given < 0):
        raise ValueError("a weight is not negative")
    if given.ndim == 1:
        shape = [1] * margins.half_width.ndim
        shape[axis] = given.size
        given = given.reshape(shape)
    return np.broadcast_to(given, margins.half_width.shape)


def _weighted(margin: Floats, share: Floats) -> Floats:
    return np.where(share == 0, 0.0, margin * share)


def _normal(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(_NO_SHARE)
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _expanded(z: float, degrees: NDArray[np.int64]) -> Floats:
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    total = np.zeros(len(degrees))
    for term in reversed(terms):
        total = total / degrees + term
    return total


@lru_cache(maxsize=16)
def _solved(confidence: float) -> Floats:
    """Find the quantiles of 1, 2, ... `_SERIES_UP_TO` degrees, all at once.

    Newton's method finds the angle atan(t / sqrt(degrees)), from the left, because the density
    falls as the angle grows: the steps never go too far.
    """
    if not 0 < confidence < 1:
        raise ValueError(_NO_SHARE)
    degrees = np.arange(1, _SERIES_UP_TO + 1)
    steps = _steps(degrees)
    gammas = [math.lgamma((d + 1) / 2) - math.lgamma(d / 2) for d in degrees.tolist()]
    highest = 2 / math.sqrt(math.pi) * np.exp(gammas)
    angle, further = np.zeros(len(degrees)), confidence / highest
    while (further > angle).any():
        angle = np.maximum(angle, further)
        missing = confidence - _inside(angle, degrees % 2, steps)
        further = angle + missing / (highest * np.cos(angle) ** (degrees - 1))
    return np.asarray(np.tan(angle) * np.sqrt(degrees))


def _steps(degrees: NDArray[np.int64]) -> Floats:
    """Return what leads from a term of the series to the next, but for the squared cosine.

    Out: (degrees, terms); 0 behind the last term, of which there are degrees // 2
    """
    place = np.arange(_SERIES_UP_TO // 2)
    power = (degrees % 2)[:, None] + 2 * place
    steps = np.where(place == 0, 1, (power - 1) / np.maximum(power, 1))
    return np.where(place < degrees[:, None] // 2, steps, 0.0)


def _inside(angle: Floats, odd: NDArray[np.int64], steps: Floats) -> Floats:
    """Return P(|T| <= tan(angle) * sqrt(degrees))."""
    cosine = np.cos(angle)
    terms = steps * np.square(cosine)[:, None]
    terms[:, 0] = steps[:, 0] * np.where(odd, cosine, 1.0)
    within = np.sin(angle) * np.cumprod(terms, axis=1).sum(axis=1)
    return np.asarray(np.where(odd, (angle + within) * 2 / math.pi, within))
