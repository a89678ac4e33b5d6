"""What becomes of plans by itself: reminders in the morning, files that nobody names at night."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from prongsai.improvement.services.attaching import drop_unnamed
from prongsai.improvement.services.counting import check_counters
from prongsai.improvement.services.reminding import remind

#: Every night at three, every morning at six in Bangkok; the queue's clock is UTC.
_AT_THREE, _AT_SIX = "0 20 * * *", "0 23 * * *"


@app.periodic(cron=_AT_THREE, periodic_id="plan-files")
@app.task(name="improvement.clear", queueing_lock="improvement.clear")
def clear_files(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Remove the bytes of files that were taken off their actions."""
    drop_unnamed(now=now())


@app.periodic(cron=_AT_SIX, periodic_id="plan-reminders")
@app.task(name="improvement.remind", queueing_lock="improvement.remind")
def remind_in_the_morning(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Let facts turn measures done, then write to those whose tasks are due."""
    moment = now()
    check_counters(now=moment)
    remind(now=moment)
