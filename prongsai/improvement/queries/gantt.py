"""A plan over the months of its fiscal year, October to September."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from prongsai.improvement.models import Plan, Task
from prongsai.improvement.queries.rows import MeasureRow
from prongsai.improvement.rules.calendar import fiscal_year, months_after
from prongsai.improvement.rules.lateness import Lateness, lateness
from prongsai.methodology.dates import short_month_names
from prongsai.methodology.wording import Text

_MONTHS = 12


@dataclass(frozen=True)
class Cell:
    """A month of a measure: whether it runs, and its tasks that fall due."""

    month: date
    runs: bool
    due: int = 0
    done: int = 0
    late: int = 0

    @property
    def label(self) -> Text:
        """The month, as tables have it."""
        return short_month_names()[self.month.month - 1]


@dataclass(frozen=True)
class Line:
    """A measure over the months."""

    row: MeasureRow
    cells: tuple[Cell, ...]
    #: Whether its period reaches out of the fiscal year.
    reaches_out: bool


def fiscal_months(year_be: int) -> list[date]:
    """Return the first days of the months of a fiscal year."""
    first = fiscal_year(year_be).starts
    return [months_after(first, number) for number in range(_MONTHS)]


def gantt(plan: Plan, rows: list[MeasureRow], *, today: date) -> list[Line]:
    """Return the measures of a plan over its months."""
    tasks: dict[tuple[int, date], list[Lateness]] = defaultdict(list)
    states = {row.id: row.state for row in rows}
    due = Task.objects.filter(step__measure__in=states)
    for measure, day, done_on in due.values_list("step__measure", "due", "done_on"):
        stands = lateness(day, done_on, states[measure], today)
        tasks[measure, day.replace(day=1)].append(stands)
    months, year = fiscal_months(plan.year_be), fiscal_year(plan.year_be)
    return [
        Line(
            row,
            tuple(_cell(row, month, tasks.get((row.id, month), [])) for month in months),
            row.period is not None
            and (row.period.starts < year.starts or row.period.ends > year.ends),
        )
        for row in rows
    ]


def _cell(row: MeasureRow, month: date, due: list[Lateness]) -> Cell:
    after = months_after(month, 1)
    runs = row.period is not None and row.period.starts < after and row.period.ends >= month
    late, done = due.count(Lateness.LATE), due.count(Lateness.DONE)
    return Cell(month, runs, len(due), done, late)
