"""The copy that counts: all pages that agencies stand for, captured when disclosing has ended."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from prongsai.assessments.models import Phase, Round
from prongsai.directory.rules import OPERATOR, Actor
from prongsai.evidence.models import DeadlineLook, Page
from prongsai.evidence.queries.phases import DISCLOSING
from prongsai.evidence.rules.captures import DeadlineCaptured, require_deadline_setter
from prongsai.evidence.rules.states import GIVEN, WATCHED, CaptureReason
from prongsai.foundation.services.audit import audit
from prongsai.methodology.dates import date_text


@transaction.atomic
def capture_deadline(
    round_: Round, *, by: Actor, now: datetime, day: date | None = None
) -> DeadlineLook:
    """Let all pages of a round be captured as soon as can be, as those of its deadline.

    A page that cannot be shown then is tried again after an hour, and after six.

    In: the day that it is the deadline of; today unless it is told

    Raises:
        NotAllowed: only the central administrator may.
        DeadlineCaptured: it was done for that day already.
    """
    require_deadline_setter(by)
    of_day = day or localdate(now)
    # Two who press the button together: one waits for the other, and is told.
    Round.objects.select_for_update().get(pk=round_.pk)
    if DeadlineLook.objects.filter(round=round_, day=of_day).exists():
        raise DeadlineCaptured(day=date_text(of_day))
    given = Page.objects.filter(
        link__disclosure__participation__round=round_,
        link__disclosure__state__in=GIVEN,
        link__with_objection=False,
    )
    pages = Page.objects.filter(pk__in=given.values("pk"))
    number = pages.update(due_at=now, reason=CaptureReason.DEADLINE.value)
    look = DeadlineLook.objects.create(round=round_, day=of_day, begun_at=now, pages=number)
    audit("captures.deadline", f"round:{round_}", by=by, now=now, day=str(of_day), pages=number)
    return look


def capture_passed_deadlines(*, now: datetime) -> list[DeadlineLook]:
    """Do so for every round whose last day of disclosing is over and for which nobody did."""
    today = localdate(now)
    over = Phase.objects.filter(code=DISCLOSING, ends__lt=today, round__state__in=WATCHED)
    done = DeadlineLook.objects.filter(
        day__gte=F("round__phases__ends"), round__phases__code=DISCLOSING
    )
    waiting = over.exclude(round__in=done.values("round")).select_related("round")
    return [
        capture_deadline(phase.round, by=OPERATOR, now=now, day=phase.ends) for phase in waiting
    ]
