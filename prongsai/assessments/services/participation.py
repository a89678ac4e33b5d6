"""What an agency tells of itself in a round: how many may answer, never who."""

from datetime import datetime

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.rules import AgencyNotKnown, RoundState, require_open_for_entries
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_TELL = Text("กรอกจำนวนผู้มีสิทธิ์ตอบ", "tell how many may answer")
_APPROVE = Text("อนุมัติจำนวนผู้มีสิทธิ์ตอบ", "approve how many may answer")


def participation_of(round_: Round, code: str) -> Participation:
    """Return an agency's participation in a round.

    Raises:
        AgencyNotKnown: it takes no part.
    """
    found = Participation.objects.filter(round=round_, agency__code=code).first()
    if found is None:
        raise AgencyNotKnown(codes=code)
    return found


@transaction.atomic
def tell_headcounts(
    participation: Participation,
    *,
    staff: int | None,
    public: int | None,
    by: Actor,
    now: datetime,
) -> Participation:
    """Tell how many staff may answer, and how large the public is; takes an approval back.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        RoundUnderWay: collecting has ended.
    """
    agency = participation.agency_id
    require_role(by, _TELL, Role.CENTRAL, Role.COORDINATOR, agency=agency)
    locked = _locked(participation)
    locked.staff, locked.public = staff, public
    locked.approved_at = locked.approved_by = None
    locked.save(update_fields=["staff", "public", "approved_at", "approved_by"])
    audit("participation.headcounts", _named(locked), by=by, now=now, staff=staff, public=public)
    return locked


@transaction.atomic
def approve_headcounts(participation: Participation, *, by: Actor, now: datetime) -> Participation:
    """Approve what the coordinator told.

    Raises:
        NotAllowed: only the agency's executive may.
        RoundUnderWay: collecting has ended.
    """
    require_role(by, _APPROVE, Role.EXECUTIVE, agency=participation.agency_id)
    locked = _locked(participation)
    locked.approved_at, locked.approved_by_id = now, by.user
    locked.save(update_fields=["approved_at", "approved_by"])
    audit("participation.approved", _named(locked), by=by, now=now)
    return locked


def _locked(participation: Participation) -> Participation:
    locked = Participation.objects.select_related("round", "agency").select_for_update(of=("self",))
    found = locked.get(pk=participation.pk)
    require_open_for_entries(RoundState(found.round.state))
    return found


def _named(participation: Participation) -> str:
    return f"participation:{participation.round}/{participation.agency.code}"
