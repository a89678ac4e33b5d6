"""What is cleared away at night: files that no disclosure names any more."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from prongsai.evidence.services.attaching import drop_unnamed

#: Every night at three in Bangkok; the queue's clock is UTC.
_AT_THREE = "0 20 * * *"


@app.periodic(cron=_AT_THREE, periodic_id="clearing")
@app.task(name="evidence.clear", queueing_lock="evidence.clear")
def clear_files(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Remove the bytes of files that were taken off their items."""
    drop_unnamed(now=now())
