"""What units type about what they did."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.forms import DayField
from prongsai.evidence.forms.disclosing import WordsField
from prongsai.evidence.rules.link_lines import NamedLink, links_in, written
from prongsai.foundation.forms import FilesField, SeveralFiles
from prongsai.foundation.rules.files import KINDS
from prongsai.improvement.queries.doings import ActionRow
from prongsai.improvement.rules.content import LinkContent, Period
from prongsai.improvement.rules.following import LONGEST_NOTE, LONGEST_TEXT

#: A choice: what is sent, and what it is called.
Choice = tuple[str, str]
_LONGEST_LINKS = 100_000


class NoteForm(forms.Form):
    """What a unit says about a task that it has done."""

    note = WordsField(2, label=_("Note, if any"), required=False, max_length=LONGEST_NOTE)


class ActionForm(forms.Form):
    """What was done: when, for which measures, by whom, and where it can be seen."""

    text = WordsField(
        4,
        label=_("What was done"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Say in a few words what was done.")},
    )
    starts = DayField(label=_("Day, or first day"), required=False)
    ends = DayField(
        label=_("Last day"), help_text=_("Leave it empty for a single day."), required=False
    )
    measures = forms.MultipleChoiceField(
        label=_("For these measures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measure.")},
    )
    units = forms.MultipleChoiceField(
        label=_("Done by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    links = WordsField(
        3,
        label=_("Links, if any"),
        help_text=_("One on each line; what you call it may stand after a space."),
        required=False,
        max_length=_LONGEST_LINKS,
    )
    photos = FilesField(
        label=_("Photos and files, if any"),
        required=False,
        widget=SeveralFiles({"accept": ",".join(KINDS)}),
    )

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        files: Any,
        *,
        measures: Sequence[Choice],
        units: Sequence[Choice],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, files, initial=dict(initial or {}))
        for name, choices in (("measures", measures), ("units", units)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)
        if not units:
            del self.fields["units"]

    def clean(self) -> dict[str, Any]:
        """Refuse a last day without a first."""
        told = super().clean() or self.cleaned_data
        if told.get("ends") and not told.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("Say on which day it began."))
        return told

    def told(self) -> dict[str, Any]:
        """Return what services take, but for measures and units, which are looked up."""
        told = self.cleaned_data
        starts = told["starts"]
        return {
            "text": told["text"],
            "period": Period(starts, told["ends"] or starts) if starts else None,
            "links": [LinkContent(one.address, one.title) for one in links_in(told["links"])],
        }


class OutcomeForm(forms.Form):
    """What came of it, of one measure or several."""

    text = WordsField(
        4,
        label=_("What came of it"),
        help_text=_("With numbers where there are any."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Say in a few words what came of it.")},
    )
    measures = forms.MultipleChoiceField(
        label=_("Of these measures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measure.")},
    )

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        measures: Sequence[Choice],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial=dict(initial or {}))
        field = self.fields["measures"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(measures)


def action_initial(row: ActionRow, *, measures: list[str], units: list[str]) -> dict[str, Any]:
    """Return what a form shows of an action that is there."""
    period = row.period
    return {
        "text": row.text,
        "starts": period.starts if period else None,
        "ends": period.ends if period and period.ends != period.starts else None,
        "measures": measures,
        "units": units,
        "links": written(NamedLink(one.address, one.title) for one in row.links),
    }
