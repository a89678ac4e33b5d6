"""Background jobs: asked for once, done once, and told in both languages when they fail."""

import logging
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

import prongsai
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.models import AuditEntry, BackgroundJob
from prongsai.foundation.queries.jobs import has_worker, job_seen, jobs_about, recent_jobs
from prongsai.foundation.rules import JobState, JobUnderWay, JobUnknown, UserError
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.jobs import begin_job, give_up_lost, in_background
from prongsai.foundation.services.tidying import KEPT, tidy
from prongsai.methodology.wording import Text

pytestmark = pytest.mark.django_db(transaction=True)
NAME = Text("งานทดสอบ", "A job of the tests")
ROOT = Path(prongsai.__file__).parent
A_JOB = re.compile(r"^@(in_background|app\.task)\b", re.MULTILINE)
done = []


class Refused(UserError):
    code = "TESTS-001"
    message = Text("ทำไม่ได้เพราะ %(why)s", "It cannot be done because %(why)s.")
    remedy = Text("ลองใหม่", "Try again.")


@in_background("tests.note", NAME)
def noting(job, *, word, fails=""):
    """Change something, and perhaps fail afterwards."""
    audit("tests.noted", word, by=OPERATOR, now=job.now)
    job.progress(Text("จด", "Noting"), 1, 3)
    done.append(word)
    if fails == "rule":
        raise Refused(why="x")
    if fails == "bug":
        raise ZeroDivisionError
    return {"word": word}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    done.clear()


def ask(word="one", **told):
    return begin_job(noting, f"word:{word}", by=OPERATOR, now=now(), word=word, **told)


def noted():
    return list(AuditEntry.objects.filter(action="tests.noted").values_list("subject", flat=True))


def test_a_job_waits_is_done_and_says_what_came_out(work):
    job = ask()
    assert job_seen(job).state is JobState.WAITING
    work()

    seen = job_seen(job)
    assert (seen.state, seen.outcome) == (JobState.DONE, {"word": "one"})
    assert (seen.step, seen.done, seen.of) == (Text("จด", "Noting"), 1, 3)
    assert seen.asked_at <= seen.started_at <= seen.ended_at
    assert noted() == ["one"]
    assert [one.id for one in jobs_about("word:one")] == [one.id for one in recent_jobs()] == [job]


def test_a_rule_that_is_not_met_is_told_in_both_languages_and_nothing_is_changed(work):
    job = ask(fails="rule")
    work()

    seen = job_seen(job)
    assert (seen.state, seen.error_code) == (JobState.FAILED, "TESTS-001")
    assert seen.error == Text("ทำไม่ได้เพราะ x ลองใหม่", "It cannot be done because x. Try again.")
    assert (done, noted()) == (["one"], [])


def test_a_bug_is_logged_and_whoever_asked_is_told_what_to_do(work, caplog, monkeypatch):
    job = ask(fails="bug")
    logger = logging.getLogger("prongsai.foundation.services.jobs")
    monkeypatch.setattr(logger, "propagate", True)
    work()

    seen = job_seen(job)
    assert (seen.state, seen.error_code) == (JobState.FAILED, "JOBS-003")
    assert "ZeroDivisionError" in caplog.text
    assert str(job) in caplog.text
    assert (done, noted()) == (["one"], [])


def test_the_same_is_not_asked_for_twice_at_once_but_again_when_it_has_ended(work):
    ask()
    with pytest.raises(JobUnderWay):
        ask()
    ask("other")
    work()
    ask()
    work()
    assert done == ["one", "other", "one"]


def test_what_the_queue_hands_out_twice_is_done_once(work):
    job = ask()
    noting.task.configure().defer(job=str(job), word="one")
    work()
    assert done == ["one"]
    assert job_seen(job).state is JobState.DONE


def test_what_nobody_will_do_any_more_is_told_as_failed(work):
    job, other = ask(), ask("other")
    with connection.cursor() as cursor:
        number = BackgroundJob.objects.get(pk=job).queued
        cursor.execute("UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s", [number])
    assert give_up_lost() == 1
    assert job_seen(job).error_code == "JOBS-004"
    assert job_seen(other).state is JobState.WAITING
    work()
    assert done == ["other"]


def test_a_job_that_is_not_there_is_told_so():
    with pytest.raises(JobUnknown):
        job_seen(UUID(int=1))


def test_a_worker_is_one_that_gave_a_sign_lately():
    assert not has_worker(now())
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert has_worker(now())
    assert not has_worker(now() + timedelta(minutes=2))


def test_at_night_what_is_over_is_cleared_away(work):
    old, recent = ask(), ask("recent")
    work()
    long_ago = now() - KEPT - timedelta(days=1)
    BackgroundJob.objects.filter(pk=old).update(ended_at=long_ago)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [long_ago])
    for key, expires in (("over", long_ago), ("open", now() + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    tidy(timestamp=0)
    work()

    assert [job.id for job in recent_jobs()] == [recent]
    assert [session.session_key for session in Session.objects.all()] == ["open"]
    assert not ProcrastinateJob.objects.filter(task_name="tests.note").exists()


def test_the_worker_finds_every_module_with_a_job():
    with_jobs = {
        ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        for path in ROOT.rglob("*.py")
        if "tests" not in path.parts and A_JOB.search(path.read_text())
    }
    assert with_jobs == set(configured.PROCRASTINATE_IMPORT_PATHS)
