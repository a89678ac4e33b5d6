"""`prongsai agencies`: imported with a dry run first, exported so that they import again."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_text("agency,name_th\ndip,กรมส่งเสริมอุตสาหกรรม\na/b,ผิด\n")
    return path


def test_agencies_go_in_and_out_and_in_again(prongsai, table, tmp_path):
    dry = prongsai("agencies", "import", table, "--dry-run", "--json").json
    assert prongsai("agencies", "import", table, "--json").json == dry
    assert (dry["new"], [fault["row"] for fault in dry["faults"]]) == (["dip"], [3])
    out = tmp_path / "out.xlsx"
    assert prongsai("agencies", "export", "--out", out, "--json").json["agencies"] == 1
    again = prongsai("agencies", "import", out, "--json").json
    assert (again["new"], again["changed"], again["same"], again["faults"]) == ([], [], 1, [])


def test_units_go_in_and_out_and_in_again(prongsai, table, tmp_path):
    prongsai("agencies", "import", table)
    units, out = tmp_path / "units.csv", tmp_path / "out.csv"
    units.write_text("agency,unit,name_th\ndip,fin,กองคลัง\nnowhere,x,ย\n")
    found = prongsai("agencies", "import-units", units, "--json").json
    assert (found["new"], [fault["unit"] for fault in found["faults"]]) == (["fin"], ["x"])
    assert prongsai("agencies", "export-units", "--out", out, "--json").json["units"] == 1
    assert prongsai("agencies", "import-units", out, "--json").json["same"] == 1
    assert "1 แถว" in prongsai("agencies", "export-units", "--out", out).out


def test_people_are_told_in_thai_and_english(prongsai, table):
    assert "แถวที่ 3" in prongsai("agencies", "import", table, "--dry-run").out
    assert "row 3" in prongsai("agencies", "import", table, "--lang", "en").out


def test_faults_are_written_into_a_file(prongsai, table, tmp_path):
    prongsai("agencies", "import", table, "--faults", tmp_path / "faults.csv")
    assert "a/b" in (tmp_path / "faults.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "nowhere.csv"], "FILE-001"),
        (["export", "--out", "/nowhere/x.csv"], "FILE-007"),
        (["export"], "USAGE-001"),
    ],
)
def test_errors_are_one_line_with_the_remedy(prongsai, words, code):
    answer = prongsai("agencies", *words)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"[{code}]" in answer.err
