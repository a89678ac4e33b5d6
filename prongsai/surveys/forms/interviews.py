"""What people type about interviews: quotas, and that somebody agreed to be asked."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from prongsai.foundation.templatetags.prongsai import said
from prongsai.surveys.forms.sheets import Sheet
from prongsai.surveys.rules.collecting import InterviewMode
from prongsai.surveys.rules.interviews import MODES, MOST_INTERVIEWS

#: The answer of who does not know, or does not want to say.
REFUSED = "0"


class QuotaForm(forms.Form):
    """How many people an interviewer is to ask."""

    interviewer = forms.ChoiceField()
    instrument = forms.ChoiceField()
    mode = forms.ChoiceField()
    wanted = forms.IntegerField(min_value=0, max_value=MOST_INTERVIEWS)

    def __init__(
        self, sent: QueryDict | None, people: list[tuple[str, str]], instruments: list[str]
    ) -> None:
        super().__init__(sent)
        self.fields["interviewer"] = forms.ChoiceField(
            choices=[
                (email, name if name == email else f"{name} ({email})") for email, name in people
            ]
        )
        self.fields["instrument"] = forms.ChoiceField(choices=[(c, c) for c in instruments])
        self.fields["mode"] = forms.ChoiceField(
            choices=[(mode.value, said(MODES[mode])) for mode in InterviewMode]
        )


def has_agreed(sent: Mapping[str, str]) -> bool:
    """Whether the person agreed to be asked."""
    return "agreed" in sent


def forgotten(sent: Mapping[str, str], sheet: Sheet, *, may_refuse: bool) -> tuple[int, ...]:
    """Return the places of the parts that were neither answered nor, where one may, refused."""
    if not may_refuse:
        return sheet.left_out
    return tuple(place for place in sheet.left_out if sent.get(f"p{place}") != REFUSED)
