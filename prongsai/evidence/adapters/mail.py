"""Mail about links to those who see to them."""

from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

_SUBJECT = "ลิงก์ของแบบ OIT ที่ควรตรวจ | Links to look at"


def send_notices(address: str, told: dict[str, Any]) -> bool:
    """Mail what became of links; return whether the server took it.

    In: name and round of the agency, and troubles with item, address and kind
    """
    body = render_to_string("evidence/links_mail.txt", told)
    try:
        return bool(send_mail(_SUBJECT, body, None, [address]))
    except (SMTPException, OSError):
        return False
