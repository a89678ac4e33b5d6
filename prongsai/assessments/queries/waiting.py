"""What waits for somebody in rooms above this one; the settings name who is asked."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from prongsai.assessments.rules.waiting import Waiting
from prongsai.directory.rules import Actor


def waiting_for(reader: Actor, *, today: date) -> list[Waiting]:
    """Return what waits for somebody, what is late first."""
    lines = [line for path in settings.WAITING for line in import_string(path)(reader, today=today)]
    return sorted(lines, key=lambda line: not line.is_late)
