"""Rounds as people who run them see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from prongsai.assessments.models import Phase, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import STATE_NAMES, RoundState, RoundUnknown
from prongsai.assessments.rules.calendar import PhaseDates
from prongsai.assessments.rules.rights import require_reader
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import SEES_ALL, Actor
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class RoundView:
    """A round: how far it is, its calendar, and how many agencies the reader sees in it.

    `told` counts those that have told headcounts, `approved` those whose executive approved them.
    """

    framework: str
    year_be: int
    name: Text
    state: RoundState
    edition_sha256: str
    agencies: int
    told: int
    approved: int
    phases: tuple[PhaseDates, ...]

    @property
    def state_name(self) -> Text:
        """The state in words."""
        return STATE_NAMES[self.state]

    @property
    def is_open_for_entries(self) -> bool:
        """Whether agencies and headcounts may still change."""
        return self.state in {RoundState.PLANNED, RoundState.COLLECTING}

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


def rounds(*, reader: Actor) -> list[RoundView]:
    """Return the rounds that concern a reader, the latest year first.

    Who does not see every agency is shown the rounds that one of theirs takes part in.
    """
    found = _counted(reader)
    if reader.roles.isdisjoint(SEES_ALL):
        found = found.filter(entered__gt=0)
    return [_view(round_) for round_ in found.order_by("-year_be", "framework")]


def round_seen(framework: str, year_be: int, *, reader: Actor) -> RoundView:
    """Return a round with the agencies in it that a reader sees.

    Raises:
        NotAllowed: who has no part in running rounds sees none.
        RoundUnknown: there is none.
    """
    require_reader(reader)
    found = _counted(reader).filter(framework=framework, year_be=year_be).first()
    if found is None:
        raise RoundUnknown(year=year_be)
    return _view(found)


def _counted(reader: Actor) -> QuerySet[Any]:
    seen = seen_by(reader, agency="participations__agency", ministry="participations__ministry")
    told = Q(participations__staff__isnull=False) | Q(participations__public__isnull=False)
    approved = Q(participations__approved_at__isnull=False)
    phases = Phase.objects.annotate(changed=Count("changes")).order_by("pk")
    return Round.objects.annotate(
        entered=Count("participations", filter=seen),
        told=Count("participations", filter=seen & told),
        approved=Count("participations", filter=seen & approved),
    ).prefetch_related(Prefetch("phases", phases))


def _view(round_: Any) -> RoundView:
    rules = frozen_edition(round_.edition_id).rules
    names = {phase.code: phase.name for phase in rules.phases}
    return RoundView(
        framework=round_.framework,
        year_be=round_.year_be,
        name=rules.name,
        state=RoundState(round_.state),
        edition_sha256=round_.edition_id,
        agencies=round_.entered,
        told=round_.told,
        approved=round_.approved,
        phases=tuple(
            PhaseDates(p.code, names[p.code], p.starts, p.ends, p.changed)
            for p in round_.phases.all()
        ),
    )
