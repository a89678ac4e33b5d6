"""What a new year changed: rules, structure and questions of two editions side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from prongsai.methodology.edition.files import Record
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text

#: Said of a fact, not part of it.
_ABOUT_FACTS = {"confirmed", "note", "source", "unknown"}


@dataclass(frozen=True)
class Difference:
    """One place in which two editions differ; the old or the new value is None where it is absent."""

    kind: Literal["added", "removed", "changed"]
    where: str
    old: str | None
    new: str | None


def differences(old: Edition, new: Edition) -> list[Difference]:
    """Compare two editions fact by fact; entries of lists are matched by their codes."""
    before, after = dict(_facts(old)), dict(_facts(new))
    found = []
    for where in dict.fromkeys([*before, *after]):
        was, now = before.get(where), after.get(where)
        if was != now:
            kind: Literal["added", "removed", "changed"] = (
                "added" if was is None else "removed" if now is None else "changed"
            )
            found.append(Difference(kind, where, was, now))
    return found


def _facts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield every fact of an edition with the place that it has in both."""
    yield from _leaves("edition", edition.rules)
    yield from _leaves("indicators", edition.structure)
    for code, questionnaire in edition.questionnaires.items():
        yield from _leaves(code.lower(), questionnaire)


def _leaves(where: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Text):
        yield f"{where}.th", value.th
        yield f"{where}.en", value.en
    elif isinstance(value, BaseModel):
        for name, inner in value:
            if name not in _ABOUT_FACTS:
                yield from _leaves(f"{where}.{name}", inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{where}.{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(f"{where}.{_name(inner, number)}", inner)
    elif value is not None:
        yield where, str(value)


def _name(entry: Any, number: int) -> str:
    if isinstance(entry, Record):
        return str(getattr(entry, "code", None) or getattr(entry, "no", None) or number + 1)
    return str(entry)
