"""Dates of a round's phases; each change is kept with who, when and why."""

from datetime import date, datetime

from django.db import transaction

from prongsai.assessments.models import Phase, PhaseChange, Round
from prongsai.assessments.rules import PhaseUnknown, require_order, require_reason
from prongsai.assessments.rules.rights import require_dater
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit


@transaction.atomic
def set_phase_dates(
    round_: Round,
    code: str,
    *,
    starts: date | None,
    ends: date | None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Phase:
    """Set the first and the last day of a phase; dates that were set need a reason to change.

    Raises:
        NotAllowed: only the central administrator may.
        PhaseUnknown, DatesReversed, ReasonMissing.
    """
    require_dater(by)
    require_order(starts, ends)
    phase = Phase.objects.select_for_update().filter(round=round_, code=code).first()
    if phase is None:
        codes = round_.phases.order_by("pk").values_list("code", flat=True)
        raise PhaseUnknown(phase=code, phases=", ".join(codes))
    if (phase.starts, phase.ends) == (starts, ends):
        return phase
    require_reason(bool(phase.starts or phase.ends), reason)
    PhaseChange.objects.create(
        phase=phase,
        starts_before=phase.starts,
        ends_before=phase.ends,
        changed_by_id=by.user,
        changed_at=now,
        reason=reason.strip(),
    )
    phase.starts, phase.ends = starts, ends
    phase.save(update_fields=["starts", "ends"])
    told = {"phase": code, "starts": _told(starts), "ends": _told(ends), "reason": reason.strip()}
    audit("round.phase_changed", f"round:{round_}", by=by, now=now, **told)
    return phase


def _told(day: date | None) -> str | None:
    return day.isoformat() if day else None
