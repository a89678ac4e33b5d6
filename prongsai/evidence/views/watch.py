"""The pages on which links are watched: those of an agency, and those of a whole round."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.rules import Actor, Role
from prongsai.directory.views.working import working
from prongsai.evidence.queries.watch import (
    last_deadline,
    outcomes_of,
    watched_links,
    watched_round,
    with_history,
)
from prongsai.evidence.rules.captures import require_comparer, require_deadline_setter
from prongsai.evidence.services.deadline import capture_deadline

_LINKS, _AGENCIES = 40, 50


@working
@require_safe
def watch(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show every link of an agency: how it is, since when, and what it showed before."""
    participation = entered(framework, year, agency, reader=actor)
    links = with_history(watched_links(participation, reader=actor))
    wanted = request.GET.get("which", "")
    chosen = {
        "broken": [link for link in links if link.is_broken],
        "changed": [link for link in links if link.has_changed],
    }
    page = Paginator(chosen.get(wanted, links), _LINKS).get_page(request.GET.get("page"))
    context = {
        "tabs_round": participation.round,
        "tabs_agency": agency,
        "tabs_name": name_of(participation),
        "name": name_of(participation),
        "page": page,
        "links": page.object_list,
        "wanted": wanted if wanted in chosen else "",
        "total": len(links),
        "broken": len(chosen["broken"]),
        "changed": len(chosen["changed"]),
        "deadline": last_deadline(participation.round),
        "here": request.path,
    }
    return render(request, "evidence/watch.html", context)


@working
@require_safe
def watch_round(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show how many links of a round are how, and the agencies with most broken ones first."""
    require_comparer(actor)
    round_ = round_of(framework, year)
    found = watched_round(round_, reader=actor)
    context = {
        "tabs_round": round_,
        "round": round_,
        "outcomes": outcomes_of(round_, reader=actor).most_common(),
        "total": sum(agency.counts.links for agency in found),
        "page": Paginator(found, _AGENCIES).get_page(request.GET.get("page")),
        "deadline": last_deadline(round_),
        "may_capture": actor.has(Role.CENTRAL),
    }
    return render(request, "evidence/watch_round.html", context)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def deadline(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Say what the capture of the deadline does; do it when that is confirmed."""
    require_deadline_setter(actor)
    round_ = round_of(framework, year)
    if request.method == "POST":
        look = capture_deadline(round_, by=actor, now=now())
        said = _("%(pages)s pages will be captured within the next minutes.")
        messages.success(request, said % {"pages": f"{look.pages:,}"})
        return redirect("evidence:watch_round", framework=framework, year=year)
    context = {
        "tabs_round": round_,
        "round": round_,
        "today": localdate(),
        "deadline": last_deadline(round_),
    }
    return render(request, "evidence/watch_deadline.html", context)
