"""Charts in templates: `{% chart it %}`, small drawings for cells, classes for colours."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from prongsai.foundation.charts import cells
from prongsai.foundation.charts.drawing import Chart
from prongsai.foundation.charts.scales import heat_step, level_step
from prongsai.methodology.exact import MISSING

register = template.Library()


@register.inclusion_tag("foundation/_chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """Show a chart with its name, its description and its numbers as a table."""
    return {"chart": drawn, "drawing": _safe(drawn.svg)}


@register.simple_tag
def sparkline(values: Sequence[int | None], label: str) -> SafeString:
    """Show scores in hundredths as a small line; the label says what it shows."""
    return _safe(cells.sparkline(values, label=label))


@register.simple_tag
def bar_cell(value: int | None, kind: str = "") -> SafeString:
    """Show a score in hundredths as a small bar beside its number."""
    return _safe(cells.bar_cell(None if value == MISSING else value, kind))


@register.filter
def heat_class(value: int | None, lowest: int = 0) -> str:
    """Return the colour class of a score in hundredths, the ramp beginning at `lowest`."""
    if value is None or value == MISSING:
        return "heat-none"
    return f"heat-{heat_step(value, lowest)}"


@register.filter
def level_class(position: int | None, count: int) -> str:
    """Return the colour class of the level at a position (0 is best) among `count` levels."""
    if position is None or position == MISSING:
        return "level-none"
    return f"level-{level_step(position, count)}"


def _safe(drawn: str) -> SafeString:
    """Vouch for a drawing: whoever drew it has escaped its words."""
    return mark_safe(drawn)  # noqa: S308
