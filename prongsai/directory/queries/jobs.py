"""Background jobs for those who may see them: who asked, and who sees everything."""

from uuid import UUID

from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.foundation.queries.jobs import JobSeen, job_seen
from prongsai.methodology.wording import Text

_SEE = Text("ดูงานเบื้องหลังของผู้อื่น", "see a background job of somebody else")


def job_for(reader: Actor, job: UUID) -> JobSeen:
    """Return a job.

    Raises:
        JobUnknown: there is none.
        NotAllowed: the reader did not ask for it, and is no central administrator or auditor.
    """
    found = job_seen(job)
    is_theirs = reader.user is not None and reader.user == found.asked_by
    if not (is_theirs or reader.has(Role.CENTRAL, Role.AUDITOR)):
        raise NotAllowed(action=_SEE)
    return found
