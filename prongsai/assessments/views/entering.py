"""Which agencies take part in a round."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from prongsai.assessments.forms import CodesForm, KindForm, named
from prongsai.assessments.queries.candidates import candidate_codes, candidates, kinds
from prongsai.assessments.queries.rounds import round_seen
from prongsai.assessments.rules.rights import require_planner
from prongsai.assessments.services.rounds import enter_agencies, round_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working

#: Names of the buttons: which of the two forms was sent.
BY_KIND, COUNTED = "by_kind", "counted"


@working
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, actor: Actor, framework: str, year: int) -> HttpResponse:
    """Let agencies take part: by their codes, or all of a kind after seeing how many they are."""
    require_planner(actor)
    round_ = round_seen(framework, year, reader=actor)
    language = get_language() or ""
    choices = {name: named(found, language) for name, found in kinds(round_).items()}
    is_by_kind = BY_KIND in request.POST
    is_counted = is_by_kind or COUNTED in request.GET
    kind = KindForm(choices, (request.POST if is_by_kind else request.GET) if is_counted else None)
    codes = CodesForm(request.POST if request.method == "POST" and not is_by_kind else None)
    if request.method == "POST":
        form: Form = kind if is_by_kind else codes
        if succeeds(form, lambda: _enter(request, actor, form, framework, year)):
            return redirect("assessments:round", framework=framework, year=year)
    context = {
        "tabs_round": round_,
        "round": round_,
        "kind": kind,
        "codes": codes,
        "counted": candidates(round_, kind.kind()) if is_counted and kind.is_valid() else None,
    }
    status = 422 if kind.errors or codes.errors else 200
    return render(request, "assessments/enter.html", context, status=status)


def _enter(request: HttpRequest, actor: Actor, form: Form, framework: str, year: int) -> None:
    codes = (
        candidate_codes(form.kind()) if isinstance(form, KindForm) else form.cleaned_data["codes"]
    )
    new = enter_agencies(round_of(framework, year), codes, by=actor, now=now())
    said = ngettext("%(new)s agency has been entered.", "%(new)s agencies have been entered.", new)
    messages.success(request, said % {"new": f"{new:,}"})
