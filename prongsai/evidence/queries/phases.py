"""The phases of a round: their days, and whether one is open."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from prongsai.assessments.models import Phase, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.rules.review import PhaseNotOpen
from prongsai.methodology.wording import Text, same

#: What editions call the phases in which something is done here.
DISCLOSING, REVIEWING, OBJECTING = "disclosure", "review", "objection"


@dataclass(frozen=True)
class PhaseSeen:
    """A phase as pages tell of it: its days, where they are set, and whether it is open."""

    name: Text
    starts: date | None
    ends: date | None
    is_open: bool
    is_ahead: bool


def phase_seen(round_: Round, code: str, now: datetime) -> PhaseSeen:
    """Return a phase of a round as it is today; a day that is not set bars nobody."""
    phase = Phase.objects.filter(round=round_, code=code).first()
    starts, ends = (phase.starts, phase.ends) if phase else (None, None)
    today = localdate(now)
    is_ahead, is_over = bool(starts and today < starts), bool(ends and today > ends)
    named = (one.name for one in frozen_edition(round_.edition_id).rules.phases if one.code == code)
    is_open = not (is_ahead or is_over)
    return PhaseSeen(next(named, same(code)), starts, ends, is_open, is_ahead)


def last_day(round_: Round, code: str) -> date | None:
    """Return the last day of a phase; None where none is set."""
    phase = Phase.objects.filter(round=round_, code=code).first()
    return phase.ends if phase else None


def require_phase(round_: Round, code: str, now: datetime) -> None:
    """Refuse what is done outside of a phase; one that the edition does not have is never shut.

    Raises:
        PhaseNotOpen
    """
    phase = phase_seen(round_, code, now)
    if not phase.is_open:
        raise PhaseNotOpen(phase=phase.name)
