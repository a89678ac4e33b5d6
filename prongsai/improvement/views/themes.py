"""Themes of a plan: added, named anew, moved, taken out."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.planning import ThemeForm
from prongsai.improvement.queries.doings import theme_of
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.measures import add_theme, change_theme, drop_theme, move_theme
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried


@plan_page(reads=require_planner, writes=require_planner)
def new_theme(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Add a theme."""
    form = ThemeForm(sent(request))
    step = lambda: add_theme(place.plan, form.cleaned_data["title"], **place.doing)  # noqa: E731
    if request.method == "POST" and succeeds(form, step):
        messages.success(request, _("The theme is added. Add its measures now."))
        return place.to("plan", "#themes")
    context = place.context(form=form, theme=None)
    return render(request, "improvement/theme.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def theme(request: HttpRequest, place: Place, *, theme: int) -> HttpResponseBase:
    """Name a theme anew, move it, or take it out with all that belongs to it."""
    found = theme_of(place.plan, theme)
    form = ThemeForm(sent(request, "save"), initial={"title": found.title})
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "save": (
            lambda: change_theme(found, form.cleaned_data["title"], **place.doing),
            _("The theme is saved."),
        ),
        "up": (lambda: move_theme(found, True, **place.doing), _("The theme is moved.")),  # noqa: FBT003
        "down": (lambda: move_theme(found, False, **place.doing), _("The theme is moved.")),  # noqa: FBT003
        "drop": (lambda: drop_theme(found, **place.doing), _("The theme is taken out.")),
    }
    do = request.POST.get("do", "")
    other: Form | None = None
    if request.method == "POST" and do in steps:
        step, done = steps[do]
        other = form if do == "save" else None
        is_done = succeeds(form, step) if do == "save" else (other := tried(step)).is_valid()
        if is_done:
            messages.success(request, done)
            return place.to("plan", "#themes")
    mine = [row for row in place.rows if row.theme == theme]
    context = place.context(form=form, refused=other, theme=found, measures=mine)
    return render(request, "improvement/theme.html", context, status=answered(request))
