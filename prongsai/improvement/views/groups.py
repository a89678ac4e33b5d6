"""The working group of a plan, and the orders that appoint it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.groups import AppointmentForm, members_form
from prongsai.improvement.queries.meetings import (
    appointment_content,
    appointment_of,
    appointments,
    meetings,
)
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.groups import drop_appointment, save_appointment
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried


@plan_page()
def group(request: HttpRequest, place: Place) -> HttpResponse:
    """Show who was appointed, and the meetings with their decisions."""
    context = place.context(orders=appointments(place.plan), meetings=meetings(place.plan))
    return render(request, "improvement/group.html", context)


@plan_page(reads=require_planner, writes=require_planner)
def new_appointment(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Enter an order with its members."""
    return _appointment(request, place, None)


@plan_page(reads=require_planner, writes=require_planner)
def appointment(request: HttpRequest, place: Place, *, appointment: int) -> HttpResponseBase:
    """Change an order, or remove it."""
    return _appointment(request, place, appointment_of(place.plan, appointment))


def _appointment(request: HttpRequest, place: Place, found: Any) -> HttpResponseBase:
    content = appointment_content(found) if found else None
    initial = {name: getattr(content, name) for name in ("number", "dated", "title") if content}
    given = sent(request) if request.POST.get("do") != "drop" else None
    form = AppointmentForm(given, initial=initial)
    lines = members_form(given, content.members if content else ())
    refused = None

    def save() -> None:
        order = form.content(lines.contents())
        save_appointment(place.plan, order, appointment=found, **place.doing)

    if request.POST.get("do") == "drop" and found:
        refused = tried(lambda: drop_appointment(found, **place.doing))
        if refused.is_valid():
            messages.success(request, _("It is removed."))
            return place.to("group")
    elif given is not None and lines.is_valid() and succeeds(form, save):
        messages.success(request, _("The order is saved."))
        return place.to("group")
    context = place.context(form=form, members=lines, found=found, refused=refused)
    return render(request, "improvement/appointment.html", context, status=answered(request))
