"""The items of a checklist as rows below their headings, and how many are how far."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from prongsai.evidence.rules.checklist import ITEM_STATES, ItemState
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class ItemRow:
    """An item of the checklist, and what there is for it."""

    item: str
    name: Text
    #: Position in the edition, and those of what it is a part of, from above.
    leaf: int
    above: tuple[int, ...]
    state: ItemState = ItemState.EMPTY
    unit: str = ""
    unit_name: Text | None = None
    due: date | None = None
    is_late: bool = False
    is_mine: bool = False
    links: int = 0
    #: Links that were not shown at the last look.
    broken: int = 0
    files: int = 0
    is_exempt: bool = False
    carried_from: int | None = None
    verdict: Text | None = None
    is_full: bool = False

    @property
    def state_name(self) -> Text:
        """How far it is, in words."""
        return ITEM_STATES[self.state]

    @property
    def has_content(self) -> bool:
        """Whether anything is disclosed."""
        return bool(self.links or self.files or self.is_exempt or self.carried_from)

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "item": self.item,
            "name_th": self.name.th,
            "name_en": self.name.en,
            "state": self.state.value,
            "unit": self.unit,
            "due": self.due.isoformat() if self.due else None,
            "is_late": self.is_late,
            "links": self.links,
            "broken": self.broken,
            "files": self.files,
            "is_exempt": self.is_exempt,
            "carried_from": self.carried_from,
        }


@dataclass(frozen=True)
class Heading:
    """An indicator or a sub-indicator."""

    code: str
    name: Text


@dataclass(frozen=True)
class Group:
    """The items below one sub-indicator; `top` is told once, before its first group."""

    top: Heading | None
    heading: Heading
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class Looked:
    """Which items somebody looks at; "" and False are no filter."""

    state: str = ""
    unit: str = ""
    mine: bool = False
    late: bool = False
    broken: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether some items may be left out."""
        return self != Looked()


@dataclass(frozen=True)
class Checklist:
    """All items, and how many of them are how far."""

    rows: tuple[ItemRow, ...]
    edition: Edition
    shows_verdicts: bool
    #: Whether the reader works for a unit of the agency.
    has_own: bool

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """State -> how many items."""
        counted = Counter(row.state.value for row in self.rows)
        return {state.value: counted[state.value] for state in ItemState}

    @property
    def late(self) -> int:
        """How many should have been sent by now."""
        return sum(row.is_late for row in self.rows)

    @property
    def broken(self) -> int:
        """How many have a link that was not shown."""
        return sum(bool(row.broken) for row in self.rows)

    def groups(self, looked: Looked) -> list[Group]:
        """Return the items that somebody looks at, below their headings."""
        nodes, found, last = self.edition.nodes, list[Group](), None
        kept = [row for row in self.rows if _fits(row, looked)]
        for above, rows in groupby(kept, key=lambda row: row.above):
            top, place = above[0], above[-1]
            headings = [Heading(nodes[one].code, nodes[one].text) for one in (top, place)]
            is_new = top != last and len(above) > 1
            found.append(Group(headings[0] if is_new else None, headings[1], tuple(rows)))
            last = top
        return found


def _fits(row: ItemRow, looked: Looked) -> bool:
    return (
        looked.state in {"", row.state.value}
        and looked.unit in {"", row.unit}
        and (row.is_mine or not looked.mine)
        and (row.is_late or not looked.late)
        and (bool(row.broken) or not looked.broken)
    )
