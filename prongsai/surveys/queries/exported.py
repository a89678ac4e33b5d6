"""Which exports of a round's answers there were."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.assessments.models import Round
from prongsai.foundation.models import AuditEntry

#: The action in the audit trail by which an export is recorded.
EXPORTED = "answers.exported"
_SHOWN = 20


@dataclass(frozen=True)
class PastExport:
    """An export: when, by whom, in which form, and the hash of its manifest."""

    at: datetime
    by: str
    form: str
    rows: int
    sha256: str


def past_exports(round_: Round) -> list[PastExport]:
    """Return the latest exports of a round, the last one first."""
    entries = AuditEntry.objects.filter(action=EXPORTED, subject=f"round:{round_}")
    return [
        PastExport(
            entry.happened_at,
            entry.actor_name,
            entry.facts["form"],
            sum(survey["rows"] for survey in entry.facts["surveys"].values()),
            entry.facts["sha256"],
        )
        for entry in entries.order_by("-number")[:_SHOWN]
    ]
