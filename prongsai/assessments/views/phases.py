"""The dates of a phase."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.forms import PhaseForm
from prongsai.assessments.queries.calendar import date_changes, phase_of
from prongsai.assessments.queries.rounds import round_seen
from prongsai.assessments.rules.rights import require_dater
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import round_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working


@working
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, actor: Actor, framework: str, year: int, code: str) -> HttpResponse:
    """Set the first and the last day of a phase, with the reason where they were set before."""
    require_dater(actor)
    round_ = round_seen(framework, year, reader=actor)
    found = phase_of(round_, code)
    is_sent = request.method == "POST"
    form = PhaseForm(
        request.POST if is_sent else None, initial={"starts": found.starts, "ends": found.ends}
    )
    if is_sent and succeeds(
        form,
        lambda: set_phase_dates(
            round_of(framework, year), code, **form.cleaned_data, by=actor, now=now()
        ),
    ):
        messages.success(request, _("The dates are set."))
        return redirect("assessments:round", framework=framework, year=year)
    context = {
        "tabs_round": round_,
        "round": round_,
        "phase": found,
        "form": form,
        "changes": date_changes(round_, code),
    }
    return render(request, "assessments/phase.html", context, status=422 if form.errors else 200)
