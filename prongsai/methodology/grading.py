"""Levels of a total, with the reason in words, and measure levels of any score."""

import numpy as np

from prongsai.methodology.edition.files import Level
from prongsai.methodology.edition.tree import TOTAL, Edition
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.scoring import Scores
from prongsai.methodology.tally import Integers
from prongsai.methodology.wording import Text, listed, same

_TOP = Text("%(total)s ถึงเกณฑ์ %(level)s ทุกข้อ", "%(total)s meets every condition of %(level)s")
_NOT = Text("%(total)s ไม่ใช่ %(better)s เพราะ %(why)s", "%(total)s, not %(better)s because %(why)s")
_UNKNOWN = Text(
    "%(total)s ยังบอกระดับไม่ได้ เพราะไม่มีคะแนน %(missing)s",
    "%(total)s, no level because there is no score of %(missing)s",
)


def levels(scores: Scores) -> Integers:
    """Return each agency's level as a position in `edition.rules.levels`.

    In:      scores; totals and instruments are compared as published (rounded)
    Out:     int64 (agencies,), 0 is the best level
    Missing: MISSING where the total, or a score that decides, is missing
    Source:  docs/explanation/scoring.md, "Levels"
    """
    found = np.full(len(scores.agencies), MISSING, np.int64)
    open_ = scores.of(TOTAL) != MISSING
    for number, level in enumerate(scores.edition.rules.levels):
        bounds = _bounds(level)
        fails = np.zeros(len(found), np.bool_)
        unknown = np.zeros(len(found), np.bool_)
        for code, least in bounds.items():
            column = scores.of(code)
            unknown |= column == MISSING
            fails |= (column != MISSING) & (column < least)
        earned = open_ & ~fails & ~unknown
        found[earned] = number
        open_ &= fails
    return found


def _bounds(level: Level) -> dict[str, int]:
    least = {TOTAL: level.total_min, **level.instruments_min}
    return {code: int(points * HUNDREDTHS) for code, points in least.items()}


def level_reason(scores: Scores, agency: int, level: int) -> Text:
    """Say why an agency has this level and not the next better one.

    >>> # "95.02, not Excellent because IIT 94.80 < 95 and EIT 88.61 < 95"
    """
    ladder = scores.edition.rules.levels
    row = {code: int(scores.of(code)[agency]) for level_ in ladder for code in _bounds(level_)}
    total = same(points_text(row[TOTAL]))
    if level == MISSING:
        names = [_name(code) for code, value in row.items() if value == MISSING]
        return _UNKNOWN.filled(total=total, missing=listed(names))
    if level == 0:
        return _TOP.filled(total=total, level=ladder[0].name)
    better = ladder[level - 1]
    short = [
        _name(code) + same(f" {points_text(row[code])} < {least / HUNDREDTHS:g}")
        for code, least in _bounds(better).items()
        if MISSING != row[code] < least
    ]
    return _NOT.filled(total=total, better=better.name, why=listed(short))


def _name(code: str) -> Text:
    return Text("คะแนนรวม", "the total") if code == TOTAL else same(code)


def measure_levels(edition: Edition, published: Integers) -> Integers:
    """Return the measure level of scores as positions in `edition.rules.measure_levels`.

    In:      published scores in hundredths, any shape
    Out:     int64 of that shape; MISSING where the score is
    """
    found = np.full(published.shape, MISSING, np.int64)
    for number, measure in reversed(list(enumerate(edition.rules.measure_levels))):
        reached = (published != MISSING) & (published >= int(measure.min * HUNDREDTHS))
        found[reached] = number
    return found
