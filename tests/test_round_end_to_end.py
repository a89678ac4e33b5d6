"""A round from its plan to a published result: answers come in through the form itself."""

import re
from datetime import UTC, datetime

import pytest

from prongsai.assessments.models import Participation
from prongsai.assessments.rules import RoundState, WrongState
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.queries.published import published_history
from prongsai.results.services.keeping import publish_run
from prongsai.results.services.rounds import COLLECTED, score_round
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import open_gate

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LIBRARY = EditionLibrary()
A_CHOICE = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]+)"')
A_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
AGENCIES, PEOPLE = ("dip", "dop"), 6
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def round_(db):
    for code in AGENCIES:
        Agency.objects.create(code=code, name_th=f"กรม {code}", searched=code)
    planned = plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, list(AGENCIES), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


@pytest.fixture
def verdicts(tmp_path):
    """Every checklist item passed, but O1 of the second agency."""
    lines = ["agency,year_be,code,verdict"]
    for agency in AGENCIES:
        for number in range(1, 44):
            failed = agency == "dop" and number == 1
            lines.append(f"{agency},2566,O{number},{'fail' if failed else 'pass'}")
    path = tmp_path / "verdicts.csv"
    path.write_text("\n".join(lines))
    return path


def answer(client, token, choose):
    """Fill in the form as a browser would; `choose` takes a part's choices and returns one."""
    page = client.get(f"/a/{token}/").content.decode()
    told = dict(A_HIDDEN.findall(page))
    choices = {}
    for name, value in A_CHOICE.findall(page):
        choices.setdefault(name, []).append(value)
    assert choices
    sent = client.post(f"/a/{token}/", told | {n: choose(v) for n, v in choices.items()})
    assert sent.status_code == 200, sent.content.decode()[:500]


def collect(client, round_):
    for participation in Participation.objects.filter(round=round_).order_by("agency__code"):
        for instrument in ("IIT", "EIT"):
            kind = GateKind.LINK
            gate = open_gate(participation, instrument, kind, by=OPERATOR, now=NOON)
            for person in range(PEOPLE):
                answer(client, gate.token, lambda values, n=person: values[n % len(values)])


def test_answers_become_a_published_result(client, round_, verdicts):
    collect(client, round_)
    close_round(round_, by=OPERATOR, now=NOON)
    run = score_round(round_, [verdicts], library=LIBRARY, by=OPERATOR, now=NOON)
    assert [file["name"] for file in run.inputs] == [COLLECTED, "verdicts.csv"]
    assert client.get("/agencies/dip/2566/").status_code == 404
    publish_run(run.pk, by=OPERATOR, now=NOON)

    one, other = (published_history(code).latest.result for code in AGENCIES)
    assert one.instruments["IIT"] == other.instruments["IIT"] > 0
    assert one.instruments["OIT"] == 10000 > other.instruments["OIT"]
    assert (one.standings["country"].rank, other.standings["country"].rank) == (1, 2)
    round_.refresh_from_db()
    assert round_.state == RoundState.SCORED
    page = client.get("/agencies/dip/2566/").content.decode()
    assert f"{one.total / 100:.2f}" in page


def test_a_round_that_collects_is_not_scored(client, round_, verdicts):
    collect(client, round_)
    with pytest.raises(Exception, match="SURVEYS"):
        score_round(round_, [verdicts], library=LIBRARY, by=OPERATOR, now=NOON)


def test_a_round_is_closed_once(round_):
    close_round(round_, by=OPERATOR, now=NOON)
    with pytest.raises(WrongState):
        close_round(round_, by=OPERATOR, now=NOON)


def test_a_closed_round_takes_no_answer(client, round_):
    participation = Participation.objects.get(round=round_, agency__code="dip")
    gate = open_gate(participation, "IIT", GateKind.LINK, by=OPERATOR, now=NOON)
    close_round(round_, by=OPERATOR, now=NOON)
    answered = client.get(f"/a/{gate.token}/")
    assert answered.status_code in {403, 409, 410}
