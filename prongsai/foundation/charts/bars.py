"""Scores as bars from 0 to 100, in groups, against a target."""

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.foundation.charts import drawing
from prongsai.foundation.charts.drawing import LINE, TYPE, WIDTH, Caption, Chart, Mark
from prongsai.foundation.charts.letters import elided, width
from prongsai.foundation.charts.scales import FULL, Scale

_THICK = 11
_GAP = 15
_NUMBER = 58
#: The most that a tag takes from its label.
_TAG = 130


@dataclass(frozen=True)
class Bar:
    """One score. `tag` says in words what `kind` (maintain, raise, urgent) says in colour."""

    label: str
    value: int | None
    tag: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """Bars that belong together: the indicators of one instrument."""

    label: str
    bars: tuple[Bar, ...]


def bar_chart(groups: Sequence[Group], *, caption: Caption, target: Mark | None = None) -> Chart:
    """Draw scores as bars in the order given.

    Args:
        groups: a group without a name gets no heading.
        caption: its columns head name, score and, when any bar has one, tag.
        target: a tick across every bar.
    """
    scale = Scale(0, FULL, 0, WIDTH)
    parts, y = [], 0.0
    if target:
        parts.append(_legend(target))
        y += LINE + 8
    for group in groups:
        if group.label:
            y += _GAP / 2
            heading, lines = drawing.label(0, y + TYPE, group.label, WIDTH, "chart-group")
            parts.append(heading)
            y += lines * LINE + 4
        for bar in group.bars:
            drawn, used = _bar(bar, y, scale, target)
            parts += drawn
            y += used + _GAP
    tags = any(bar.tag for group in groups for bar in group.bars)
    rows = [_row(bar, with_tag=tags) for group in groups for bar in group.bars]
    return drawing.chart(caption, max(y, LINE), parts, rows)


def _legend(target: Mark) -> str:
    return drawing.line(2, 3, 2, 19, "chart-target-mark") + drawing.short(
        10, TYPE, target.text, WIDTH - 10, "chart-note"
    )


def _bar(bar: Bar, y: float, scale: Scale, target: Mark | None) -> tuple[list[str], float]:
    """Draw words above and the bar below; return them with the height they take."""
    tag = elided(bar.tag, TYPE, _TAG)
    tag_width = width(tag, TYPE) + 10 if tag else 0
    words, lines = drawing.label(0, y + TYPE, bar.label, WIDTH - _NUMBER - tag_width)
    kind = f" measure-{bar.kind}" if bar.kind else ""
    top = y + lines * LINE + 3
    parts = [
        words,
        drawing.text(WIDTH, y + TYPE, drawing.score_text(bar.value), "chart-value", anchor="end"),
        drawing.box(0, top, WIDTH, _THICK, "chart-track", round_by=2),
    ]
    if tag:
        parts.append(
            drawing.text(WIDTH - _NUMBER, y + TYPE, tag, f"chart-note{kind}", anchor="end")
        )
    if bar.value is not None:
        parts.append(
            drawing.box(0, top, scale.at(bar.value), _THICK, f"chart-bar{kind}", round_by=2)
        )
    if target:
        x = scale.at(target.value)
        parts.append(drawing.line(x, top - 3, x, top + _THICK + 3, "chart-target-mark"))
    return parts, lines * LINE + 3 + _THICK


def _row(bar: Bar, *, with_tag: bool) -> tuple[str, ...]:
    row = (bar.label, drawing.score_text(bar.value))
    return (*row, bar.tag) if with_tag else row
