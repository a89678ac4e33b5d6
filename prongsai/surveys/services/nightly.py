"""What is done to answers at night while they come in (docs/decisions/0015)."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.services.closing import mix_answers

#: Every night at half past two in Bangkok; the queue's clock is UTC.
_AT_HALF_PAST_TWO = "30 19 * * *"


@app.periodic(cron=_AT_HALF_PAST_TWO, periodic_id="mixing")
@app.task(name="surveys.mix", queueing_lock="surveys.mix")
def mix_what_collects(timestamp: int) -> None:  # noqa: ARG001 # when it was due
    """Mix the responses of every round that collects, so that a copy of the day tells little."""
    for round_ in Round.objects.filter(state=RoundState.COLLECTING.value):
        mix_answers(round_, by=OPERATOR, now=now())
