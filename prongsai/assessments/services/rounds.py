"""Planning, opening and closing rounds."""

from datetime import datetime

from django.db import transaction

from prongsai.assessments.models import Participation, Phase, Round
from prongsai.assessments.rules import (
    AgencyNotKnown,
    NobodyTakesPart,
    RoundExists,
    RoundState,
    RoundUnknown,
    require_next,
    require_open_for_entries,
)
from prongsai.assessments.rules.rights import require_planner
from prongsai.assessments.services.editions import freeze_edition
from prongsai.directory.models import Agency
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.methodology.edition.tree import Edition

_SHOWN = 5


@transaction.atomic
def plan_round(edition: Edition, *, by: Actor, now: datetime) -> Round:
    """Plan a round of an edition, which is frozen with it; its phases are those of the edition.

    Raises:
        NotAllowed: only the central administrator may.
        RoundExists: there is one of that year.
    """
    require_planner(by)
    framework, year_be = edition.rules.framework, edition.year_be
    if Round.objects.filter(framework=framework, year_be=year_be).exists():
        raise RoundExists(edition=edition.id)
    round_ = Round.objects.create(
        edition=freeze_edition(edition), framework=framework, year_be=year_be
    )
    Phase.objects.bulk_create(
        Phase(round=round_, code=phase.code, starts=phase.starts, ends=phase.ends)
        for phase in edition.rules.phases
    )
    audit("round.planned", _named(round_), by=by, now=now, edition_sha256=edition.sha256)
    return round_


@transaction.atomic
def enter_agencies(round_: Round, codes: list[str], *, by: Actor, now: datetime) -> int:
    """Let agencies take part, as they are today; those that do already stay as they were.

    Out: how many are new

    Raises:
        NotAllowed, RoundUnderWay.
        AgencyNotKnown: names the codes that there are no agencies of; nothing is changed.
    """
    require_planner(by)
    locked = _locked(round_)
    require_open_for_entries(RoundState(locked.state))
    agencies = list(Agency.objects.filter(code__in=codes).order_by("code"))
    if unknown := sorted(set(codes) - {agency.code for agency in agencies}):
        raise AgencyNotKnown(codes=", ".join(unknown[:_SHOWN]))
    there = set(locked.participations.values_list("agency_id", flat=True))
    new = [
        Participation(
            round=locked,
            agency=agency,
            group=agency.group,
            ministry=agency.ministry,
            province=agency.province,
        )
        for agency in agencies
        if agency.pk not in there
    ]
    Participation.objects.bulk_create(new)
    if new:
        entered = [one.agency.code for one in new]
        audit("round.agencies_entered", _named(locked), by=by, now=now, agencies=entered)
    return len(new)


@transaction.atomic
def open_round(round_: Round, *, by: Actor, now: datetime) -> Round:
    """Begin to collect answers.

    Raises:
        NotAllowed, WrongState.
        NobodyTakesPart: there is no agency yet.
    """
    locked = _moved(round_, RoundState.COLLECTING, by=by, now=now)
    if not locked.participations.exists():
        raise NobodyTakesPart()
    return locked


@transaction.atomic
def close_round(round_: Round, *, by: Actor, now: datetime) -> Round:
    """End the collecting of answers, for good.

    Raises:
        NotAllowed, WrongState.
    """
    return _moved(round_, RoundState.CLOSED, by=by, now=now)


@transaction.atomic
def mark_scored(round_: Round, *, by: Actor, now: datetime) -> Round:
    """Note that a closed round has scores.

    Raises:
        NotAllowed, WrongState.
    """
    return _moved(round_, RoundState.SCORED, by=by, now=now)


def round_of(framework: str, year_be: int) -> Round:
    """Return the round of a year.

    Raises:
        RoundUnknown: there is none.
    """
    found = Round.objects.filter(framework=framework, year_be=year_be).first()
    if found is None:
        raise RoundUnknown(year=year_be)
    return found


def _moved(round_: Round, wanted: RoundState, *, by: Actor, now: datetime) -> Round:
    require_planner(by)
    locked = _locked(round_)
    require_next(RoundState(locked.state), wanted)
    locked.state = wanted.value
    locked.save(update_fields=["state"])
    audit(f"round.{wanted.value}", _named(locked), by=by, now=now)
    return locked


def _locked(round_: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round_.pk)


def _named(round_: Round) -> str:
    return f"round:{round_}"
