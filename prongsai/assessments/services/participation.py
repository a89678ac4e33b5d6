"""What an agency tells of itself in a round: how many may answer, never who."""

from datetime import datetime

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.rules import AgencyNotKnown, RoundState, require_open_for_entries
from prongsai.assessments.rules.headcounts import require_approvable, require_countable
from prongsai.assessments.rules.rights import require_approver, require_teller
from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit


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
    """Tell how many staff may answer, and how large the public is.

    Other numbers than before take an approval back; the same ones change nothing.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        RoundUnderWay: collecting has ended.
        HeadcountImpossible
    """
    require_teller(by, participation.agency_id)
    require_countable(staff, public)
    locked = _locked(participation)
    if (locked.staff, locked.public) == (staff, public):
        return locked
    locked.staff, locked.public = staff, public
    locked.approved_at = locked.approved_by = None
    locked.save(update_fields=["staff", "public", "approved_at", "approved_by"])
    audit("participation.headcounts", _named(locked), by=by, now=now, staff=staff, public=public)
    return locked


@transaction.atomic
def approve_headcounts(
    participation: Participation,
    *,
    seen: tuple[int | None, int | None],
    by: Actor,
    now: datetime,
) -> Participation:
    """Approve what the coordinator told.

    In: the staff and the public that the executive has read, so that no others are approved

    Raises:
        NotAllowed: only the agency's executive may.
        RoundUnderWay: collecting has ended.
        HeadcountsMissing: nothing was told.
        HeadcountsChanged: other numbers were told since.
    """
    require_approver(by, participation.agency_id)
    locked = _locked(participation)
    require_approvable(locked.staff, locked.public, seen)
    locked.approved_at, locked.approved_by_id = now, by.user
    locked.save(update_fields=["approved_at", "approved_by"])
    facts = {"staff": locked.staff, "public": locked.public}
    audit("participation.approved", _named(locked), by=by, now=now, **facts)
    return locked


def _locked(participation: Participation) -> Participation:
    locked = Participation.objects.select_related("round", "agency").select_for_update(of=("self",))
    found = locked.get(pk=participation.pk)
    require_open_for_entries(RoundState(found.round.state))
    return found


def _named(participation: Participation) -> str:
    return f"participation:{participation.round}/{participation.agency.code}"
