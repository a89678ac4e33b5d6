"""One's own score beside the spread of groups: lowest, quartiles, median, highest."""

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.drawing import EDGE, LINE, TYPE, WIDTH, Caption, Chart, Mark, Room
from prongsai.foundation.charts.letters import width
from prongsai.foundation.charts.scales import Scale, score_scale

_ROW = 82
_BOX = 16
#: From the top of a row to the line from lowest to highest.
_MIDDLE = 40


@dataclass(frozen=True)
class Spread:
    """Five numbers about a group of agencies."""

    label: str
    lowest: int
    lower_quartile: int
    median: int
    upper_quartile: int
    highest: int

    @property
    def five(self) -> tuple[int, int, int, int, int]:
        """Return the numbers from low to high."""
        quartiles = self.lower_quartile, self.median, self.upper_quartile
        return (self.lowest, *quartiles, self.highest)


def spread_chart(spreads: Sequence[Spread], *, caption: Caption, own: Mark | None = None) -> Chart:
    """Draw each group as a line from lowest to highest with a box around its middle half.

    Args:
        spreads: the groups, in the order of the page.
        caption: its columns head group, lowest, lower quartile, median, upper quartile, highest.
        own: the agency's own score, a dot in every group.
    """
    values = [value for spread in spreads for value in spread.five]
    scale = score_scale([*values, *([own.value] if own else [])], EDGE, WIDTH - EDGE)
    top = LINE + 8 if own else 0
    bottom = top + _ROW * len(spreads)
    median = caption.columns[3]
    parts = drawing.score_axis(scale, top, bottom)
    if own:
        parts += _key(own)
    for place, spread in enumerate(spreads):
        y = top + place * _ROW
        parts += _row(spread, y, scale, median)
        if own:
            parts += _own_mark(own, scale, y + _MIDDLE)
    rows = [
        (spread.label, *(drawing.score_text(value) for value in spread.five)) for spread in spreads
    ]
    return drawing.chart(caption, bottom + LINE + 8, parts, rows)


def _row(spread: Spread, y: float, scale: Scale, median: str) -> list[str]:
    base, middle = y + TYPE + 4, y + _MIDDLE
    lowest, lower, centre, upper, highest = (scale.at(value) for value in spread.five)
    said = f"{median} {drawing.score_text(spread.median)}"
    return [
        drawing.short(0, base, spread.label, WIDTH - width(said, TYPE) - 16, "chart-group"),
        drawing.text(WIDTH, base, said, "chart-note", anchor="end"),
        drawing.line(lowest, middle, highest, middle, "chart-whisker"),
        drawing.box(lower, middle - _BOX / 2, max(upper - lower, 2), _BOX, "chart-box", round_by=2),
        drawing.line(centre, middle - _BOX / 2, centre, middle + _BOX / 2, "chart-median"),
        *_ends(spread, scale, middle + _BOX + LINE / 2),
    ]


def _ends(spread: Spread, scale: Scale, y: float) -> list[str]:
    """Write the lowest and the highest below their ends, then the quartiles if there is room."""
    room, parts = Room(), []
    for value in (spread.lowest, spread.highest, spread.lower_quartile, spread.upper_quartile):
        words = drawing.score_text(value)
        half = width(words, TYPE) / 2 + 3
        x = min(max(scale.at(value), half), WIDTH - half)
        if place := room.place(words, [(x, y)]):
            parts.append(drawing.text(*place, words, "chart-label", anchor="middle"))
    return parts


def _key(own: Mark) -> list[str]:
    return [
        drawing.dot(EDGE, TYPE - 5, 6, "chart-after"),
        drawing.short(EDGE + 14, TYPE, own.text, WIDTH - 30, "chart-value chart-own-name"),
    ]


def _own_mark(own: Mark, scale: Scale, middle: float) -> list[str]:
    x = scale.at(own.value)
    return [
        drawing.line(x, middle - _BOX, x, middle + _BOX, "chart-own-line"),
        drawing.dot(x, middle, 6, "chart-after"),
    ]
