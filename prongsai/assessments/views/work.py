"""The first page after logging in: what there is to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.participations import own_agencies
from prongsai.assessments.queries.rounds import rounds
from prongsai.assessments.queries.waiting import waiting_for
from prongsai.assessments.rules.calendar import phase_today, what_matters
from prongsai.assessments.rules.rights import may_approve, may_plan, may_tell
from prongsai.directory.queries import people
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working


@working
@require_safe
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the rounds that concern somebody, and what waits for them in each."""
    own, today = own_agencies(actor), localdate()
    tasks = [
        {
            "round": round_,
            "matters": what_matters([phase_today(phase, today) for phase in round_.phases]),
            "agencies": [
                {
                    "row": row,
                    "may_tell": may_tell(actor, row.agency),
                    "may_approve": may_approve(actor, row.agency),
                }
                for row in own.get((round_.framework, round_.year_be), [])
            ],
        }
        for round_ in rounds(reader=actor)
    ]
    (person,) = people(user=actor.user)
    context = {
        "person": person,
        "tasks": tasks,
        "may_plan": may_plan(actor),
        "waiting": waiting_for(actor, today=today),
    }
    return render(request, "assessments/work.html", context)
