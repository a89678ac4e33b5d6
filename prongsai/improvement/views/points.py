"""Weak points of a plan, what answers them, and why nothing does."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.planning import ReasonForm
from prongsai.improvement.queries.points import PointRow
from prongsai.improvement.queries.rows import point_of
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.measures import explain_point
from prongsai.improvement.views.places import Place, answered, plan_page, sent


@plan_page(writes=require_planner)
def points(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Show every weak point with its measures; say why there is none."""
    form = ReasonForm(sent(request))
    code = request.POST.get("point", "")
    if request.method == "POST" and succeeds(form, lambda: _explain(place, code, form)):
        messages.success(request, _("The reason is kept."))
        back = "plan" if request.POST.get("back") == "plan" else "points"
        return place.to(back, "#points")
    shown = [(point, _form_of(point, form, code)) for point in place.points]
    context = place.context(form=form, shown=shown, named=code)
    return render(request, "improvement/points.html", context, status=answered(request))


def _explain(place: Place, code: str, form: ReasonForm) -> None:
    point = point_of(place.plan, code)
    explain_point(point, form.cleaned_data["reason"], **place.doing)


def _form_of(point: PointRow, form: ReasonForm, code: str) -> ReasonForm:
    """Return the form of a point; the one that was sent keeps what was typed."""
    if form.is_bound and point.code == code:
        return form
    return ReasonForm(initial={"reason": point.reason}, auto_id=f"id_{point.code}_%s")
