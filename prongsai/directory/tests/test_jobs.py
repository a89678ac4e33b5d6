"""The page of a background job, for who asked and for those who see everything."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from prongsai.directory.models import User
from prongsai.foundation.models import BackgroundJob

pytestmark = pytest.mark.django_db
REFRESH = '<meta http-equiv="refresh" content="2">'


@pytest.fixture
def asker(client, person, department):
    """Somebody of an agency, logged in."""
    user = User.objects.get(email=person("coordinator", agency="dip"))
    client.force_login(user)
    return user


def job(by=None, *, ago=0, **facts):
    return BackgroundJob.objects.create(
        kind="x",
        subject=str(BackgroundJob.objects.count()),
        name_th="งานหนึ่ง",
        name_en="Some work",
        asked_by=by.pk if by else None,
        asked_by_name="สมชาย",
        asked_at=now() - timedelta(seconds=ago),
        **facts,
    )


def page(client, one, language="th", status=200):
    with override(language):
        answer = client.get(reverse("directory:job", args=[one.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def test_who_asked_sees_how_far_it_is_without_javascript(client, asker):
    one = job(asker, state="running", step_th="คิดคะแนน", step_en="Scoring", done=3, of=12)
    thai, english = page(client, one), page(client, one, "en")
    assert REFRESH in thai
    assert '<progress id="progress" max="12" value="3">' in thai
    assert "คิดคะแนน" in thai
    assert "Scoring" in english
    assert "3 of 12" in english


def test_what_is_done_leads_on_in_the_language_of_the_page(client, asker):
    one = job(asker, state="done", leads_to="/method/", ended_at=now())
    assert 'href="/method/"' in page(client, one)
    english = page(client, one, "en")
    assert 'href="/en/method/"' in english
    assert REFRESH not in english
    assert "<progress" not in english


def test_what_failed_says_why_and_what_to_do(client, asker):
    one = job(asker, state="failed", error_code="FILE-001", error_th="ไม่พบไฟล์", error_en="No file")
    assert "ไม่พบไฟล์" in page(client, one)
    english = page(client, one, "en")
    assert "No file" in english
    assert "<code>FILE-001</code>" in english


def test_a_job_that_nobody_does_says_so(client, asker):
    waiting, fresh = job(asker, ago=40), job(asker)
    assert "prongsai worker" in page(client, waiting)
    assert "prongsai worker" not in page(client, fresh)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "prongsai worker" not in page(client, waiting)


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("evaluator", 302)])
def test_others_see_it_where_they_see_everything(client, person, role, status):
    client.force_login(User.objects.get(email=person(role)))
    page(client, job(), status=status)


def test_strangers_do_not_see_it_and_nobody_what_is_not_there(client, asker):
    page(client, job(), status=403)
    page(client, BackgroundJob(id=UUID(int=5)), status=404)
