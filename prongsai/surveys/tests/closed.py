"""Closed rounds with responses, for tests of what happens to answers afterwards."""

from datetime import date, timedelta

import numpy as np

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.rules import RoundState
from prongsai.surveys.models import Response
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.rules.quality import options_of

FIRST_DAY = date(2023, 1, 2)


def moody(edition, instrument, people, dice):
    """Return sheets as people fill them in: of one mind across parts, good answers being popular.

    Out: uint8 (people, parts); one in fifty parts is left out
    """
    leaves = leaves_of(edition, instrument)
    options = options_of(edition, leaves)
    good = np.array([edition.nodes[leaf].is_negative for leaf in leaves])
    mood = dice.normal(0.6, 0.8, (people, 1)) + dice.normal(0, 0.7, (people, len(leaves)))
    share = 1 / (1 + np.exp(-2 * mood))
    place = np.minimum((share * options).astype(int), options - 1)
    sheets = np.where(good, options - 1 - place, place) + 1
    sheets[dice.random(sheets.shape) < 0.02] = 0
    return sheets.astype(np.uint8)


def store(participation, instrument, sheets, *, days=None, quick=None):
    """Keep sheets as responses."""
    count = len(sheets)
    days = np.arange(count) % 12 if days is None else days
    quick = [False] * count if quick is None else quick
    Response.objects.bulk_create(
        Response(
            participation=participation,
            instrument=instrument,
            answers=sheet.tobytes(),
            answered_on=FIRST_DAY + timedelta(days=int(day)),
            quick=hasty,
        )
        for sheet, day, hasty in zip(sheets, days, quick, strict=True)
    )


def close(round_):
    """Close a round, without mixing it."""
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED.value)
    round_.refresh_from_db()
    return round_


def part_of(round_, code):
    found = Participation.objects.select_related("round", "agency")
    return found.get(round=round_, agency__code=code)
