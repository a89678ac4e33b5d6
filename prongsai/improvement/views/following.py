"""A measure as it is followed up: how far it is, what was done, what came of it."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.planning import ReasonForm
from prongsai.improvement.queries.contents import measure_content
from prongsai.improvement.queries.doings import (
    actions_of,
    history_of_measure,
    measure_of,
    outcomes_of,
)
from prongsai.improvement.queries.responsible import concern_of
from prongsai.improvement.queries.rows import counter_of
from prongsai.improvement.queries.tasks import tasks_of
from prongsai.improvement.rules.following import is_theirs, require_sends
from prongsai.improvement.rules.states import MeasureState, next_measure_states
from prongsai.improvement.services.measures import set_measure_state
from prongsai.improvement.views.places import Place, answered, plan_page, sent


@plan_page(writes=require_sends)
def measure(request: HttpRequest, place: Place, *, measure: int) -> HttpResponseBase:
    """Show a measure with everything about it; set how far it is."""
    found = measure_of(place.plan, measure)
    form = ReasonForm(sent(request))
    wanted = request.POST.get("state", "")

    def step() -> None:
        reason = form.cleaned_data["reason"]
        set_measure_state(found, MeasureState(wanted), reason=reason, **place.doing)

    if wanted in set(MeasureState) and succeeds(form, step):
        messages.success(request, _("The state of the measure is set."))
        return place.to("measure", measure=measure)
    is_own = is_theirs(place.actor, concern_of(found), place.own_units)
    row = next(row for row in place.rows if row.id == measure)
    states = next_measure_states(MeasureState(row.state))
    context = place.context(
        form=form,
        found=found,
        row=row,
        content=measure_content(found),
        points=[point for point in place.points if point.code in row.points],
        counter=counter_of(found),
        tasks=tasks_of(found, today=place.today),
        actions=actions_of(found),
        outcomes=outcomes_of(found),
        history=history_of_measure(found),
        may_tell=place.is_followed and is_own,
        states=[state for state in states if state is not MeasureState.CANCELLED],
        may_cancel=place.may_plan and MeasureState.CANCELLED in states,
    )
    return render(request, "improvement/measure.html", context, status=answered(request))
