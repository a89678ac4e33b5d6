"""Plans: which there are, one of them from above, what the library proposes for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.queries.agencies import own_agencies
from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.directory.views.working import working
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.forms.planning import BeginForm
from prongsai.improvement.queries.doings import loose_actions, loose_outcomes
from prongsai.improvement.queries.listing import agency_coded, plans_page, require_sees_plans
from prongsai.improvement.queries.proposals import proposals
from prongsai.improvement.queries.rows import theme_rows
from prongsai.improvement.queries.tasks import has_tasks, waiting_tasks
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.plans import begin_plan, draft_plan, refresh_points
from prongsai.improvement.views.places import Place, answered, plan_page, tried
from prongsai.methodology.dates import BUDDHIST_ERA
from prongsai.methodology.wording import Text

_BEGIN = Text("เริ่มจัดทำแผนปรับปรุง", "begin an improvement plan")
_LONGEST_SEARCH = 200
_OCTOBER = 10


@working
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """List the plans that somebody may read; begin one."""
    require_sees_plans(actor)
    may_begin = actor.has(Role.CENTRAL, Role.COORDINATOR)
    if request.method == "POST" and not may_begin:
        raise NotAllowed(action=_BEGIN)
    form = _begin_form(request, actor)
    if request.method == "POST" and (answer := _begun(request, actor, form)):
        return answer
    late, soon = waiting_tasks(actor, today=localdate())
    search = request.GET.get("search", "")[:_LONGEST_SEARCH]
    context = {
        "found": plans_page(actor, search=search, page=request.GET.get("page", "1")),
        "search": search,
        "sees_many": bool(actor.ministries) or actor.has(Role.CENTRAL, Role.AUDITOR),
        "form": form if may_begin else None,
        "has_tasks": has_tasks(actor),
        "late": late,
        "soon": soon,
    }
    return render(request, "improvement/plans.html", context, status=answered(request))


@plan_page()
def plan(request: HttpRequest, place: Place) -> HttpResponse:
    """Show a plan from above: what is next, weak points that nothing answers, its measures."""
    context = place.context(
        themes=theme_rows(place.plan, place.rows),
        actions=loose_actions(place.plan),
        outcomes=loose_outcomes(place.plan),
        may_tell=place.is_followed and place.may_plan,
        **place.counts,
    )
    return render(request, "improvement/plan.html", context)


@plan_page(reads=require_planner, writes=require_planner)
def draft(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Say which measures the library proposes, and add them."""
    form = None
    if request.method == "POST":
        added: list[int] = []
        form = tried(lambda: added.append(draft_plan(place.plan, **place.doing)))
        if form.is_valid():
            done = ngettext("%(n)s measure was added.", "%(n)s measures were added.", added[0])
            messages.success(request, done % {"n": added[0]})
            return place.to("plan", "#themes")
    context = place.context(form=form, proposed=_by_theme(place))
    return render(request, "improvement/draft.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def refresh(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Take the weak points of the newest result, after saying what that does."""
    form = None
    if request.method == "POST":
        form = tried(lambda: refresh_points(place.plan, **place.doing))
        if form.is_valid():
            messages.success(request, _("The weak points are those of the newest result now."))
            return place.to("points")
    context = place.context(form=form)
    return render(request, "improvement/refresh.html", context, status=answered(request))


def _by_theme(place: Place) -> list[tuple[Text, list[Any]]]:
    """Return what the library proposes, by theme, in the order of what brings most."""
    themes: dict[str, tuple[Text, list[Any]]] = {}
    for one in proposals(place.plan):
        themes.setdefault(one.theme.id, (one.theme.title, []))[1].append(one)
    return list(themes.values())


def _begin_form(request: HttpRequest, actor: Actor) -> BeginForm:
    own = [(code, said(name)) for code, name in own_agencies(actor)]
    today = localdate()
    year = today.year + BUDDHIST_ERA + (today.month >= _OCTOBER)
    agencies = [] if actor.has(Role.CENTRAL) else own
    years = [year + 1, *range(year - 3, year + 1)]
    return BeginForm(agencies, years, request.POST if request.method == "POST" else None)


def _begun(request: HttpRequest, actor: Actor, form: BeginForm) -> HttpResponseBase | None:
    """Begin a plan; return where that leads, None where it was refused."""
    begun: list[Any] = []

    def step() -> None:
        told = form.cleaned_data
        agency = agency_coded(told["agency"])
        year = int(told["year"])
        begun.append(begin_plan(agency, DEFAULT_FRAMEWORK, year, by=actor, now=now()))

    if not succeeds(form, step):
        return None
    messages.success(request, _("The plan is begun. Its weak points are those of the last result."))
    one = begun[0]
    return redirect("improvement:plan", one.framework, one.year_be, one.agency.code)
