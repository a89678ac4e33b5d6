"""The country book is made by the worker and handed out to who sees all scores."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from prongsai.config.demonstrated_plan import show_printed_plan
from prongsai.directory.models import Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.directory.services.keys import make_key
from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import JobUnderWay
from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.services.books import ask_for_book, books_of
from prongsai.reports.tests.conftest import words_in
from prongsai.reports.tests.test_issuing import NOON
from prongsai.results.rules import NothingPublished
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

YEAR = 2566


@pytest.fixture
def published(transactional_db, settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    file = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    scored = score_files([file], library=EditionLibrary())
    keep_results(scored, input_files([file]), by=OPERATOR, now=NOON)


def somebody(role):
    user = User.objects.create_user(f"{role.value}@example.org", "long enough 123")
    Duty.objects.create(user=user, role=role.value)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def test_the_worker_makes_a_book_that_is_asked_for_on_the_page(client, published, work):
    client.force_login(somebody(Role.CENTRAL))
    show_printed_plan(NOON)
    page = reverse("reports:book", args=[YEAR])
    assert client.get(page).status_code == 200
    assert client.post(page, {"language": "xx"}).status_code == 422
    assert client.post(page, {"language": "th"}).status_code == 302
    assert client.post(page, {"language": "th"}).status_code == 422  # it is under way
    work()
    assert BackgroundJob.objects.get().outcome["agencies"] == 1
    assert [language for language, _size in books_of(YEAR)] == ["th"]
    assert "PDF" in client.get(page).text
    book = client.get(reverse("reports:book_pdf", args=[YEAR, "th"]))
    words = words_in(b"".join(book.streaming_content))
    assert "แผนปี2567ดำเนินการแล้วเสร็จ30จาก30" in re.sub(r"\s+", "", words)
    assert client.get(reverse("reports:book_pdf", args=[YEAR, "en"])).status_code == 404


def test_a_program_asks_for_a_book_and_takes_it(client, published, work):
    key = make_key("x", by=actor_of(somebody(Role.CENTRAL)), now=NOON)
    headers = {"Authorization": f"Bearer {key}"}
    at = f"/api/v1/years/{YEAR}/book"
    asked = client.post(at, {"language": "en"}, content_type="application/json", headers=headers)
    assert asked.status_code == 202
    work()
    book = client.get(f"{at}/en.pdf", headers=headers)
    assert b"".join(book.streaming_content).startswith(b"%PDF-")


def test_only_the_central_administrator_has_books_made(published):
    with pytest.raises(NotAllowed):
        ask_for_book(YEAR, "th", by=actor_of(somebody(Role.AUDITOR)), now=NOON)
    ask_for_book(YEAR, "th", by=OPERATOR, now=NOON)
    with pytest.raises(JobUnderWay):
        ask_for_book(YEAR, "th", by=OPERATOR, now=NOON)


def test_nothing_published_has_no_book(db):
    with pytest.raises(NothingPublished):
        ask_for_book(YEAR, "th", by=OPERATOR, now=NOON)
