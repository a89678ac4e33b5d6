"""A round scored in the background: by the real queue, with a worker's own connections."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from procrastinate.contrib.django import app

from prongsai.assessments.models import Round
from prongsai.assessments.rules import RoundState
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, NotAllowed
from prongsai.foundation.models import AuditEntry, BackgroundJob
from prongsai.foundation.queries.jobs import job_seen
from prongsai.foundation.rules import FileKindUnknown, JobState, JobUnderWay
from prongsai.results.models import ScoreRun
from prongsai.results.services import round_jobs
from prongsai.results.services.round_jobs import ask_for_scores
from prongsai.results.tests.conftest import LIBRARY, NOON
from prongsai.surveys.rules.collecting import StillCollecting

pytestmark = pytest.mark.django_db(transaction=True)
AGENCIES = ("dip", "dop")


def verdicts(failed="O1"):
    lines = ["agency,year_be,code,verdict"]
    for agency in AGENCIES:
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


@pytest.fixture
def work(monkeypatch):
    """Return what does all that waits, as `prongsai worker` does."""
    # A thread of the worker keeps its connection, which would outlive the test.
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)

    def done():
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return done


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
    assert [file["name"] for file in run.inputs] == ["collected answers", "verdicts.csv"]
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
