"""Background jobs as people see them, and whether anybody does them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from procrastinate.contrib.django.models import ProcrastinateWorker

from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.rules import ENDED, JOB_STATES, JobState, JobUnknown
from prongsai.methodology.wording import Text

#: A worker that said nothing for so long is none.
_SILENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class JobSeen:
    """A job: what it is, how far, what came out or why it failed."""

    id: UUID
    kind: str
    name: Text
    subject: str
    asked_by: int | None
    asked_by_name: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    state: JobState
    step: Text
    done: int
    of: int
    leads_to: str
    outcome: dict[str, Any]
    error_code: str
    error: Text

    @property
    def state_name(self) -> Text:
        """The state in words."""
        return JOB_STATES[self.state]

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in ENDED

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "job": str(self.id),
            "kind": self.kind,
            "subject": self.subject,
            "state": self.state.value,
            "asked_by": self.asked_by_name,
            "asked_at": self.asked_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "step_th": self.step.th,
            "step_en": self.step.en,
            "done": self.done,
            "of": self.of,
            "outcome": self.outcome,
            "error_code": self.error_code,
            "error_th": self.error.th,
            "error_en": self.error.en,
        }


def job_seen(job: UUID) -> JobSeen:
    """Return a job.

    Raises:
        JobUnknown: there is none.
    """
    found = BackgroundJob.objects.filter(pk=job).first()
    if found is None:
        raise JobUnknown()
    return _seen(found)


def jobs_about(subject: str, *, limit: int = 5) -> list[JobSeen]:
    """Return the latest jobs about something, the latest first."""
    found = BackgroundJob.objects.filter(subject=subject).order_by("-asked_at")
    return [_seen(job) for job in found[:limit]]


def recent_jobs(*, limit: int = 50) -> list[JobSeen]:
    """Return the latest jobs, the latest first."""
    return [_seen(job) for job in BackgroundJob.objects.order_by("-asked_at")[:limit]]


def has_worker(now: datetime) -> bool:
    """Whether anybody does what waits."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - _SILENCE).exists()


def _seen(job: BackgroundJob) -> JobSeen:
    return JobSeen(
        job.pk,
        job.kind,
        Text(job.name_th, job.name_en),
        job.subject,
        job.asked_by,
        job.asked_by_name,
        job.asked_at,
        job.started_at,
        job.ended_at,
        JobState(job.state),
        Text(job.step_th, job.step_en),
        job.done,
        job.of,
        job.leads_to,
        job.outcome,
        job.error_code,
        Text(job.error_th, job.error_en),
    )
