"""The page of an agency's ways in: where they are, how many came in, opening and closing them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.surveys.forms.gates import WayForm
from prongsai.surveys.queries.coverage import coverage
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.queries.ways_in import gate_of, ways_in
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.rules.gates import codes_still_needed
from prongsai.surveys.rules.rights import may_open, require_opener
from prongsai.surveys.services.gates import close_gate, open_gate
from prongsai.surveys.views.addresses import address_of, shown_way


@require_http_methods(["GET", "HEAD", "POST"])
@working
def ways(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show the ways in of an agency; open another."""
    participation = entered(framework, year, agency, reader=actor)
    if request.method != "POST":
        return _page(request, actor, participation, WayForm(None, _surveys(participation)))
    require_opener(actor, participation.agency_id)
    form = WayForm(request.POST, _surveys(participation))
    if not form.is_valid():
        return _page(request, actor, participation, form)
    told = form.cleaned_data
    kind = GateKind(told["kind"])
    try:
        open_gate(participation, told["instrument"], kind, place=told["place"], by=actor, now=now())
    except UserError as error:
        form.add_error(None, said(error.text))
        return _page(request, actor, participation, form)
    messages.success(request, _("The way in is open. Its address and QR code are below."))
    return redirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def close_way(  # four of them are the address
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, token: str
) -> HttpResponse:
    """Say what closing one way in means; close it."""
    participation = entered(framework, year, agency, reader=actor)
    require_opener(actor, participation.agency_id)
    gate = gate_of(participation, token)
    if request.method == "POST":
        close_gate(gate, by=actor, now=now())
        messages.success(request, _("The way in is closed. What came in through it is kept."))
        return redirect("surveys:ways_in", framework, year, agency)
    [way] = [one for one in ways_in(participation, reader=actor) if one.token == token]
    context = {**_tabs(participation), "way": way, "address": address_of(request, token)}
    return render(request, "surveys/work/close_way.html", context)


def _page(request: HttpRequest, actor: Actor, participation: Any, form: WayForm) -> HttpResponse:
    name = name_of(participation)
    round_ = participation.round
    place = {
        "framework": round_.framework,
        "year": round_.year_be,
        "agency": participation.agency.code,
    }
    surveys = coverage(participation)
    listed = ways_in(participation, reader=actor)
    left = {one.instrument: codes_still_needed(one.population, one.came_in, 0) for one in surveys}
    shown = [shown_way(request, way, place, name) for way in listed if not way.is_closed]
    for one in shown:
        way = one["way"]
        needed = left[way.instrument]
        one["suggested"] = None if needed is None else max(0, needed - way.codes_left)
    context = {
        **_tabs(participation),
        "surveys": surveys,
        "confidence": _confidence(participation),
        "ways": shown,
        "closed": [way for way in listed if way.is_closed],
        "form": form,
        "state": round_.state,
        "may_open": may_open(actor, participation.agency_id)
        and round_.state in {RoundState.PLANNED, RoundState.COLLECTING},
        "place": place,
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/work/ways_in.html", context, status=status)


def _surveys(participation: Any) -> list[tuple[str, str]]:
    edition = frozen_edition(participation.round.edition_id)
    names = {told.code: said(told.name) for told in edition.structure.instruments}
    return [(code, f"{code} · {names[code]}") for code in surveys_of(edition)]


def _confidence(participation: Any) -> object:
    rules = frozen_edition(participation.round.edition_id).rules
    return rules.statistics.confidence_percent.normalize()


def _tabs(participation: Any) -> dict[str, Any]:
    return {
        "tabs_round": participation.round,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(name_of(participation)),
        "name": name_of(participation),
    }
