"""The pages on which those in charge see how many have answered."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.rules import Actor, Role
from prongsai.directory.views.working import working
from prongsai.surveys.forms.gates import wanted_from
from prongsai.surveys.queries.progress import Wanted, round_covered
from prongsai.surveys.services.coverage import coverage_file


@require_safe
@working
def coverage(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show how far every agency is that the reader sees."""
    round_ = round_of(framework, year)
    wanted = wanted_from(request.GET)
    found = round_covered(round_, reader=actor, wanted=wanted)
    rules = frozen_edition(round_.edition_id).rules
    here = {"framework": framework, "year": year}
    context = {
        "tabs_round": round_,
        "round": round_,
        "wanted": wanted,
        "found": found,
        "page": found.page(request.GET.get("page", "1")),
        "confidence": rules.statistics.confidence_percent.normalize(),
        "here": request.path,
        "table": reverse("surveys:coverage_table", kwargs=here) + _asked(wanted),
        "may_close": actor.has(Role.CENTRAL) and round_.state == "collecting",
    }
    return render(request, "surveys/work/coverage.html", context)


@require_safe
@working
def coverage_table(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Give the same as a table to take away."""
    wanted = wanted_from(request.GET)
    found = round_covered(round_of(framework, year), reader=actor, wanted=wanted)
    name = f"coverage-{framework}-{year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = coverage_file(found.agencies)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _asked(wanted: Wanted) -> str:
    told = {name: value for name, value in vars(wanted).items() if value}
    return f"?{urlencode(told)}" if told else ""
