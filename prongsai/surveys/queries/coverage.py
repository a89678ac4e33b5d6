"""How many have answered, and how many must; and whether a receipt was counted."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.intervals import margin_of_part
from prongsai.surveys.models import Response
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.collecting import (
    required_responses,
)

#: 100 points, or percent, in hundredths.
_FULL = 10_000


@dataclass(frozen=True)
class Coverage:
    """How far one survey of an agency is; None where no rule or no headcount tells."""

    instrument: str
    came_in: int
    population: int | None
    required: int | None
    #: What sampling leaves open at the most: half the width of the interval of one question, in
    #: points, were its answers split evenly between 0 and 100. None: fewer than two answered.
    margin: float | None

    @property
    def is_short(self) -> bool | None:
        """Whether more must answer; None when that is not known."""
        return None if self.required is None else self.came_in < self.required

    @property
    def filled(self) -> int | None:
        """How much of what is required came in, in hundredths of a percent, 100% at the most."""
        if self.required is None:
            return None
        return _FULL if not self.required else min(_FULL, _FULL * self.came_in // self.required)


def coverage(participation: Participation) -> list[Coverage]:
    """Return how many responses each survey of an agency has; never what, who or when."""
    edition = frozen_edition(participation.round.edition_id)
    sheets = Response.objects.filter(participation=participation).order_by()
    came_in = dict(sheets.values_list("instrument").annotate(Count("pk")))
    [found] = covered(edition, [participation], {participation.pk: came_in})
    return found


def covered(
    edition: Edition, entered: list[Participation], came_in: dict[int, dict[int, int]]
) -> list[list[Coverage]]:
    """Return how far the surveys of agencies are, in the order given.

    In: for each participation the number of responses of each instrument that has any
    """
    surveys = surveys_of(edition)
    populations = [
        [_population(edition, participation, place) for place in surveys.values()]
        for participation in entered
    ]
    counts = [
        [came_in.get(one.pk, {}).get(place, 0) for place in surveys.values()] for one in entered
    ]
    confidence = float(edition.rules.statistics.confidence_percent) / 100
    margins = widest_margins(counts, populations, confidence)
    rules = edition.rules.sampling
    return [
        [
            Coverage(code, n, people, required_responses(rules, code, one.group, people), margin)
            for code, n, people, margin in zip(surveys, came, population, width, strict=True)
        ]
        for one, came, population, width in zip(entered, counts, populations, margins, strict=True)
    ]


def widest_margins(
    came_in: list[list[int]], populations: list[list[int | None]], confidence: float
) -> list[list[float | None]]:
    """Return the margins of error of questions whose answers are split evenly between 0 and 100.

    No question's margin is wider; none needs to be looked at to know this one.

    Units:   points, one decimal
    Missing: without a population no correction for a finite one; fewer than two: None
    """
    if not came_in:
        return []
    people = np.asarray(came_in, dtype=np.int64)
    whole = np.array(populations, dtype=np.float64).reshape(people.shape)
    widths = margin_of_part(
        people,
        people * (_FULL // 2),
        people * (_FULL**2 // 2),
        confidence=confidence,
        population=whole,
    ).half_width
    return [[None if np.isnan(w) else round(float(w), 1) for w in row] for row in widths]


def _population(edition: Edition, participation: Participation, place: int) -> int | None:
    by_staff = edition.structure.instruments[place].answered_by == "staff"
    return participation.staff if by_staff else participation.public
