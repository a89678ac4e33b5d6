"""Rounds as people who run them see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState


@dataclass(frozen=True)
class PhaseDates:
    """A phase with its days; None where no day is set. `changes` counts how often they were."""

    code: str
    starts: date | None
    ends: date | None
    changes: int


@dataclass(frozen=True)
class RoundView:
    """A round: how far it is, its calendar, how many take part and how many have approved."""

    framework: str
    year_be: int
    state: RoundState
    edition_sha256: str
    agencies: int
    approved: int
    phases: tuple[PhaseDates, ...]

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "edition": f"{self.framework}/{self.year_be}",
            "year_be": self.year_be,
            "state": self.state.value,
            "edition_sha256": self.edition_sha256,
            "agencies": self.agencies,
            "approved": self.approved,
            "phases": [
                {
                    "code": phase.code,
                    "starts": phase.starts.isoformat() if phase.starts else None,
                    "ends": phase.ends.isoformat() if phase.ends else None,
                    "changes": phase.changes,
                }
                for phase in self.phases
            ],
        }


def rounds() -> list[RoundView]:
    """Return all rounds, the latest year first."""
    return [_view(round_) for round_ in _counted().order_by("-year_be", "framework")]


def _counted() -> QuerySet[Round]:
    approved = Q(participations__approved_at__isnull=False)
    return Round.objects.annotate(
        entered=Count("participations"), approved=Count("participations", filter=approved)
    )


def _view(round_: Any) -> RoundView:
    phases = round_.phases.annotate(changed=Count("changes")).order_by("pk")
    return RoundView(
        round_.framework,
        round_.year_be,
        RoundState(round_.state),
        round_.edition_id,
        round_.entered,
        round_.approved,
        tuple(PhaseDates(p.code, p.starts, p.ends, p.changed) for p in phases),
    )
