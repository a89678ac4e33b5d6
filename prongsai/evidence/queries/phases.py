"""Whether a phase of a round is open."""

from datetime import datetime

from django.utils.timezone import localdate

from prongsai.assessments.models import Phase, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.rules.disclosing import require_open
from prongsai.methodology.wording import same


def require_phase(round_: Round, code: str, now: datetime) -> None:
    """Refuse what is done outside of a phase; one that the edition does not have is never shut.

    Raises:
        PhaseNotOpen
    """
    phase = Phase.objects.filter(round=round_, code=code).first()
    if phase is None:
        return
    named = (one.name for one in frozen_edition(round_.edition_id).rules.phases if one.code == code)
    require_open(next(named, same(code)), phase.starts, phase.ends, localdate(now))
