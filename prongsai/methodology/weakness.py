"""Weak points: what lies below the target, and what its repair would bring to the total."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.scoring import Scores

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class WeakPoint:
    """An item that is weak, itself or through a part.

    score: hundredths; MISSING when only a part is known
    parts: codes of the weak parts
    gain:  points that the total would gain if all that is weak here came up to the target, or,
           on a checklist, passed in full
    """

    code: str
    indicator: str
    instrument: str
    score: int
    parts: tuple[str, ...]
    gain: float


def weak_nodes(scores: Scores) -> Flags:
    """Say which items and parts are weak.

    Out:     bool (agencies, nodes); a part or an item of a survey whose published score is below
             the target, an item of a checklist that earns less than full or passed with advice
    Missing: False
    """
    edition = scores.edition
    weak = np.zeros(scores.published.shape, np.bool_, order="F")
    target = int(edition.rules.target.score * HUNDREDTHS)
    for node in edition.of_kind(Kind.ITEM) + edition.of_kind(Kind.PART):
        if scores.present[node]:
            bound = 100 * HUNDREDTHS if edition.is_checklist(node) else target
            column = scores.published[:, node]
            weak[:, node] = (column != MISSING) & (column < bound)
    for row, node in enumerate(edition.leaves):
        if scores.known.tally.is_empty or not edition.is_checklist(node):
            continue
        for place, option in enumerate(edition.nodes[node].options):
            if option.weak:
                weak[:, node] |= scores.known.tally.counts[:, row, place] > 0
    return weak


def weak_items(scores: Scores, weak: Flags) -> Flags:
    """Say which items are weak, itself or through a part: each counts once.

    Out: bool (agencies, items of the edition)
    """
    return _of_items(scores.edition, lambda node: weak[:, node], len(weak))


def known_items(scores: Scores) -> Flags:
    """Say of which items anything is known; shape as `weak_items`."""
    return _of_items(
        scores.edition,
        lambda node: scores.published[:, node] != MISSING if scores.present[node] else False,
        len(scores.agencies),
    )


def _of_items(edition: Edition, said: Callable[[int], Flags | bool], agencies: int) -> Flags:
    """Say what is said of each item itself or of any of its parts."""
    items = edition.of_kind(Kind.ITEM)
    found = np.zeros((agencies, len(items)), np.bool_, order="F")
    for column, item in enumerate(items):
        for node in (item, *edition.children[item]):
            found[:, column] |= said(node)
    return found


def weak_points(scores: Scores, weak: Flags, agency: int) -> list[WeakPoint]:
    """List the weak points of one agency in the edition's order.

    Source: docs/explanation/scoring.md, "Weak points and what their repair brings"
    """
    edition = scores.edition
    found = []
    mine = weak[agency].tolist()
    every = np.arange(len(edition.nodes))
    gain = gains(scores, np.full(len(every), agency), every).tolist()
    for item in edition.of_kind(Kind.ITEM):
        parts = [part for part in edition.children[item] if mine[part]]
        if not parts and not mine[item]:
            continue
        found.append(
            WeakPoint(
                edition.nodes[item].code,
                edition.nodes[edition.above(item, Kind.INDICATOR)].code,
                edition.instrument_of(item),
                int(scores.published[agency, item]),
                tuple(edition.nodes[part].code for part in parts),
                sum(gain[node] for node in parts or [item]),
            )
        )
    return found


def gains(
    scores: Scores, agencies: NDArray[np.int64], nodes: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what the total would gain if each node came up to its goal.

    In:  rows of agencies and positions of nodes, pair by pair
    Out: points of the total; the goal is the target, on a checklist 100
    """
    edition = scores.edition
    target = float(edition.rules.target.score)
    every = range(len(edition.nodes))
    goals = np.array([100.0 if edition.is_checklist(node) else target for node in every])
    shares = np.array([float(share) for share in edition.shares])
    missing = np.maximum(goals[nodes] - scores.values[agencies, nodes], 0.0)
    return np.asarray(np.nan_to_num(missing) * shares[nodes])
