"""A total over the years, with the target and the levels it passes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.drawing import LINE, TYPE, WIDTH, Caption, Chart, Mark, Room
from prongsai.foundation.charts.letters import width
from prongsai.foundation.charts.scales import FULL, Scale, score_scale
from prongsai.methodology.exact import HUNDREDTHS

_TOP, _BOTTOM = 26, 236
_LEFT = 34
#: Between the edge of the plot and the first year, so that its value has room.
_MARGIN = 22
#: The most that the names of levels may take, right of the plot and its strip of colours.
_NAMES = 108
_STRIP, _BESIDE = 6, 12
_DOT = 4.5
#: Below these heights a level has no room for its name on one line, or on two.
_ONE_LINE, _TWO_LINES = 15, 33


@dataclass(frozen=True)
class Reading:
    """A year and its total; None where there was none."""

    label: str
    value: int | None


@dataclass(frozen=True)
class Band:
    """A level: from which total on, and its colour step (see `scales.level_step`)."""

    label: str
    least: int
    step: int


def trend_chart(
    readings: Sequence[Reading],
    *,
    caption: Caption,
    target: Mark | None = None,
    bands: Sequence[Band] = (),
) -> Chart:
    """Draw totals as a line over years that are in order; a missing year is a gap.

    Args:
        readings: oldest first.
        caption: its columns head year and total.
        target: a line across.
        bands: best level first; levels of one bound share a band.
    """
    levels = _shared(bands)
    right = WIDTH - _beside(levels)
    goal = [target.value] if target else []
    scale = score_scale([*(r.value for r in readings), *goal], _BOTTOM, _TOP)
    margin = _MARGIN if len(readings) > 1 else (right - _LEFT) / 2
    years = Scale(0, max(len(readings) - 1, 1), _LEFT + margin, right - margin)
    places = [(years.at(number), reading) for number, reading in enumerate(readings)]
    room = Room()
    parts = [
        *_bands(levels, scale, right),
        *_grid(scale, right),
        *(_target(target, scale, right, room) if target else []),
        *_lines(places, scale),
        *_values(places, scale, room),
        *_years(places),
    ]
    rows = [(reading.label, drawing.score_text(reading.value)) for reading in readings]
    return drawing.chart(caption, _BOTTOM + LINE + 10, parts, rows)


def _shared(bands: Sequence[Band]) -> list[Band]:
    """Put levels that begin at one bound together."""
    together = [list(levels) for _, levels in groupby(bands, key=lambda band: band.least)]
    return [
        Band(" / ".join(level.label for level in levels), levels[0].least, levels[0].step)
        for levels in together
    ]


def _beside(bands: Sequence[Band]) -> float:
    """Return the room right of the plot that the names of the levels take."""
    if not bands:
        return drawing.EDGE
    return _BESIDE + min(max(width(band.label, TYPE) for band in bands), _NAMES)


def _bands(bands: Sequence[Band], scale: Scale, right: float) -> list[str]:
    parts = []
    upper = FULL
    for band in bands:
        high, low = scale.at(upper), scale.at(band.least)
        upper = band.least
        if low - high < 1:
            continue
        parts += [
            drawing.box(
                _LEFT, high, right - _LEFT, low - high, f"chart-band level-fill-{band.step}"
            ),
            drawing.box(right, high, _STRIP, low - high - 1, f"level-fill-{band.step}"),
        ]
        if low - high >= _ONE_LINE:
            parts.append(_name(band.label, (high + low) / 2, right + _BESIDE, low - high))
    return parts


def _name(names: str, middle: float, x: float, high: float) -> str:
    if high < _TWO_LINES or width(names, TYPE) <= WIDTH - x:
        return drawing.short(x, middle + TYPE / 3, names, WIDTH - x, "chart-note")
    return drawing.label(x, middle + TYPE / 3 - LINE / 2, names, WIDTH - x, "chart-note")[0]


def _grid(scale: Scale, right: float) -> list[str]:
    parts = []
    for tick in scale.ticks():
        y = scale.at(tick)
        words = str(tick // HUNDREDTHS)
        parts += [
            drawing.line(_LEFT, y, right, y, "chart-grid"),
            drawing.text(_LEFT - 6, y + TYPE / 3, words, "chart-tick", anchor="end"),
        ]
    return parts


def _target(target: Mark, scale: Scale, right: float, room: Room) -> list[str]:
    """Draw the target; its name stands below the line, where values of those who met it do not."""
    y = scale.at(target.value)
    below = y + LINE - 2 if y + LINE < _BOTTOM else y - 6
    space = right - _LEFT - 12
    room.take(_LEFT, below - TYPE, min(width(target.text, TYPE), space) + 8, LINE)
    return [
        drawing.line(_LEFT, y, right, y, "chart-target"),
        drawing.short(_LEFT + 6, below, target.text, space, "chart-note"),
    ]


def _lines(places: list[tuple[float, Reading]], scale: Scale) -> list[str]:
    """Draw one line for each run of years that have a total."""
    parts = []
    for known, run in groupby(places, key=lambda place: place[1].value is not None):
        points = [(x, scale.at(r.value)) for x, r in run if r.value is not None]
        if known and len(points) > 1:
            parts.append(drawing.path(points, "chart-line"))
    return parts


def _values(places: list[tuple[float, Reading]], scale: Scale, room: Room) -> list[str]:
    """Draw dots, and their values where they have room; the newest chooses first."""
    dots, labels = [], []
    known = [(x, scale.at(r.value), r.value) for x, r in places if r.value is not None]
    for x, y, _ in known:
        dots.append(drawing.dot(x, y, _DOT, "chart-dot"))
        room.take(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)
    valleys = _valleys([value for _, _, value in known])
    for newest, (x, y, value) in enumerate(reversed(known)):
        words = drawing.score_text(value)
        tries = [(x, y - 9), (x, y + LINE), (x, y - 9 - LINE), (x, y + 2 * LINE)]
        if len(known) - 1 - newest in valleys:  # the line comes from above on both sides
            tries = [tries[1], tries[3], tries[0]]
        free = [(x, y) for x, y in tries if y < _BOTTOM]
        if place := room.place(words, free):
            kind = "chart-value" if newest == 0 else "chart-label"
            labels.append(drawing.text(*place, words, kind, anchor="middle"))
    return [*dots, *labels]


def _valleys(values: list[int]) -> set[int]:
    """Return the places of values that are lower than both neighbours."""
    inner = range(1, len(values) - 1)
    return {n for n in inner if values[n - 1] > values[n] < values[n + 1]}


def _years(places: list[tuple[float, Reading]]) -> list[str]:
    """Name the years, the newest first; those without a total get a dash at the foot."""
    room = Room()
    parts = []
    for x, reading in reversed(places):
        if room.place(reading.label, [(x, _BOTTOM + LINE)]):
            parts.append(
                drawing.text(x, _BOTTOM + LINE, reading.label, "chart-tick", anchor="middle")
            )
        if reading.value is None:
            parts.append(
                drawing.text(x, _BOTTOM - 6, drawing.UNKNOWN, "chart-note", anchor="middle")
            )
    return parts
