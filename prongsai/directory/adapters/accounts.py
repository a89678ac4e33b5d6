"""How allauth lets people in: nobody signs up, and what it says is in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

#: What Django says about passwords and has no Thai for.
PASSWORD_WORDS = (
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        2,
    ),
    gettext_noop("The two password fields didn’t match."),
)
#: What is said after something was done, by the template that allauth would have taken. Where a
#: page says it by itself nothing is said twice.
_SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/logged_out.txt": _("You are logged out."),
    "mfa/messages/totp_activated.txt": _("The second factor is on: codes from your app."),
    "mfa/messages/totp_deactivated.txt": _("Codes from your app are no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
    "usersessions/messages/sessions_logged_out.txt": _("All other sessions are ended."),
}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _(
            "Too many attempts with this address. Wait five minutes, then try again."
        ),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("Enter the password that you have now."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Say no: nobody signs up."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what was done, in our words, on the next page."""
        words = message or _SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


class Factors(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """What is asked for besides the password."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Enter the one that your app shows now."),
    }


class OtherLogins(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Another place says who somebody is; only who has an account here comes in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Say no: nobody gets an account by logging in elsewhere."""
        return False
