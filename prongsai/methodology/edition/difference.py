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
    """One place in which two editions differ; a value is None where it is absent."""

    kind: Literal["added", "removed", "changed"]
    where: str
    old: str | None
    new: str | None


def differences(old: Edition, new: Edition) -> list[Difference]:
    """Compare two editions fact by fact; entries of lists are matched by their codes.

    An entry that only one of them has is one difference, told by its name.
    """
    return list(_compared("", _contents(old), _contents(new)))


def _contents(edition: Edition) -> dict[str, BaseModel]:
    questionnaires = {code.lower(): content for code, content in edition.questionnaires.items()}
    return {"edition": edition.rules, "indicators": edition.structure, **questionnaires}


def _compared(where: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if old is None or new is None:
        kind: Literal["added", "removed"] = "added" if old is None else "removed"
        yield Difference(kind, where, _told(old), _told(new))
        return
    before, after = _below(old), _below(new)
    if before is None or after is None:
        yield Difference("changed", where, _told(old), _told(new))
        return
    for name in dict.fromkeys([*before, *after]):
        place = f"{where}.{name}" if where else name
        yield from _compared(place, before.get(name), after.get(name))


def _below(value: Any) -> dict[str, Any] | None:
    """Return what a value holds, by name; None when it is a fact itself."""
    if isinstance(value, Text):
        return {"th": value.th, "en": value.en}
    if isinstance(value, BaseModel):
        return {name: inner for name, inner in value if name not in _ABOUT_FACTS}
    if isinstance(value, dict):
        return {str(name): inner for name, inner in value.items()}
    if isinstance(value, list):
        return {_name(inner, number): inner for number, inner in enumerate(value)}
    return None


def _name(entry: Any, number: int) -> str:
    if isinstance(entry, Record):
        return str(getattr(entry, "code", None) or getattr(entry, "no", None) or number + 1)
    return str(entry)


def _told(value: Any) -> str | None:
    """Say a value in one line: an entry by its name."""
    if value is None:
        return None
    words = getattr(value, "text", None) or getattr(value, "name", None) or value
    if isinstance(words, Text):
        return f"{words.th} | {words.en}"
    if isinstance(words, list | dict | BaseModel):
        return ", ".join(filter(None, (_told(inner) for inner in (_below(words) or {}).values())))
    return str(words)
