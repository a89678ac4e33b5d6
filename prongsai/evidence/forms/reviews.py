"""What evaluators, the central administrator and agencies write in the review."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.evidence.rules.disclosing import LONGEST_WORDS
from prongsai.evidence.rules.link_lines import NamedLink, links_in
from prongsai.evidence.rules.reasons import REASONS
from prongsai.evidence.rules.review import STAGE_WORDS
from prongsai.evidence.rules.reviewers import LONGEST_SEED
from prongsai.evidence.rules.states import DRAWN_STAGES, Stage
from prongsai.foundation.forms import FilesField, SeveralFiles
from prongsai.foundation.rules.files import KINDS
from prongsai.foundation.templatetags.prongsai import said
from prongsai.methodology.wording import Text

#: A choice: its code, and what it is called.
Choice = tuple[str, Text]


class VerdictForm(forms.Form):
    """A verdict with its reason."""

    option = forms.ChoiceField(
        label=_("Verdict"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a verdict.")},
    )
    missed = forms.MultipleChoiceField(
        label=_("Criteria that are not met"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        options: Sequence[Choice],
        given: Mapping[str, Any] | None,
        *,
        criteria: Sequence[Choice] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial=dict(initial or {}))
        chosen, missed, reason = (self.fields[name] for name in ("option", "missed", "reason"))
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(code, said(text)) for code, text in options]
        if isinstance(reason, forms.ChoiceField):
            phrases = [(code, said(text)) for code, text in REASONS.items()]
            reason.choices = [("", _("none of these")), *phrases]
        if isinstance(missed, forms.MultipleChoiceField):
            missed.choices = [(code, said(text)) for code, text in criteria]
        self._criteria = [code for code, _text in criteria]

    def told(self) -> dict[str, str]:
        """Return what every verdict needs: option, reason and words."""
        return {name: self.cleaned_data[name] for name in ("option", "reason", "words")}

    def criteria(self) -> dict[str, str]:
        """Return what the evaluator saw: criterion -> met, not_met."""
        missed = self.cleaned_data["missed"]
        return {code: "not_met" if code in missed else "met" for code in self._criteria}


class CorrectionForm(VerdictForm):
    """A verdict that needs words of its own."""

    def __init__(self, options: Sequence[Choice], given: Mapping[str, Any] | None) -> None:
        super().__init__(options, given)
        del self.fields["missed"], self.fields["reason"]


class DrawForm(forms.Form):
    """At which stage evaluators are drawn, and what the draw begins from."""

    stage = forms.ChoiceField(widget=forms.RadioSelect)
    seed = forms.CharField(
        label=_("Seed of the draw"),
        max_length=LONGEST_SEED,
        help_text=_("Chosen by chance. The same seed gives the same draw."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, given: Mapping[str, Any] | None, *, seed: str) -> None:
        super().__init__(given, initial={"stage": Stage.FIRST.value, "seed": seed})
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(s.value, said(STAGE_WORDS[s])) for s in DRAWN_STAGES]


class ReplaceForm(forms.Form):
    """Who takes an agency over from an evaluator, and why."""

    reason = forms.CharField(
        label=_("Why the evaluator is replaced"),
        help_text=_("Kept with the round; auditors read it. Do not name an illness."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say in a few words why.")},
    )
    evaluator = forms.ChoiceField(label=_("Who takes over"), required=False)
    seed = forms.CharField(
        label=_("Seed of the draw"),
        max_length=LONGEST_SEED,
        required=False,
        help_text=_("Chosen by chance. The same seed gives the same draw."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self, given: Mapping[str, Any] | None, *, evaluators: Sequence[tuple[str, str]], seed: str
    ) -> None:
        super().__init__(given, initial={"seed": seed})
        field = self.fields["evaluator"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("drawn by lot")), *evaluators]


class ObjectionForm(forms.Form):
    """Why an agency does not accept a verdict, and new evidence for it."""

    words = forms.CharField(
        label=_("Why the verdict is not right"),
        help_text=_("Say where on the frozen copy the evaluator finds what the item asks for."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Say in a few words why the verdict is not right.")},
    )
    links = forms.CharField(
        label=_("New links, if any"),
        help_text=_("One on a line, and what it is called behind it. They are kept apart."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
    )

    new_files = FilesField(
        label=_("New files, if any"),
        help_text=_("Evaluators see them; they are not shown to the public."),
        required=False,
        widget=SeveralFiles({"accept": ",".join(KINDS)}),
    )

    def named_links(self) -> list[NamedLink]:
        """Return the new links."""
        return links_in(self.cleaned_data["links"])
