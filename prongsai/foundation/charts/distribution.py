"""How many agencies have which total."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.drawing import EDGE, LINE, TYPE, WIDTH, Caption, Chart, Mark, Room
from prongsai.foundation.charts.letters import elided, width
from prongsai.foundation.charts.scales import FULL, Scale, round_top
from prongsai.methodology.exact import HUNDREDTHS

_TALL = 170
_GAP = 1.5
#: Lines of names above the plot at the most.
_STOREYS = 6


@dataclass(frozen=True)
class Bin:
    """How many totals lie from `least` up to, not including, `below` (the last one: including)."""

    least: int
    below: int
    count: int

    @property
    def text(self) -> str:
        """Return the bounds as people read them."""
        return f"{drawing.score_text(self.least)}–{drawing.score_text(self.below)}"

    def holds(self, value: int) -> bool:
        """Tell whether a total is counted here."""
        return self.least <= value < self.below or value == self.below == FULL


def distribution_chart(
    bins: Sequence[Bin],
    *,
    caption: Caption,
    own: Mark | None = None,
    marks: Sequence[Mark] = (),
) -> Chart:
    """Draw the counts as columns.

    Args:
        bins: lowest first, each beginning where the one before ends.
        caption: its columns head range and count.
        own: the agency's own total; its column stands out.
        marks: the target and the bounds of levels, as lines with names.
    """
    named = [mark for mark in [own, *marks] if mark]
    low, high = (bins[0].least, bins[-1].below) if bins else (0, FULL)
    scale = Scale(low, high, EDGE, WIDTH - EDGE)
    names, storeys = _names(named, scale, own)
    top = storeys * LINE + LINE + 6
    bottom = top + _TALL
    counts = Scale(0, round_top([each.count for each in bins]), bottom, top)
    parts = [
        *_grid(counts),
        *(part for each in bins for part in _column(each, scale, counts, own)),
        *(_line(mark, scale, storeys, bottom, own) for mark in named),
        *names,
        *_ticks(counts),
        *_counts(bins, scale, counts, own),
        *_bounds(bins, scale, bottom),
    ]
    rows = [(each.text, f"{each.count:,}") for each in bins]
    return drawing.chart(caption, bottom + LINE + 8, parts, rows)


def _grid(counts: Scale) -> list[str]:
    lines = [
        drawing.line(EDGE, y, WIDTH - EDGE, y, "chart-grid") for y in map(counts.at, _shown(counts))
    ]
    return [*lines, drawing.line(EDGE, counts.start, WIDTH - EDGE, counts.start, "chart-axis")]


def _ticks(counts: Scale) -> list[str]:
    return [
        drawing.text(EDGE, counts.at(count) - 4, f"{count:,}", "chart-tick")
        for count in _shown(counts)
    ]


def _shown(counts: Scale) -> list[int]:
    """Return what the axis of counts is marked with: its half and its top."""
    return sorted({max(counts.high // 2, 1), counts.high})


def _column(each: Bin, scale: Scale, counts: Scale, own: Mark | None) -> list[str]:
    left, right = scale.at(each.least) + _GAP / 2, scale.at(each.below) - _GAP / 2
    top = counts.at(each.count)
    kind = "chart-column chart-own" if own and each.holds(own.value) else "chart-column"
    return [drawing.box(left, top, right - left, counts.start - top, kind)]


def _line(mark: Mark, scale: Scale, storeys: int, bottom: float, own: Mark | None) -> str:
    kind = "chart-own-line" if mark is own else "chart-target"
    x = scale.at(mark.value)
    return drawing.line(x, storeys * LINE + 4, x, bottom, kind)


def _names(named: list[Mark], scale: Scale, own: Mark | None) -> tuple[list[str], int]:
    """Write the names above the plot, each on the lowest line with room; return the lines used."""
    room, parts, storeys = Room(), [], 0
    for mark in named:
        words = elided(mark.text, TYPE, WIDTH - 2 * EDGE)
        half = width(words, TYPE) / 2 + 4
        x = min(max(scale.at(mark.value), half), WIDTH - half)
        place = room.place(words, [(x, TYPE + n * LINE) for n in range(_STOREYS)])
        if place:
            kind = "chart-value chart-own-name" if mark is own else "chart-note"
            written = drawing.text(*place, words, kind, anchor="middle")
            parts.append(f"<g><title>{escape(mark.text)}</title>{written}</g>")
            storeys = max(storeys, round((place[1] - TYPE) / LINE) + 1)
    return parts, storeys


def _counts(bins: Sequence[Bin], scale: Scale, counts: Scale, own: Mark | None) -> list[str]:
    """Write the counts above their columns where there is room: one's own first, then the most."""
    room, parts = Room(), []
    ordered = sorted(bins, key=lambda each: (not (own and each.holds(own.value)), -each.count))
    for each in ordered:
        x, y = (scale.at(each.least) + scale.at(each.below)) / 2, counts.at(each.count)
        if each.count and (place := room.place(f"{each.count:,}", [(x, y - 4)])):
            parts.append(drawing.text(*place, f"{each.count:,}", "chart-label", anchor="middle"))
    return parts


def _bounds(bins: Sequence[Bin], scale: Scale, bottom: float) -> list[str]:
    """Write the bounds of the columns below, as many as have room."""
    room, parts = Room(), []
    bounds = [each.least for each in bins] + [each.below for each in bins[-1:]]
    for bound in sorted(bounds, key=lambda bound: (bound % (10 * HUNDREDTHS) != 0, bound)):
        words = f"{bound / HUNDREDTHS:g}"
        half = width(words, TYPE) / 2 + 3
        x = min(max(scale.at(bound), half), WIDTH - half)
        if place := room.place(words, [(x, bottom + LINE)]):
            parts.append(drawing.text(*place, words, "chart-tick", anchor="middle"))
    return parts
