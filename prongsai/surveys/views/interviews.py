"""The pages of interviews: who asks how many, and the form of those who ask."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.surveys.forms.interviews import QuotaForm
from prongsai.surveys.queries.interviews import (
    interviewers,
    own_quotas,
    quotas_of,
    surveys_asked_aloud,
)
from prongsai.surveys.rules.collecting import InterviewMode
from prongsai.surveys.rules.rights import may_set_quotas, require_quota_setter
from prongsai.surveys.services.interviews import set_quota


@require_http_methods(["GET", "HEAD", "POST"])
@working
def quotas(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show who asks how many about an agency; set it."""
    participation = entered(framework, year, agency, reader=actor)
    if request.method != "POST":
        return _page(request, actor, participation, _form(None, participation))
    require_quota_setter(actor)
    form = _form(request.POST, participation)
    if not form.is_valid():
        return _page(request, actor, participation, form)
    told = form.cleaned_data
    try:
        set_quota(
            participation,
            told["instrument"],
            told["interviewer"],
            mode=InterviewMode(told["mode"]),
            wanted=told["wanted"],
            by=actor,
            now=now(),
        )
    except UserError as error:
        form.add_error(None, said(error.text))
        return _page(request, actor, participation, form)
    messages.success(request, _("The quota is set."))
    return redirect(request.path)


@require_safe
@working
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show an interviewer what is theirs to do."""
    return render(request, "surveys/work/interviews.html", {"quotas": own_quotas(actor)})


def _form(sent: Any, participation: Any) -> QuotaForm:
    surveys = surveys_asked_aloud(participation.round.edition_id)
    return QuotaForm(sent, interviewers(), list(surveys))


def _page(request: HttpRequest, actor: Actor, participation: Any, form: QuotaForm) -> HttpResponse:
    round_ = participation.round
    open_yet = round_.state in {RoundState.PLANNED, RoundState.COLLECTING}
    context = {
        "tabs_round": round_,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(name_of(participation)),
        "name": name_of(participation),
        "quotas": quotas_of(participation, reader=actor),
        "form": form,
        "may_set": may_set_quotas(actor) and open_yet,
        "people": interviewers(),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/work/quotas.html", context, status=status)
