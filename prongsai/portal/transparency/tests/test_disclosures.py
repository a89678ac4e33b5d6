"""What everybody sees of disclosures, and from when on."""

import hashlib
from datetime import date, timedelta

import pytest

from prongsai.evidence.models import Attachment
from prongsai.evidence.rules.states import CaptureReason
from prongsai.evidence.services.disclosing import disclosure_of, return_disclosure
from prongsai.portal.transparency.rules import is_public, public_from
from prongsai.portal.transparency.tests.conftest import NOW, PLAN, TABLE

PAGE = "/agencies/dip/2566/disclosures/"
DATA = "/agencies/dip/2566/disclosures.json"
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client):
    """Return what JSON tells of the items, by code."""

    def read(address=DATA):
        return {item["item"]: item for item in client.get(address).json()["items"]}

    return read


def text(response):
    return response.content.decode()


def test_disclosures_are_public_from_the_day_after_the_last():
    last = date(2026, 4, 30)
    assert public_from(last) == date(2026, 5, 1)
    assert [is_public(last, date(2026, 4, 30)), is_public(last, date(2026, 5, 1))] == [False, True]
    assert is_public(None, last)


def test_what_the_executive_approved_is_shown_and_nothing_else(client, disclosed, told):
    page = text(client.get(PAGE))
    assert f'href="{PLAN}" rel="nofollow noopener external"' in page
    assert "แผน.csv" in page
    assert "secret" not in page
    assert "ลับ" not in page
    items = told()
    assert [code for code, item in items.items() if item["disclosed"]] == ["O1", "O2"]
    assert len(items) == 43
    assert items["O1"]["approved_at"]
    assert items["O3"]["links"] == items["O4"]["links"] == []


@pytest.mark.parametrize("address", [PAGE, DATA, "/agencies/dip/2566/disclosures.csv",
    "/agencies/dip/disclosures.atom", "/api/v1/agencies/dip/2566/disclosures",
    "/agencies/dip/2566/widget/"])  # fmt: skip
def test_before_disclosing_is_over_nothing_of_it_is_told(client, disclosed, end, address):
    end(0)
    response = client.get(address)
    assert response.status_code == 200
    assert "dip.example" not in text(response)
    assert "ดูหน้าแผน" not in text(response)


def test_before_disclosing_is_over_the_day_is_told(client, disclosed, end):
    end(3)
    response = client.get(DATA).json()
    tomorrow = date.today() + timedelta(days=4)  # noqa: DTZ011
    assert response["public_from"] == tomorrow.isoformat()
    assert client.get("/2566/disclosures.csv").status_code == 404


def test_what_is_taken_back_is_public_no_more(client, disclosed, participation, staff, told):
    file = Attachment.objects.get()
    address = f"{PAGE}O2/files/{file.pk}/"
    assert b"".join(client.get(address).streaming_content).decode() == TABLE
    return_disclosure(disclosure_of(participation, "O2"), words="แก้", by=staff, now=NOW)
    assert not told()["O2"]["disclosed"]
    assert client.get(address).status_code == 404


def test_a_file_is_handed_out_to_be_saved_and_under_its_own_item_alone(client, disclosed, end):
    file = Attachment.objects.get().pk
    response = client.get(f"{PAGE}O2/files/{file}/")
    assert b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"].startswith("text/csv")
    for other in (f"{PAGE}O1/files/{file}/", f"{PAGE}O2/files/{file + 1}/",
                  f"/agencies/dop/2566/disclosures/O2/files/{file}/"):  # fmt: skip
        assert client.get(other).status_code == 404
    end(0)
    assert client.get(f"{PAGE}O2/files/{file}/").status_code == 404


def test_new_evidence_of_an_objection_is_not_shown(client, disclosed, object_with, told):
    object_with("O1", "https://dip.example/new")
    assert [link["address"] for link in told()["O1"]["links"]] == [
        PLAN,
        "https://dip.example/plan2",
    ]


def test_a_link_has_the_date_and_the_hash_of_its_last_copy(client, disclosed, capture, told):
    capture(PLAN, b"old", NOW - timedelta(days=2))
    capture(PLAN, b"new", NOW)
    capture("https://dip.example/plan2", b"", NOW)
    first, second = told()["O1"]["links"]
    assert first["sha256"] == hashlib.sha256(b"new").hexdigest()
    assert (first["captured_at"], first["outcome"]) == (NOW.isoformat(), "shown")
    assert (second["sha256"], second["outcome"]) == (None, "timeout")
    page = text(client.get(f"/en{PAGE}"))
    assert first["sha256"] in page
    assert "Did not open on" in page


def test_copies_after_the_deadline_do_not_count_but_those_for_it(disclosed, capture, end, told):
    end(-2)
    capture(PLAN, b"in time", NOW - timedelta(days=4))
    capture(PLAN, b"too late", NOW)
    in_time = hashlib.sha256(b"in time").hexdigest()
    assert told()["O1"]["links"][0]["sha256"] == in_time
    capture(PLAN, b"for the deadline", NOW, CaptureReason.DEADLINE)
    for_it = hashlib.sha256(b"for the deadline").hexdigest()
    assert told()["O1"]["links"][0]["sha256"] == for_it


def test_the_copy_for_a_later_years_deadline_is_not_this_years(disclosed, capture, end, told):
    end(-9)
    capture(PLAN, b"in time", NOW - timedelta(days=12))
    capture(PLAN, b"carried over", NOW, CaptureReason.DEADLINE)
    in_time = hashlib.sha256(b"in time").hexdigest()
    assert told()["O1"]["links"][0]["sha256"] == in_time


def test_words_of_an_agency_are_words_and_never_marks_of_the_page(client, disclose):
    disclose("O1", PLAN, explanation="<script>alert(1)</script>", title="<b>x</b>")
    page = text(client.get(PAGE))
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_verdicts_come_with_the_published_results(client, disclosed, published, told):
    page = text(client.get("/en/agencies/dip/2565/disclosures/"))
    assert "were not entered into this system" in page
    assert client.get(PAGE).status_code == 200
    items = told("/agencies/dip/2565/disclosures.json")
    assert items["O41"]["verdict"] == "fail"
    assert items["O41"]["disclosed"] is False


def test_an_agency_without_anything_is_told_so(client, round_):
    for address in ("/agencies/nobody/2566/disclosures/", "/agencies/dip/2550/disclosures/",
                    "/agencies/nobody/disclosures.atom", "/agencies/%E2%80%8B/2566/disclosures/",
                    "/agencies/dip/2566/disclosures.exe"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_round_that_is_only_planned_is_not_told(client, participation):
    round_ = participation.round
    round_.state = "planned"
    round_.save()
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("address", "questions"), [(PAGE, 9), (DATA, 8), ("/agencies/dip/2566/widget/", 8)]
)
def test_a_page_asks_the_database_as_often_for_many_items_as_for_one(
    client, disclose, capture, published, django_assert_num_queries, address, questions
):
    disclose("O1", PLAN)
    capture(PLAN, b"plan")
    client.get(address)
    with django_assert_num_queries(questions):
        client.get(address)
    for number in range(2, 20):
        disclose(f"O{number}", PLAN, f"https://dip.example/{number}")
    with django_assert_num_queries(questions):
        client.get(address)


def test_a_public_page_sets_no_cookie_changes_nothing_and_may_be_kept(client, disclosed):
    for address in (PAGE, DATA, "/agencies/dip/2566/widget/", "/catalog.jsonld",
                    "/agencies/dip/disclosures.atom"):  # fmt: skip
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
        assert client.post(address).status_code == 405
