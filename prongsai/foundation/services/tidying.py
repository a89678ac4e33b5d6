"""What is cleared away at night: jobs that ended long ago, sessions that are over."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils.timezone import now
from procrastinate.contrib.django import app

from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.rules import ENDED
from prongsai.foundation.services.uploads import drop_old

#: Jobs that ended are shown so long.
KEPT = timedelta(days=30)
#: Every night at three in Bangkok; the queue's clock is UTC.
_AT_THREE = "0 20 * * *"


@app.periodic(cron=_AT_THREE, periodic_id="tidying")
@app.task(name="foundation.tidy", queueing_lock="foundation.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Remove jobs that ended long ago, also from the queue; old uploads; sessions that are over."""
    moment = now()
    ended = [state.value for state in ENDED]
    BackgroundJob.objects.filter(state__in=ended, ended_at__lt=moment - KEPT).delete()
    drop_old(now=moment)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(
        max_hours=KEPT.days * 24, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )
