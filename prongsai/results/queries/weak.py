"""Weak points as lines of a page, and the scores that a visitor may suppose."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.weakness import gains
from prongsai.methodology.wording import Text
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.privacy import hidden_codes


@dataclass(frozen=True)
class PartRow:
    """A weak part: score in hundredths."""

    code: str
    text: Text
    score: int


@dataclass(frozen=True)
class WeakRow:
    """A weak item with its weak parts; `gain` in points of the total."""

    code: str
    text: Text
    instrument: str
    indicator: str
    score: int
    verdict: Text | None
    parts: tuple[PartRow, ...]
    gain: float


@dataclass(frozen=True)
class ItemRow:
    """A score that can be supposed: the present one in hundredths, and what was asked for.

    options: of a checklist item, the verdicts to choose from
    """

    code: str
    text: Text
    instrument: str
    kind: str
    score: int
    gain: float
    options: tuple[Option, ...]
    asked: str


def latest_with_items(history: AgencyHistory) -> AgencyYear | None:
    """Return the latest year of whose items anything is known."""
    known = [
        one
        for one in history.years
        if any(weak.count is not None for weak in one.result.weak.values())
    ]
    return known[-1] if known else None


def weak_rows(year: AgencyYear) -> list[WeakRow]:
    """Return the weak items of a year, what brings most first, without those of too few people."""
    edition, hidden = year.edition, hidden_codes(year)
    rows = [
        WeakRow(
            point.code,
            _text(year, point.code),
            point.instrument,
            point.indicator,
            point.score,
            verdict_of(year, edition.position[point.code]),
            tuple(PartRow(p, _text(year, p), year.published(p)) for p in point.parts),
            point.gain,
        )
        for weak in year.result.weak.values()
        for point in weak.points
        if point.code not in hidden
    ]
    return sorted(rows, key=lambda row: -row.gain)


def item_rows(year: AgencyYear, *, asked: Mapping[str, str]) -> list[ItemRow]:
    """Return the scores of a year that can be supposed: items where known, else indicators.

    In: `asked` holds what a visitor wrote, by code
    """
    edition = year.edition
    items = [n for n in edition.of_kind(Kind.ITEM) if _known(year, n)]
    with_items = {edition.above(node, Kind.INDICATOR) for node in items}
    shown = sorted([*items, *(n for n in edition.of_kind(Kind.INDICATOR) if n not in with_items)])
    hidden = hidden_codes(year)
    rows = [n for n in shown if _known(year, n) and edition.nodes[n].code not in hidden]
    gain = gains(year.scores, np.full(len(rows), year.row), np.array(rows, np.int64))
    return [
        ItemRow(
            code=edition.nodes[node].code,
            text=edition.nodes[node].text,
            instrument=edition.instrument_of(node),
            kind=edition.nodes[node].kind.value,
            score=year.published(edition.nodes[node].code),
            gain=float(brings),
            options=edition.nodes[node].options if edition.is_checklist(node) else (),
            asked=asked.get(edition.nodes[node].code, ""),
        )
        for node, brings in zip(rows, gain, strict=True)
    ]


def _known(year: AgencyYear, node: int) -> bool:
    return year.published(year.edition.nodes[node].code) != MISSING


def _text(year: AgencyYear, code: str) -> Text:
    return year.edition.nodes[year.edition.position[code]].text


def verdict_of(year: AgencyYear, node: int) -> Text | None:
    """Return what evaluators decided on a checklist item; None where only its score is known."""
    edition = year.edition
    if not (edition.is_checklist(node) and edition.nodes[node].is_leaf):
        return None
    counts = year.scores.known.tally.counts[year.row, edition.leaves.index(node)]
    options = [option for option, n in zip(edition.nodes[node].options, counts, strict=False) if n]
    return options[0].text if len(options) == 1 else None
