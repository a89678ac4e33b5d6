"""In templates of plans: addresses of a plan's pages, periods, whether a name stands in a list."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.rules.content import Period
from prongsai.improvement.rules.periods import period_text
from prongsai.methodology.wording import Text

register = template.Library()
_ABOUT = Text(
    "%(score)s (น่าจะอยู่ระหว่าง %(low)s ถึง %(high)s)",
    "%(score)s (likely between %(low)s and %(high)s)",
)
_HIGHEST = 100.0


@register.simple_tag(takes_context=True)
def plan_url(context: template.Context, page: str, **more: Any) -> str:
    """Return the address of a page of the plan that is shown; "" where there is no such page."""
    try:
        return reverse(f"improvement:{page}", kwargs={**context["where"], **more})
    except NoReverseMatch:
        return ""


@register.filter
def period(when: Period | None) -> str:
    """Return a period in words."""
    return said(period_text(when))


@register.filter
def tenths(points: float | None) -> str:
    """Return points of the total as people read them: "+0.32"."""
    return "–" if points is None else f"+{points:.2f}"


@register.filter
def about(score: float, margin: float | None) -> str:
    """Return a score with its interval in words; the score alone where no interval is known."""
    if not margin:
        return f"{score:.2f}"
    low, high = max(0.0, score - margin), min(_HIGHEST, score + margin)
    return said(_ABOUT.filled(score=f"{score:.2f}", low=f"{low:.2f}", high=f"{high:.2f}"))


@register.filter
def by_points(change: float | None) -> str:
    """Return a difference in points with its sign: "+3.20", "−1.05"; "–" where unknown."""
    return "–" if change is None else f"{change:+.2f}".replace("-", "−")
