"""What was done for measures: told, told anew, with files; and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.foundation.rules.files import KINDS, LARGEST_MIB
from prongsai.foundation.templatetags.prongsai import said
from prongsai.foundation.views import handed_out
from prongsai.improvement.forms.following import ActionForm, action_initial
from prongsai.improvement.queries.doings import (
    action_of,
    action_row,
    measure_of,
    measures_numbered,
    units_coded,
)
from prongsai.improvement.queries.rows import units_of
from prongsai.improvement.rules.following import require_sends
from prongsai.improvement.services.attaching import (
    detach_from_action,
    file_of_action,
    told_with_files,
)
from prongsai.improvement.services.doings import change_action, drop_action, tell_action
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried


@plan_page(reads=require_sends, writes=require_sends)
def new_action(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Tell what was done for a measure, and for others of its theme."""
    first = measure_of(place.plan, number_in(request, "measure"))
    own = own_codes(place)
    initial = {"measures": [str(first.pk)], "units": own, "starts": place.today}
    form = _form(request, place, first.theme, initial, own, set())
    theme = first.theme
    if request.method == "POST" and succeeds(
        form,
        lambda: told_with_files(
            lambda: tell_action(theme, **_wanted(place, theme, form), **place.doing),
            form.cleaned_data["photos"],
            **place.doing,
        ),
    ):
        messages.success(request, _("The action is reported."))
        return place.to("measure", "#actions", measure=first.pk)
    context = place.context(form=form, found=None, first=first, **_limits())
    return render(request, "improvement/action.html", context, status=answered(request))


@plan_page(reads=require_sends, writes=require_sends)
def action(request: HttpRequest, place: Place, *, action: int) -> HttpResponseBase:
    """Tell an action anew, take files off it, or take it back."""
    found = action_of(place.plan, action)
    row = action_row(found)
    first = found.measures.first()
    numbers = [str(one.pk) for one in found.measures.all()]
    initial = action_initial(row, measures=numbers, units=[one.code for one in found.units.all()])
    form = _form(request, place, found.theme, initial, own_codes(place), set(numbers))
    do, refused = request.POST.get("do", ""), None
    if do == "save" and succeeds(
        form,
        lambda: told_with_files(
            lambda: change_action(found, **_wanted(place, found.theme, form), **place.doing),
            form.cleaned_data["photos"],
            **place.doing,
        ),
    ):
        messages.success(request, _("The action is saved."))
        return place.back(first.pk if first else None, "#actions")
    if do == "drop":
        refused = tried(lambda: drop_action(found, **place.doing))
    if do == "remove_file":
        file = number_in(request, "file")
        refused = tried(lambda: detach_from_action(found, file, **place.doing))
    if refused is not None and refused.is_valid():
        messages.success(request, _("It is removed."))
        if do == "drop":
            return place.back(first.pk if first else None, "#actions")
        return place.to("action", action=action)
    context = place.context(
        form=form, refused=refused, found=found, row=row, first=first, **_limits()
    )
    return render(request, "improvement/action.html", context, status=answered(request))


@plan_page()
def action_file(_request: HttpRequest, place: Place, *, action: int, file: int) -> HttpResponseBase:
    """Hand a file of an action out, to be saved."""
    found = file_of_action(action_of(place.plan, action), file)
    return handed_out(found.path, name=found.name, media_type=found.media_type)


def own_codes(place: Place) -> list[str]:
    """Return the codes of the reader's own units."""
    mine = place.own_units
    return [unit.code for unit in units_of(place.plan) if unit.id in mine]


def theme_measures(place: Place, theme: int, there: set[str]) -> list[tuple[str, str]]:
    """Return the measures of a theme that a reader may choose, and those that are there."""
    return [
        (str(row.id), f"{row.label} {row.title}")
        for row in place.rows
        if row.theme == theme and (place.may_plan or row.is_mine or str(row.id) in there)
    ]


def number_in(request: HttpRequest, name: str) -> int:
    """Return a number that an address or a form names; 0, which nothing has, for anything else."""
    written = request.POST.get(name) or request.GET.get(name) or ""
    fits = written.isascii() and written.isdecimal() and len(written) < len(str(2**63))
    return int(written) if fits else 0


def _form(
    request: HttpRequest,
    place: Place,
    theme: Any,
    initial: dict[str, Any],
    own: list[str],
    there: set[str],
) -> ActionForm:
    given = sent(request, "save")
    known = {*own, *initial["units"]}
    units = [
        (unit.code, said(unit.label))
        for unit in units_of(place.plan)
        if place.may_plan or unit.code in known
    ]
    return ActionForm(
        given,
        request.FILES if given is not None else None,
        measures=theme_measures(place, theme.pk, there),
        units=units,
        initial=initial,
    )


def _wanted(place: Place, theme: Any, form: ActionForm) -> dict[str, Any]:
    return {
        **form.told(),
        "measures": measures_numbered(theme, form.cleaned_data["measures"]),
        "units": units_coded(place.plan, form.cleaned_data.get("units", [])),
    }


def _limits() -> dict[str, Any]:
    return {"kinds": ", ".join(sorted(KINDS)), "largest": LARGEST_MIB}
