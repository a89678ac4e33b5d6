"""Rows that stay when a plan is put in place of another: those that are called the same."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from django.db.models import Model

_Row = TypeVar("_Row", bound=Model)


class Kept(Generic[_Row]):
    """Rows by what they are called, each taken once; what is left over may go."""

    def __init__(self, rows: Iterable[tuple[Hashable, _Row]]) -> None:
        self._rows: dict[Hashable, list[_Row]] = defaultdict(list)
        for name, row in rows:
            self._rows[name].append(row)

    def take(self, name: Hashable) -> _Row | None:
        """Return a row that is called so, and that nobody took; None where there is none."""
        rows = self._rows[name]
        return rows.pop(0) if rows else None

    def left(self) -> list[int]:
        """Return the keys of those that nobody took."""
        return [row.pk for rows in self._rows.values() for row in rows]
