"""A plan sent on, approved, sent back, closed: what will happen is said before."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.improvement.forms.planning import RemarkForm
from prongsai.improvement.queries.rows import theme_rows
from prongsai.improvement.rules.rights import may_decide, require_planner
from prongsai.improvement.services.plans import (
    approve_plan,
    close_plan,
    return_plan,
    submit_plan,
)
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried


def _require_either(actor: Actor, agency: int) -> None:
    """Refuse who neither draws up nor approves the plan."""
    if not may_decide(actor, agency):
        require_planner(actor, agency)


@plan_page(reads=_require_either, writes=_require_either)
def decide(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Say what comes next for a plan, and do it."""
    remark = RemarkForm(sent(request, "return"))
    plan, doing = place.plan, place.doing
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (
            lambda: submit_plan(plan, **doing),
            _("The plan is sent. The executive can approve it now."),
        ),
        "approve": (
            lambda: approve_plan(plan, **doing),
            _("The plan is approved. The units have their tasks now."),
        ),
        "close": (lambda: close_plan(plan, **doing), _("The plan is closed.")),
        "return": (
            lambda: return_plan(plan, words=remark.cleaned_data["words"], **doing),
            _("The plan is sent back."),
        ),
    }
    do = request.POST.get("do", "")
    refused: Form | None = None
    if do in steps:
        step, done = steps[do]
        refused = remark if do == "return" else None
        is_done = succeeds(remark, step) if refused else (refused := tried(step)).is_valid()
        if is_done:
            messages.success(request, done)
            return place.to("plan")
    context = place.context(
        remark=remark, refused=refused, themes=theme_rows(place.plan, place.rows)
    )
    return render(request, "improvement/decide.html", context, status=answered(request))
