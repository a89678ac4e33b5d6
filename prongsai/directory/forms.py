"""What people type about accounts, keys and agencies, cleaned into plain values."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from prongsai.directory.rules import ROLES, Role
from prongsai.directory.rules.accounts import LONGEST_MINISTRY, LONGEST_PERSON, Post
from prongsai.directory.rules.agencies import LONGEST_CODE, LONGEST_NAME, AgencyFacts, UnitFacts
from prongsai.directory.rules.keys import LONGEST_KEY_NAME
from prongsai.foundation.templatetags.prongsai import said
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text


def _words(most: int, *, required: bool = False) -> forms.CharField:
    """Return a field for a line of text that a browser does not fill in by itself."""
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(max_length=most, required=required, widget=widget)


class KeyForm(forms.Form):
    """The name of a new key."""

    name = _words(LONGEST_KEY_NAME, required=True)


class UploadForm(forms.Form):
    """A table to be imported."""

    file = forms.FileField(widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx"}))


class DutyForm(forms.Form):
    """A role and what it is for; a coordinator gives the role of an officer in their agencies."""

    role = forms.ChoiceField()
    agency = _words(LONGEST_CODE)
    unit = _words(LONGEST_CODE)
    ministry = _words(LONGEST_MINISTRY)

    def __init__(
        self,
        *args: Any,
        own: list[tuple[str, Text]] | None = None,
        units: list[tuple[str, Text]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if own is None:
            roles = [("", "–"), *((role.value, said(name)) for role, name in ROLES.items())]
            self.fields["role"] = forms.ChoiceField(choices=roles)
        else:
            del self.fields["role"], self.fields["ministry"]
            choices = [(code, said(name)) for code, name in own]
            self.fields["agency"] = forms.ChoiceField(choices=choices)
        if units is not None:
            parts = [("", _("The whole agency")), *((code, said(name)) for code, name in units)]
            self.fields["unit"] = forms.ChoiceField(choices=parts, required=False)

    def post(self) -> Post:
        """Return the duty."""
        told = {
            name: repaired(self.cleaned_data.get(name, ""))
            for name in ("agency", "unit", "ministry")
        }
        return Post(Role(self.cleaned_data.get("role", Role.OFFICER)), **told)


class InviteForm(DutyForm):
    """Somebody who is invited, and to what."""

    email = forms.EmailField(widget=forms.EmailInput({"autocomplete": "off"}))
    name = _words(LONGEST_PERSON)


class AgencyForm(forms.Form):
    """Who an agency is."""

    code = _words(LONGEST_CODE, required=True)
    name_th = _words(LONGEST_NAME, required=True)
    name_en = _words(LONGEST_NAME)
    group = _words(LONGEST_NAME)
    ministry = _words(LONGEST_NAME)
    province = _words(LONGEST_NAME)

    def facts(self) -> AgencyFacts:
        """Return the agency."""
        return AgencyFacts(**self.cleaned_data)


class UnitForm(forms.Form):
    """A part of an agency."""

    unit = _words(LONGEST_CODE, required=True)
    name_th = _words(LONGEST_NAME, required=True)
    name_en = _words(LONGEST_NAME)

    def facts(self, agency: str) -> UnitFacts:
        """Return the unit of an agency."""
        told = self.cleaned_data
        return UnitFacts(agency, told["unit"], told["name_th"], told["name_en"])
