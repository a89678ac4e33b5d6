"""An edition as the method uses it: one tree of scores, from the parts up to the total."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from prongsai.methodology.edition.files import (
    EditionFile,
    Indicator,
    IndicatorsFile,
    Instrument,
    InstrumentFile,
    Item,
    Option,
    Part,
)
from prongsai.methodology.exact import HUNDREDTHS
from prongsai.methodology.wording import Text

TOTAL = "total"


class Kind(StrEnum):
    """What a node of the tree is."""

    TOTAL = "total"
    INSTRUMENT = "instrument"
    INDICATOR = "indicator"
    SUB_INDICATOR = "sub_indicator"
    ITEM = "item"
    PART = "part"


@dataclass(frozen=True)
class Node:
    """One score of an agency: where it stands and what it is the mean of."""

    code: str
    kind: Kind
    text: Text
    #: Position of the parent in `Edition.nodes`; -1 above all.
    parent: int
    #: Its weight among its siblings, a whole number.
    weight: int = 1
    #: The parent's score is missing when this one is; otherwise this one is left out.
    required: bool = False
    confirmed: bool = True
    #: Of a leaf only: what can be answered, and the points of each answer in hundredths.
    options: tuple[Option, ...] = ()
    points: tuple[int | None, ...] = ()
    #: Of a leaf: whether it asks if somebody was told what to answer.
    asks_about_pressure: bool = False
    #: Of a part: words that tell it from its sisters in printed reports.
    keywords: tuple[str, ...] = ()

    @property
    def is_negative(self) -> bool:
        """Whether the first option earns more than the last: a high answer is bad."""
        known = [points for points in self.points if points is not None]
        return bool(known) and known[0] > known[-1]

    @property
    def is_leaf(self) -> bool:
        """Whether people or evaluators answer it directly."""
        return bool(self.options)


@dataclass(frozen=True, eq=False)
class Edition:
    """What is asked, how it counts and what it earns in one fiscal year; never changes."""

    sha256: str
    rules: EditionFile
    structure: IndicatorsFile
    questionnaires: dict[str, InstrumentFile]
    #: Every score of an agency, each before all that it is the mean of; the total is the first.
    nodes: tuple[Node, ...]
    #: The files that it was read from and that its hash is of: name -> content.
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The framework and the year: "th-ita/2566"."""
        return f"{self.rules.framework}/{self.rules.year_be}"

    @property
    def year_be(self) -> int:
        return self.rules.year_be

    @cached_property
    def position(self) -> dict[str, int]:
        """Code -> position in `nodes`."""
        return {node.code: number for number, node in enumerate(self.nodes)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of what each node is the mean of."""
        below: list[list[int]] = [[] for _ in self.nodes]
        for number, node in enumerate(self.nodes):
            if node.parent >= 0:
                below[node.parent].append(number)
        return tuple(tuple(numbers) for numbers in below)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """Positions of the nodes that are answered: the columns of a tally."""
        return tuple(number for number, node in enumerate(self.nodes) if node.is_leaf)

    @cached_property
    def survey_columns(self) -> tuple[list[int], ...]:
        """Columns of a tally that belong to each survey (not to a checklist)."""
        surveys = [i.code for i in self.structure.instruments if i.kind == "survey"]
        owners = [self.instrument_of(leaf) for leaf in self.leaves]
        return tuple(
            [column for column, owner in enumerate(owners) if owner == code] for code in surveys
        )

    @cached_property
    def _by_kind(self) -> dict[Kind, list[int]]:
        return {
            kind: [n for n, node in enumerate(self.nodes) if node.kind is kind] for kind in Kind
        }

    def of_kind(self, kind: Kind) -> list[int]:
        """Return the positions of all nodes of one kind, in the edition's order."""
        return list(self._by_kind[kind])

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """How much of the total one point of each score is worth, all else being known."""
        found = [Fraction(1)]
        for node in self.nodes[1:]:
            sisters = sum(self.nodes[sister].weight for sister in self.children[node.parent])
            found.append(found[node.parent] * Fraction(node.weight, sisters))
        return tuple(found)

    @cached_property
    def _instruments(self) -> tuple[Instrument | None, ...]:
        """The instrument that each node belongs to; None for the total."""
        named = {instrument.code: instrument for instrument in self.structure.instruments}
        found: list[Instrument | None] = []
        for node in self.nodes:
            above = found[node.parent] if node.parent > 0 else None
            found.append(named[node.code] if node.kind is Kind.INSTRUMENT else above)
        return tuple(found)

    def negative_share(self, leaves: list[int]) -> float:
        """Return the share of leaves, 0 to 1, whose first option is the best."""
        return sum(self.nodes[leaf].is_negative for leaf in leaves) / len(leaves)

    def above(self, number: int, kind: Kind) -> int:
        """Return the position of the node of this kind that holds `number` (or is it).

        Raises:
            LookupError: nothing of this kind stands above it.
        """
        while number >= 0:
            if self.nodes[number].kind is kind:
                return number
            number = self.nodes[number].parent
        raise LookupError(kind)

    def instrument_of(self, number: int) -> str:
        """Return the code of the instrument that a node belongs to.

        Raises:
            LookupError: it is the total, which belongs to all.
        """
        instrument = self._instruments[number]
        if instrument is None:
            raise LookupError(number)
        return instrument.code

    def is_checklist(self, number: int) -> bool:
        """Whether a node is judged by evaluators rather than answered by people."""
        instrument = self._instruments[number]
        return instrument is not None and instrument.kind == "checklist"


def grow(
    sha256: str,
    rules: EditionFile,
    structure: IndicatorsFile,
    questionnaires: dict[str, InstrumentFile],
    texts: Mapping[str, bytes],
) -> Edition:
    """Build the tree of scores from files without faults."""
    nodes = [Node(TOTAL, Kind.TOTAL, Text("คะแนนรวม", "Total"), parent=-1)]
    needs = rules.missing
    for instrument in structure.instruments:
        top = len(nodes)
        nodes.append(
            Node(
                instrument.code,
                Kind.INSTRUMENT,
                instrument.name,
                parent=0,
                weight=int(instrument.weight * HUNDREDTHS),
                required=needs.instrument == "no_score",
                confirmed=instrument.confirmed,
            )
        )
        questionnaire = questionnaires[instrument.code]
        for indicator in structure.indicators:
            if indicator.instrument == instrument.code:
                _grow_indicator(nodes, top, indicator, questionnaire, rules)
    return Edition(sha256, rules, structure, questionnaires, tuple(nodes), texts)


def _grow_indicator(
    nodes: list[Node],
    parent: int,
    indicator: Indicator,
    questionnaire: InstrumentFile,
    rules: EditionFile,
) -> None:
    needs = rules.missing
    top = len(nodes)
    nodes.append(
        Node(
            str(indicator.no),
            Kind.INDICATOR,
            indicator.name,
            parent,
            required=needs.indicator == "no_score",
            confirmed=indicator.confirmed,
        )
    )
    items = [item for item in questionnaire.items if item.indicator == indicator.no]
    if indicator.mean_of == "items":
        for item in items:
            _grow_item(nodes, top, item, questionnaire, rules)
        return
    for sub in indicator.sub_indicators:
        middle = len(nodes)
        nodes.append(
            Node(
                sub.code,
                Kind.SUB_INDICATOR,
                sub.name,
                top,
                required=needs.sub_indicator == "no_score",
                confirmed=sub.confirmed,
            )
        )
        for item in items:
            if item.sub_indicator == sub.code:
                _grow_item(nodes, middle, item, questionnaire, rules)


def _grow_item(
    nodes: list[Node],
    parent: int,
    item: Item,
    questionnaire: InstrumentFile,
    rules: EditionFile,
) -> None:
    required = rules.missing.item == "no_score"
    if not item.parts:
        nodes.append(_leaf(Kind.ITEM, item, item, parent, questionnaire, required=required))
        return
    top = len(nodes)
    nodes.append(
        Node(item.code, Kind.ITEM, item.text, parent, required=required, confirmed=item.confirmed)
    )
    required = rules.missing.part == "no_score"
    nodes += [
        _leaf(Kind.PART, part, item, top, questionnaire, required=required) for part in item.parts
    ]


def _leaf(
    kind: Kind,
    asked: Item | Part,
    item: Item,
    parent: int,
    questionnaire: InstrumentFile,
    *,
    required: bool,
) -> Node:
    scale = questionnaire.scales[asked.scale or item.scale]
    points = [None if o.points is None else int(o.points * HUNDREDTHS) for o in scale.options]
    if (asked.polarity or item.polarity) == "negative":
        points.reverse()
    counted = [option for option in scale.options if option.points is not None]
    confirmed = all(record.confirmed for record in (questionnaire, asked, item, scale, *counted))
    return Node(
        asked.code,
        kind,
        asked.text,
        parent,
        required=required,
        confirmed=confirmed,
        options=tuple(scale.options),
        points=tuple(points),
        asks_about_pressure=item.asks_about_pressure,
        keywords=tuple(asked.keywords) if isinstance(asked, Part) else (),
    )
