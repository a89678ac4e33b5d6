"""An agency in a round: how many may answer, and the approval of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prongsai.assessments.forms import HeadcountsForm
from prongsai.assessments.queries.participations import agency_in_round
from prongsai.assessments.queries.rounds import round_seen
from prongsai.assessments.rules.rights import (
    may_approve,
    may_tell,
    require_approver,
    require_teller,
)
from prongsai.assessments.services.participation import (
    approve_headcounts,
    participation_of,
    tell_headcounts,
)
from prongsai.assessments.services.rounds import round_of
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor, NotAllowed
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said


@working
@require_http_methods(["GET", "HEAD", "POST"])
def participation(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show an agency's headcounts, and let its coordinator tell them."""
    row = agency_in_round(framework, year, agency, reader=actor)
    is_sent = request.method == "POST"
    if is_sent:
        require_teller(actor, row.agency)
    form = HeadcountsForm(
        request.POST if is_sent else None,
        initial={"staff": row.staff, "public": row.public},
    )
    if request.method == "POST" and succeeds(
        form, lambda: _tell(form, actor, framework, year, agency)
    ):
        messages.success(request, _("The headcounts are kept. The executive can approve them."))
        return redirect("assessments:participation", framework=framework, year=year, agency=agency)
    round_ = round_seen(framework, year, reader=actor)
    context = {
        "tabs_round": round_,
        "tabs_agency": row.code,
        "tabs_name": said(row.name),
        "round": round_,
        "row": row,
        "form": form,
        "may_tell": may_tell(actor, row.agency) and round_.is_open_for_entries,
        "may_approve": may_approve(actor, row.agency) and round_.is_open_for_entries,
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/participation.html", context, status=status)


@working
@require_POST
def approve(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Approve the headcounts that the executive has just read."""
    row = agency_in_round(framework, year, agency, reader=actor)
    require_approver(actor, row.agency)
    form = HeadcountsForm(request.POST)
    form.is_valid()
    try:
        taking_part = participation_of(round_of(framework, year), agency)
        approve_headcounts(taking_part, seen=form.heads(), by=actor, now=now())
    except NotAllowed:
        raise
    except UserError as error:
        messages.error(request, said(error.text))
    else:
        messages.success(request, _("The headcounts are approved."))
    return redirect("assessments:participation", framework=framework, year=year, agency=agency)


def _tell(form: HeadcountsForm, actor: Actor, framework: str, year: int, agency: str) -> None:
    staff, public = form.heads()
    taking_part = participation_of(round_of(framework, year), agency)
    tell_headcounts(taking_part, staff=staff, public=public, by=actor, now=now())
