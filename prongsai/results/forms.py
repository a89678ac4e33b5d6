"""What visitors ask for in an address, cleaned into plain values."""

from collections.abc import Mapping
from dataclasses import fields

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.forms import FilesField
from prongsai.methodology.thai import plain_digits, repaired
from prongsai.results.queries.selection import Selection
from prongsai.results.rules import FilterBroken

#: Before the code of an item in the form that asks what if.
SUPPOSED = "if-"
_LONGEST = 200
_PAGE = 6


def selection_from(asked: Mapping[str, str]) -> Selection:
    """Return which agencies an address asks for; what it does not know is left alone.

    Raises:
        FilterBroken: a value is too long, or the page is no number.
    """
    names = {field.name for field in fields(Selection)} - {"page"}
    values = {name: repaired(asked.get(name, "")) for name in names}
    for name, value in values.items():
        if len(value) > _LONGEST:
            raise FilterBroken(name=name, value=value)
    page = plain_digits(asked.get("page") or "1")
    if not (page.isascii() and page.isdecimal() and len(page) < _PAGE):
        raise FilterBroken(name="page", value=page)
    return Selection(**values, page=int(page))


def supposed_scores(asked: QueryDict) -> dict[str, str]:
    """Return what a visitor supposes: code -> points or verdict; empty fields are left out."""
    return {
        repaired(name.removeprefix(SUPPOSED)): words[:_LONGEST]
        for name, value in asked.items()
        if name.startswith(SUPPOSED) and isinstance(value, str) and (words := repaired(value))
    }


class ScoringForm(forms.Form):
    """Files with what a round did not collect itself; none are needed."""

    tables = FilesField(
        required=False,
        label=_("Files"),
        help_text=_(
            "For what was not done here: verdicts of the OIT, surveys held elsewhere. CSV, XLSX or "
            "Parquet. Without files, the answers and verdicts that are here are scored."
        ),
    )
