"""The pages on which those in charge see how the sheets of a closed round were filled in."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.surveys.queries.quality import agency_quality, quality_list, signs_in_all
from prongsai.surveys.rules.collecting import StillCollecting
from prongsai.surveys.rules.quality_words import NO_PROOF, THRESHOLDS

_AGENCIES = 50
_CONFLICT = StillCollecting.status


@require_safe
@working
def quality(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show the signs of one agency, survey by survey."""
    participation = entered(framework, year, agency, reader=actor)
    context = {
        "tabs_round": participation.round,
        "tabs_agency": agency,
        "tabs_name": name_of(participation),
        "name": name_of(participation),
        "warning": NO_PROOF,
    }
    try:
        context["surveys"] = surveys = agency_quality(participation, reader=actor)
        shown = {line.name for survey in surveys for line in survey.lines}
        context["thresholds"] = [one for one in THRESHOLDS if one[0] in shown]
    except StillCollecting as error:
        context["refused"] = error
    status = _CONFLICT if "refused" in context else 200
    return render(request, "surveys/work/quality.html", context, status=status)


@require_safe
@working
def quality_round(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show the agencies that a reader compares, those with most signs first."""
    round_ = round_of(framework, year)
    wanted = request.GET.get("search", "").strip()[:200]
    context = {"tabs_round": round_, "round": round_, "warning": NO_PROOF, "search": wanted}
    try:
        found = quality_list(round_, reader=actor)
    except StillCollecting as error:
        context["refused"] = error
        return render(request, "surveys/work/quality_round.html", context, status=_CONFLICT)
    pages = Paginator([one for one in found if one.is_called(wanted)], _AGENCIES)
    context |= {
        "total": len(found),
        "with_signs": sum(one.count > 0 for one in found),
        "signs": signs_in_all(found),
        "surveys": next(iter(signs_in_all(found).values()), {}),
        "page": pages.get_page(request.GET.get("page")),
        "here": request.path,
    }
    return render(request, "surveys/work/quality_round.html", context)
