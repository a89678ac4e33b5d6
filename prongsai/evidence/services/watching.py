"""What is done to links by itself: capturing what is due, the deadline, the daily seal, letters."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from prongsai.evidence.models import Page
from prongsai.evidence.rules.captures import NotStamped
from prongsai.evidence.services.capturing import capture_due_pages
from prongsai.evidence.services.deadline import capture_passed_deadlines
from prongsai.evidence.services.noticing import tell_coordinators
from prongsai.evidence.services.screenshots import take_screenshots
from prongsai.evidence.services.sealing import seal_day
from prongsai.evidence.services.stamping import stamp_seals

_EVERY_TEN_MINUTES, _BETWEEN, _HOURLY = "*/10 * * * *", "5-55/10 * * * *", "17 * * * *"
#: Every morning at five in Bangkok; the queue's clock is UTC.
_AT_FIVE = "0 22 * * *"
_log = logging.getLogger(__name__)
_CAPTURING, _DRAWING = "evidence.capture", "evidence.draw"


@app.periodic(cron=_EVERY_TEN_MINUTES, periodic_id="capturing")
@app.task(name=_CAPTURING, queueing_lock=_CAPTURING, lock=_CAPTURING)
def capture_in_turn(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Look at what is due, one process at a time and not for long: other work waits meanwhile.

    The first turn of a day seals the day before, so that a night without a worker leaves no gap.
    """
    moment = now()
    seal_day(localdate(moment) - timedelta(days=1))
    capture_passed_deadlines(now=moment)
    forget_pages_without_links()
    capture_due_pages(seconds=settings.CAPTURE_TURN)


@app.periodic(cron=_BETWEEN, periodic_id="drawing")
@app.task(name=_DRAWING, queueing_lock=_DRAWING, lock=_DRAWING)
def draw_in_turn(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Make screenshots of copies that wait for one, not for long."""
    take_screenshots(seconds=settings.CAPTURE_TURN)


@app.periodic(cron=_HOURLY, periodic_id="stamping")
@app.task(name="evidence.stamp", queueing_lock="evidence.stamp")
def stamp_in_turn(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Have new seals stamped; an authority that does not answer is asked again in an hour."""
    try:
        stamp_seals(now=now())
    except NotStamped as error:
        _log.error(str(error))


@app.periodic(cron=_AT_FIVE, periodic_id="noticing")
@app.task(name="evidence.notice", queueing_lock="evidence.notice")
def tell_in_the_morning(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Write to coordinators whose links broke or changed."""
    tell_coordinators(now=now())


def forget_pages_without_links() -> None:
    """Look no more at pages that no disclosure names any longer; their captures stay."""
    Page.objects.filter(due_at__isnull=False, link__isnull=True).update(due_at=None)
