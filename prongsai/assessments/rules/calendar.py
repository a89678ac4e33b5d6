"""Where a day stands in a round's calendar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prongsai.methodology.wording import Text


class Timing(StrEnum):
    """Where today stands to a phase."""

    UNSET = "unset"
    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True)
class PhaseDates:
    """A phase with its days; None where no day is set. `changes` counts how often they were."""

    code: str
    name: Text
    starts: date | None
    ends: date | None
    changes: int


@dataclass(frozen=True)
class PhaseToday:
    """A phase as it is today; `days` is how many are left, or how many until it starts."""

    phase: PhaseDates
    timing: Timing
    days: int | None


def phase_today(phase: PhaseDates, today: date) -> PhaseToday:
    """Say where today stands to a phase; both its days belong to it.

    A phase with one day set is bounded on that side alone.
    """
    if phase.starts is None and phase.ends is None:
        return PhaseToday(phase, Timing.UNSET, None)
    if phase.starts is not None and today < phase.starts:
        return PhaseToday(phase, Timing.AHEAD, (phase.starts - today).days)
    if phase.ends is None:
        return PhaseToday(phase, Timing.NOW, None)
    if today > phase.ends:
        return PhaseToday(phase, Timing.OVER, None)
    return PhaseToday(phase, Timing.NOW, (phase.ends - today).days)


def what_matters(phases: list[PhaseToday]) -> list[PhaseToday]:
    """Return the phases under way; where there are none, the next one."""
    now = [phase for phase in phases if phase.timing is Timing.NOW]
    ahead = [phase for phase in phases if phase.timing is Timing.AHEAD]
    return now or sorted(ahead, key=lambda phase: phase.days or 0)[:1]
