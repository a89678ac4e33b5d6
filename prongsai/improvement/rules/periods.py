"""Periods as pages say them."""

from datetime import date, timedelta

from prongsai.improvement.rules.content import Period
from prongsai.methodology.dates import BUDDHIST_ERA, date_text, short_month_names
from prongsai.methodology.wording import Text, same

_TWO_DIGITS = 100
_FROM_TO = Text("%(one)s – %(other)s", "%(one)s – %(other)s")


def month_text(day: date) -> Text:
    """Write a month as tables have it.

    >>> month_text(date(1996, 10, 1))
    Text(th='ต.ค. 39', en='Oct 39')
    """
    year = (day.year + BUDDHIST_ERA) % _TWO_DIGITS
    return short_month_names()[day.month - 1] + same(f" {year:02}")


def period_text(period: Period | None) -> Text:
    """Write a period: by its months where it is whole months, else by its days.

    >>> period_text(Period(date(1996, 10, 1), date(1997, 9, 30))).en
    'Oct 39 – Sep 40'
    >>> period_text(Period(date(1996, 11, 5), date(1996, 11, 5))).en
    '5 November 2539 B.E.'
    """
    if period is None:
        return same("–")
    if period.starts == period.ends:
        return date_text(period.starts)
    if period.starts.day != 1 or (period.ends + timedelta(days=1)).day != 1:
        return _FROM_TO.filled(one=date_text(period.starts), other=date_text(period.ends))
    one, other = month_text(period.starts), month_text(period.ends)
    return one if one == other else _FROM_TO.filled(one=one, other=other)
