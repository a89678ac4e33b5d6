"""What people type about what an agency discloses."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.forms import DayField
from prongsai.evidence.queries.item_rows import Looked
from prongsai.evidence.rules.checklist import ItemState
from prongsai.evidence.rules.disclosing import LONGEST_REMARK, LONGEST_WORDS
from prongsai.evidence.rules.link_lines import NamedLink, links_in
from prongsai.foundation.rules.files import KINDS

#: Letters of a pasted list, and of what a list is narrowed down by.
_LONGEST_LIST, _LONGEST_FILTER = 400_000, 64


class WordsField(forms.CharField):
    """Words of several lines; ends of lines are made even."""

    def __init__(self, rows: int, **how: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **how)

    def clean(self, value: object) -> str:
        """Return the words as they are kept."""
        return "\n".join(str(super().clean(value) or "").splitlines())


class ContentForm(forms.Form):
    """Links and words for an item."""

    links = WordsField(
        6,
        label=_("Links"),
        help_text=_("One on each line; what you call it may stand after a space."),
        required=False,
        max_length=_LONGEST_LIST,
    )
    explanation = WordsField(
        4,
        label=_("Explanation"),
        help_text=_("Where on the page it is found, for instance. It may stay empty."),
        required=False,
        max_length=LONGEST_WORDS,
    )
    exemption = WordsField(
        2,
        label=_("Reason why the item does not apply"),
        help_text=_("Only where your agency cannot have such a thing. Otherwise leave it empty."),
        required=False,
        max_length=LONGEST_WORDS,
    )

    def told(self) -> dict[str, str | list[NamedLink]]:
        """Return what services take."""
        return {
            "explanation": self.cleaned_data["explanation"],
            "exemption": self.cleaned_data["exemption"],
            "links": links_in(self.cleaned_data["links"]),
        }


class ReturnForm(forms.Form):
    """What is to be done to an item before it is approved."""

    words = WordsField(
        3,
        label=_("What is to be done"),
        max_length=LONGEST_REMARK,
        error_messages={"required": _("Say what is to be done, so that others can do it.")},
    )


class AssignForm(forms.Form):
    """Which unit sees to an item, and by when."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    due = DayField(label=_("Due on"), required=False)

    def __init__(
        self,
        units: list[tuple[str, str]],
        given: QueryDict | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial=initial)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no unit")), *units]


class FileForm(forms.Form):
    """A file for an item."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput({"accept": ",".join(KINDS)}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class TableForm(forms.Form):
    """A table of the whole list."""

    file = forms.FileField(
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class PasteForm(forms.Form):
    """Links for several items."""

    links = WordsField(
        12,
        label=_("Links"),
        help_text=_(
            "One on each line: the item, the link, and what you call it. A line without an item "
            "belongs to the one before."
        ),
        max_length=_LONGEST_LIST,
        error_messages={"required": _("Paste some links.")},
    )


def looked_from(asked: Mapping[str, str]) -> Looked:
    """Return which items an address asks for; what it does not know is no filter."""
    state = asked.get("state", "")
    return Looked(
        state=state if state in set(ItemState) else "",
        unit=asked.get("unit", "").replace("\0", "")[:_LONGEST_FILTER],
        mine=asked.get("mine") == "1",
        late=asked.get("late") == "1",
        broken=asked.get("broken") == "1",
    )
