"""What is measured of the sheets of a survey, from where on a number is a sign, and what it means.

A sign is a reason to look, never a proof, and never leads to a person: nothing here is told of
fewer people than the edition's smallest group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.equal_sheets import equal_sheets
from prongsai.methodology.quality import (
    Integers,
    Quality,
    QualityLimits,
    Sign,
    Signs,
    measure_quality,
    quality_signs,
    runs_by_scale,
    without_praise,
)
from prongsai.methodology.unusual_days import days_of, unusual_days
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import NO_ANSWER

#: How a response's mark of haste is handed over: a byte each.
SLOW, QUICK, NOT_TIMED = 0, 1, 2
LIMITS = QualityLimits()
#: So many of the largest batches are shown.
_BATCHES = 5
_SEE = Text("ดูคุณภาพของคำตอบ", "see the quality of answers")


class Judgement(StrEnum):
    """What a measure says."""

    NOTHING = "nothing"
    LOOK = "look"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Responses:
    """Responses of one survey, one element each; `agencies` are codes, `home` their places."""

    agencies: tuple[str, ...]
    home: Integers
    sheets: NDArray[np.uint8]
    haste: NDArray[np.uint8]
    #: Days from any day on.
    day: Integers


@dataclass(frozen=True, eq=False)
class Measured:
    """The measures of one survey; each array has one element per agency."""

    #: Place among the edition's instruments.
    instrument: int
    agencies: tuple[str, ...]
    quality: Quality
    #: How many days have answers, and how many of them far too many.
    days: Integers
    unusual_days: Integers
    #: Who answered the items about pressure, and who said yes; None where none asks.
    asked: Integers | None
    told: Integers | None
    #: Only of agencies with as many responses as the edition's smallest group.
    signs: Signs


@dataclass(frozen=True)
class Block:
    """The parts of one scale: median of the longest run, and sheets that are one run only."""

    options: int
    parts: int
    median_run: float
    straight: int


@dataclass(frozen=True)
class Details:
    """What an agency's own page shows beside the signs."""

    blocks: tuple[Block, ...]
    #: Sizes of the largest groups of equal sheets, none smaller than the smallest group.
    batches: tuple[int, ...]
    median_day: float
    #: Number of the day, as in `Responses`, and how many answers it has.
    unusual_days: tuple[tuple[int, int], ...]


def require_quality_reader(reader: Actor, *, agency: int, ministry: str) -> None:
    """Refuse who may not see the quality of an agency's answers.

    Raises:
        NotAllowed
    """
    if not (
        sees_every_quality(reader)
        or reader.has_for(agency, Role.COORDINATOR, Role.EXECUTIVE)
        or (ministry and ministry in reader.ministries)
    ):
        raise NotAllowed(action=_SEE)


def require_quality_list_reader(reader: Actor, *, all_of_them: bool = False) -> None:
    """Refuse who may not compare agencies by the quality of their answers, or not all of them.

    Raises:
        NotAllowed
    """
    if not sees_every_quality(reader) and (all_of_them or not reader.has(Role.OVERSEER)):
        raise NotAllowed(action=_SEE)


def sees_every_quality(reader: Actor) -> bool:
    """Whether somebody sees the quality of every agency."""
    return reader.has(Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR)


def measured(found: Responses, edition: Edition, instrument: int, leaves: list[int]) -> Measured:
    """Measure one survey of any number of agencies.

    In: `leaves`, the edition's nodes that the bytes of a sheet answer
    """
    count = len(found.agencies)
    quality = measure_quality(
        found.sheets,
        found.home,
        options=options_of(edition, leaves),
        agencies=count,
        too_fast=found.haste == QUICK,
        timed=found.haste != NOT_TIMED,
        limits=LIMITS,
    )
    signs = without_praise(quality_signs(quality, LIMITS), edition.negative_share(leaves))
    days = np.unique(found.day, return_inverse=True)[1].reshape(-1)
    by_day = unusual_days(days_of(days, found.home, count))
    unusual = by_day.unusual.sum(axis=1)
    signs[Sign.UNUSUAL_DAYS] = unusual > 0
    asked, told = _pressure(found, edition, leaves)
    if asked is not None and told is not None:
        signs[Sign.PRESSURE] = (told >= LIMITS.least_people) & (told >= LIMITS.pressure * asked)
    enough = quality.respondents >= edition.rules.statistics.smallest_group
    shown = {sign: flags & enough for sign, flags in signs.items()}
    return Measured(instrument, found.agencies, quality, by_day.days, unusual, asked, told, shown)


def details_of(found: Responses, edition: Edition, leaves: list[int]) -> Details:
    """Return what an agency's own page shows; `found` holds that agency alone."""
    smallest = edition.rules.statistics.smallest_group
    options = options_of(edition, leaves)
    runs = runs_by_scale(found.sheets, options)
    parts = {scale: int((options == scale).sum()) for scale in runs}
    sizes = equal_sheets(found.sheets, found.home).size
    days, place = np.unique(found.day, return_inverse=True)
    counts = days_of(place.reshape(-1), found.home, 1)
    unusual = unusual_days(counts)
    return Details(
        tuple(
            Block(scale, parts[scale], float(np.median(run)), int((run == parts[scale]).sum()))
            for scale, run in runs.items()
            if parts[scale] > 1
        ),
        tuple(sorted((int(size) for size in sizes if size >= smallest), reverse=True)[:_BATCHES]),
        float(unusual.median[0]),
        tuple((int(days[at]), int(counts[0, at])) for at in np.flatnonzero(unusual.unusual[0])),
    )


def options_of(edition: Edition, leaves: Sequence[int]) -> Integers:
    """Return how many options each part has."""
    return np.array([len(edition.nodes[leaf].options) for leaf in leaves], np.int64)


def _pressure(
    found: Responses, edition: Edition, leaves: list[int]
) -> tuple[Integers, Integers] | tuple[None, None]:
    """Count who answered the items about pressure, and who chose less than the best answer."""
    asking = [at for at, leaf in enumerate(leaves) if edition.nodes[leaf].asks_about_pressure]
    if not asking:
        return None, None
    asked, told = (np.zeros(len(found.home), np.bool_) for _ in range(2))
    for at in asking:
        points = edition.nodes[leaves[at]].points
        best = max(value for value in points if value is not None)
        below = [n for n, value in enumerate(points, 1) if value is not None and value < best]
        asked |= found.sheets[:, at] != NO_ANSWER
        told |= np.isin(found.sheets[:, at], below)
    count = len(found.agencies)
    return (
        np.bincount(found.home[asked], minlength=count),
        np.bincount(found.home[told], minlength=count),
    )
