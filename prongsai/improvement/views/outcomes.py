"""What came of measures: told, told anew, taken back."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.following import OutcomeForm
from prongsai.improvement.queries.doings import measure_of, measures_numbered, outcome_of
from prongsai.improvement.rules.following import require_sends
from prongsai.improvement.services.doings import change_outcome, drop_outcome, tell_outcome
from prongsai.improvement.views.actions import number_in, theme_measures
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried


@plan_page(reads=require_sends, writes=require_sends)
def new_outcome(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Tell what came of a measure, and of others of its theme."""
    first = measure_of(place.plan, number_in(request, "measure"))
    form = OutcomeForm(
        sent(request, "save"),
        measures=theme_measures(place, first.theme_id, set()),
        initial={"measures": [str(first.pk)]},
    )

    def tell() -> None:
        chosen = measures_numbered(first.theme, form.cleaned_data["measures"])
        text = form.cleaned_data["text"]
        tell_outcome(first.theme, measures=chosen, text=text, **place.doing)

    if request.method == "POST" and succeeds(form, tell):
        messages.success(request, _("The outcome is reported."))
        return place.to("measure", "#outcomes", measure=first.pk)
    context = place.context(form=form, found=None, first=first)
    return render(request, "improvement/outcome.html", context, status=answered(request))


@plan_page(reads=require_sends, writes=require_sends)
def outcome(request: HttpRequest, place: Place, *, outcome: int) -> HttpResponseBase:
    """Tell an outcome anew, or take it back."""
    found = outcome_of(place.plan, outcome)
    first = found.measures.first()
    there = {str(one.pk) for one in found.measures.all()}
    form = OutcomeForm(
        sent(request, "save"),
        measures=theme_measures(place, found.theme_id, there),
        initial={"text": found.text, "measures": sorted(there)},
    )

    def change() -> None:
        chosen = measures_numbered(found.theme, form.cleaned_data["measures"])
        change_outcome(found, measures=chosen, text=form.cleaned_data["text"], **place.doing)

    do, refused = request.POST.get("do", ""), None
    if do == "save" and succeeds(form, change):
        messages.success(request, _("The outcome is saved."))
        return place.back(first.pk if first else None, "#outcomes")
    if do == "drop":
        refused = tried(lambda: drop_outcome(found, **place.doing))
        if refused.is_valid():
            messages.success(request, _("It is removed."))
            return place.back(first.pk if first else None, "#outcomes")
    context = place.context(form=form, refused=refused, found=found, first=first)
    return render(request, "improvement/outcome.html", context, status=answered(request))
