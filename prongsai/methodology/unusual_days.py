"""Days on which far more answers came in than on an agency's usual day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Makes the median deviation of normal numbers their standard deviation.
_TO_DEVIATION = 1.4826


@dataclass(frozen=True, slots=True)
class DayLimits:
    """From where on a day is unusual."""

    #: With fewer days that have answers nobody can say what is usual.
    least_days: int = 5
    #: A day of fewer answers is nobody's pattern.
    least_answers: int = 10
    #: Deviations above the median day: of agencies whose days differ by a quarter beside chance, 5
    #: finds a day in fewer than one of 200.
    deviations: float = 5.0
    #: And so much of all answers of the agency, 0 to 1: a small bump changes no score.
    share: float = 0.1


@dataclass(frozen=True, slots=True)
class UnusualDays:
    """One row per agency; `median` counts only days that have answers, nan without any."""

    days: Integers
    median: Floats
    unusual: Mask


def days_of(day: NDArray[np.integer], agency: NDArray[np.integer], agencies: int) -> Integers:
    """Count the answers of each agency by day.

    In:      day: number of the day of each answer, from 0; agency: index of each answer
    Out:     agencies x days
    Units:   answers
    Missing: 0 where nobody answered
    Source:  none
    """
    width = int(day.max(initial=0)) + 1
    places = agency.astype(np.int64) * width + day
    return np.bincount(places, minlength=agencies * width).reshape(agencies, width)


def unusual_days(counts: Integers, limits: DayLimits | None = None) -> UnusualDays:
    """Find the days that stand out.

    A day with x answers stands out if x is at least `deviations` * s above the median m of the
    agency's days that have answers, where s is the larger of sqrt(m) (what chance does) and
    1.4826 * the median deviation from m (what this agency does): neither moves with the
    days that are looked for, as long as those are fewer than half.

    In:      counts: agencies x days
    Out:     how many days have answers, their median, and which days are unusual
    Units:   answers of a day
    Missing: days without answers are not usual days: weekends and pauses do not count
    Source:  robust z with a Poisson floor (Iglewicz and Hoaglin, How to Detect Outliers, 1993)
    """
    chosen = limits or DayLimits()
    active = counts > 0
    days, total = active.sum(axis=1), counts.sum(axis=1)
    median = _median(np.where(active, counts, np.inf), days)
    distance = np.abs(np.where(active, counts, np.inf) - np.nan_to_num(median)[:, None])
    usual = np.fmax(np.sqrt(median), _TO_DEVIATION * _median(distance, days))
    least = np.fmax(median + chosen.deviations * usual, chosen.share * total)
    unusual = (counts >= least[:, None]) & (counts >= chosen.least_answers)
    return UnusualDays(days, median, unusual & (days >= chosen.least_days)[:, None])


def _median(values: Floats, known: Integers) -> Floats:
    """Return the median of the first `known` values of each row in their order; nan of none."""
    ordered = np.sort(values, axis=1)
    rows = np.arange(len(values))
    low, high = np.maximum(known - 1, 0) // 2, known // 2
    high = np.minimum(high, values.shape[1] - 1)
    return np.where(known > 0, (ordered[rows, low] + ordered[rows, high]) / 2, np.nan)
