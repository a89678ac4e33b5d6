"""What people type to hand out ways into a survey, and to write reports."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.forms import DayField
from prongsai.evidence.forms.disclosing import WordsField
from prongsai.reports.rules.handouts import MOST_LETTERS, MOST_SLIPS
from prongsai.reports.rules.issuing import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_POSITION,
    LONGEST_WORDS,
)

#: Between addresses, as lists of people are written; "Name <address>" is an address too.
_BETWEEN = re.compile(r"[\n\r,;]+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")
#: Lines that cannot be read and are shown.
_SHOWN = 5


class TypedReportForm(forms.Form):
    """A report that somebody typed."""

    file = forms.FileField(
        widget=forms.ClearableFileInput({"accept": ".pdf,.docx,.txt"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


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


class SentenceForm(forms.Form):
    """A person's words in place of generated ones."""

    th = WordsField(rows=8, required=False, label=_("In Thai"), max_length=LONGEST_WORDS)
    en = WordsField(rows=6, required=False, label=_("In English"), max_length=LONGEST_WORDS)
    left_out = forms.BooleanField(required=False, label=_("Leave these words out altogether"))


class ParticularsForm(forms.Form):
    """Number and date of a document, and who signs it."""

    number = forms.CharField(
        label=_("Number of the document"), max_length=LONGEST_NUMBER, required=False
    )
    dated = DayField(label=_("Date of the document"), required=False)

    def __init__(self, duties: Sequence[tuple[str, str]], *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self._duties = [duty for duty, _name in duties]
        for duty, name in duties:
            self.fields[f"{duty}_name"] = forms.CharField(
                label=_("%(duty)s: name") % {"duty": name}, max_length=LONGEST_NAME, required=False
            )
            self.fields[f"{duty}_position"] = forms.CharField(
                label=_("%(duty)s: position") % {"duty": name},
                max_length=LONGEST_POSITION,
                required=False,
            )

    def signers(self) -> list[dict[str, str]]:
        """Return who signs, those without a name among them: they sign by hand."""
        told = self.cleaned_data
        return [
            {
                "duty": duty,
                "name": told[f"{duty}_name"].strip(),
                "position": told[f"{duty}_position"].strip(),
            }
            for duty in self._duties
        ]


class BookForm(forms.Form):
    """The language of a country book."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
