"""At night the answers of every round that collects are mixed, and no other's."""

import pytest

from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.models import Response
from prongsai.surveys.services.nightly import mix_what_collects
from prongsai.surveys.tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def answered(participation):
    day = NOON.date()
    rows = [
        Response(participation=participation, instrument=0, answered_on=day, quick=0, answers=b"1")
        for _ in range(5)
    ]
    return {row.pk for row in Response.objects.bulk_create(rows)}


def names():
    return set(Response.objects.values_list("pk", flat=True))


def test_the_worker_mixes_what_collects(collecting, answered, work):
    mix_what_collects.defer(timestamp=0)
    work()
    assert len(names()) == 5
    assert names().isdisjoint(answered)


def test_what_is_closed_is_left_alone(collecting, answered):
    close_round(collecting, by=OPERATOR, now=NOON)
    mix_what_collects(timestamp=0)
    assert names() == answered
