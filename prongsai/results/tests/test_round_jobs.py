"""A round scored in the background: by the real queue, with a worker's own connections."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from prongsai.assessments.rules import RoundState, WrongState
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import NOBODY, OPERATOR, NotAllowed, Role
from prongsai.directory.services.accounts import create_account, grant_duty
from prongsai.directory.services.keys import make_key
from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.queries.jobs import job_seen, recent_jobs
from prongsai.foundation.rules import FileKindUnknown, JobState, JobUnderWay, UploadsTooMany
from prongsai.results.models import Publication, ScoreRun
from prongsai.results.services.round_jobs import ask_for_scores
from prongsai.results.tests.conftest import LIBRARY, NOON
from prongsai.surveys.rules.collecting import StillCollecting

with override("th"):
    SCORES = reverse("results:round_scores", args=["th-ita", 2566])
    OTHER_SCORES = reverse("results:round_scores", args=["th-ita", 2565])
pytestmark = pytest.mark.django_db(transaction=True)
AGENCIES = ("dip", "dop")


def verdicts(failed="O1", of=AGENCIES):
    lines = ["agency,year_be,code,verdict"]
    for agency in of:
        for number in range(1, 44):
            fails = agency == "dop" and f"O{number}" == failed
            lines.append(f"{agency},2566,O{number},{'fail' if fails else 'pass'}")
    return SimpleUploadedFile("verdicts.csv", "\n".join(lines).encode())


@pytest.fixture
def collecting(db):
    for code in AGENCIES:
        Agency.objects.create(code=code, name_th=f"กรม {code}", searched=code)
    planned = plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, list(AGENCIES), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


@pytest.fixture
def closed(collecting):
    return close_round(collecting, by=OPERATOR, now=NOON)


def ask(round_, *files):
    return ask_for_scores(round_, files, by=OPERATOR, now=datetime.now(UTC))


def uploads(settings):
    return [path for path in (settings.PRONGSAI_HOME / "uploads").rglob("*") if path.is_file()]


def test_a_round_is_scored_by_the_worker_and_its_files_are_gone(closed, work, settings):
    job = ask(closed, verdicts())
    assert job_seen(job).state is JobState.WAITING
    assert len(uploads(settings)) == 1
    work()

    seen = job_seen(job)
    assert (seen.state, seen.error_code) == (JobState.DONE, "")
    run = ScoreRun.objects.get(pk=seen.outcome["run"])
    assert run.inputs[-1]["name"] == "verdicts.csv"
    assert seen.step.th != seen.step.en
    assert seen.done == seen.of > 0
    assert not uploads(settings)
    closed.refresh_from_db()
    assert closed.state == RoundState.SCORED


def test_what_cannot_be_scored_fails_in_both_languages_and_changes_nothing(closed, work, settings):
    job = ask(closed, SimpleUploadedFile("nothing.csv", b"a,b\n1,2\n"))
    work()

    seen = job_seen(job)
    assert (seen.state, seen.error_code) == (JobState.FAILED, "RESULTS-002")
    assert "nothing.csv" in seen.error.th
    assert "nothing.csv" in seen.error.en
    assert not ScoreRun.objects.exists()
    assert not uploads(settings)
    closed.refresh_from_db()
    assert closed.state == RoundState.CLOSED


def test_a_round_that_collects_is_not_scored(collecting):
    with pytest.raises(StillCollecting):
        ask(collecting)
    assert not BackgroundJob.objects.exists()


def test_a_round_that_was_only_planned_is_not_scored(collecting):
    with pytest.raises(WrongState):
        ask(plan_round(LIBRARY.load("2565"), by=OPERATOR, now=NOON))


def test_only_the_central_administrator_has_a_round_scored(closed):
    with pytest.raises(NotAllowed):
        ask_for_scores(closed, [], by=NOBODY, now=NOON)


def test_files_of_other_kinds_and_too_many_are_refused_before_anything_is_kept(closed, settings):
    with pytest.raises(FileKindUnknown):
        ask(closed, verdicts(), SimpleUploadedFile("picture.png", b"x"))
    with pytest.raises(UploadsTooMany):
        ask(closed, *(verdicts() for _ in range(21)))
    assert not uploads(settings)


def test_who_asks_twice_is_told_and_the_second_files_are_not_kept(closed, settings):
    ask(closed, verdicts())
    with pytest.raises(JobUnderWay):
        ask(closed, verdicts())
    assert len(uploads(settings)) == 1


def test_rights_that_were_lost_meanwhile_count(closed, work):
    job = ask(closed, verdicts())
    BackgroundJob.objects.filter(pk=job).update(asked_by=12345)
    work()
    assert job_seen(job).state is JobState.FAILED
    assert not ScoreRun.objects.exists()


@pytest.fixture
def central(client):
    """The central administrator, logged in."""
    return logged_in(client, Role.CENTRAL)


def logged_in(client, role):
    email = f"{role.value}@example.org"
    create_account(email, name="สมศรี", password="ข้าวสวยกับแกงส้ม-2", by=OPERATOR, now=NOON)
    grant_duty(email, role, by=OPERATOR, now=NOON)
    user = User.objects.get(email=email)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    return client


def scored(client, work, *files):
    """Have the round scored by the page; return the run."""
    sent = client.post(SCORES, {"tables": list(files)})
    assert sent.status_code == 302, sent.content.decode()
    assert sent["Location"] == reverse("directory:job", args=[recent_jobs()[0].id])
    work()
    assert f'href="{SCORES}"' in client.get(sent["Location"]).content.decode()
    return ScoreRun.objects.latest("pk").pk


def test_by_the_pages_a_round_is_scored_published_and_withdrawn(closed, central, work):
    run = scored(central, work, verdicts())
    shown = central.get(f"/en{SCORES}").content.decode()
    assert "Nobody yet" in shown
    assert "verdicts.csv" in shown
    asked = central.get(f"/en{SCORES}{run}/publish/").content.decode()
    assert "Nothing of this year is published now." in asked
    assert Client().get("/2566/").status_code == 404

    assert central.post(f"/en{SCORES}{run}/publish/").status_code == 302
    assert Client().get("/2566/").status_code == 200
    shown = central.get(f"/en{SCORES}").content.decode()
    assert "is published: everybody sees it" in shown
    assert 'href="/en/2566/"' in shown

    assert "disappear" in central.get(f"/en{SCORES}{run}/withdraw/").content.decode()
    assert central.post(f"{SCORES}{run}/withdraw/").status_code == 302
    assert Client().get("/2566/").status_code == 404
    assert central.get(f"{SCORES}{run}/withdraw/").status_code == 200


def test_before_publishing_it_is_said_what_changes(closed, central, work):
    first = scored(central, work, verdicts())
    central.post(f"{SCORES}{first}/publish/")
    second = scored(central, work, verdicts(failed="", of=["dop"]))
    asked = central.get(f"/en{SCORES}{second}/publish/").content.decode()
    assert f"What changes against run {first}" in asked
    gone = asked.partition("Agencies that will be gone")[2].partition("</dd>")[0]
    assert gone.endswith("1")
    assert "Look whether a file was forgotten" in asked
    assert Publication.objects.get().run_id == first


def test_a_run_of_another_year_is_not_there(closed, central, work):
    run = scored(central, work, verdicts())
    plan_round(LIBRARY.load("2565"), by=OPERATOR, now=NOON)
    assert central.get(f"{OTHER_SCORES}{run}/publish/").status_code == 404
    assert central.post(f"{OTHER_SCORES}{run}/publish/").status_code == 404
    assert not Publication.objects.exists()


def test_a_round_that_collects_shows_only_that(collecting, central):
    shown = central.get(f"/en{SCORES}").content.decode()
    assert "still collects" in shown
    assert "<table" not in shown
    assert 'type="file"' not in shown


def test_what_cannot_be_scored_is_told_on_the_same_page(closed, central):
    answer = central.post(f"/en{SCORES}", {"tables": SimpleUploadedFile("a.exe", b"x")})
    assert answer.status_code == 422
    assert "a.exe" in answer.content.decode()


def test_the_last_failure_is_told_where_it_was_asked_for(closed, central, work):
    central.post(SCORES, {"tables": SimpleUploadedFile("nothing.csv", b"a,b\n1,2\n")})
    assert "being scored" in central.get(f"/en{SCORES}").content.decode()
    work()
    assert "could not be scored last time" in central.get(f"/en{SCORES}").content.decode()


def test_an_evaluator_looks_and_changes_nothing(closed, client, work):
    ask(closed, verdicts())
    work()
    shown = logged_in(client, Role.EVALUATOR).get(f"/en{SCORES}").content.decode()
    assert "Nobody yet" in shown
    assert "<form class" not in shown
    assert "/publish/" not in shown


@pytest.fixture
def program(db):
    """Send something to the API as a program of the central administrator does."""
    logged_in(Client(), Role.CENTRAL)
    user = User.objects.get(email="central@example.org")
    key = {"authorization": f"Bearer {make_key('x', by=actor_of(user), now=NOON)}"}

    def sent(method, address, status, **more):
        answer = getattr(Client(), method)(f"/api/v1{address}", headers=key, **more)
        assert answer.status_code == status, answer.content
        return answer.json()

    return sent


def test_by_the_api_a_round_is_scored_published_and_withdrawn(closed, program, work):
    asked = program("post", "/rounds/th-ita/2566/scores", 202, data={"files": [verdicts()]})
    assert program("get", f"/jobs/{asked['job']}", 200)["state"] == "waiting"
    work()
    job = program("get", f"/jobs/{asked['job']}", 200)
    assert job["state"] == "done"
    run = job["outcome"]["run"]
    assert ScoreRun.objects.get(pk=run).inputs[-1]["name"] == "verdicts.csv"

    assert program("post", f"/runs/{run}/publish", 200)["published"]
    assert Client().get("/2566/").status_code == 200
    assert not program("post", f"/runs/{run}/withdraw", 200)["published"]
    assert program("post", "/runs/99999/publish", 404)["code"] == "RESULTS-016"


def test_by_the_api_too_nothing_is_scored_that_still_collects(collecting, program):
    assert program("post", "/rounds/th-ita/2566/scores", 409)["code"] == "SURVEYS-010"


@pytest.mark.parametrize("address", ["/rounds/th-ita/2566/scores", "/runs/1/publish"])
def test_without_a_key_nothing_is_done(closed, address):
    assert Client().post(f"/api/v1{address}").status_code == 401
