"""This year against last year: difference, direction in words, and which indicators did it."""

from math import isnan
from typing import Literal

from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.scoring import Scores
from prongsai.methodology.wording import Text

Trend = Literal["up", "down", "same"]

WORDS: dict[Trend, Text] = {
    "up": Text("เพิ่มขึ้น", "rose"),
    "down": Text("ลดลง", "fell"),
    "same": Text("เท่าเดิม", "stayed the same"),
}
AGAIN: dict[Trend, Text] = {
    "up": Text("เพิ่มขึ้นอีก", "rose again"),
    "down": Text("ลดลงอีก", "fell again"),
    "same": Text("ยังคงเท่าเดิม", "still stayed the same"),
}


def difference(previous: int, current: int) -> int | None:
    """Return the change of a published score in hundredths; None when either is missing."""
    return None if MISSING in {previous, current} else current - previous


def trend_of(delta: int | None) -> Trend | None:
    """Return the direction of a difference."""
    if delta is None:
        return None
    return "up" if delta > 0 else "down" if delta < 0 else "same"


def trend_words(before: Trend | None, now: Trend | None) -> Text | None:
    """Name a direction as reports do: the same direction a second time is "again"."""
    if now is None:
        return None
    return AGAIN[now] if before == now else WORDS[now]


def contributions(
    previous: Scores, previous_agency: int, current: Scores, agency: int
) -> dict[str, float]:
    """Split the change of the total over the indicators.

    In:      the scores of two years and the agency's row in each; years may weigh differently
    Out:     indicator code -> points of the total; they sum to the change of the unrounded total
    Missing: empty when an indicator of either year is missing
    """
    gained: dict[str, float] = {}
    for sign, scores, row in ((-1, previous, previous_agency), (1, current, agency)):
        edition = scores.edition
        for node in edition.of_kind(Kind.INDICATOR):
            value = float(scores.values[row, node])
            if isnan(value):
                return {}
            code = edition.nodes[node].code
            gained[code] = gained.get(code, 0.0) + sign * float(edition.shares[node]) * value
    return gained
