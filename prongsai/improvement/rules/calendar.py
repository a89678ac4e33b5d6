"""Days of plans: the fiscal year, and the days on which a repeating step is due."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from prongsai.improvement.rules.content import Period, StepContent
from prongsai.improvement.rules.faults import PlanYearOff
from prongsai.improvement.rules.states import Recurrence
from prongsai.methodology.dates import BUDDHIST_ERA

_OCTOBER, _SEPTEMBER = 10, 9
_MONTHS = {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3}
_A_YEAR = 12
#: Years from today.
_FARTHEST = 20


def fiscal_year(year_be: int) -> Period:
    """Return the first and the last day of a fiscal year: 1 October to 30 September."""
    year = year_be - BUDDHIST_ERA
    return Period(date(year - 1, _OCTOBER, 1), date(year, _SEPTEMBER, 30))


def require_near(year_be: int, today: date) -> None:
    """Refuse a year that nobody plans for or remembers.

    Raises:
        PlanYearOff
    """
    if abs(year_be - BUDDHIST_ERA - today.year) > _FARTHEST:
        raise PlanYearOff(year=year_be)


def last_of_month(year: Period, month: int) -> date:
    """Return the last day of a month (1 is January) within a fiscal year."""
    of = year.starts.year if month >= year.starts.month else year.ends.year
    return date(of, month, monthrange(of, month)[1])


def due_days(step: StepContent, until: date) -> Iterator[date]:
    """Yield the days on which a step is due: the first always, repetitions up to a day."""
    yield step.due
    if step.recurrence is Recurrence.ONCE:
        return
    number = 1
    while (day := months_after(step.due, number * _MONTHS[step.recurrence])) <= until:
        yield day
        number += 1


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; in a shorter month its last day."""
    years, month = divmod(day.month - 1 + months, _A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
