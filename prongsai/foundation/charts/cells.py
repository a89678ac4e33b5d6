"""Drawings small enough for a cell of a table or a line of text."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.scales import FULL, Scale, score_scale

_WIDE, _HIGH, _EDGE = 96, 28, 4
_BAR_WIDE, _BAR_HIGH = 100, 8


def sparkline(values: Sequence[int | None], *, label: str) -> str:
    """Draw scores as a small line without numbers; the label must say what it shows."""
    scale = score_scale(values, _HIGH - _EDGE, _EDGE)
    places = Scale(0, max(len(values) - 1, 1), _EDGE, _WIDE - _EDGE)
    known = [(places.at(n), None if v is None else scale.at(v)) for n, v in enumerate(values)]
    parts = []
    for there, run in groupby(known, key=lambda place: place[1] is not None):
        points = [(x, y) for x, y in run if y is not None]
        if there and len(points) == 1:
            parts.append(drawing.dot(*points[0], 2, "chart-after"))
        elif there:
            parts.append(drawing.path(points, "chart-line"))
    last = [(x, y) for x, y in known if y is not None][-1:]
    parts += [drawing.dot(x, y, 3, "chart-after") for x, y in last]
    return (
        f'<svg class="sparkline" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" '
        f'role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def bar_cell(value: int | None, kind: str = "") -> str:
    """Draw a score as a bar that stands beside its number, which readers are told instead."""
    classes = f"chart-bar measure-{escape(kind)}" if kind else "chart-bar"
    filled = Scale(0, FULL, 0, _BAR_WIDE).at(value or 0)
    return (
        f'<svg class="bar-cell" viewBox="0 0 {_BAR_WIDE} {_BAR_HIGH}" preserveAspectRatio="none" '
        f'aria-hidden="true">'
        f"{drawing.box(0, 0, _BAR_WIDE, _BAR_HIGH, 'chart-track', round_by=2)}"
        f"{drawing.box(0, 0, filled, _BAR_HIGH, classes, round_by=2)}</svg>"
    )
