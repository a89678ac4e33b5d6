"""One item of the checklist: filled in, sent, approved or sent back, given to a unit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.forms.disclosing import AssignForm, ContentForm, FileForm, ReturnForm
from prongsai.evidence.queries.checklist import units_of
from prongsai.evidence.queries.items import ItemSeen, item_seen
from prongsai.evidence.queries.offers import Offered, offered
from prongsai.evidence.rules.checklist import (
    ItemState,
    may_assign,
    may_decide,
    may_fill_in,
    may_submit,
    require_worker,
)
from prongsai.evidence.rules.link_lines import written
from prongsai.evidence.services import disclosing
from prongsai.evidence.services.attaching import attach_file, file_of, remove_file
from prongsai.evidence.services.disclosing import disclosure_of, unit_of
from prongsai.evidence.services.offering import choose_offer
from prongsai.evidence.views.checklist import place_of
from prongsai.foundation.rules.files import KINDS, LARGEST_MIB
from prongsai.foundation.templatetags.prongsai import said
from prongsai.foundation.views import handed_out


@dataclass(frozen=True)
class _Sent:
    """What a button of the page asks for."""

    disclosure: Any
    form: Any
    files: Any
    asked: Any
    site: str
    doing: dict[str, Any]

    @property
    def seen(self) -> str:
        """What was disclosed when the page was opened."""
        return str(self.asked.get("seen", ""))

    @property
    def offer(self) -> str:
        """Which page of this site is chosen."""
        return str(self.asked.get("offer", ""))


@working
@require_http_methods(["GET", "HEAD", "POST"])
def item(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, item: str
) -> HttpResponse:
    """Show an item; do what a button on its page asks for."""
    participation = entered(framework, year, agency, reader=actor)
    if request.method == "POST":
        require_worker(actor, participation.agency_id)
    moment = now()
    seen = item_seen(participation, item, reader=actor, now=moment)
    do = request.POST.get("do", "")
    forms = _forms(request, participation, seen, do)
    if do in _STEPS:
        form, step, done = forms[_STEPS[do][0]], *_STEPS[do][1:]
        site = request.build_absolute_uri("/")
        told = (form, request.FILES, request.POST, site, {"by": actor, "now": moment})
        if succeeds(form, lambda: step(_Sent(disclosure_of(participation, item), *told))):
            messages.success(request, done())
            return redirect("evidence:item", framework, year, agency, item)
    context = {
        **place_of(participation),
        "seen": seen,
        **forms,
        **_rights(actor, participation.agency_id, seen),
        "offers": _offers(request, participation, item),
        "kinds": ", ".join(sorted(KINDS)),
        "largest": LARGEST_MIB,
    }
    is_faulty = request.method == "POST"
    return render(request, "evidence/item.html", context, status=422 if is_faulty else 200)


@working
@require_safe
def file(  # five of them are the address
    _request: HttpRequest,
    actor: Actor,
    framework: str,
    year: int,
    agency: str,
    item: str,
    file: int,
) -> FileResponse:
    """Hand a file out, to be saved."""
    participation = entered(framework, year, agency, reader=actor)
    found = file_of(participation, item, file, reader=actor)
    return handed_out(found.path, name=found.name, media_type=found.media_type)


def _forms(request: HttpRequest, participation: Any, seen: ItemSeen, do: str) -> dict[str, Form]:
    sent = dict.fromkeys([_STEPS[do][0]] if do in _STEPS else [], request.POST)
    words = {"explanation": seen.explanation, "exemption": seen.exemption}
    units = [(code, f"{code} · {said(name)}") for code, name in units_of(participation)]
    return {
        "content": ContentForm(
            sent.get("content"), initial={**words, "links": written(seen.named_links)}
        ),
        "sending": Form(sent.get("sending")),
        "returning": ReturnForm(sent.get("returning")),
        "assigning": AssignForm(units, sent.get("assigning"), {"unit": seen.unit, "due": seen.due}),
        "filing": FileForm(sent.get("filing"), request.FILES if "filing" in sent else None),
        "removing": Form(sent.get("removing")),
        "choosing": Form(sent.get("choosing")),
    }


def _offers(request: HttpRequest, participation: Any, item: str) -> list[Offered]:
    return offered(participation, item, site=request.build_absolute_uri("/"))


def _rights(actor: Actor, agency: int, seen: ItemSeen) -> dict[str, bool]:
    decides = may_decide(actor, agency) and seen.is_open
    return {
        "may_fill_in": may_fill_in(actor, agency) and seen.is_editable,
        "may_submit": may_submit(actor, agency) and seen.is_editable,
        "may_approve": decides and seen.state is ItemState.SUBMITTED,
        "may_return": decides and seen.state in {ItemState.SUBMITTED, ItemState.APPROVED},
        "may_assign": may_assign(actor, agency),
    }


def _save(sent: _Sent) -> None:
    told = {**sent.form.told(), "seen": sent.seen}
    disclosing.edit_disclosure(sent.disclosure, **told, **sent.doing)


def _send(sent: _Sent) -> None:
    told = {**sent.form.told(), "seen": sent.seen}
    disclosing.edit_and_submit(sent.disclosure, **told, **sent.doing)


def _approve(sent: _Sent) -> None:
    disclosing.approve_disclosure(sent.disclosure, seen=sent.seen, **sent.doing)


def _return(sent: _Sent) -> None:
    words = sent.form.cleaned_data["words"]
    disclosing.return_disclosure(sent.disclosure, words=words, **sent.doing)


def _assign(sent: _Sent) -> None:
    told = sent.form.cleaned_data
    unit = unit_of(sent.disclosure, told["unit"])
    disclosing.assign_item(sent.disclosure, unit=unit, due=told["due"], **sent.doing)


def _add_file(sent: _Sent) -> None:
    attach_file(sent.disclosure, sent.form.cleaned_data["file"], **sent.doing)


def _choose(sent: _Sent) -> None:
    choose_offer(sent.disclosure, sent.offer, site=sent.site, **sent.doing)


def _remove_file(sent: _Sent) -> None:
    number = sent.asked.get("file", "")
    known = number.isascii() and number.isdecimal() and len(number) < len(str(2**63))
    remove_file(sent.disclosure, int(number) if known else 0, **sent.doing)


#: What a button says -> the form that it sends, what it does, and what is said then.
_STEPS: dict[str, tuple[str, Callable[[_Sent], None], Callable[[], str]]] = {
    "save": ("content", _save, lambda: _("The draft is saved.")),
    "send": ("content", _send, lambda: _("It is sent. The executive can approve it now.")),
    "approve": ("sending", _approve, lambda: _("The item is approved.")),
    "return": ("returning", _return, lambda: _("The item is sent back.")),
    "assign": ("assigning", _assign, lambda: _("Unit and day are set.")),
    "add_file": ("filing", _add_file, lambda: _("The file is added.")),
    "choose": ("choosing", _choose, lambda: _("The page of this site is added to the links.")),
    "remove_file": ("removing", _remove_file, lambda: _("The file is removed.")),
}
