"""`prongsai import` and `prongsai runs`: results kept, listed, published and withdrawn."""

import pytest

pytestmark = pytest.mark.django_db


def test_importing_keeps_a_run_for_each_year_and_publishes_it(prongsai, dip):
    runs = prongsai("import", dip, "--json").json["runs"]
    assert [run["year_be"] for run in runs] == [2566, 2565, 2564, 2563, 2562]
    assert all(run["published"] and run["inputs"][0]["name"] == "dip.yaml" for run in runs)
    assert all(len(run["edition_sha256"]) == 64 for run in runs)


def test_unpublished_runs_are_published_by_number(prongsai, dip):
    runs = prongsai("import", dip, "--unpublished", "--json").json["runs"]
    assert not any(run["published"] for run in runs)
    number = runs[0]["run"]
    after = prongsai("runs", "--publish", number, "--json").json["runs"]
    assert [run["run"] for run in after if run["published"]] == [number]
    after = prongsai("runs", "--withdraw", number, "--json").json["runs"]
    assert not any(run["published"] for run in after)


def test_runs_are_listed_for_people_in_thai_and_english(prongsai, dip):
    assert "prongsai import" in prongsai("runs").out
    prongsai("import", dip)
    assert "เผยแพร่" in prongsai("runs").out
    assert "published" in prongsai("runs", "--lang", "en").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "nowhere.csv"], "FILE-001"),
        (["runs", "--publish", "99"], "RESULTS-016"),
        (["runs", "--withdraw", "99"], "RESULTS-016"),
        (["runs", "--publish", "x"], "USAGE-001"),
        (["serve", "--host", "203.0.113.1"], "SERVE-001"),
        (["serve", "--port", "99999999"], "SERVE-001"),
    ],
)
def test_errors_are_one_line_with_the_remedy(prongsai, words, code):
    answer = prongsai(*words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}]" in answer.err
