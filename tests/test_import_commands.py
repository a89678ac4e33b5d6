"""`prongsai answers import`: proposed, checked in a file, tried, brought in, and used again."""

import csv

import pytest

from prongsai.directory.models import Agency
from prongsai.surveys.models import Mapping, Response
from prongsai.surveys.tests import outside

pytestmark = pytest.mark.django_db(transaction=True)
DIP = ("2566", "IIT", "--agency", "dip")


@pytest.fixture(autouse=True)
def collecting(prongsai, settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path / "home"
    Agency.objects.create(code="dip", searched="dip")
    for words in (["plan", "2566"], ["enter", "2566", "dip"], ["open", "2566"]):
        assert prongsai("rounds", *words).code == 0


@pytest.fixture
def put(tmp_path):
    def written(rows, name="answers.csv"):
        path = tmp_path / name
        path.write_text(outside.text_of(rows), encoding="utf-8")
        return path

    return written


def test_a_google_form_is_tried_and_brought_in(prongsai, put, tmp_path):
    rows = outside.google(outside.made_up(people=4))
    rows[1][3] = "ประมาณนั้น"
    path, faults, mapping = put(rows), tmp_path / "faults.csv", tmp_path / "mapping.yaml"
    assert "[SURVEYS-061]" in prongsai("answers", "import", path, *DIP).err
    told = prongsai("answers", "import", path, *DIP, "--propose", mapping, "--lang", "en")
    assert (told.code, "51 columns are parts" in told.out) == (0, True)
    tried = prongsai("answers", "import", path, *DIP, "--map", mapping, "--dry-run", "--json").json
    assert (tried["rows"], tried["usable"], Response.objects.count()) == (4, 3, 0)
    done = prongsai(
        *("answers", "import", path, *DIP, "--map", mapping, "--faults", faults),
        *("--save-mapping", "แบบของกรม"),
    )
    assert (done.code, Response.objects.count()) == (0, 3)
    with faults.open(encoding="utf-8-sig", newline="") as file:
        assert [row["word"] for row in csv.DictReader(file)] == ["ประมาณนั้น"]
    more = put(outside.google(outside.made_up(people=2, seed=2)), "more.csv")
    assert prongsai("answers", "import", more, *DIP, "--mapping", "แบบของกรม").code == 0
    assert (Response.objects.count(), Mapping.objects.count()) == (5, 1)


def test_a_file_about_which_nothing_is_doubtful_needs_no_mapping(prongsai, put):
    path = put(outside.google(outside.made_up(people=2)))
    answer = prongsai("answers", "import", path, *DIP)
    assert (answer.code, Response.objects.count()) == (0, 2)


def test_a_proposal_is_told_as_json(prongsai, put, tmp_path):
    path = put(outside.lime(outside.made_up(people=2)))
    words = ("--propose", tmp_path / "mapping.yaml", "--json")
    told = prongsai("answers", "import", path, *DIP, *words).json
    assert sum(column["part"] != "" for column in told["columns"]) == 51
    assert told["doubts"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nothing.csv", *DIP], "FILE-001"),
        (["answers.csv", "2566", "OIT", "--agency", "dip"], "SURVEYS-011"),
        (["answers.csv", "2566", "IIT", "--agency", "nobody"], "ASSESSMENTS-008"),
        (["answers.csv", "2566", "IIT"], "SURVEYS-060"),
        (["answers.csv", *DIP, "--mapping", "nothing"], "SURVEYS-063"),
        (["answers.csv", *DIP, "--map", "nothing.yaml"], "FILE-001"),
        (["answers.csv", "2565", "IIT", "--agency", "dip"], "ASSESSMENTS-002"),
    ],
)
def test_errors_are_one_line_with_the_remedy(prongsai, put, words, code):
    put(outside.google(outside.made_up(people=1)))
    answer = prongsai("answers", "import", *words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}]" in answer.err
