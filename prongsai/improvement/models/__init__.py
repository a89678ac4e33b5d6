"""Tables of plans, of what was done, and of the working group."""

from prongsai.improvement.models.doings import Action, ActionFile, ActionLink, Outcome
from prongsai.improvement.models.groups import Appointment, Decision, Meeting, Member
from prongsai.improvement.models.plans import (
    Measure,
    Plan,
    Point,
    Reminder,
    Snapshot,
    Step,
    Task,
    Theme,
)

__all__ = [
    "Action",
    "ActionFile",
    "ActionLink",
    "Appointment",
    "Decision",
    "Measure",
    "Meeting",
    "Member",
    "Outcome",
    "Plan",
    "Point",
    "Reminder",
    "Snapshot",
    "Step",
    "Task",
    "Theme",
]
