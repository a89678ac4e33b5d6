"""The years before: scores were lower the longer ago, and no agency jumped about much."""

import numpy as np

from prongsai.simulation.rules.chance import Floats, Integers, stream

#: How many times as much was missing to 100 as today: one year ago, two years ago, ...
MISSING_TIMES = (1.23, 1.58, 2.05, 2.65)
#: How much of what an agency misses is its own, and not the nation's.
OWN_SHARE = 0.6
JUMPS = 0.45


def past_scores(current: dict[str, Floats], seed: int) -> list[dict[str, Integers]]:
    """Return the indicators of past years, the last year first.

    In:      indicator -> points per agency today, 0 to 100
    Out:     per year: indicator -> hundredths of a point per agency
    Missing: an indicator that an agency lacks today was like the nation's
    Source:  national means as published, each a few points above the one before
    """
    return [
        {
            code: _year(scores, times, stream(seed, "history", code, str(ago)))
            for code, scores in current.items()
        }
        for ago, times in enumerate(MISSING_TIMES, 1)
    ]


def _year(scores: Floats, times: float, random: np.random.Generator) -> Integers:
    lacking = 100.0 - scores
    nation = float(np.nanmean(lacking))
    lacking = np.where(np.isnan(lacking), nation, lacking)
    jump = random.lognormal(-(JUMPS**2) / 2, JUMPS, len(scores))
    lacked = times * (OWN_SHARE * lacking + (1 - OWN_SHARE) * nation * jump)
    return np.round(100 * np.clip(100.0 - lacked, 0.0, 100.0)).astype(np.int64)
