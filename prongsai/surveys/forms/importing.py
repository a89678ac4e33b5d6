"""What people send to import answers: a file, and what its columns and words mean."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from prongsai.surveys.rules.mapping import LEFT_OUT, LONGEST_NAME, REFUSED, key_of
from prongsai.surveys.rules.words import plain_word
from prongsai.surveys.services.proposing import Proposal, WordAt

#: How a form says "no answer".
NOT_ANSWERED = "-"


class FileForm(forms.Form):
    """A file of answers, the survey that it belongs to, and perhaps a saved mapping."""

    file = forms.FileField(
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )
    instrument = forms.ChoiceField()
    mapping = forms.ChoiceField(required=False)

    def __init__(
        self,
        sent: QueryDict | None,
        files: MultiValueDict[str, UploadedFile] | None,
        *,
        instruments: list[tuple[str, str]],
        mappings: list[tuple[str, str]],
    ) -> None:
        super().__init__(sent, files)
        proposed = [("", _("Let the program propose one from the file"))]
        self.fields["instrument"] = forms.ChoiceField(choices=instruments)
        self.fields["mapping"] = forms.ChoiceField(choices=[*proposed, *mappings], required=False)


def column_field(column: str) -> str:
    """Return the name of the field that says what a column is."""
    return f"c-{key_of(column)}"


def opening_field(column: str) -> str:
    """Return the name of the box that opens the choices of a column."""
    return f"x-{key_of(column)}"


def word_field(scale: int, word: str) -> str:
    """Return the name of the field that says what a word of a scale's columns means."""
    return f"w-{scale}-{key_of(plain_word(word))}"


def columns_from(sent: Mapping[str, str], proposal: Proposal) -> dict[str, str]:
    """Read what columns are; one that the form did not ask about is as it was proposed."""
    return {
        guess.column: sent.get(column_field(guess.column), guess.told) for guess in proposal.columns
    }


def opened_from(sent: Mapping[str, str], proposal: Proposal) -> frozenset[str]:
    """Read for which columns somebody wants to choose."""
    columns = (guess.column for guess in proposal.columns)
    return frozenset(column for column in columns if opening_field(column) in sent)


def words_from(sent: Mapping[str, str], proposal: Proposal) -> dict[WordAt, str | None]:
    """Read what words mean: an option, `LEFT_OUT`, or None where rows with them are refused."""
    found: dict[WordAt, str | None] = {}
    for scale in proposal.scales:
        for guess in scale.words:
            chosen = sent.get(word_field(scale.number, guess.word))
            if chosen is not None:
                told = None if chosen == REFUSED else chosen
                found[scale.number, guess.word] = LEFT_OUT if chosen == NOT_ANSWERED else told
    return found


def is_all_asked(sent: Mapping[str, str], proposal: Proposal) -> bool:
    """Whether the form asked about everything that a person must look at by now."""
    columns = all(column_field(guess.column) in sent for guess in proposal.columns)
    return columns and all(
        word.is_sure or word_field(scale.number, word.word) in sent
        for scale in proposal.scales
        for word in scale.words
    )


class SettlingForm(forms.Form):
    """That somebody has looked, and the name under which the mapping is to be saved."""

    confirmed = forms.BooleanField(required=False)
    name = forms.CharField(
        max_length=LONGEST_NAME, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
