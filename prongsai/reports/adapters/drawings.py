"""Charts of a report as SVG with real text, drawn as those of the web site."""

import re

from prongsai.foundation.charts.bars import Bar, Group, bar_chart
from prongsai.foundation.charts.change import Pair, change_chart
from prongsai.foundation.charts.drawing import Caption, Mark
from prongsai.foundation.charts.trend import Reading, trend_chart
from prongsai.methodology.exact import MISSING
from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks import Chart, ChartKind, Tone
from prongsai.reports.rules.style import Style, thai_digits

_TARGET = Text("เป้าหมาย", "target")
#: What the web site calls the tones of bars.
_KINDS = {Tone.GOOD: "maintain", Tone.WARN: "raise", Tone.BAD: "urgent"}
_BETWEEN_TAGS = re.compile(r">([^<]+)<")


def drawn(chart: Chart, style: Style, place: int) -> str:
    """Return a chart as SVG; `place` tells it from the other charts of the page."""
    caption = Caption(
        f"chart-{place}",
        style.words(chart.caption),
        style.words(chart.alt),
        tuple(style.words(series.name) for series in chart.series),
    )
    target = None if chart.target is None else Mark(style.words(_TARGET), chart.target)
    svg = _svg(chart, style, caption, target)
    if style.thai_digits:
        return _BETWEEN_TAGS.sub(lambda words: f">{thai_digits(words[1])}<", svg)
    return svg


def _svg(chart: Chart, style: Style, caption: Caption, target: Mark | None) -> str:
    labels = [style.words(label) for label in chart.labels]
    columns = [[_known(value) for value in series.values] for series in chart.series]
    if chart.kind is ChartKind.LINE:
        readings = [Reading(*pair) for pair in zip(labels, columns[0], strict=True)]
        return trend_chart(readings, caption=caption, target=target).svg
    if len(columns) > 1:
        now, before = chart.series[:2]
        pairs = [
            Pair(label, old, new)
            for label, new, old in zip(labels, columns[0], columns[1], strict=True)
        ]
        return change_chart(
            pairs, caption=caption, before=style.words(before.name), after=style.words(now.name)
        ).svg
    bars = tuple(
        Bar(label, value, *_level(chart, style, value))
        for label, value in zip(labels, columns[0], strict=True)
    )
    return bar_chart([Group("", bars)], caption=caption, target=target).svg


def _level(chart: Chart, style: Style, value: int | None) -> tuple[str, str]:
    """Return the name of the measure level of a score, and its kind."""
    reached = [step for step in chart.steps if value is not None and value >= step.at_least]
    if not reached:
        return "", ""
    return style.words(reached[0].name), _KINDS.get(reached[0].tone, "")


def _known(value: int) -> int | None:
    return None if value == MISSING else value
