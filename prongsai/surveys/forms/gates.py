"""What people type about ways in, about how far a round is, and to end its collecting."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prongsai.surveys.queries.progress import Wanted
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.rules.gates import LONGEST_PLACE

#: Letters of a search that are read.
_LONGEST = 200


class WayForm(forms.Form):
    """A new way in."""

    instrument = forms.ChoiceField()
    kind = forms.ChoiceField(
        choices=[
            (GateKind.LINK.value, _("Open link: everybody who has the address")),
            (GateKind.CODES.value, _("One-time codes: each lets one person answer once")),
        ]
    )
    place = forms.CharField(
        max_length=LONGEST_PLACE, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, sent: QueryDict | None, instruments: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.fields["instrument"] = forms.ChoiceField(choices=instruments)


class ClosingForm(forms.Form):
    """That somebody knows that a round is closed for good."""

    sure = forms.BooleanField(error_messages={"required": _("Tick this box to close the round.")})


def wanted_from(asked: Mapping[str, str]) -> Wanted:
    """Read which agencies are asked for; what is no filter counts as none."""
    names = ("search", "ministry", "group")
    told = {name: asked.get(name, "").replace("\0", "")[:_LONGEST] for name in names}
    state = asked.get("state", "")
    return Wanted(**told, state=state if state in {"short", "enough", "unknown"} else "")
