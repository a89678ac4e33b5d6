"""How many have answered is seen; what they answered is not, before the round closes."""

import csv
import io
import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.assessments.models import Participation
from prongsai.assessments.services.participation import tell_headcounts
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.surveys.models import Response
from prongsai.surveys.queries.coverage import coverage, widest_margins
from prongsai.surveys.queries.progress import Wanted, round_covered
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.tests.work import actor, somebody

pytestmark = pytest.mark.django_db

ROUND = "/en/desk/rounds/th-ita/2566"
#: No option of any survey has this place: it is seen when answers leak.
TELLING = bytes([251] * 51)


def came_in(participation, number, instrument=0):
    Response.objects.bulk_create(
        Response(
            participation=participation, answered_on=NOON, instrument=instrument, answers=TELLING
        )
        for _ in range(number)
    )


@pytest.fixture
def half_done(collecting):
    """One agency has enough of one survey; of the other it is not known what would be enough."""
    Agency.objects.filter(code="dip").update(ministry="อุตสาหกรรม")
    first = Participation.objects.get(round=collecting, agency__code="dip")
    Participation.objects.filter(pk=first.pk).update(ministry="อุตสาหกรรม", group="department")
    tell_headcounts(first, staff=300, public=5000, by=OPERATOR, now=NOON)
    came_in(first, 40)
    came_in(first, 7, instrument=1)
    return collecting


def test_the_margin_is_that_of_a_question_whose_answers_are_split():
    [[all_, few, one, none, large]] = widest_margins(
        [[100, 10, 1, 0, 400]], [[100, 20, 9, 9, None]], 0.95
    )
    assert (all_, one, none) == (0.0, None, None)
    spread = 50 * math.sqrt(10 / 9)  # the standard deviation of five noughts and five hundreds
    assert few == round(2.262157 * spread / math.sqrt(10) * math.sqrt(1 - 10 / 20), 1)
    assert large == pytest.approx(4.9, abs=0.05)


def test_the_margin_of_many_does_not_overflow():
    assert widest_margins([[2_000_000]], [[60_000_000]], 0.95) == [[0.1]]


def test_coverage_tells_heads_and_the_margin(half_done):
    iit, eit = coverage(Participation.objects.get(agency__code="dip"))
    assert (iit.came_in, iit.required, iit.population, iit.is_short) == (40, 30, 300, False)
    assert (eit.came_in, eit.required, eit.is_short, eit.filled) == (7, 400, True, 175)
    assert 0 < iit.margin < 16


def test_a_round_is_covered_by_the_same_few_queries_whatever_its_size(half_done):
    round_covered(half_done, reader=OPERATOR, wanted=Wanted())  # the edition is kept at hand
    with CaptureQueriesContext(connection) as few:
        found = round_covered(half_done, reader=OPERATOR, wanted=Wanted())
    assert [one.state for one in found.agencies] == ["short", "unknown"]
    for number in range(20):
        agency = Agency.objects.create(code=f"a{number}", searched=f"a{number}")
        came_in(Participation.objects.create(round=half_done, agency=agency), 2)
    with CaptureQueriesContext(connection) as many:
        found = round_covered(half_done, reader=OPERATOR, wanted=Wanted())
    assert len(found.agencies) == 22
    assert len(many) == len(few)
    [iit, eit] = found.totals
    assert (iit.came_in, iit.required, iit.enough, iit.unknown) == (80, 30, 1, 21)
    assert (eit.came_in, eit.short) == (7, 1)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(), ["dip", "dop"]),
        (Wanted(state="short"), ["dip"]),
        (Wanted(state="unknown"), ["dop"]),
        (Wanted(state="enough"), []),
        (Wanted(search="DOP"), ["dop"]),
        (Wanted(ministry="อุตสาหกรรม"), ["dip"]),
        (Wanted(group="department"), ["dip"]),
    ],
)
def test_agencies_are_chosen(half_done, wanted, codes):
    found = round_covered(half_done, reader=OPERATOR, wanted=wanted)
    assert [one.agency for one in found.agencies] == codes
    assert found.ministries == ("อุตสาหกรรม",)
    assert [code for code, _ in found.groups] == ["department"]


def test_everybody_sees_what_is_theirs_to_see(half_done):
    def seen(reader):
        found = round_covered(half_done, reader=reader, wanted=Wanted())
        return [one.agency for one in found.agencies]

    assert seen(actor(Role.AUDITOR)) == ["dip", "dop"]
    assert seen(actor(Role.OFFICER, "dop")) == ["dop"]
    with pytest.raises(NotAllowed):
        seen(actor(Role.INTERVIEWER))


def test_an_overseer_sees_the_own_ministry(half_done, client):
    client.force_login(somebody(Role.OVERSEER, ministry="อุตสาหกรรม"))
    text = client.get(f"{ROUND}/coverage/").content.decode()
    assert "/agencies/dip/" in text
    assert "/agencies/dop/" not in text


def test_the_page_shows_numbers_and_a_page_that_is_not_there_is_the_first(half_done, client):
    client.force_login(somebody(Role.EVALUATOR))
    text = client.get(f"{ROUND}/coverage/?page=77&state=nonsense").content.decode()
    assert "40 of 30" in text
    assert "7 of 400" in text
    assert "Page 1 of 1" in text
    assert "not yet enough" in text
    assert "Close the round" not in text


def test_the_table_has_a_row_for_each_survey_of_each_agency_asked_for(half_done, client):
    client.force_login(somebody(Role.CENTRAL))
    file = client.get(f"{ROUND}/coverage.csv?state=short").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [(row["agency"], row["instrument"], row["came_in"]) for row in rows] == [
        ("dip", "IIT", "40"),
        ("dip", "EIT", "7"),
    ]
    assert set(rows[0]) == {
        *("agency", "name_th", "name_en", "group_th", "group_en", "ministry"),
        *("instrument", "came_in", "required", "population", "margin_points"),
    }


@pytest.mark.parametrize(
    "path", ["/coverage/", "/coverage.csv", "/close/", "/agencies/dip/ways-in/"]
)
def test_no_page_reads_what_was_answered_or_when(half_done, client, path):
    client.force_login(somebody(Role.CENTRAL))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ROUND + path).status_code == 200
    read = " ".join(query["sql"] for query in asked)
    assert '"surveys_response"' in read
    assert '"answers"' not in read
    assert "answered_on" not in read


def test_closing_is_confirmed_first(half_done, client):
    client.force_login(somebody(Role.CENTRAL))
    text = client.get(f"{ROUND}/close/").content.decode()
    assert "1 agency lacks the minimum" in text
    assert "EIT 7 of 400" in text
    assert "Of 1 agency it is not known" in text
    page = client.post(f"{ROUND}/close/")
    assert page.status_code == 422
    half_done.refresh_from_db()
    assert half_done.state == "collecting"


@pytest.mark.django_db(transaction=True)
def test_closing_by_the_page_ends_collecting_and_goes_on(half_done, client):
    client.force_login(somebody(Role.CENTRAL))
    Response.objects.all().update(answers=bytes([1] * 51))
    page = client.post(f"{ROUND}/close/", {"sure": "1"})
    assert page.status_code == 302
    assert page.headers["Location"].startswith(f"{ROUND}/")
    half_done.refresh_from_db()
    assert half_done.state == "closed"
    # Interrupted before it was mixed: closing again finishes it.
    assert client.post(f"{ROUND}/close/", {"sure": "1"}).status_code == 302


def test_a_round_that_does_not_collect_cannot_be_closed(half_done, client):
    client.force_login(somebody(Role.CENTRAL))
    close_round(half_done, by=OPERATOR, now=NOON)
    half_done.state = "scored"
    half_done.save()
    assert client.get(f"{ROUND}/close/").status_code == 409


@pytest.mark.parametrize("asked", ["search=%00", "ministry=%00", "page=%00", "page=-1", "group=x"])
def test_what_nobody_types_breaks_nothing(collecting, client, asked):
    client.force_login(somebody(Role.CENTRAL))
    assert client.get(f"{ROUND}/coverage/?{asked}").status_code == 200


@pytest.mark.parametrize(
    "path", ["agencies/%00/ways-in/", "agencies/dip/ways-in/%00/close/", "agencies/%00/interviews/"]
)
def test_an_address_that_cannot_be_is_not_there(collecting, client, path):
    client.force_login(somebody(Role.CENTRAL))
    assert client.get(f"{ROUND}/{path}").status_code in {400, 404}
