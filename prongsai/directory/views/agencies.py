"""Pages of agencies: the list of all, and an agency with its units."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.directory.forms import AgencyForm, UnitForm
from prongsai.directory.queries.agencies import agencies_page, agency_facts, own_agencies, units_of
from prongsai.directory.rules import Actor, NotAllowed, Role, require_role
from prongsai.directory.services.agencies import keep_agency
from prongsai.directory.services.units import keep_unit, remove_unit, require_keeper
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

_ADD = Text("เพิ่มหรือแก้ไขหน่วยงาน", "add or change an agency")
_SEARCHED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@working
def agencies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List agencies, and those that are searched for; add one."""
    if request.method == "POST":
        require_role(actor, _ADD, Role.CENTRAL)
    form, problem = AgencyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            keep_agency(form.facts(), by=actor, now=now())
        except UserError as error:
            problem = error
        else:
            messages.success(request, _("The agency is kept."))
            return redirect("directory:units", form.facts().code)
    search = request.GET.get("search", "")[:_SEARCHED].replace("\0", "")
    context = {
        "search": search,
        "page": agencies_page(actor, search=search, page=request.GET.get("page", "1")),
        "may_change": actor.has(Role.CENTRAL),
        "form": form,
        "problem": problem,
    }
    return render(request, "directory/agencies.html", context, status=_status(form, problem))


@require_http_methods(["GET", "HEAD", "POST"])
@working
def units(request: HttpRequest, actor: Actor, agency: str) -> HttpResponse:
    """Show an agency and its units; name a unit, remove one, change what is known of the agency."""
    if request.method == "POST":
        require_keeper(agency, by=actor)
    facts = agency_facts(agency, reader=actor)
    action = request.POST.get("do", "")
    about = request.POST if action == "agency" else None
    form = AgencyForm(about, initial=vars(facts), prefix="agency")
    is_unit = request.method == "POST" and action not in {"agency", "remove"}
    unit_form = UnitForm(request.POST if is_unit else None)
    problem = None
    if request.method == "POST":
        try:
            if done := _changed(request, actor, agency, form, unit_form):
                messages.success(request, done)
                return redirect("directory:units", agency)
        except NotAllowed:
            raise
        except UserError as error:
            problem = error
    context = {
        "agency": facts,
        "name": Text(facts.name_th or agency, facts.name_en or facts.name_th or agency),
        "units": units_of(agency, reader=actor),
        "is_central": actor.has(Role.CENTRAL),
        "may_change": actor.has(Role.CENTRAL) or agency in dict(own_agencies(actor)),
        "form": form,
        "unit_form": unit_form,
        "problem": problem,
    }
    status = max(_status(form, problem), _status(unit_form, problem))
    return render(request, "directory/units.html", context, status=status)


def _changed(
    request: HttpRequest, actor: Actor, agency: str, form: AgencyForm, unit_form: UnitForm
) -> str:
    """Do what a button asks for and say so; "" when what was typed cannot be used."""
    action = request.POST.get("do", "")
    if action == "remove":
        remove_unit(agency, request.POST.get("unit", ""), by=actor, now=now())
        return _("The unit is removed.")
    if action == "agency":
        if not form.is_valid():
            return ""
        keep_agency(replace(form.facts(), code=agency), by=actor, now=now())
        return _("The agency is kept.")
    if not unit_form.is_valid():
        return ""
    keep_unit(unit_form.facts(agency), by=actor, now=now())
    return _("The unit is kept.")


def _status(form: AgencyForm | UnitForm, problem: UserError | None) -> int:
    return 422 if form.errors or problem else 200
