"""Scores of a round before the public sees them: scoring it, publishing a run, withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.queries.rounds import round_seen
from prongsai.assessments.rules import RoundState
from prongsai.assessments.services.rounds import round_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.foundation.queries.jobs import jobs_about
from prongsai.results.forms import ScoringForm
from prongsai.results.queries import run_summaries
from prongsai.results.rules.rights import (
    may_score,
    require_publisher,
    require_scorer,
    require_scores_reader,
)
from prongsai.results.services.keeping import publish_run, withdraw_run
from prongsai.results.services.round_jobs import ask_for_scores

_SHOWN_JOBS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@working
def round_scores(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Show the runs of a round that has closed; have it scored."""
    is_sent = request.method == "POST"
    require_scorer(actor) if is_sent else require_scores_reader(actor)
    form = ScoringForm(request.POST, request.FILES) if is_sent else ScoringForm()
    asked: list[UUID] = []

    def ask() -> None:
        here = reverse("results:round_scores", args=[framework, year])
        files, round_ = form.cleaned_data["tables"], round_of(framework, year)
        asked.append(ask_for_scores(round_, files, by=actor, now=now(), leads_to=here))

    if is_sent and succeeds(form, ask):
        return redirect("directory:job", asked[0])
    round_ = round_seen(framework, year, reader=actor)
    is_closed = round_.state in {RoundState.CLOSED, RoundState.SCORED}
    context = {
        "tabs_round": round_,
        "form": form,
        "is_closed": is_closed,
        "may_score": may_score(actor),
        "jobs": jobs_about(f"round:{framework}/{year}", limit=_SHOWN_JOBS) if is_closed else [],
        "runs": run_summaries.runs_of_year(framework, year, reader=actor) if is_closed else [],
        "is_shown": framework == DEFAULT_FRAMEWORK,
    }
    status = 422 if form.errors else 200
    return render(request, "results/round_scores.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def publish(
    request: HttpRequest, actor: Actor, framework: str, year: int, run: int
) -> HttpResponse:
    """Say what people will see when a run is published; publish it."""
    require_publisher(actor)
    summary = run_summaries.run_of_year(framework, year, run, reader=actor)
    if request.method == "POST":
        publish_run(run, by=actor, now=now())
        messages.success(request, _("Run %(run)s is published: everybody sees it.") % {"run": run})
        return redirect("results:round_scores", framework, year)
    before = run_summaries.published_of_year(framework, year, reader=actor)
    is_other = before is not None and before.run.id != run
    context = {
        "tabs_round": round_seen(framework, year, reader=actor),
        "summary": summary,
        "before": before if is_other else None,
        "difference": run_summaries.difference(summary, before) if before and is_other else None,
    }
    return render(request, "results/run_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def withdraw(
    request: HttpRequest, actor: Actor, framework: str, year: int, run: int
) -> HttpResponse:
    """Say what people will see no more when a run is withdrawn; withdraw it."""
    require_publisher(actor)
    summary = run_summaries.run_of_year(framework, year, run, reader=actor)
    if request.method == "POST":
        withdraw_run(run, by=actor, now=now())
        messages.success(request, _("Run %(run)s is withdrawn; it stays kept.") % {"run": run})
        return redirect("results:round_scores", framework, year)
    context = {
        "tabs_round": round_seen(framework, year, reader=actor),
        "summary": summary,
    }
    return render(request, "results/run_withdraw.html", context)
