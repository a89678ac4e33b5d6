"""Putting somebody else in the place of an evaluator."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.forms.reviews import ReplaceForm
from prongsai.evidence.queries.involved import candidates, reviewer
from prongsai.evidence.rules.review import STAGE_WORDS
from prongsai.evidence.rules.reviewers import require_replacer
from prongsai.evidence.rules.states import DRAWN_STAGES, Stage
from prongsai.evidence.services.replacing import replace_evaluator


@working
@require_http_methods(["GET", "HEAD", "POST"])
def replace(  # four of them are the address
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, stage: str
) -> HttpResponse:
    """Say what replacing an evaluator means; do it, with the reason."""
    require_replacer(actor)
    participation = entered(framework, year, agency, reader=actor)
    if stage not in DRAWN_STAGES:
        raise Http404
    of = Stage(stage)
    evaluator, free = reviewer(participation, of), list(candidates(participation))
    given = request.POST if request.method == "POST" else None
    named = [(user.email, str(user)) for user in free]
    form = ReplaceForm(given, evaluators=named, seed=secrets.token_hex(8))
    if given is not None and succeeds(form, lambda: _replace(participation, of, form, actor)):
        messages.success(request, _("The evaluator is replaced."))
        return redirect("evidence:allot", framework=framework, year=year)
    context = {
        "tabs_round": participation.round,
        "round": participation.round,
        "name": name_of(participation),
        "stage_name": STAGE_WORDS[of],
        "evaluator": evaluator,
        "free": len(free),
        "form": form,
    }
    return render(request, "evidence/replace.html", context, status=422 if form.errors else 200)


def _replace(participation: Any, stage: Stage, form: ReplaceForm, actor: Actor) -> None:
    replace_evaluator(participation, stage, **form.cleaned_data, by=actor, now=now())
