"""The worker: this process does what was asked for in the background, one thing after another."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError, connection
from procrastinate import PsycopgConnector, exceptions
from procrastinate.contrib.django import app, connector_params
from procrastinate.jobs import Job, Status
from procrastinate.utils import sync_to_async

from prongsai.foundation.rules import WorkInterrupted
from prongsai.foundation.services.jobs import MOST_TRIES, give_up, give_up_lost

#: Seconds between two signs of life; without one for so long, a worker is taken for dead.
_SIGN, _SILENCE = 5.0, 30.0
#: Connections of the queue; each job has its own beside them.
_CONNECTIONS = 3
#: Seconds between two looks for work that a dead worker left behind.
_LOOK = 10.0


def work(*, until_input_ends: bool = False) -> int:
    """Work until a signal, or the end of the standard input, says stop; finish a job before."""
    connection.close()  # every thread opens its own
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=_CONNECTIONS)
    with app.replace_connector(connector):
        asyncio.run(_work(until_input_ends=until_input_ends))
    return 0


async def _work(*, until_input_ends: bool) -> None:
    async with app.open_async():
        looking = asyncio.create_task(_look_after_the_dead())
        if until_input_ends:
            asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _read_input)
        try:
            await app.run_worker_async(
                update_heartbeat_interval=_SIGN, stalled_worker_timeout=_SILENCE
            )
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking


def _read_input() -> None:
    if not os.read(sys.stdin.fileno(), 1):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        os.kill(os.getpid(), signal.SIGTERM)


async def _look_after_the_dead() -> None:
    """Let what dead workers were doing be done again, and note what nobody will do."""
    while True:
        with suppress(exceptions.ConnectorException, DatabaseError):  # the worker itself notices
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENCE):
                await _again(job)
            await sync_to_async(give_up_lost)
        await asyncio.sleep(_LOOK)


async def _again(job: Job) -> None:
    """Have a job done again; after too many times it has failed."""
    if job.attempts + 1 < MOST_TRIES:
        await app.job_manager.retry_job(job)
        return
    if "job" in job.task_kwargs:
        error = WorkInterrupted(times=MOST_TRIES)
        await sync_to_async(give_up, UUID(str(job.task_kwargs["job"])), error)
    await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
