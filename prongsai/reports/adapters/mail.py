"""Mail: whether it leaves this machine, one line to the mail server, and one letter at a time.

What goes wrong is told as yes or no: the words of a mail server quote addresses.
"""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

#: These write letters where somebody else reads them, or nowhere.
_KEEPS = tuple(f"django.core.mail.backends.{name}." for name in ("console", "dummy", "filebased"))
#: Seconds that a mail server may take for a step.
_PATIENCE = 20
_COME_AGAIN = 421
#: A mail server that has taken enough letters over one line says so and hangs up.
_TRIES = 2
_HEADERS = {"Auto-Submitted": "auto-generated"}


def leaves_this_machine() -> bool:
    """Whether letters are sent, rather than printed or kept here."""
    return not settings.EMAIL_BACKEND.startswith(_KEEPS)


def opened_line() -> BaseEmailBackend | None:
    """Return a line to the mail server; None when it does not answer or does not let us in."""
    line: BaseEmailBackend = get_connection(timeout=_PATIENCE)
    try:
        line.open()
    except (SMTPException, OSError):
        return None
    return line


def is_posted(line: BaseEmailBackend, to: str, subject: str, body: str) -> bool:
    """Send a letter; say whether the mail server took it."""
    letter = EmailMessage(subject, body, to=[to], headers=_HEADERS)
    for _ in range(_TRIES):
        try:
            return line.send_messages([letter]) == 1
        except (SMTPException, OSError, ValueError) as error:
            if not _hung_up(error) or not _opens_again(line):
                return False
    return False


def _hung_up(error: Exception) -> bool:
    """Whether the line is dead, or the mail server wants us to come again (421)."""
    match error:
        case SMTPRecipientsRefused():
            codes = {code for code, _ in error.recipients.values()}
        case SMTPResponseException():
            codes = {error.smtp_code}
        case _:
            return isinstance(error, OSError)
    return _COME_AGAIN in codes


def _opens_again(line: BaseEmailBackend) -> bool:
    try:
        line.close()
        line.open()
    except (SMTPException, OSError):
        return False
    return True
