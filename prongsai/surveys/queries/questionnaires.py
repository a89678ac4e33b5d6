"""A survey as a form shows it."""

from dataclasses import dataclass
from functools import lru_cache

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Question:
    """One part: its field, what it asks ("" where the item itself does), its answers in order."""

    field: str
    text: Text
    options: tuple[Text, ...]


@dataclass(frozen=True)
class Item:
    """One item of a questionnaire with its parts, or with itself as the only one."""

    number: int
    text: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """All items of one survey; answers are counted in the order of `options`."""

    name: Text
    items: tuple[Item, ...]
    #: How many options each part has, in the edition's order of leaves.
    options: tuple[int, ...]
    #: Whether a part may be left without an answer.
    may_be_left_out: bool


@lru_cache(64)
def questionnaire(edition: str, instrument: int) -> Questionnaire:
    """Return what an instrument of a frozen edition asks."""
    frozen = frozen_edition(edition)
    told = frozen.structure.instruments[instrument]
    leaves = leaves_of(frozen, instrument)
    items: list[Item] = []
    at = {leaf: place for place, leaf in enumerate(leaves)}
    for number in dict.fromkeys(frozen.above(leaf, Kind.ITEM) for leaf in leaves):
        node = frozen.nodes[number]
        mine = [number] if node.is_leaf else [c for c in frozen.children[number] if c in at]
        questions = tuple(
            Question(
                f"p{at[leaf]}",
                frozen.nodes[leaf].text,
                tuple(option.text for option in frozen.nodes[leaf].options),
            )
            for leaf in mine
        )
        items.append(Item(len(items) + 1, node.text, questions))
    return Questionnaire(
        name=told.name,
        items=tuple(items),
        options=tuple(len(frozen.nodes[leaf].options) for leaf in leaves),
        may_be_left_out=frozen.rules.missing.part == "leave_out",
    )


def leaves_of(edition: Edition, instrument: int) -> list[int]:
    """Return the leaves of an instrument: the bytes of a response, in this order."""
    code = edition.structure.instruments[instrument].code
    return [leaf for leaf in edition.leaves if edition.instrument_of(leaf) == code]
