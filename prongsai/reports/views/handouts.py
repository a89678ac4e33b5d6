"""Posters and slips to print, and taking back codes that were printed in vain."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.reports.forms import SlipsForm
from prongsai.reports.queries.handouts import (
    handout_of,
    open_way,
    slips_wanted,
    slips_without_use,
    takes_codes,
)
from prongsai.reports.rules.handouts import MOST_SLIPS
from prongsai.reports.services.handouts import make_poster, make_slips
from prongsai.surveys.services.gates import forget_codes

_UNUSUAL = re.compile(r"[^\w.-]+", re.ASCII)
_PDF = "application/pdf"
_ON_A_PAGE = 10
#: Hosts that lead every telephone to itself.
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@require_safe
@working
def poster(request: HttpRequest, actor: Actor, **place: Any) -> HttpResponse:
    """Hand out the poster of a way in."""
    gate = way_of(actor, place)
    made = make_poster(gate, site=site_of(request), by=actor)
    return _file(made, "poster", gate, place)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def slips(request: HttpRequest, actor: Actor, **place: Any) -> HttpResponse:
    """Ask how many slips; make them, with codes that are nowhere else."""
    gate = way_of(actor, place)
    if request.method != "POST":
        return _slips_page(request, gate, SlipsForm(initial={"number": _proposed(gate)}))
    form = SlipsForm(request.POST)
    if not form.is_valid():
        return _slips_page(request, gate, form)
    number = form.cleaned_data["number"]
    site, home = site_of(request), settings.PRONGSAI_HOME
    try:
        made = make_slips(gate, number, site=site, home=home, by=actor, now=now())
    except UserError as error:
        form.add_error(None, said(error.text))
        return _slips_page(request, gate, form)
    return _file(made, f"slips-{number}", gate, place)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def void_codes(request: HttpRequest, actor: Actor, **place: Any) -> HttpResponse:
    """Say what taking back all unused codes means; do it."""
    gate = way_of(actor, place)
    if request.method != "POST":
        context = {**told_of(request, gate), "unused": slips_without_use(gate)}
        return render(request, "reports/void_codes.html", context)
    number = forget_codes(gate, by=actor, now=now())
    done = ngettext("%(number)s unused code is void.", "%(number)s unused codes are void.", number)
    messages.success(request, done % {"number": number})
    return redirect(reverse("reports:slips", kwargs=place))


def way_of(actor: Actor, place: dict[str, Any]) -> Any:
    """Return the way in that an address names, for who may hand it out."""
    return open_way(
        place["framework"], place["year"], place["agency"], place["token"], reader=actor
    )


def site_of(request: HttpRequest) -> str:
    """Return the address of the site as this visitor reaches it."""
    return request.build_absolute_uri("/")


def told_of(request: HttpRequest, gate: Any) -> dict[str, Any]:
    """Return what every page about a way in is told."""
    participation = gate.participation
    told = handout_of(gate, site=site_of(request))
    return {
        "tabs_round": participation.round,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(told.agency),
        "handout": told,
        "is_local": urlsplit(site_of(request)).hostname in _LOCAL,
        "gate": gate,
    }


def _proposed(gate: Any) -> int | None:
    return slips_wanted(gate) if takes_codes(gate) else _ON_A_PAGE


def _slips_page(request: HttpRequest, gate: Any, form: SlipsForm) -> HttpResponse:
    context = {
        **told_of(request, gate),
        "form": form,
        "most": MOST_SLIPS,
        "unused": slips_without_use(gate),
    }
    return render(request, "reports/slips.html", context, status=422 if form.errors else 200)


def _file(made: bytes, name: str, gate: Any, place: dict[str, Any]) -> HttpResponse:
    """Return a file that no cache keeps: it may hold codes."""
    plain = _UNUSUAL.sub("_", f"{place['agency']}-{place['year']}-{name}-{gate.token}")
    response = HttpResponse(made, content_type=_PDF)
    response["Content-Disposition"] = f'attachment; filename="{plain}.pdf"'
    return response
