"""Copies of pages: who reads them, and that nothing in them runs here."""

import pytest

from prongsai.directory.rules import Role
from prongsai.evidence.models import Capture, Screenshot
from prongsai.evidence.services.capturing import ARCHIVES
from prongsai.evidence.services.screenshots import SHELF
from prongsai.evidence.services.sealing import seal_day
from prongsai.evidence.tests.review.conftest import NOON
from prongsai.foundation.adapters.stored_files import store_file

pytestmark = pytest.mark.django_db


def test_a_copy_is_shown_as_text_and_handed_out_as_a_file_that_does_nothing(captured, person):
    seal_day(NOON.date())
    auditor = person("auditor", Role.AUDITOR)[1]
    page = auditor.get("/en/desk/captures/1/")
    assert "แผน 2565" in page.text
    assert "alert(1)" not in page.text
    assert Capture.objects.get(pk=1).sha256 in page.text
    assert "HTTP/1.1 200 OK" in page.text or "200 OK" in page.text
    body = auditor.get("/en/desk/captures/1/body/")
    assert body.content.startswith(b"<script>alert(1)</script>")
    assert body["Content-Type"] == "application/octet-stream"
    assert body["Content-Disposition"] == 'attachment; filename="capture-1.txt"'
    assert "sandbox" in body["Content-Security-Policy"]
    assert body["X-Content-Type-Options"] == "nosniff"
    assert auditor.get("/en/desk/captures/1/warc/").content[:2] == b"\x1f\x8b"
    assert auditor.get("/en/desk/captures/1/html/").status_code == 404
    assert auditor.get("/en/desk/captures/99/").status_code == 404


def test_a_copy_whose_bytes_were_kept_before_gives_them_all_the_same(captured, person):
    auditor = person("auditor", Role.AUDITOR)[1]
    assert auditor.get("/en/desk/captures/6/body/").content.endswith("แผน 2567</p>".encode())


def test_a_copy_that_shows_nothing_or_is_gone_says_so(captured, person, home):
    auditor = person("auditor", Role.AUDITOR)[1]
    nothing = auditor.get("/en/desk/captures/4/")
    assert "no answer in time" in nothing.text
    assert auditor.get("/en/desk/captures/4/body/").status_code == 409
    (home / ARCHIVES).rename(home / "elsewhere")
    gone = auditor.get("/en/desk/captures/1/")
    assert gone.status_code == 200
    assert "is not on this machine" in gone.text


def test_copies_are_read_by_those_whose_agency_has_the_link(captured, agency, person):
    address = "/en/desk/captures/1/"
    assert agency[Role.OFFICER][1].get(address).status_code == 200
    assert person("stranger", Role.COORDINATOR, "dop")[1].get(address).status_code == 403
    assert person("interviewer", Role.INTERVIEWER)[1].get(address).status_code == 403


def test_how_a_copy_looks_is_shown_with_its_date_to_those_who_read_it(captured, agency, person):
    stored = store_file("x.webp", [b"RIFF....WEBP"], shelf=SHELF)
    capture = Capture.objects.get(pk=1)
    told = {"page": capture.page, "body": capture.body, "capture": capture, "taken_at": NOON}
    Screenshot.objects.create(**told, picture=stored.sha256, height=900, missing=2)
    officer = agency[Role.OFFICER][1]
    page = officer.get("/en/desk/captures/1/").text
    assert 'src="/en/desk/captures/1/screenshot/"' in page
    assert "2 parts were not to be had" in page
    assert "drawn without them" in page
    picture = officer.get("/en/desk/captures/1/screenshot/")
    assert (picture["Content-Type"], picture.content) == ("image/webp", b"RIFF....WEBP")
    assert "sandbox" in picture["Content-Security-Policy"]
    judged = person("auditor", Role.AUDITOR)[1].get("/en/desk/reviews/th-ita/2566/dip/O1/").text
    assert "/en/desk/captures/3/#looks" not in judged
    capture = Capture.objects.get(pk=3)
    told = {"page": capture.page, "body": capture.body, "capture": capture, "taken_at": NOON}
    Screenshot.objects.create(**told, picture=stored.sha256, height=900)
    browser = person("another", Role.AUDITOR)[1]
    judged = browser.get("/en/desk/reviews/th-ita/2566/dip/O1/").text
    assert "/en/desk/captures/3/#looks" in judged
    stranger = person("stranger", Role.COORDINATOR, "dop")[1]
    assert stranger.get("/en/desk/captures/1/screenshot/").status_code == 403
    assert officer.get("/en/desk/captures/4/screenshot/").status_code == 404


def test_a_copy_without_a_picture_says_why(captured, agency, settings):
    Capture.objects.bulk_create(_submitted(Capture.objects.get(pk=1)))
    settings.CAPTURE_BROWSER = "none"
    page = agency[Role.OFFICER][1].get("/en/desk/captures/90/").text
    assert "no screenshot of it: " in page
    assert "screenshot" not in agency[Role.OFFICER][1].get("/en/desk/captures/4/").text


def _submitted(capture):
    """The same copy, as one that was made because the agency sent its link."""
    capture.number, capture.reason, capture.sha256 = 90, "submitted", "9" * 64
    yield capture
