"""Disclosures for programs: tables, JSON, the API, the catalogue, the feed, the frame."""

import csv
import io
from xml.etree import ElementTree

import pytest

from prongsai.evidence.services.disclosing import return_disclosure
from prongsai.portal.transparency.queries.payload import COLUMNS
from prongsai.portal.transparency.services.keeping import kept_table
from prongsai.portal.transparency.tests.conftest import NOW, PLAN, TABLE

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def rows_of(response):
    sent = response.streaming_content if response.streaming else [response.content]
    text = b"".join(sent).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_a_line_for_each_link_and_file(client, disclosed):
    rows = rows_of(client.get("/agencies/dip/2566/disclosures.csv"))
    assert tuple(rows[0]) == COLUMNS
    brought = [(row["item"], row["kind"], row["title"]) for row in rows if row["kind"]]
    assert brought == [("O1", "link", "แผน"), ("O1", "link", "แผน"), ("O2", "file", "แผน.csv")]
    assert len(rows) == 44
    (file,) = (row for row in rows if row["kind"] == "file")
    assert b"".join(client.get(file["address"]).streaming_content).decode() == TABLE


def test_no_cell_is_run_by_a_spreadsheet(client, disclose):
    disclose("O1", PLAN, explanation="=HYPERLINK(1)", title="@x")
    (row,) = (r for r in rows_of(client.get("/agencies/dip/2566/disclosures.csv")) if r["kind"])
    assert (row["explanation"], row["title"]) == ("'=HYPERLINK(1)", "'@x")


def test_the_api_tells_what_the_file_tells(client, disclosed, capture):
    capture(PLAN, b"plan")
    told = client.get("/api/v1/agencies/dip/2566/disclosures").json()
    assert told == client.get("/agencies/dip/2566/disclosures.json").json()
    missing = client.get("/api/v1/agencies/dip/2550/disclosures")
    assert (missing.status_code, missing.json()["code"]) == (404, "TRANSPARENCY-001")


def test_a_year_holds_every_agency_in_one_table(client, disclosed, capture):
    capture(PLAN, b"plan")
    rows = rows_of(client.get("/2566/disclosures.csv"))
    assert [(row["agency"], row["item"]) for row in rows] == [
        ("dip", "O1"), ("dip", "O1"), ("dip", "O2")
    ]  # fmt: skip
    assert rows[0]["sha256"]


def test_the_catalogue_tells_what_there_is_since_when_and_where(client, disclosed, published):
    told = client.get("/catalog.jsonld")
    assert told["Content-Type"] == "application/ld+json"
    catalog = told.json()
    sets = {one["@id"].partition("testserver")[2]: one for one in catalog["dcat:dataset"]}
    assert {"/2566/#data", "/2562/#data", "/2566/disclosures.csv#data"} == {
        name for name in sets if "2563" not in name and "2564" not in name and "2565" not in name
    }
    for one in sets.values():
        assert {said["@language"] for said in one["dct:title"]} == {"th", "en"}
        assert one["dct:publisher"]["foaf:name"]
        assert one["dct:license"]["@id"].startswith("https://")
        assert one["dct:modified"]["@value"]
        for file in one["dcat:distribution"]:
            address = file["dcat:downloadURL"]["@id"]
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert b"".join(answer) if answer.streaming else answer.content
            assert file["dcat:mediaType"]["@id"].endswith(answer["Content-Type"].partition(";")[0])


def test_a_catalogue_without_anything_is_a_catalogue(client, db):
    assert client.get("/catalog.jsonld").json()["dcat:dataset"] == []


def test_the_publisher_and_the_licence_are_the_operators(client, published, settings):
    settings.DATA_PUBLISHER = "สำนักงาน | Office"
    settings.DATA_LICENSE = "https://example.org/licence"
    catalog = client.get("/catalog.jsonld").json()
    assert [n["@value"] for n in catalog["dct:publisher"]["foaf:name"]] == ["สำนักงาน", "Office"]
    assert catalog["dct:license"]["@id"] == "https://example.org/licence"


def test_the_feed_tells_what_became_public(client, disclosed, published):
    response = client.get("/en/agencies/dip/disclosures.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 # our own
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.find(f"{ATOM}title").text for entry in entries]
    assert len(titles) == 3
    assert "Results of 2566 published" in titles
    assert any(title.startswith("O1 ") for title in titles)
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == 3
    moments = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert moments == sorted(moments, reverse=True)
    again = client.get("/en/agencies/dip/disclosures.atom")
    assert again.content == response.content


def test_words_of_an_agency_are_words_in_a_feed_too(client, disclose):
    disclose("O1", PLAN, explanation="<script>alert(1)</script>")
    feed = ElementTree.fromstring(client.get("/agencies/dip/disclosures.atom").content)  # noqa: S314
    (summary,) = (entry.find(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry"))
    assert summary.text == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_the_frame_may_stand_anywhere_and_runs_nothing(client, disclosed, published):
    response = client.get("/en/agencies/dip/2566/widget/")
    policy, page = response["Content-Security-Policy"], response.content.decode()
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in response
    assert "<script" not in page
    assert "95.02" in page
    assert "Discloses 2 of 43 items" in page
    assert "/en/agencies/dip/2566/disclosures/" in page


def test_no_other_page_may_be_framed(client, disclosed):
    response = client.get("/agencies/dip/2566/disclosures/")
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert "/agencies/dip/2566/widget/" in response.content.decode()


def kept_in(home):
    return sorted(home.joinpath("cache", "disclosures").glob("*"))


def test_the_table_of_a_year_is_gathered_once_and_anew_when_something_changes(
    client, disclosed, disclose, tmp_path
):
    first = rows_of(client.get("/2566/disclosures.csv"))
    (kept,) = kept_in(tmp_path)
    written = kept.stat().st_mtime_ns
    assert rows_of(client.get("/2566/disclosures.csv")) == first
    assert (kept_in(tmp_path), kept.stat().st_mtime_ns) == ([kept], written)
    disclose("O5", "https://dip.example/new")
    assert len(rows_of(client.get("/2566/disclosures.csv"))) == len(first) + 1
    (anew,) = kept_in(tmp_path)
    assert anew != kept


def test_what_is_taken_back_leaves_the_table_at_once(client, disclosed, participation, staff):
    before = rows_of(client.get("/2566/disclosures.csv"))
    taken = participation.disclosure_set.get(item="O2")
    return_disclosure(taken, words="แก้ไข", by=staff, now=NOW)
    after = rows_of(client.get("/2566/disclosures.csv"))
    assert {row["item"] for row in before} - {row["item"] for row in after} == {"O2"}


def test_who_goes_away_in_the_middle_leaves_no_half_table(tmp_path):
    folder = tmp_path / "tables"
    long = (b"x" * 70_000 for _ in range(3))
    reading = kept_table(folder, "2566", "one", lambda: long)
    assert len(next(reading)) == 70_000
    reading.close()
    assert list(folder.iterdir()) == []
    assert len(b"".join(kept_table(folder, "2566", "one", lambda: [b"whole"]))) == len(b"whole")
    assert [file.read_bytes() for file in folder.iterdir()] == [b"whole"]
