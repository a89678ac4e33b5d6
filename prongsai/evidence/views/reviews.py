"""Who judges what: an evaluator's own agencies, the draw, and how far all of it is."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.services.rounds import round_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor, Role
from prongsai.directory.views.working import working
from prongsai.evidence.forms.reviews import DrawForm
from prongsai.evidence.queries.agreement import agreement, differences
from prongsai.evidence.queries.involved import replacements
from prongsai.evidence.queries.judged import require_reviewer
from prongsai.evidence.queries.phases import OBJECTING, last_day
from prongsai.evidence.queries.reviews import (
    agency_reviews,
    evaluators,
    interests,
    own_reviews,
    round_reviews,
)
from prongsai.evidence.queries.statistics import pair_statistics, round_statistics
from prongsai.evidence.rules.reviewers import require_drawer, require_watcher
from prongsai.evidence.rules.states import DRAWN_STAGES, Stage
from prongsai.evidence.services.reviewing import allot_evaluators

#: Differences that are listed; they are many only where the draw has just been judged.
_LISTED = 100


@working
@require_safe
def reviews(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show an evaluator what is theirs to judge, and those in charge how far each round is."""
    require_reviewer(actor)
    open_ones = differences(reader=actor)
    context = {
        "page": own_reviews(actor, request.GET.get("page", "")),
        "is_evaluator": actor.has(Role.EVALUATOR),
        "rounds": round_reviews(reader=actor) if actor.has(Role.CENTRAL, Role.AUDITOR) else [],
        "differences": open_ones[:_LISTED],
        "more": max(0, len(open_ones) - _LISTED),
        "may_settle": actor.has(Role.CENTRAL, Role.EVALUATOR),
    }
    return render(request, "evidence/reviews.html", context)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def allot(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Draw evaluators for the agencies of a round; show who was drawn, and how they agree."""
    require_watcher(actor)
    round_ = round_of(framework, year)
    is_sent = request.method == "POST"
    if is_sent:
        require_drawer(actor)
    form = DrawForm(request.POST if is_sent else None, seed=secrets.token_hex(8))
    if is_sent and succeeds(form, lambda: _draw(request, actor, round_, form)):
        return redirect("evidence:allot", framework=framework, year=year)
    open_ones = differences(reader=actor, round_=round_)
    [found] = round_reviews(reader=actor, round_=round_)
    context = {
        "tabs_round": round_,
        "round": round_,
        "found": found,
        "lacking": [(stage, found.lacking(stage)) for stage in DRAWN_STAGES],
        "form": form,
        "may_draw": actor.has(Role.CENTRAL),
        "evaluators": evaluators(),
        "interests": interests(),
        "agreement": agreement(round_, reader=actor),
        "differences": open_ones[:_LISTED],
        "more": max(0, len(open_ones) - _LISTED),
        "may_settle": actor.has(Role.CENTRAL),
        "replaced": replacements(round_),
        "page": agency_reviews(round_, request.GET.get("page", ""), reader=actor),
    }
    return render(request, "evidence/allot.html", context, status=422 if form.errors else 200)


@working
@require_safe
def statistics(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show what failed, was objected to and reversed, and who agrees with whom."""
    require_watcher(actor)
    round_ = round_of(framework, year)
    context = {
        "tabs_round": round_,
        "round": round_,
        "found": round_statistics(round_, reader=actor),
        "agreement": agreement(round_, reader=actor),
        "page": pair_statistics(round_, reader=actor, page=request.GET.get("page", "")),
        "ends": last_day(round_, OBJECTING),
    }
    return render(request, "evidence/statistics.html", context)


def _draw(request: HttpRequest, actor: Actor, round_: Any, form: DrawForm) -> None:
    told = form.cleaned_data
    found = allot_evaluators(round_, Stage(told["stage"]), seed=told["seed"], by=actor, now=now())
    if not found:
        messages.info(request, _("Every agency has an evaluator already; nothing was drawn."))
        return
    said = ngettext(
        "%(drawn)s agency was given to an evaluator.",
        "%(drawn)s agencies were given to evaluators.",
        len(found),
    )
    messages.success(request, said % {"drawn": f"{len(found):,}"})
