"""A round: planning it, looking at it, opening it."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.forms import PlanForm, looked_from
from prongsai.assessments.queries.calendar import date_changes
from prongsai.assessments.queries.editions import (
    edition_doubts,
    edition_to_plan,
    plannable_editions,
)
from prongsai.assessments.queries.participations import agencies_in_round
from prongsai.assessments.queries.rounds import round_seen
from prongsai.assessments.rules.calendar import phase_today, what_matters
from prongsai.assessments.rules.headcounts import APPROVAL_NAMES
from prongsai.assessments.rules.rights import may_plan, require_planner
from prongsai.assessments.services import rounds as services
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import SEES_ALL, Actor
from prongsai.directory.views.working import working
from prongsai.foundation.queries import EditionLibrary


@working
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose the edition that a new round is of."""
    require_planner(actor)
    library = EditionLibrary(*map(Path, settings.PRONGSAI_FRAMEWORKS))
    editions = plannable_editions(library)
    choices = [
        (one.id, _("Fiscal year %(year)s") % {"year": one.year_be})
        for one in editions
        if not one.has_round
    ]
    is_sent = request.method == "POST"
    form = PlanForm(choices, request.POST if is_sent else None)
    chosen = form["edition"].value() or ""
    if is_sent and succeeds(form, lambda: _plan(library, chosen, actor)):
        messages.success(request, _("The round is planned."))
        framework, _slash, year = chosen.partition("/")
        return redirect("assessments:round", framework=framework, year=int(year))
    context = {"form": form}
    return render(request, "assessments/plan.html", context, status=422 if form.errors else 200)


@working
@require_safe
def show(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show a round: how far it is, its calendar, its agencies, its edition."""
    round_ = round_seen(framework, year, reader=actor)
    looked = looked_from(request.GET.dict())
    today = localdate()
    calendar = [phase_today(phase, today) for phase in round_.phases]
    context = {
        "tabs_round": round_,
        "round": round_,
        "calendar": calendar,
        "matters": what_matters(calendar),
        "changes": date_changes(round_),
        "looked": looked,
        "approvals": APPROVAL_NAMES,
        "page": agencies_in_round(framework, year, looked, reader=actor),
        "doubts": edition_doubts(round_.edition_sha256),
        "may_plan": may_plan(actor),
        "sees_all": not actor.roles.isdisjoint(SEES_ALL),
    }
    return render(request, "assessments/round.html", context)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Say what opening a round does, and open it."""
    require_planner(actor)
    round_ = round_seen(framework, year, reader=actor)
    if request.method == "POST":
        services.open_round(services.round_of(framework, year), by=actor, now=now())
        messages.success(request, _("The round is open: answers are collected from now on."))
        return redirect("assessments:round", framework=framework, year=year)
    today = localdate()
    calendar = [phase_today(phase, today) for phase in round_.phases]
    context = {"tabs_round": round_, "round": round_, "calendar": calendar}
    return render(request, "assessments/open_round.html", context)


def _plan(library: EditionLibrary, name: str, actor: Actor) -> None:
    services.plan_round(edition_to_plan(library, name), by=actor, now=now())
