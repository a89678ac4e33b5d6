"""How values are said in templates: texts in the page's language, scores with two decimals."""

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime
from django.utils.translation import get_language

from prongsai.foundation.charts.drawing import change_text, score_text
from prongsai.methodology.dates import date_text
from prongsai.methodology.exact import MISSING
from prongsai.methodology.wording import Text

register = template.Library()


@register.filter
def said(text: Text | None) -> str:
    """Return a bilingual text in the language of the page; nothing for None."""
    if text is None:
        return ""
    return text.en if get_language() == "en" else text.th


@register.filter
def whole(count: int | None) -> str:
    """Return a count as people read it: "8,325"; "–" when it is not known."""
    return "–" if count is None else f"{count:,}"


@register.filter
def points(hundredths: int | None) -> str:
    """Return a score in hundredths as people read it: "95.02"; "-" when there is none."""
    return score_text(None if hundredths == MISSING else hundredths)


@register.filter
def long_date(moment: datetime | date | None) -> str:
    """Return a day as people read it, in the Buddhist Era: "23 พฤศจิกายน 2569"."""
    if moment is None:
        return "–"
    day = localtime(moment).date() if isinstance(moment, datetime) else moment
    return said(date_text(day))


@register.filter
def signed(hundredths: int | None) -> str:
    """Return a difference in hundredths with its sign: "+15.23", "−2.07", "0.00"."""
    return change_text(hundredths)
