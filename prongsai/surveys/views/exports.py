"""The page on which analysts take out the answers of a closed round."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.surveys.queries.exported import past_exports
from prongsai.surveys.queries.responses import require_closed
from prongsai.surveys.rules.collecting import StillCollecting
from prongsai.surveys.rules.releasing import FORMS, SMALLEST_NAMED, require_analyst
from prongsai.surveys.services.exporting import zipped_answers


@require_http_methods(["GET", "HEAD", "POST"])
@working
def exports(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponseBase:
    """Say what analysts get and what is held back; give it as one archive."""
    require_analyst(actor)
    round_ = round_of(framework, year)
    if request.method != "POST":
        return _page(request, round_, FORMS[0])
    form = request.POST.get("form", "")
    try:
        archive = zipped_answers(round_, form=form, by=actor, now=now())
    except UserError as error:
        return _page(request, round_, form, error)
    name = f"{framework}-{year}-answers-{form}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest, round_: Any, form: str, error: UserError | None = None
) -> HttpResponse:
    context = {
        "tabs_round": round_,
        "round": round_,
        "forms": FORMS,
        "chosen": form if form in FORMS else FORMS[0],
        "error": error,
        "smallest": frozen_edition(round_.edition_id).rules.statistics.smallest_group,
        "smallest_named": SMALLEST_NAMED,
        "past": past_exports(round_),
    }
    try:
        require_closed(round_)
    except StillCollecting as refusal:
        context |= {"refused": refusal, "error": None}
        return render(request, "surveys/work/exports.html", context, status=refusal.status)
    status = error.status if error else 200
    return render(request, "surveys/work/exports.html", context, status=status)
