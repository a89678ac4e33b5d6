"""What is asked: the surveys of an edition as respondents meet them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition, Kind, Node
from prongsai.simulation.rules.chance import Floats, Integers

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Question:
    """A leaf as a respondent meets it."""

    code: str
    indicator: str
    options: int
    #: Positions that earn points, from the least to the most.
    ascending: Bytes
    #: Positions that count for nothing.
    without_points: Bytes
    #: Points by position, hundredths; position 0 and those without points have 0.
    points: Integers


@dataclass(frozen=True, eq=False)
class Survey:
    """An instrument that people answer."""

    code: str
    #: Names it among all editions: another year, other answers from the same nation.
    key: str
    answered_by: str
    questions: list[Question]


def surveys_of(edition: Edition) -> list[Survey]:
    """Return the surveys of an edition, in its order."""
    return [
        Survey(
            instrument.code,
            f"{edition.id} {instrument.code}",
            instrument.answered_by,
            questions_of(edition, instrument.code),
        )
        for instrument in edition.structure.instruments
        if instrument.kind == "survey"
    ]


def checklists_of(edition: Edition) -> list[str]:
    """Return the codes of the instruments that evaluators fill in."""
    return [i.code for i in edition.structure.instruments if i.kind == "checklist"]


def questions_of(edition: Edition, instrument: str) -> list[Question]:
    """Return what is asked in an instrument, in the edition's order."""
    return [
        _question(edition.nodes[n], edition.nodes[edition.above(n, Kind.INDICATOR)].code)
        for n in edition.leaves
        if edition.instrument_of(n) == instrument
    ]


def _question(leaf: Node, indicator: str) -> Question:
    worth = [(points, n) for n, points in enumerate(leaf.points, 1) if points is not None]
    return Question(
        code=leaf.code,
        indicator=indicator,
        options=len(leaf.points),
        ascending=np.array([n for _, n in sorted(worth)], np.uint8),
        without_points=np.array([n for n, p in enumerate(leaf.points, 1) if p is None], np.uint8),
        points=np.array([0, *(p or 0 for p in leaf.points)], np.int64),
    )


def indicator_means(
    questions: list[Question], answers: dict[str, Bytes], people: Integers
) -> dict[str, Floats]:
    """Return each agency's indicators, roughly: plain means over all its parts.

    In:      answers, sorted by agency; people: respondents per agency, 1 or more each
    Out:     indicator -> points per agency, 0 to 100
    Missing: not a number where no answer of an agency earns points
    """
    first = np.cumsum(people) - people
    totals: dict[str, Floats] = {}
    parts: dict[str, Floats] = {}
    for question in questions:
        column = answers[question.code]
        counted = np.zeros(question.options + 1, np.int64)
        counted[question.ascending] = 1
        earned = np.add.reduceat(question.points[column], first) / 100.0
        people_counted = np.add.reduceat(counted[column], first)
        mean = earned / np.maximum(people_counted, 1)
        code = question.indicator
        totals[code] = totals.get(code, np.zeros(len(people))) + mean
        parts[code] = parts.get(code, np.zeros(len(people))) + (people_counted > 0)
    return {
        code: np.where(parts[code] > 0, total / np.maximum(parts[code], 1), np.nan)
        for code, total in totals.items()
    }
