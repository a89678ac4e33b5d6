"""A plan looked at in several ways: by state, over the months, by unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.improvement.queries.board import board as board_of
from prongsai.improvement.queries.gantt import fiscal_months, gantt
from prongsai.improvement.queries.units import by_unit
from prongsai.improvement.rules.periods import month_text
from prongsai.improvement.views.places import Place, plan_page


@plan_page()
def board(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the measures in columns by state."""
    context = place.context(columns=board_of(place.rows))
    return render(request, "improvement/board.html", context)


@plan_page()
def calendar(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the measures over the months of the fiscal year."""
    context = place.context(
        months=[(month, month_text(month)) for month in fiscal_months(place.plan.year_be)],
        lines=gantt(place.plan, place.rows, today=place.today),
    )
    return render(request, "improvement/calendar.html", context)


@plan_page()
def units(request: HttpRequest, place: Place) -> HttpResponse:
    """Show each unit with its measures, and how far it is."""
    context = place.context(lines=by_unit(place.plan, place.rows, today=place.today))
    return render(request, "improvement/units.html", context)
