"""Meetings of the working group: minutes, decisions, and what becomes of these."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.groups import DecisionsForm, MeetingForm, TakeUpForm
from prongsai.improvement.queries.doings import measure_of
from prongsai.improvement.queries.meetings import decision_of, meeting_of, meeting_row
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.services.groups import (
    decide,
    drop_decision,
    drop_meeting,
    hold_meeting,
    take_up_decision,
)
from prongsai.improvement.views.actions import number_in
from prongsai.improvement.views.places import Place, answered, plan_page, sent


@plan_page(reads=require_planner, writes=require_planner)
def new_meeting(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Enter a meeting."""
    form = MeetingForm(sent(request), initial={"held_on": place.today})
    held: list[Any] = []

    def hold() -> None:
        held.append(hold_meeting(place.plan, **form.cleaned_data, **place.doing))

    if request.method == "POST" and succeeds(form, hold):
        messages.success(request, _("The meeting is kept. Add what it decided now."))
        return place.to("meeting", "#decisions", meeting=held[0].pk)
    context = place.context(form=form, found=None)
    return render(request, "improvement/meeting.html", context, status=answered(request))


@plan_page(writes=require_planner)
def meeting(request: HttpRequest, place: Place, *, meeting: int) -> HttpResponseBase:
    """Show a meeting; change it, add and remove decisions."""
    found = meeting_of(place.plan, meeting)
    kept = {"held_on": found.held_on, "title": found.title, "minutes": found.minutes}
    form = MeetingForm(sent(request, "save"), initial=kept)
    decided, removing = DecisionsForm(sent(request, "decide")), Form({})
    doing, number = place.doing, number_in(request, "decision")
    steps: dict[str, tuple[Form, Callable[[], object]]] = {
        "save": (
            form,
            lambda: hold_meeting(place.plan, **form.cleaned_data, meeting=found, **doing),
        ),
        "decide": (decided, lambda: decide(found, decided.lines(), **doing)),
        "remove": (removing, lambda: drop_decision(decision_of(place.plan, number), **doing)),
        "drop": (removing, lambda: drop_meeting(found, **doing)),
    }
    do = request.POST.get("do", "")
    if do in steps and succeeds(*steps[do]):
        messages.success(request, _("It is removed.") if do == "drop" else _("It is saved."))
        if do == "drop":
            return place.to("group", "#meetings")
        return place.to("meeting", meeting=meeting)
    context = place.context(
        form=form, decided=decided, refused=removing, found=found, row=meeting_row(found)
    )
    return render(request, "improvement/meeting.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def take_up(request: HttpRequest, place: Place, *, decision: int) -> HttpResponseBase:
    """Make a decision a step of a measure."""
    found = decision_of(place.plan, decision)
    open_rows = [row for row in place.rows if not row.is_over]
    form = TakeUpForm(
        sent(request), measures=[(str(row.id), f"{row.label} {row.title}") for row in open_rows]
    )

    def take() -> None:
        told = form.cleaned_data
        take_up_decision(
            found,
            measure=measure_of(place.plan, int(told["measure"])),
            due=told["due"],
            recurrence=form.recurrence_chosen(),
            **place.doing,
        )

    if request.method == "POST" and succeeds(form, take):
        messages.success(request, _("The decision is a step of the measure now."))
        return place.to("measure", "#tasks", measure=int(form.cleaned_data["measure"]))
    context = place.context(form=form, found=found)
    return render(request, "improvement/take_up.html", context, status=answered(request))
