"""The page on which the collecting of a round is ended."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.assessments.rules import RoundState, require_next
from prongsai.assessments.services.rounds import round_of
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.surveys.forms.gates import ClosingForm
from prongsai.surveys.queries.progress import Wanted, round_covered
from prongsai.surveys.rules.rights import require_closer
from prongsai.surveys.services.closing import end_collecting

#: Where one goes on afterwards: the first of these pages that there is.
_NEXT = ("results:round_scores", "assessments:round", "surveys:coverage")
#: Agencies that are named.
_NAMED = 20


@transaction.non_atomic_requests  # answers are mixed outside of any transaction
@require_http_methods(["GET", "HEAD", "POST"])
@working
def close(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Say what came in and what is lacking; end collecting when that is confirmed."""
    require_closer(actor)
    round_ = round_of(framework, year)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        end_collecting(round_, by=actor, now=now())
        messages.success(
            request, _("The round is closed. No more answers come in; those that did are mixed.")
        )
        return redirect(_onward(framework, year))
    if round_.state != RoundState.CLOSED:  # one that closed before it was mixed is closed again
        require_next(RoundState(round_.state), RoundState.CLOSED)
    found = round_covered(round_, reader=actor, wanted=Wanted())
    short = [agency for agency in found.agencies if agency.state == "short"]
    context = {
        "tabs_round": round_,
        "round": round_,
        "form": form,
        "found": found,
        "short": short[:_NAMED],
        "more": max(0, len(short) - _NAMED),
        "unknown": sum(agency.state == "unknown" for agency in found.agencies),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/work/close.html", context, status=status)


def _onward(framework: str, year: int) -> str:
    for name in _NEXT:
        try:
            return reverse(name, kwargs={"framework": framework, "year": year})
        except NoReverseMatch:
            continue
    return "/"
