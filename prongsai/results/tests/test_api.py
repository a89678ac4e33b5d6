"""The API tells what the pages and the command tell, and its errors are problem details."""

import json

import pytest

from prongsai.results.queries.payload import result_payload
from prongsai.results.services.histories import history_from_files
from prongsai.results.tests.conftest import LIBRARY

PROBLEM = "application/problem+json"


@pytest.fixture
def ask(client, keep, dip, nation):
    keep(dip, nation)

    def asked(address, status=200):
        response = client.get(f"/api/v1{address}")
        assert response.status_code == status, response.content
        return response

    return asked


def test_published_years_come_latest_first(ask):
    years = ask("/years").json()
    assert [year["year_be"] for year in years] == [2566, 2565, 2564, 2563, 2562]
    assert years[0]["edition_sha256"] == LIBRARY.load("2566").sha256


def test_an_agency_is_told_as_the_command_tells_it(ask, dip, nation):
    told = ask("/agencies/dip").json()["years"]
    scored = history_from_files([dip, nation], library=LIBRARY, agency="dip")
    for year, expected in zip(told, scored.years, strict=True):
        payload = json.loads(json.dumps(result_payload(expected.result)))
        assert {key: year[key] for key in payload} == payload
        assert [f["rule"] for f in year["findings"]] == [f.rule.id for f in expected.findings]


def test_provenance_names_run_edition_and_files(ask, dip):
    provenance = ask("/agencies/dip/2566").json()["provenance"]
    assert provenance["edition"] == "th-ita/2566"
    assert "dip.yaml" in [file["name"] for file in provenance["inputs"]]


def test_the_ranking_is_filtered_and_paged(ask):
    every = ask("/years/2566/agencies").json()
    assert (every["agencies"], every["pages"], every["ranking"]) == (31, 2, "country")
    departments = ask("/years/2566/agencies?group=department").json()
    assert {row["group_en"] for row in departments["rows"]} == {"Department or equivalent"}
    found = ask("/years/2566/agencies?search=ส่งเสริม อุตสาหกรรม").json()["rows"]
    assert [(row["agency"], row["total"], row["level"]) for row in found] == [
        ("dip", 95.02, "pass_good")
    ]


def test_the_summary_counts_every_agency_once(ask):
    summary = ask("/years/2566/summary").json()
    assert sum(summary["levels"].values()) + summary["without_level"] == summary["agencies"] == 31
    assert sum(summary["totals_by_point"]) == sum(row["agencies"] for row in summary["types"]) == 31


def test_what_if_gives_before_after_and_ranks(ask):
    told = ask("/agencies/dip/2565/what-if?set=O42=pass&set=O43=pass").json()
    assert (told["before"]["total"], told["after"]["total"]) == (79.79, 89.79)
    assert told["ranks"]["country"]["after"] < told["ranks"]["country"]["before"]
    assert told["ranks"]["country"]["of"] == ask("/years").json()[1]["agencies"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/agencies/nobody", 404, "RESULTS-017"),
        ("/agencies/dip/2570", 404, "RESULTS-018"),
        ("/years/2570/agencies", 404, "RESULTS-018"),
        ("/years/2566/agencies?province=x", 400, "RESULTS-020"),
        ("/years/2566/agencies?page=0", 400, "RESULTS-020"),
        ("/years/2566/summary?level=x", 400, "RESULTS-020"),
        ("/agencies/dip/2565/what-if?set=E7=101", 422, "RESULTS-005"),
        ("/agencies/dip/2565/what-if?set=E99=85", 422, "RESULTS-014"),
    ],
)
def test_errors_are_problem_details_in_both_languages(ask, address, status, code):
    response = ask(address, status)
    problem = response.json()
    assert response["Content-Type"] == PROBLEM
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["title"]
    assert problem["title_th"] != problem["title"]


def test_thai_letters_are_letters(ask):
    assert "กรมส่งเสริมอุตสาหกรรม" in ask("/agencies/dip").content.decode()


def test_the_description_of_the_api_names_every_operation(ask):
    paths = ask("/openapi.json").json()["paths"]
    assert {path.removeprefix("/api/v1") for path in paths} >= {
        "/years",
        "/years/{year}/agencies",
        "/years/{year}/summary",
        "/agencies/{code}",
        "/agencies/{code}/{year}",
        "/agencies/{code}/{year}/what-if",
    }
