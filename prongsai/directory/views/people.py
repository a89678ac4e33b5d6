"""Pages of people: who has an account, who is invited, what one may do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.directory import queries
from prongsai.directory.forms import DutyForm, InviteForm
from prongsai.directory.queries.accounts import people_page
from prongsai.directory.queries.accounts import person as person_seen
from prongsai.directory.queries.agencies import own_agencies, own_units
from prongsai.directory.rules import ROLES, Actor, NotAllowed, Role
from prongsai.directory.rules.accounts import Post
from prongsai.directory.services import people as services
from prongsai.directory.services.accounts import grant_duty, revoke_duty
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

_CHANGE = Text("จัดการผู้ใช้งาน", "manage people")
_CLOSE = Text("ปิดบัญชี", "close an account")
_SEARCHED = 200


@require_safe
@working
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List accounts, and those that are searched for."""
    search = request.GET.get("search", "")[:_SEARCHED].replace("\0", "")
    role = request.GET.get("role", "")
    page, found = people_page(
        actor,
        search=search,
        role=role if role in set(Role) else "",
        page=request.GET.get("page", "1"),
    )
    context = {
        "search": search,
        "role": role,
        "roles": [(one.value, name) for one, name in ROLES.items()],
        "page": page,
        "people": found,
        "is_central": actor.has(Role.CENTRAL),
        "may_change": actor.has(Role.CENTRAL, Role.COORDINATOR),
        "own": own_agencies(actor),
        "may_export": actor.has(Role.CENTRAL, Role.AUDITOR),
    }
    return render(request, "directory/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody to a role."""
    _require_manager(actor)
    asked = {name: request.GET.get(name, "") for name in ("role", "agency")}
    form = InviteForm(request.POST or None, **_choices(actor), initial=asked)
    problem = None
    if request.method == "POST" and form.is_valid():
        email, name = form.cleaned_data["email"], form.cleaned_data["name"]
        try:
            done = services.invite(email, form.post(), name=name, **_doing(request, actor))
        except UserError as error:
            problem = _unless_refused(error)
        else:
            return _invited(request, done)
    return _page(request, "directory/invite.html", {"form": form}, form, problem)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def person(request: HttpRequest, actor: Actor, person: int) -> HttpResponse:
    """Show an account; give a role or take one away, make a link, open it again."""
    if request.method == "POST":
        _require_manager(actor)
    shown = person_seen(person, reader=actor)
    may_change = actor.has(Role.CENTRAL, Role.COORDINATOR)
    form = DutyForm(request.POST or None, **_choices(actor)) if may_change else None
    problem = None
    if request.method == "POST":
        try:
            if done := _changed(request, actor, shown, form):
                return done
        except UserError as error:
            problem = _unless_refused(error)
    context = {
        "person": shown,
        "form": form,
        "is_central": actor.has(Role.CENTRAL),
        "is_own": person == actor.user,
        "may_change": may_change,
    }
    return _page(request, "directory/person.html", context, form, problem)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def close(request: HttpRequest, actor: Actor, person: int) -> HttpResponse:
    """Say what closing an account does, and do it."""
    if not actor.has(Role.CENTRAL):
        raise NotAllowed(action=_CLOSE)
    shown = person_seen(person, reader=actor)
    if request.method == "POST":
        services.close_account(person, by=actor, now=now())
        messages.success(request, _("The account is closed."))
        return redirect("directory:person", person)
    return render(request, "directory/close.html", {"person": shown})


def _changed(
    request: HttpRequest, actor: Actor, shown: queries.Person, form: DutyForm | None
) -> HttpResponse | None:
    """Do what a button asks for; None when it asks for nothing that can be done."""
    action, done = request.POST.get("do", ""), ""
    if action == "link":
        return _invited(request, services.send_link(shown.id, **_doing(request, actor)))
    if action == "open":
        services.open_account(shown.id, by=actor, now=now())
        done = _("The account is open again.")
    elif action == "revoke":
        post = _post(request)
        place = {"agency": post.agency, "unit": post.unit, "ministry": post.ministry}
        revoke_duty(shown.email, post.role, **place, by=actor, now=now())
        done = _("The role is taken away.")
    elif form is not None and form.is_valid():
        post = form.post()
        place = {"agency": post.agency, "unit": post.unit, "ministry": post.ministry}
        grant_duty(shown.email, post.role, **place, by=actor, now=now())
        done = _("The role is given.")
    if not done:
        return None
    messages.success(request, done)
    # A coordinator who took the last role away sees this person no more.
    seen = actor.has(Role.CENTRAL) or action != "revoke"
    return redirect("directory:person", shown.id) if seen else redirect("directory:people")


def _post(request: HttpRequest) -> Post:
    """Return the duty that a button names; one of an unknown role cannot be anybody's."""
    told = {name: request.POST.get(name, "") for name in ("agency", "unit", "ministry")}
    role = request.POST.get("role", "")
    if role not in set(Role):
        raise NotAllowed(action=_CHANGE)
    return Post(Role(role), **told)


def _invited(request: HttpRequest, done: services.Invited) -> HttpResponse:
    """Show the link this once; where none is to be handed over, go on."""
    if done.link:
        return render(request, "directory/invited.html", {"done": done})
    if done.was_sent:
        messages.success(
            request, _("An invitation was mailed to %(email)s.") % {"email": done.email}
        )
    else:
        said = _("%(email)s has an account and now has this role too.") % {"email": done.email}
        messages.success(request, said)
    return redirect("directory:person", done.person)


def _doing(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    site = request.build_absolute_uri("/")
    return {"site": site, "language": get_language() or "th", "by": actor, "now": now()}


def _choices(actor: Actor) -> dict[str, Any]:
    """Return the agencies and units that somebody may choose from; None for all."""
    own = None if actor.has(Role.CENTRAL) else own_agencies(actor)
    return {"own": own, "units": own_units(actor)}


def _require_manager(actor: Actor) -> None:
    if not actor.has(Role.CENTRAL, Role.COORDINATOR):
        raise NotAllowed(action=_CHANGE)


def _unless_refused(error: UserError) -> UserError:
    """Return what can be shown beside the form; who may not do it gets no form."""
    if isinstance(error, NotAllowed):
        raise error
    return error


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: Any,
    problem: UserError | None,
) -> HttpResponse:
    faulty = problem is not None or bool(form is not None and form.errors)
    status = 422 if faulty and request.method == "POST" else 200
    return render(request, template, {**context, "problem": problem}, status=status)
