"""What is typed about the working group and its meetings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.forms import DayField
from prongsai.evidence.forms.disclosing import WordsField
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.rules.content import AppointmentContent, MemberContent
from prongsai.improvement.rules.following import LONGEST_TEXT, LONGEST_TITLE
from prongsai.improvement.rules.states import MEMBER_DUTIES, RECURRENCES, MemberDuty, Recurrence

#: A choice: what is sent, and what it is called.
Choice = tuple[str, str]
#: Empty lines for further members.
_FREE_LINES = 5
_LONGEST_NUMBER, _LONGEST_NAME, _LONGEST_MINUTES = 100, 200, 100_000


class AppointmentForm(forms.Form):
    """The order that appoints the group, but for its members."""

    number = forms.CharField(label=_("Number of the order"), max_length=_LONGEST_NUMBER)
    dated = DayField(label=_("Dated"))
    title = forms.CharField(
        label=_("Subject"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )

    def content(self, members: tuple[MemberContent, ...]) -> AppointmentContent:
        """Return the order as services take it."""
        told = self.cleaned_data
        return AppointmentContent(told["number"], told["dated"], told["title"], members)


class MemberForm(forms.Form):
    """A member; a line without a name is none."""

    name = forms.CharField(label=_("Name"), required=False, max_length=_LONGEST_NAME)
    position = forms.CharField(label=_("Position"), required=False, max_length=LONGEST_TITLE)
    duty = forms.ChoiceField(label=_("Duty"), required=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        field = self.fields["duty"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.value, said(text)) for one, text in MEMBER_DUTIES.items()]
            field.initial = MemberDuty.MEMBER.value


_Members = forms.formset_factory(MemberForm, extra=_FREE_LINES, max_num=120, validate_max=True)


class MembersForm(_Members):  # type: ignore[misc,valid-type]
    """The members of the group, with some empty lines."""

    def contents(self) -> tuple[MemberContent, ...]:
        """Return the members as services take them."""
        return tuple(
            MemberContent(told["name"].strip(), told["position"].strip(), _duty(told.get("duty")))
            for told in self.cleaned_data
            if told.get("name", "").strip()
        )


class MeetingForm(forms.Form):
    """A meeting with its minutes."""

    held_on = DayField(label=_("Held on"))
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    minutes = WordsField(8, label=_("Minutes"), required=False, max_length=_LONGEST_MINUTES)


class DecisionsForm(forms.Form):
    """What was decided, one decision a line."""

    decisions = WordsField(
        3,
        label=_("Decisions"),
        help_text=_("One on each line."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write at least one decision.")},
    )

    def lines(self) -> list[str]:
        """Return the decisions."""
        return [one.strip() for one in self.cleaned_data["decisions"].splitlines() if one.strip()]


class TakeUpForm(forms.Form):
    """Of which measure a decision becomes a step, and when it is due."""

    measure = forms.ChoiceField(label=_("Measure"))
    due = DayField(label=_("First due on"))
    recurrence = forms.ChoiceField(label=_("How often"))

    def __init__(self, given: Mapping[str, Any] | None, *, measures: Sequence[Choice]) -> None:
        super().__init__(given)
        chosen, often = self.fields["measure"], self.fields["recurrence"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(measures)
        if isinstance(often, forms.ChoiceField):
            often.choices = [(one.value, said(text)) for one, text in RECURRENCES.items()]

    def recurrence_chosen(self) -> Recurrence:
        """Return how often."""
        return Recurrence(self.cleaned_data["recurrence"])


def members_form(given: Mapping[str, Any] | None, members: Sequence[MemberContent]) -> MembersForm:
    """Return the lines of the members."""
    initial = [
        {"name": one.name, "position": one.position, "duty": one.duty.value} for one in members
    ]
    return MembersForm(given, initial=initial, prefix="members")


def _duty(word: str | None) -> MemberDuty:
    return MemberDuty(word) if word in set(MemberDuty) else MemberDuty.MEMBER
