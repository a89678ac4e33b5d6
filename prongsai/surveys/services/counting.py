"""The tally of a round that has closed, from the bytes of its responses."""

from collections.abc import Iterator

import numpy as np
from django.db import connection, transaction

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally, shape_of
from prongsai.surveys.models import Response
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.rules import NO_ANSWER
from prongsai.surveys.rules.collecting import StillCollecting

#: The sheets of so many agencies are fetched at once.
_AGENCIES = 200
_SHEETS = """
SELECT a.code, r.instrument, string_agg(r.answers, ''::bytea)
FROM surveys_response r
JOIN assessments_participation p ON p.id = r.participation_id
JOIN directory_agency a ON a.id = p.agency_id
WHERE p.round_id = %s
GROUP BY a.code, r.instrument
"""
_WHO = """
SELECT DISTINCT a.code
FROM directory_agency a
JOIN assessments_participation p ON p.agency_id = a.id
WHERE p.round_id = %s AND EXISTS (SELECT FROM surveys_response WHERE participation_id = p.id)
"""


def tally_of(round_: Round, edition: Edition) -> Tally:
    """Count the responses of a closed round.

    Out:     the agencies that have any, in the order of their codes
    Missing: parts without an answer are in no count

    Raises:
        StillCollecting: nobody sees results before the round closes.
    """
    state = Round.objects.values_list("state", flat=True).get(pk=round_.pk)
    if state in {RoundState.PLANNED, RoundState.COLLECTING}:
        raise StillCollecting(round=str(round_))
    with connection.cursor() as cursor:
        cursor.execute(_WHO, [round_.pk])
        agencies = tuple(sorted(code for (code,) in cursor.fetchall()))
    tally = empty_tally(edition, agencies, Response.objects.count())
    width = shape_of(edition)[1] + 1
    row = {code: number for number, code in enumerate(agencies)}
    columns = {leaf: column for column, leaf in enumerate(edition.leaves)}
    instruments = [leaves_of(edition, place) for place in range(len(edition.structure.instruments))]
    for agency, instrument, sheets in _sheets(round_):
        leaves = instruments[instrument]
        answers = np.frombuffer(sheets, np.uint8).reshape(-1, len(leaves))
        places = answers + np.arange(len(leaves)) * width
        counted = np.bincount(places.ravel(), minlength=len(leaves) * width)
        by_option = counted.reshape(len(leaves), width)[:, NO_ANSWER + 1 :]
        tally.counts[row[agency], [columns[leaf] for leaf in leaves]] += by_option
    return tally


def _sheets(round_: Round) -> Iterator[tuple[str, int, bytes]]:
    """Yield agency, instrument and all their sheets, one after the other, a few at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_SHEETS, [round_.pk])
        while some := cursor.fetchmany(_AGENCIES):
            yield from some
