"""Rounds for tests of disclosing."""

from datetime import UTC, datetime

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def a_round(year: str, *agencies: str):
    for code in agencies:
        Agency.objects.get_or_create(code=code, searched=code, ministry=f"กระทรวง {code}")
    planned = plan_round(EditionLibrary().load(year), by=OPERATOR, now=NOON)
    enter_agencies(planned, list(agencies), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


def participation_in(year: str, agency: str) -> Participation:
    return Participation.objects.get(round__year_be=int(year), agency__code=agency)
