"""What people write on the pages of rounds, cleaned into plain values."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.queries.candidates import Choice, Kind
from prongsai.assessments.queries.participations import Looked
from prongsai.methodology.dates import BUDDHIST_ERA
from prongsai.methodology.thai import plain_digits, repaired

_LONGEST = 200
_PAGE = 6
#: A year that can only be of the Buddhist Era.
_BUDDHIST_YEAR = re.compile(r"(?<!\d)2[4-9]\d\d(?!\d)")
_BETWEEN_CODES = re.compile(r"[\s,;]+")


class CountField(forms.CharField):
    """A number of people; with commas or in Thai digits where somebody writes it so."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """Return a number; None where nothing is written."""
        written = plain_digits(repaired(super().clean(value) or "")).replace(",", "")
        if not written:
            return None
        if not (written.isascii() and written.isdecimal() and len(written) < _PAGE * 2):
            raise ValidationError(_("Write a whole number, such as 1,250."))
        return int(written)


class DayField(forms.DateField):
    """A day: as the browser's calendar sends it, or typed with a year of either era."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **how: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"invalid": _("Write day, month and year, with / between them.")},
            **how,
        )

    def to_python(self, value: Any) -> date | None:
        """Return the day; None where nothing is written."""
        if isinstance(value, str):
            value = _BUDDHIST_YEAR.sub(_common_year, plain_digits(value.strip()))
        return super().to_python(value)


def _common_year(year: re.Match[str]) -> str:
    return str(int(year[0]) - BUDDHIST_ERA)


class PlanForm(forms.Form):
    """Which edition a round is planned of."""

    edition = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, editions: list[tuple[str, str]], given: Mapping[str, str] | None) -> None:
        super().__init__(given)
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = editions


class PhaseForm(forms.Form):
    """The first and the last day of a phase, and why they change."""

    starts = DayField(label=_("First day"), required=False)
    ends = DayField(label=_("Last day"), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class CodesForm(forms.Form):
    """Codes of agencies, as somebody pastes them: on lines, or between commas."""

    codes = forms.CharField(label=_("Codes of agencies"), widget=forms.Textarea({"rows": 6}))

    def clean_codes(self) -> list[str]:
        """Return the codes, each once, in their order."""
        return list(dict.fromkeys(filter(None, _BETWEEN_CODES.split(self.cleaned_data["codes"]))))


class KindForm(forms.Form):
    """Which kind of agencies: a type, a ministry, a province, or all of them."""

    group = forms.ChoiceField(label=_("Type of agency"), required=False)
    ministry = forms.ChoiceField(label=_("Ministry"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(
        self, kinds: Mapping[str, list[tuple[str, str]]], given: Mapping[str, str] | None
    ) -> None:
        super().__init__(given, auto_id="id_kind_%s")
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *kinds[name]]

    def kind(self) -> Kind:
        """Return what was chosen."""
        return Kind(**self.cleaned_data)


class HeadcountsForm(forms.Form):
    """How many may answer; never who."""

    staff = CountField(
        label=_("Staff who may answer"),
        help_text=_("Internal stakeholders. Leave it empty while unknown."),
        required=False,
        max_length=20,
    )
    public = CountField(
        label=_("People who were served, and may answer"),
        help_text=_("External stakeholders; an estimate will do. Leave it empty while unknown."),
        required=False,
        max_length=20,
    )

    def heads(self) -> tuple[int | None, int | None]:
        """Return staff and public; what cannot be read counts as nothing told."""
        return self.cleaned_data.get("staff"), self.cleaned_data.get("public")


def looked_from(asked: Mapping[str, str]) -> Looked:
    """Return which agencies an address asks for; what it does not know is left alone."""
    page = plain_digits(asked.get("page") or "1")
    known = page.isascii() and page.isdecimal() and len(page) < _PAGE
    return Looked(
        search=repaired(asked.get("search", ""))[:_LONGEST],
        approval=asked.get("approval", ""),
        page=int(page) if known else 1,
    )


def named(choices: list[Choice], language: str) -> list[tuple[str, str]]:
    """Return choices as a form shows them: with how many agencies there are."""
    return [
        (one.value, f"{one.name.en if language == 'en' else one.name.th} ({one.agencies:,})")
        for one in choices
    ]
