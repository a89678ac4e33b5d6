"""The working group of a plan: who was appointed, what was decided, what became of it."""

from dataclasses import dataclass
from datetime import date

from prongsai.improvement.models import Appointment, Decision, Meeting, Plan
from prongsai.improvement.rules.content import AppointmentContent, MemberContent
from prongsai.improvement.rules.following import NotInPlan
from prongsai.improvement.rules.states import MEMBER_DUTIES, MemberDuty
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class MemberRow:
    """Somebody in the group, and their duty in words."""

    name: str
    position: str
    duty: Text


@dataclass(frozen=True)
class AppointmentRow:
    """An order with its members."""

    id: int
    number: str
    dated: date
    title: str
    members: tuple[MemberRow, ...]


@dataclass(frozen=True)
class DecisionRow:
    """A decision, and the measure of which it is a step; None where nobody took it up."""

    id: int
    text: str
    measure: int | None
    measure_title: str = ""
    due: date | None = None


@dataclass(frozen=True)
class MeetingRow:
    """A meeting with its decisions."""

    id: int
    held_on: date
    title: str
    minutes: str
    decisions: tuple[DecisionRow, ...]

    @property
    def untaken(self) -> int:
        """How many decisions nobody took up."""
        return sum(one.measure is None for one in self.decisions)


def appointments(plan: Plan) -> list[AppointmentRow]:
    """Return the orders of a plan, the latest first."""
    found = plan.appointments.order_by("-dated", "-pk").prefetch_related("members")
    return [
        AppointmentRow(
            one.pk,
            one.number,
            one.dated,
            one.title,
            tuple(
                MemberRow(m.name, m.position, MEMBER_DUTIES[MemberDuty(m.duty)])
                for m in one.members.all()
            ),
        )
        for one in found
    ]


def meetings(plan: Plan) -> list[MeetingRow]:
    """Return the meetings of a plan, the latest first."""
    found = plan.meetings.order_by("-held_on", "-pk")
    return [meeting_row(one) for one in found.prefetch_related("decisions__step__measure")]


def meeting_row(meeting: Meeting) -> MeetingRow:
    """Return a meeting with its decisions."""
    decided = tuple(_decision(one) for one in meeting.decisions.all())
    return MeetingRow(meeting.pk, meeting.held_on, meeting.title, meeting.minutes, decided)


def appointment_content(appointment: Appointment) -> AppointmentContent:
    """Return an order with its members as plain values."""
    members = tuple(
        MemberContent(one.name, one.position, MemberDuty(one.duty))
        for one in appointment.members.all()
    )
    return AppointmentContent(appointment.number, appointment.dated, appointment.title, members)


def appointment_of(plan: Plan, number: int) -> Appointment:
    """Return an order of a plan.

    Raises:
        NotInPlan
    """
    found = plan.appointments.filter(pk=number).first()
    if found is None:
        raise NotInPlan()
    return found


def meeting_of(plan: Plan, number: int) -> Meeting:
    """Return a meeting of a plan.

    Raises:
        NotInPlan
    """
    found = plan.meetings.filter(pk=number).first()
    if found is None:
        raise NotInPlan()
    return found


def decision_of(plan: Plan, number: int) -> Decision:
    """Return a decision of a meeting of a plan.

    Raises:
        NotInPlan
    """
    found = Decision.objects.filter(meeting__plan=plan, pk=number).select_related("meeting").first()
    if found is None:
        raise NotInPlan()
    return found


def _decision(decision: Decision) -> DecisionRow:
    step = decision.step
    if step is None:
        return DecisionRow(decision.pk, decision.text, None)
    return DecisionRow(decision.pk, decision.text, step.measure_id, step.measure.title, step.due)
