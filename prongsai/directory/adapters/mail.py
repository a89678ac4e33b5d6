"""Mail to people who are invited."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

#: Ends of names of backends that reach nobody.
_NOWHERE = ("console.EmailBackend", "dummy.EmailBackend", "filebased.EmailBackend")
_SUBJECT = "เชิญเข้าใช้งานระบบโปร่งใส | Your account at Prongsai"


def has_mail() -> bool:
    """Whether mail reaches anybody."""
    return not settings.EMAIL_BACKEND.endswith(_NOWHERE)


def send_invitation(address: str, *, name: str, link: str) -> bool:
    """Mail a link that sets a password; return whether the server took it."""
    body = render_to_string("directory/invitation.txt", {"name": name, "link": link})
    try:
        return bool(send_mail(_SUBJECT, body, None, [address]))
    except (SMTPException, OSError):
        return False
