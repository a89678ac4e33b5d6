import re
from datetime import UTC, datetime

import pytest

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import make_codes, open_gate

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
AGENCIES = ("dip", "dop")


@pytest.fixture
def edition():
    return EditionLibrary().load("2566")


@pytest.fixture
def collecting(request, settings, tmp_path, edition):
    """A round of two agencies that collects answers."""
    request.getfixturevalue("transactional_db" if in_earnest(request) else "db")
    settings.PRONGSAI_HOME = tmp_path
    for code in AGENCIES:
        Agency.objects.create(code=code, name_th=f"กรม {code}", name_en=code, searched=code)
    planned = plan_round(edition, by=OPERATOR, now=NOON)
    enter_agencies(planned, list(AGENCIES), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


def in_earnest(request) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture
def participation(collecting):
    return Participation.objects.get(round=collecting, agency__code="dip")


@pytest.fixture
def link(participation):
    """The open way into the IIT of the first agency."""
    return open_gate(participation, "IIT", GateKind.LINK, by=OPERATOR, now=NOON)


@pytest.fixture
def gate(participation):
    """A way in that takes codes."""
    return open_gate(participation, "IIT", GateKind.CODES, by=OPERATOR, now=NOON)


@pytest.fixture
def codes(gate):
    return make_codes(gate, 3, by=OPERATOR, now=NOON)


@pytest.fixture
def fill(client):
    """Fetch the form of a way in and fill it in as a browser would."""

    def filled(gate, answers=None, *, language="", **more):
        page = client.get(f"{language}/a/{gate.token}/").content.decode()
        sheet = re.search(r'name="sheet" value="([^"]+)"', page)[1]
        names = dict.fromkeys(re.findall(r'name="(p\d+)"', page))
        given = dict.fromkeys(names, "1") if answers is None else answers
        return {"sheet": sheet, **given, **more}

    return filled
