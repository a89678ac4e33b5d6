"""What those who draw up a plan type: a plan's year, themes, reasons, measures with steps."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from prongsai.assessments.forms import CountField, DayField
from prongsai.evidence.forms.disclosing import WordsField
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.queries.gantt import fiscal_months
from prongsai.improvement.rules.calendar import months_after
from prongsai.improvement.rules.content import MeasureContent, Period, StepContent
from prongsai.improvement.rules.following import LONGEST_NOTE, LONGEST_TEXT
from prongsai.improvement.rules.periods import month_text
from prongsai.improvement.rules.states import RECURRENCES, Recurrence
from prongsai.methodology.dates import date_text
from prongsai.methodology.thai import plain_digits

#: A choice: what is sent, and what it is called.
Choice = tuple[str, str]
#: Empty lines for further steps.
_FREE_LINES = 3
_BAHT_DIGITS, _SATANG_DIGITS = 14, 2


class BeginForm(forms.Form):
    """Whose plan, for which year."""

    agency = forms.CharField(label=_("Agency"), max_length=64)
    year = forms.ChoiceField(label=_("Fiscal year"))

    def __init__(
        self, agencies: Sequence[Choice], years: Sequence[int], given: Mapping[str, Any] | None
    ) -> None:
        super().__init__(given, initial={"year": str(years[-1])})
        year = self.fields["year"]
        if isinstance(year, forms.ChoiceField):
            year.choices = [(str(one), str(one)) for one in years]
        if agencies:
            self.fields["agency"] = forms.ChoiceField(label=_("Agency"), choices=agencies)
        else:
            self.fields["agency"].label = _("Code of the agency")


class ThemeForm(forms.Form):
    """What belongs together."""

    title = forms.CharField(
        label=_("Title of the theme"), max_length=500, widget=forms.Textarea({"rows": 2})
    )


class ReasonForm(forms.Form):
    """Why no measure answers a weak point, or why a measure is given up."""

    reason = WordsField(2, label=_("Reason"), required=False, max_length=LONGEST_NOTE)


class RemarkForm(forms.Form):
    """What is to be done before a plan is approved."""

    words = WordsField(
        3,
        label=_("What is to be done"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Say what is to be done, so that others can do it.")},
    )


class BahtField(forms.CharField):
    """Money; with commas or in Thai digits where somebody writes it so."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """Return an amount; None where nothing is written."""
        written = plain_digits(super().clean(value) or "").replace(",", "").strip()
        if not written:
            return None
        field = forms.DecimalField(
            min_value=0, max_digits=_BAHT_DIGITS, decimal_places=_SATANG_DIGITS
        )
        try:
            return field.clean(written)
        except ValidationError as error:
            raise ValidationError(_("Write an amount in baht, such as 25,000.")) from error


class MeasureForm(forms.Form):
    """One measure but for its steps."""

    title = forms.CharField(
        label=_("What shall be done"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3})
    )
    theme = forms.ChoiceField(label=_("Theme"))
    points = forms.MultipleChoiceField(
        label=_("Weak points that it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    all_units = forms.BooleanField(label=_("All units of the agency"), required=False)
    units = forms.MultipleChoiceField(
        label=_("Responsible units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.ChoiceField(label=_("From the beginning of"), required=False)
    ends = forms.ChoiceField(label=_("To the end of"), required=False)
    budget = BahtField(
        label=_("Budget in baht"),
        help_text=_("Leave it empty where it needs none of its own."),
        required=False,
        max_length=30,
    )
    criterion = WordsField(
        2,
        label=_("How one will know that it worked"),
        required=False,
        max_length=LONGEST_TEXT,
    )
    counter = forms.ChoiceField(
        label=_("Fact that turns it done by itself"),
        help_text=_("The program looks every night. Leave it open where people report it."),
        required=False,
    )
    counter_goal = CountField(label=_("How many are the goal"), required=False, max_length=10)

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        choices: Mapping[str, Sequence[Choice]],
        year_be: int,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        told = dict(initial or {})
        super().__init__(given, initial=told)
        months = fiscal_months(year_be)
        first = [(day.isoformat(), said(month_text(day))) for day in months]
        last = [
            ((months_after(day, 1) - timedelta(days=1)).isoformat(), said(month_text(day)))
            for day in months
        ]
        offered = {
            **choices,
            "counter": [("", _("none: people report it")), *choices["counter"]],
            "starts": [("", "–"), *_with(first, told.get("starts"))],
            "ends": [("", "–"), *_with(last, told.get("ends"))],
        }
        for name, those in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(those)

    def clean(self) -> dict[str, Any]:
        """Refuse half a period, and a counter without a goal."""
        told = super().clean() or self.cleaned_data
        if bool(told.get("starts")) is not bool(told.get("ends")):
            self.add_error("ends", _("Choose both months of the period, or none."))
        if told.get("counter") and not told.get("counter_goal"):
            self.add_error("counter_goal", _("Say how many are the goal."))
        return told

    def content(self, steps: tuple[StepContent, ...], *, library: str) -> MeasureContent:
        """Return the measure as services take it."""
        told = self.cleaned_data
        return MeasureContent(
            number=1,
            title=told["title"].strip(),
            units=() if told["all_units"] else tuple(told["units"]),
            all_units=told["all_units"],
            period=_period(told["starts"], told["ends"]),
            points=tuple(told["points"]),
            steps=steps,
            budget=told["budget"],
            criterion=told["criterion"],
            counter=told["counter"],
            counter_goal=told["counter_goal"] or 0 if told["counter"] else 0,
            library=library,
        )


class StepForm(forms.Form):
    """A step; a line without a title is none."""

    title = forms.CharField(label=_("Step"), required=False, max_length=LONGEST_TEXT)
    due = DayField(label=_("First due on"), required=False)
    recurrence = forms.ChoiceField(label=_("How often"), required=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        field = self.fields["recurrence"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.value, said(text)) for one, text in RECURRENCES.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse a step without a day."""
        told = super().clean() or self.cleaned_data
        if told.get("title") and not told.get("due") and "due" not in self.errors:
            self.add_error("due", _("Say when it is due first."))
        return told


_Steps = forms.formset_factory(StepForm, extra=_FREE_LINES, max_num=60, validate_max=True)


class StepsForm(_Steps):  # type: ignore[misc,valid-type]
    """The steps of a measure, with some empty lines."""

    def contents(self) -> tuple[StepContent, ...]:
        """Return the steps as services take them."""
        return tuple(
            StepContent(told["title"].strip(), told["due"], _recurrence(told.get("recurrence")))
            for told in self.cleaned_data
            if told.get("title", "").strip()
        )


def steps_form(given: Mapping[str, Any] | None, steps: Sequence[StepContent]) -> StepsForm:
    """Return the lines of a measure's steps."""
    initial = [
        {"title": step.title, "due": step.due, "recurrence": step.recurrence.value}
        for step in steps
    ]
    return StepsForm(given, initial=initial, prefix="steps")


def measure_initial(content: MeasureContent, theme: int) -> dict[str, Any]:
    """Return what a form shows of a measure that is there."""
    period = content.period
    budget = content.budget
    return {
        "title": content.title,
        "theme": str(theme),
        "points": list(content.points),
        "all_units": content.all_units,
        "units": list(content.units),
        "starts": period.starts.isoformat() if period else "",
        "ends": period.ends.isoformat() if period else "",
        "budget": "" if budget is None else _baht(budget),
        "criterion": content.criterion,
        "counter": content.counter,
        "counter_goal": content.counter_goal or "",
    }


def _baht(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


def _recurrence(word: str | None) -> Recurrence:
    return Recurrence(word) if word in set(Recurrence) else Recurrence.ONCE


def _period(starts: str, ends: str) -> Period | None:
    return Period(date.fromisoformat(starts), date.fromisoformat(ends)) if starts and ends else None


def _with(months: list[Choice], chosen: str | None) -> list[Choice]:
    """Return months, and a day that is none of theirs where it stands there already."""
    if not chosen or chosen in {value for value, _name in months}:
        return months
    return [(chosen, said(date_text(date.fromisoformat(chosen)))), *months]
