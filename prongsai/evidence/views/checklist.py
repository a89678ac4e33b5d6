"""The checklist of an agency, and taking last year's over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.entered import entered, name_of
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.forms.disclosing import looked_from
from prongsai.evidence.queries.carrying import carrying
from prongsai.evidence.queries.checklist import checklist as checklist_seen
from prongsai.evidence.queries.checklist import units_of
from prongsai.evidence.queries.phases import DISCLOSING, phase_seen
from prongsai.evidence.rules.checklist import ITEM_STATES, may_assign
from prongsai.evidence.services.disclosing import carry_over, require_carrier
from prongsai.foundation.templatetags.prongsai import said


def place_of(participation: Any) -> dict[str, Any]:
    """Return what pages of an agency in a round say about where they are."""
    return {
        "tabs_round": participation.round,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(name_of(participation)),
        "name": name_of(participation),
    }


@working
@require_safe
def checklist(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show every item of the checklist, and how far the agency is with it."""
    participation = entered(framework, year, agency, reader=actor)
    looked = looked_from(request.GET.dict())
    found = checklist_seen(participation, reader=actor, now=now())
    context = {
        **place_of(participation),
        "checklist": found,
        "groups": found.groups(looked),
        "looked": looked,
        "states": [(state.value, name, found.counts[state]) for state, name in ITEM_STATES.items()],
        "units": units_of(participation),
        "phase": phase_seen(participation.round, DISCLOSING, now()),
        "may_assign": may_assign(actor, participation.agency_id),
    }
    return render(request, "evidence/checklist.html", context)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def carry(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Say what would be taken over from last year, and do it."""
    participation = entered(framework, year, agency, reader=actor)
    require_carrier(participation, by=actor)
    if request.method == "POST":
        carried = carry_over(participation, by=actor, now=now())
        done = ngettext(
            "%(number)s item was taken over as a draft.",
            "%(number)s items were taken over as drafts.",
            carried,
        )
        messages.success(request, done % {"number": carried})
        return redirect("evidence:checklist", framework, year, agency)
    phase = phase_seen(participation.round, DISCLOSING, now())
    context = {**place_of(participation), "carrying": carrying(participation), "phase": phase}
    return render(request, "evidence/carry.html", context)
