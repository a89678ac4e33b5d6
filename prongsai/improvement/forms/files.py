"""What people send to import a plan: a file, and what the units in it mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prongsai.improvement.rules.files import READ
from prongsai.improvement.rules.tables.units import EVERY_UNIT, NO_UNIT


class PlanFileForm(forms.Form):
    """A file that holds a plan."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput({"accept": ",".join(READ)}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class UnitsForm(forms.Form):
    """Which unit each name means that the agency does not know."""

    def __init__(
        self,
        names: Mapping[str, Iterable[int]],
        units: list[tuple[str, str]],
        sent: Mapping[str, Any] | None,
    ) -> None:
        super().__init__(sent)
        #: Name of a field -> name of a unit.
        self._names = {f"unit-{number}": name for number, name in enumerate(sorted(names))}
        choices = [
            ("", _("Choose")),
            *units,
            (EVERY_UNIT, _("All units")),
            (NO_UNIT, _("Leave it out")),
        ]
        for field, name in self._names.items():
            self.fields[field] = forms.ChoiceField(
                label=name,
                help_text=_rows(names[name]),
                choices=choices,
                error_messages={"required": _("Choose what this name means.")},
            )

    @property
    def mapped(self) -> dict[str, str]:
        """Name of a unit in the file -> what it means."""
        return {name: self.cleaned_data[field] for field, name in self._names.items()}


def _rows(rows: Iterable[int]) -> str:
    """Return in which rows of the file something stands."""
    listed = ", ".join(str(row) for row in sorted(set(rows)))
    return gettext("Row %(rows)s") % {"rows": listed} if listed else ""
