"""What people type to hand out ways into a survey."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from prongsai.reports.rules.handouts import MOST_LETTERS, MOST_SLIPS

#: Between addresses, as lists of people are written; "Name <address>" is an address too.
_BETWEEN = re.compile(r"[\n\r,;]+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")
#: Lines that cannot be read and are shown.
_SHOWN = 5


class SlipsForm(forms.Form):
    """How many slips."""

    number = forms.IntegerField(
        min_value=1, max_value=MOST_SLIPS, widget=forms.NumberInput({"inputmode": "numeric"})
    )


class LettersForm(forms.Form):
    """Addresses to send a code to, each once however often it is told."""

    addresses = forms.CharField(
        widget=forms.Textarea({"rows": 12, "autocomplete": "off", "spellcheck": "false"})
    )
    #: Names the list, so that it is not sent twice.
    once = forms.RegexField(r"^[\w-]{16,64}$", widget=forms.HiddenInput)

    def clean_addresses(self) -> list[str]:
        told = filter(None, map(_address_in, _BETWEEN.split(self.cleaned_data["addresses"])))
        addresses = list({address.lower(): address for address in told}.values())
        if unreadable := [address for address in addresses if not _is_address(address)]:
            raise ValidationError(
                _("These are no e-mail addresses: %(lines)s")
                % {"lines": " · ".join(line[:80] for line in unreadable[:_SHOWN])}
            )
        if len(addresses) > MOST_LETTERS:
            raise ValidationError(
                _("These are %(number)s addresses; send to %(most)s at a time.")
                % {"number": len(addresses), "most": MOST_LETTERS}
            )
        return addresses


def _address_in(line: str) -> str:
    found = _IN_BRACKETS.search(line)
    return (found[1] if found else line).strip()


def _is_address(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True
