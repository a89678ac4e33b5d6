"""What nobody could confirm in an edition; users are told wherever it matters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from prongsai.methodology.edition.files import Criterion, Record
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Steps

#: What holds nothing: most of what stands in a file.
_BARE = {str, int, bool, Decimal, date, type(None)}


@dataclass(frozen=True)
class Doubt:
    """A fact that is not confirmed: where it stands in the edition, and what is doubtful."""

    where: str
    note: Text
    source: str | None


def doubts(edition: Edition) -> list[Doubt]:
    """Return every fact of an edition that nobody could confirm, in the order of its files.

    Criteria are left out: they move no score, and where one is shown its doubt is shown with it.
    """
    contents: dict[str, BaseModel] = {
        "edition": edition.rules,
        "indicators": edition.structure,
        **{code.lower(): content for code, content in edition.questionnaires.items()},
    }
    return [
        Doubt(".".join([name, *(_named(content, place))]), record.note, record.source)
        for name, content in contents.items()
        for place, record in records(content)
        if not record.confirmed and record.note is not None and not isinstance(record, Criterion)
    ]


def _named(content: Any, place: Steps) -> Iterator[str]:
    """Name the steps to a place: an entry of a list by its code rather than its number."""
    for key in place:
        content = getattr(content, str(key)) if isinstance(content, BaseModel) else content[key]
        code = getattr(content, "code", None) or getattr(content, "no", None)
        yield str(code) if isinstance(key, int) and code is not None else str(key)


def records(content: BaseModel) -> Iterator[tuple[Steps, Record]]:
    """Yield every record inside a file's content with its place, itself first."""
    for place, value in walk(content):
        if isinstance(value, Record):
            yield place, value


def walk(value: Any) -> Iterator[tuple[Steps, Any]]:
    """Yield every record, text, list and mapping of a file's content with its place, in order."""
    todo: list[tuple[Steps, Any]] = [((), value)]
    while todo:
        place, value = todo.pop()
        yield place, value
        below: Iterable[tuple[str | int, Any]] = ()
        if isinstance(value, BaseModel):
            below = vars(value).items()
        elif isinstance(value, dict):
            below = value.items()
        elif isinstance(value, list):
            below = enumerate(value)
        inside = [((*place, key), inner) for key, inner in below if type(inner) not in _BARE]
        todo += reversed(inside)
