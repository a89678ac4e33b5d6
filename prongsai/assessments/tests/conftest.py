from datetime import UTC, datetime

import pytest

from prongsai.assessments.services.rounds import enter_agencies, plan_round
from prongsai.directory.models import Agency, User
from prongsai.directory.rules import OPERATOR, Actor, Charge, Role
from prongsai.foundation.queries import EditionLibrary

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LIBRARY = EditionLibrary()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The end of the audit trail is noted in a folder of the test's own."""
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def agencies(db):
    return [
        Agency.objects.create(code=code, name_th=code, group="department", searched=code)
        for code in ("dip", "dop")
    ]


@pytest.fixture
def round_(agencies):
    """A planned round with two agencies."""
    planned = plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, ["dip", "dop"], by=OPERATOR, now=NOON)
    return planned


@pytest.fixture
def person(db):
    """Make an actor with one role, for an agency or everywhere."""

    def made(role: Role, agency: Agency | None = None) -> Actor:
        number = User.objects.count()
        user = User.objects.create_user(f"person{number}@example.org", name=role.value)
        return Actor(user.pk, str(user), (Charge(role, agency.pk if agency else None),))

    return made
