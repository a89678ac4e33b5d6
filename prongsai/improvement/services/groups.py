"""The working group of a plan: its appointment, its meetings, and what becomes of decisions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Appointment, Decision, Measure, Meeting, Plan, Step
from prongsai.improvement.rules.content import AppointmentContent
from prongsai.improvement.rules.following import (
    LONGEST_TITLE,
    DecisionTaken,
    NotInPlan,
    require_open,
    require_words,
)
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import PlanState, Recurrence
from prongsai.improvement.services.filling import write_appointment
from prongsai.improvement.services.holding import held, named
from prongsai.improvement.services.scheduling import make_tasks


@transaction.atomic
def save_appointment(
    plan: Plan,
    content: AppointmentContent,
    *,
    appointment: Appointment | None = None,
    by: Actor,
    now: datetime,
) -> Appointment:
    """Keep the order that appoints the working group, with its members in their order.

    Raises:
        NotAllowed, PlanClosed, WordsMissing.
    """
    own = _kept(plan, by)
    order = appointment or Appointment(plan=own)
    write_appointment(order, replace(content, title=require_words(content.title)))
    told = {"appointment": order.pk, "number": order.number, "members": len(content.members)}
    audit("plan.group_appointed", named(own), by=by, now=now, **told)
    return order


@transaction.atomic
def drop_appointment(appointment: Appointment, *, by: Actor, now: datetime) -> None:
    """Remove an order that was entered by mistake.

    Raises:
        NotAllowed, PlanClosed.
    """
    own = _kept(appointment.plan, by)
    told = {"appointment": appointment.pk, "number": appointment.number}
    appointment.delete()
    audit("plan.group_dropped", named(own), by=by, now=now, **told)


@transaction.atomic
def hold_meeting(
    plan: Plan,
    *,
    held_on: date,
    title: str,
    minutes: str = "",
    meeting: Meeting | None = None,
    by: Actor,
    now: datetime,
) -> Meeting:
    """Keep a meeting of the working group and its minutes.

    Raises:
        NotAllowed, PlanClosed, WordsMissing.
    """
    own = _kept(plan, by)
    held = meeting or Meeting(plan=own)
    held.held_on, held.title = held_on, require_words(title, LONGEST_TITLE)
    held.minutes = "\n".join(minutes.strip().splitlines())
    held.save()
    audit("plan.meeting_kept", named(own), by=by, now=now, meeting=held.pk)
    return held


@transaction.atomic
def drop_meeting(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Remove a meeting with its decisions; steps that became of them stay.

    Raises:
        NotAllowed, PlanClosed.
    """
    own = _kept(meeting.plan, by)
    told = {"meeting": meeting.pk, "title": meeting.title}
    meeting.delete()
    audit("plan.meeting_dropped", named(own), by=by, now=now, **told)


@transaction.atomic
def decide(
    meeting: Meeting, decisions: Sequence[str], *, by: Actor, now: datetime
) -> list[Decision]:
    """Add what a meeting decided.

    Raises:
        NotAllowed, PlanClosed, WordsMissing.
    """
    own = _kept(meeting.plan, by)
    last = meeting.decisions.aggregate(last=Max("place"))["last"] or 0
    made = [
        Decision.objects.create(meeting=meeting, place=place, text=require_words(text))
        for place, text in enumerate(decisions, start=last + 1)
    ]
    told = {"meeting": meeting.pk, "decisions": len(made)}
    audit("plan.decided_at_meeting", named(own), by=by, now=now, **told)
    return made


@transaction.atomic
def drop_decision(decision: Decision, *, by: Actor, now: datetime) -> None:
    """Remove a decision; the step that became of it stays.

    Raises:
        NotAllowed, PlanClosed.
    """
    own = _kept(decision.meeting.plan, by)
    told = {"meeting": decision.meeting_id, "text": decision.text[:200]}
    decision.delete()
    audit("plan.decision_dropped", named(own), by=by, now=now, **told)


@transaction.atomic
def take_up_decision(
    decision: Decision,
    *,
    measure: Measure,
    due: date,
    recurrence: Recurrence = Recurrence.ONCE,
    by: Actor,
    now: datetime,
) -> Step:
    """Make a decision a step of a measure; where the plan is approved, units get its tasks.

    Raises:
        NotAllowed, PlanClosed, DecisionTaken.
        NotInPlan: the measure belongs to another plan.
    """
    own = _kept(decision.meeting.plan, by)
    if measure.theme.plan_id != own.pk:
        raise NotInPlan()
    fresh = Decision.objects.get(pk=decision.pk)
    if fresh.step_id is not None:
        raise DecisionTaken()
    last = measure.steps.aggregate(last=Max("place"))["last"] or 0
    step = Step.objects.create(
        measure=measure, place=last + 1, title=fresh.text, due=due, recurrence=recurrence.value
    )
    fresh.step = step
    fresh.save(update_fields=["step"])
    if PlanState(own.state) is PlanState.APPROVED:
        make_tasks(own)
    told = {"decision": fresh.pk, "measure": measure.pk, "step": step.pk}
    audit("plan.decision_taken_up", named(own), by=by, now=now, **told)
    return step


def _kept(plan: Plan, by: Actor) -> Plan:
    """Return a plan that is not closed, held for who draws it up."""
    own = held(plan)
    require_planner(by, own.agency_id)
    require_open(PlanState(own.state))
    return own
