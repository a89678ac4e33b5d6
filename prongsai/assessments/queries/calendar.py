"""How the dates of a round came to be what they are."""

from dataclasses import dataclass
from datetime import date, datetime

from prongsai.assessments.models import PhaseChange
from prongsai.assessments.queries.rounds import RoundView
from prongsai.assessments.rules import PhaseUnknown
from prongsai.assessments.rules.calendar import PhaseDates
from prongsai.methodology.wording import Text

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class DateChange:
    """One change of a phase's dates; `by` is "" when it was done at the command line."""

    phase: Text
    before: Days
    after: Days
    by: str
    at: datetime
    reason: str


def phase_of(round_: RoundView, code: str) -> PhaseDates:
    """Return a phase of a round.

    Raises:
        PhaseUnknown: names those there are.
    """
    for phase in round_.phases:
        if phase.code == code:
            return phase
    raise PhaseUnknown(phase=code, phases=", ".join(phase.code for phase in round_.phases))


def date_changes(round_: RoundView, code: str = "") -> list[DateChange]:
    """Return how the dates of a round, or of one phase, were changed, the latest first."""
    changes = PhaseChange.objects.select_related("phase", "changed_by").filter(
        phase__round__framework=round_.framework, phase__round__year_be=round_.year_be
    )
    if code:
        changes = changes.filter(phase__code=code)
    names = {phase.code: phase.name for phase in round_.phases}
    after: dict[str, Days] = {phase.code: (phase.starts, phase.ends) for phase in round_.phases}
    found = []
    for change in changes.order_by("-pk"):
        phase, before = change.phase.code, (change.starts_before, change.ends_before)
        by = str(change.changed_by or "")
        found.append(
            DateChange(names[phase], before, after[phase], by, change.changed_at, change.reason)
        )
        after[phase] = before
    return found
