"""What changed between two years: pairs of scores, and what each indicator added to the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.drawing import EDGE, LINE, TYPE, WIDTH, Caption, Chart, Mark
from prongsai.foundation.charts.scales import Scale, score_scale
from prongsai.methodology.exact import HUNDREDTHS

_ROW = 50
_NUMBERS = 200
_DIFFERENCE = 62
_THICK = 12


@dataclass(frozen=True)
class Pair:
    """A score of the earlier and of the later year."""

    label: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int | None:
        """Later less earlier; None when either is missing."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Step:
    """What one thing added to the total, or took from it, in hundredths."""

    label: str
    value: int


def change_chart(pairs: Sequence[Pair], *, caption: Caption, before: str, after: str) -> Chart:
    """Draw each pair as two dots on a line, with both scores and the difference in words.

    Args:
        pairs: in the order of the page.
        caption: its columns head name, earlier, later, difference.
        before: name of the earlier year.
        after: name of the later year.
    """
    scale = score_scale(
        [value for pair in pairs for value in (pair.before, pair.after)], EDGE, WIDTH - EDGE
    )
    top = LINE + 14
    bottom = top + _ROW * len(pairs)
    parts = [*drawing.score_axis(scale, top, bottom), *_key(before, after)]
    for place, pair in enumerate(pairs):
        parts += _pair(pair, top + place * _ROW, scale)
    rows = [
        (
            pair.label,
            drawing.score_text(pair.before),
            drawing.score_text(pair.after),
            drawing.change_text(pair.difference),
        )
        for pair in pairs
    ]
    return drawing.chart(caption, bottom + LINE + 8, parts, rows)


def _key(before: str, after: str) -> list[str]:
    half = WIDTH / 2
    return [
        drawing.dot(EDGE, TYPE - 5, 5, "chart-before"),
        drawing.short(EDGE + 12, TYPE, before, half - 24, "chart-note"),
        drawing.dot(half, TYPE - 5, 5.5, "chart-after"),
        drawing.short(half + 12, TYPE, after, half - 24, "chart-note"),
    ]


def _direction(value: int | None) -> str:
    if not value:
        return "same"
    return "better" if value > 0 else "worse"


def _pair(pair: Pair, y: float, scale: Scale) -> list[str]:
    base, track = y + TYPE + 2, y + LINE + 15
    direction = f"chart-{_direction(pair.difference)}"
    both = f"{drawing.score_text(pair.before)} → {drawing.score_text(pair.after)}"
    difference = drawing.change_text(pair.difference)
    parts = [
        drawing.short(0, base, pair.label, WIDTH - _NUMBERS),
        drawing.text(WIDTH - _DIFFERENCE, base, both, "chart-note", anchor="end"),
        drawing.text(WIDTH, base, difference, f"chart-value {direction}", anchor="end"),
        drawing.line(EDGE, track, WIDTH - EDGE, track, "chart-rail"),
    ]
    if pair.before is not None and pair.after is not None:
        ends = scale.at(pair.before), scale.at(pair.after)
        parts.append(drawing.line(ends[0], track, ends[1], track, f"chart-path {direction}"))
    if pair.before is not None:
        parts.append(drawing.dot(scale.at(pair.before), track, 5, "chart-before"))
    if pair.after is not None:
        parts.append(drawing.dot(scale.at(pair.after), track, 5.5, "chart-after"))
    return parts


def contributions_chart(
    steps: Sequence[Step], *, caption: Caption, start: Mark, end: Mark
) -> Chart:
    """Draw how a total came from its start to its end, one step below the other.

    The steps are drawn as given; a rest, left by rounding, is a step of its own.

    Args:
        steps: in the order of the page.
        caption: its columns head name and points.
        start: the earlier total.
        end: the later total.
    """
    sums = list(accumulate((step.value for step in steps), initial=start.value))
    scale = _zoomed([*sums, end.value])
    parts = [*_total(start, 0, scale)]
    for place, (step, (came, left)) in enumerate(zip(steps, pairwise(sums), strict=True), 1):
        parts += _step(step, place * _ROW, scale.at(came), scale.at(left))
    parts += _total(end, (len(steps) + 1) * _ROW, scale)
    rows = [
        (start.label, drawing.score_text(start.value)),
        *((step.label, drawing.change_text(step.value)) for step in steps),
        (end.label, drawing.score_text(end.value)),
    ]
    return drawing.chart(caption, (len(steps) + 2) * _ROW, parts, rows)


def _zoomed(values: Sequence[int]) -> Scale:
    """Return an axis just wide enough; differences are small beside the totals."""
    return Scale(min(values) - HUNDREDTHS, max(values) + HUNDREDTHS, EDGE, WIDTH - EDGE)


def _total(mark: Mark, y: float, scale: Scale) -> list[str]:
    base, x = y + TYPE + 2, scale.at(mark.value)
    value = drawing.score_text(mark.value)
    return [
        drawing.short(0, base, mark.label, WIDTH - _DIFFERENCE, "chart-group"),
        drawing.text(WIDTH, base, value, "chart-value", anchor="end"),
        drawing.line(EDGE, y + 35, WIDTH - EDGE, y + 35, "chart-rail"),
        drawing.dot(x, y + 35, 6, "chart-after"),
    ]


def _step(step: Step, y: float, came: float, left: float) -> list[str]:
    base, top = y + TYPE + 2, y + 29
    direction = f"chart-{_direction(step.value)}"
    value = drawing.change_text(step.value)
    return [
        drawing.short(0, base, step.label, WIDTH - _DIFFERENCE - 8),
        drawing.text(WIDTH, base, value, f"chart-value {direction}", anchor="end"),
        drawing.line(EDGE, y + 35, WIDTH - EDGE, y + 35, "chart-rail"),
        drawing.box(
            min(came, left), top, max(abs(left - came), 1.5), _THICK, f"chart-step {direction}"
        ),
    ]
