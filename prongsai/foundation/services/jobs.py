"""Work that takes longer than a page may: asked for by a person, done by the worker.

A job is declared by `@in_background` on a service and asked for with `begin_job`. What people see
of it is a `BackgroundJob`; the queue is Procrastinate's. What the service changes and that the job
is done are one transaction: a job that is cut short has changed nothing, and is done again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.rules import (
    ENDED,
    Doer,
    JobState,
    JobUnderWay,
    UserError,
    WorkBroke,
    WorkInterrupted,
)
from prongsai.foundation.services.progress import reporting
from prongsai.methodology.wording import Text

#: A job that was cut short so often is not tried again.
MOST_TRIES = 3
_OPEN = [state.value for state in JobState if state not in ENDED]
#: In the queue: entries that nobody will do.
_LOST = """
SELECT job.id FROM foundation_backgroundjob job
LEFT JOIN procrastinate_jobs entry ON entry.id = job.queued
WHERE job.state = ANY(%s)
AND (entry.id IS NULL OR entry.status NOT IN ('todo', 'doing'))
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Running:
    """A job that is being done, as its service sees it."""

    asked_by: int | None
    now: datetime
    progress: Callable[[Text, int, int], None]


#: Does the work and returns what came out, for JSON.
Service = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of job: what people call it, and its entry in the queue."""

    code: str
    name: Text
    task: Task[..., None, ...]


def in_background(code: str, name: Text) -> Callable[[Service], Kind]:
    """Let a service be done by the worker: it takes a `Running`, and what `begin_job` was told.

    Its module belongs to PROCRASTINATE_IMPORT_PATHS, where the worker finds it.
    """

    def declared(service: Service) -> Kind:
        def task(job: str, **told: Any) -> None:
            _do(UUID(job), service, told)

        return Kind(code, name, app.task(name=code)(task))

    return declared


@transaction.atomic
def begin_job(
    kind: Kind, subject: str, *, by: Doer, now: datetime, leads_to: str = "", **told: Any
) -> UUID:
    """Ask for work; return the job, which `directory:job` shows.

    In: `leads_to` is the address where what comes out will be seen; `told` goes to the service

    Raises:
        JobUnderWay: the same was asked for already.
    """
    job = BackgroundJob(
        kind=kind.code,
        name_th=kind.name.th,
        name_en=kind.name.en,
        subject=subject,
        asked_by=by.user,
        asked_by_name=by.name,
        asked_at=now,
        leads_to=leads_to,
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError as error:  # the constraint one_job_at_a_time
        raise JobUnderWay() from error
    job.queued = kind.task.configure(lock=f"{kind.code} {subject}").defer(job=str(job.pk), **told)
    job.save(update_fields=["queued"])
    return job.pk


def give_up(job: UUID, error: UserError) -> None:
    """Note that a job will not be done, and why; one that ended stays as it was."""
    _end(job, JobState.FAILED, error=error)


def give_up_lost() -> int:
    """Note of jobs that nobody will do any more that they failed; return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_LOST, [_OPEN])
        lost = [job for (job,) in cursor.fetchall()]
    for job in lost:
        give_up(job, WorkInterrupted(times=MOST_TRIES))
    return len(lost)


def _do(job_id: UUID, service: Service, told: dict[str, Any]) -> None:
    with _alone_with(job_id):
        job = BackgroundJob.objects.filter(pk=job_id).first()
        if job is None or job.state in ENDED:
            return
        job.state, job.started_at = JobState.RUNNING.value, now()
        job.save(update_fields=["state", "started_at"])
        try:
            with reporting(job_id) as progress, transaction.atomic():
                running = Running(job.asked_by, job.started_at, progress)
                _end(job_id, JobState.DONE, outcome=service(running, **told))
        except UserError as error:
            give_up(job_id, error)
        except Exception:  # noqa: BLE001 # logged; whoever asked is told
            _log.exception("job %s (%s)", job_id, job.kind)
            give_up(job_id, WorkBroke())


def _end(
    job: UUID,
    state: JobState,
    *,
    outcome: dict[str, Any] | None = None,
    error: UserError | None = None,
) -> None:
    BackgroundJob.objects.filter(pk=job, state__in=_OPEN).update(
        state=state.value,
        ended_at=now(),
        outcome=outcome or {},
        error_code=error.code if error else "",
        error_th=error.text.th if error else "",
        error_en=error.text.en if error else "",
    )


@contextmanager
def _alone_with(job: UUID) -> Iterator[None]:
    """Wait until no other process does this job, and let none begin it before the block ends.

    A worker that was slow to show a sign of life may be at it still. The lock ends with the
    connection, so who is killed leaves none behind.
    """
    key = job.int % (1 << 63)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
