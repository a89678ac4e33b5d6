"""The responses of a round that has closed, as bytes; nobody reads them before."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState
from prongsai.surveys.rules.collecting import StillCollecting
from prongsai.surveys.rules.quality import NOT_TIMED, QUICK, SLOW

#: Agencies whose responses are fetched at once.
_AGENCIES = 200
_STORED = f"""
SELECT a.code, p."group", r.instrument,
  string_agg(r.answers, ''::bytea),
  string_agg(CASE WHEN r.quick THEN '\\x{QUICK:02x}'::bytea WHEN NOT r.quick
    THEN '\\x{SLOW:02x}'::bytea ELSE '\\x{NOT_TIMED:02x}'::bytea END, ''::bytea),
  string_agg(int4send(r.answered_on - 'epoch'::date), ''::bytea)
FROM surveys_response r
JOIN assessments_participation p ON p.id = r.participation_id
JOIN directory_agency a ON a.id = p.agency_id
WHERE p.round_id = %(round)s AND (%(one)s::bigint IS NULL OR p.id = %(one)s)
GROUP BY a.code, p."group", r.instrument
"""  # noqa: S608 # numbers of ours


@dataclass(frozen=True)
class Stored:
    """All responses of an agency to one survey; what stands at one place is not of one person."""

    agency: str
    #: The agency's type.
    group: str
    #: Place among the edition's instruments.
    instrument: int
    #: A byte a part, sheet after sheet; a byte of haste, and four of the day, for each sheet.
    answers: bytes
    haste: bytes
    days: bytes


def require_closed(round_: Round) -> None:
    """Refuse to show what was answered before a round has closed.

    Raises:
        StillCollecting
    """
    state = Round.objects.values_list("state", flat=True).get(pk=round_.pk)
    if state in {RoundState.PLANNED, RoundState.COLLECTING}:
        raise StillCollecting(round=str(round_))


def stored_responses(round_: Round, participation: int | None = None) -> Iterator[Stored]:
    """Yield the responses of a closed round, or of one agency in it, a few agencies at a time.

    Raises:
        StillCollecting: nobody sees answers before the round closes.
    """
    require_closed(round_)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_STORED, {"round": round_.pk, "one": participation})
        while some := cursor.fetchmany(_AGENCIES):
            for agency, group, instrument, *columns in some:
                answers, haste, days = map(bytes, columns)
                yield Stored(agency, group, instrument, answers, haste, days)
