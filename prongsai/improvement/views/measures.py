"""Measures of a plan that is drawn up: written, moved, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.forms.planning import MeasureForm, StepsForm, measure_initial, steps_form
from prongsai.improvement.queries.contents import measure_content
from prongsai.improvement.queries.doings import measure_of, theme_of
from prongsai.improvement.queries.rows import theme_rows, units_of
from prongsai.improvement.rules.counters import counters
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.measures import drop_measure, move_measure, save_measure
from prongsai.improvement.views.places import Place, answered, plan_page, tried


@plan_page(reads=require_planner, writes=require_planner)
def new_measure(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Write a measure into a theme."""
    asked = {name: request.GET.get(name, "") for name in ("theme", "point")}
    initial = {"theme": asked["theme"], "points": [asked["point"]]}
    return _written(request, place, None, initial, ())


@plan_page(reads=require_planner, writes=require_planner)
def edit_measure(request: HttpRequest, place: Place, *, measure: int) -> HttpResponseBase:
    """Write a measure anew, or move it."""
    found = measure_of(place.plan, measure)
    if request.POST.get("do") in {"up", "down"}:
        up = request.POST["do"] == "up"
        form = tried(lambda: move_measure(found, up, **place.doing))
        if form.is_valid():
            return place.to("plan", f"#theme-{found.theme_id}")
        context = place.context(refused=form, found=found)
        return render(request, "improvement/drop_measure.html", context, status=422)
    content = measure_content(found)
    initial = measure_initial(content, found.theme_id)
    return _written(request, place, found, initial, content.steps)


@plan_page(reads=require_planner, writes=require_planner)
def delete_measure(request: HttpRequest, place: Place, *, measure: int) -> HttpResponseBase:
    """Say what goes with a measure, and take it out."""
    found = measure_of(place.plan, measure)
    form = None
    if request.method == "POST":
        form = tried(lambda: drop_measure(found, **place.doing))
        if form.is_valid():
            messages.success(request, _("The measure is taken out."))
            return place.to("plan", "#themes")
    context = place.context(refused=form, found=found)
    return render(request, "improvement/drop_measure.html", context, status=answered(request))


def _written(
    request: HttpRequest, place: Place, found: Any, initial: dict[str, Any], steps: Any
) -> HttpResponseBase:
    given = request.POST if request.method == "POST" else None
    form = MeasureForm(given, choices=_choices(place), year_be=place.plan.year_be, initial=initial)
    lines = steps_form(given, steps)
    saved: list[Any] = []

    def save() -> None:
        theme = theme_of(place.plan, int(form.cleaned_data["theme"]))
        content = form.content(lines.contents(), library=found.library if found else "")
        saved.append(save_measure(theme, content, measure=found, **place.doing))

    if given is not None and _fits(form, lines) and succeeds(form, save):
        messages.success(request, _("The measure is saved."))
        if given.get("do") == "more":
            return place.to("edit_measure", "#steps", measure=saved[0].pk)
        return place.to("plan", f"#theme-{saved[0].theme_id}")
    context = place.context(form=form, steps=lines, found=found, refused=None)
    return render(request, "improvement/edit_measure.html", context, status=answered(request))


def _fits(form: MeasureForm, lines: StepsForm) -> bool:
    """Whether both parts are in order; both are looked at, so that all faults are shown."""
    are = (form.is_valid(), lines.is_valid())
    return all(are)


def _choices(place: Place) -> dict[str, list[tuple[str, str]]]:
    themes = theme_rows(place.plan, place.rows)
    return {
        "theme": [(str(theme.id), f"{theme.place}. {theme.title}") for theme in themes],
        "points": [
            (point.code, f"{point.code} {said(point.text)} (+{point.gain:.2f})")
            for point in place.points
        ],
        "units": [(unit.code, said(unit.label)) for unit in units_of(place.plan)],
        "counter": [(one.name, said(one.title)) for one in counters()],
    }
