"""Checking a typed report on the site and by the API: the same service, nothing kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from prongsai.directory.models import User
from prongsai.directory.queries import actor_of
from prongsai.directory.services.keys import make_key
from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.queries.typed import report_payload
from prongsai.reports.services.typed import check_report
from prongsai.reports.tests.typed.clean import LIBRARY

pytestmark = pytest.mark.django_db
REPORT = SHIPPED / "th-ita" / "2566" / "golden" / "dip-report.th.txt"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def member(client):
    user = User.objects.create_user("member@example.org", "long enough 123")
    client.force_login(user)
    return user


def file(content=None, name="report.txt"):
    return SimpleUploadedFile(name, REPORT.read_bytes() if content is None else content)


def address(language="th"):
    with override(language):
        return reverse("reports:check_report")


def test_who_is_not_logged_in_is_sent_to_log_in(client):
    assert client.get(address()).status_code == 302


def test_a_report_is_checked_and_removed(client, member, home):
    answer = client.post(address(), {"file": file()})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("E6.2 = 86.00", "79.79", "บรรทัดที่ 802", "คาดจากถ้อยคำ", "UNANSWERED"):
        assert words in page
    assert not [path for path in home.glob("uploads/**/*") if path.is_file()]


def test_the_page_speaks_english_too_and_words_of_a_report_are_no_markup(client, member):
    spoilt = REPORT.read_text(encoding="utf-8").replace("ทักท้วง 78.2", "<b>x</b> ทักท้วง 78.2")
    page = client.post(address("en"), {"file": file(spoilt.encode())}).content.decode()
    assert "Line 802" in page
    assert "a guess from the words" in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "เลือกไฟล์"),
        ({"file": file(b"no report at all")}, "ไม่พบตารางคะแนน"),
        ({"file": file(b"%PDF-1.7 broken", "r.pdf")}, "อ่านไฟล์ r.pdf ไม่ได้"),
        ({"file": file(b"x,y", "r.csv")}, "ไม่อ่านรายงานชนิด"),
    ],
)
def test_what_cannot_be_checked_is_told_on_the_form(client, member, home, sent, words):
    answer = client.post(address(), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not [path for path in home.glob("uploads/**/*") if path.is_file()]


def test_the_api_answers_what_the_command_prints(client, member):
    key = make_key("check", by=actor_of(member), now=now())
    client.logout()
    sent = {"file": file(name=REPORT.name)}
    answer = client.post("/api/v1/reports/check", sent, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert answer.json() == report_payload(check_report(REPORT, library=LIBRARY))


def test_the_api_refuses_as_a_problem(client, member):
    key = make_key("check", by=actor_of(member), now=now())
    sent = {"file": file(b"nothing")}
    answer = client.post("/api/v1/reports/check", sent, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "REPORT-023"
