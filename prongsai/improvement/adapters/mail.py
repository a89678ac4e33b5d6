"""Mail about tasks to those who see to them."""

from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

_SUBJECT = "งานตามแผนปรับปรุง ITA | Tasks of the improvement plan"


def send_reminders(address: str, told: dict[str, Any]) -> bool:
    """Mail which tasks are due, late, or late for long; return whether the server took it.

    In: the person's name, and groups of tasks, each with a heading
    """
    body = render_to_string("improvement/reminders_mail.txt", told)
    try:
        return bool(send_mail(_SUBJECT, body, None, [address]))
    except (SMTPException, OSError):
        return False
