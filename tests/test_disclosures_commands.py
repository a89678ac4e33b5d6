"""`prongsai disclosures`: the checklist of an agency listed, written and taken in."""

import pytest

from prongsai.directory.models import Agency, Unit

pytestmark = pytest.mark.django_db(transaction=True)
DIP = ("2566", "dip")


@pytest.fixture(autouse=True)
def opened(prongsai, settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path / "home"
    agency = Agency.objects.create(code="dip", searched="dip")
    Unit.objects.create(agency=agency, code="hr")
    for words in (["plan", "2566"], ["enter", "2566", "dip"], ["open", "2566"]):
        assert prongsai("rounds", *words).code == 0


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "list.csv"
    rows = "item,unit,link\nO1,hr,https://dip.go.th/1\nO1,,https://dip.go.th/2\nO77,,x\n"
    path.write_text(rows, encoding="utf-8")
    return path


def test_a_table_is_tried_taken_in_listed_and_written(prongsai, table, tmp_path):
    tried = prongsai("disclosures", "import", *DIP, table, "--dry-run", "--lang", "en")
    assert "nothing was changed" in tried.out
    assert prongsai("disclosures", "list", *DIP, "--json").json["counts"]["empty"] == 43

    faults = tmp_path / "faults.csv"
    taken = prongsai("disclosures", "import", *DIP, table, "--faults", faults, "--json").json
    assert (taken["new"], [fault["item"] for fault in taken["faults"]]) == (["O1"], ["O77"])
    assert "O77" in faults.read_text(encoding="utf-8-sig")

    [first, *_rest] = prongsai("disclosures", "list", *DIP, "--json").json["items"]
    assert (first["item"], first["state"], first["unit"], first["links"]) == (
        "O1",
        "draft",
        "hr",
        2,
    )
    assert "0 of 43 items approved" in prongsai("disclosures", "list", *DIP, "--lang", "en").out

    out = tmp_path / "out.xlsx"
    assert prongsai("disclosures", "export", *DIP, "--out", out, "--json").json["rows"] == 44
    assert prongsai("disclosures", "import", *DIP, out, "--json").json["same"] == 43


def test_what_cannot_be_done_is_told(prongsai, tmp_path):
    answer = prongsai("disclosures", "list", "2566", "nobody")
    assert (answer.code, "ASSESSMENTS-008" in answer.err) == (2, True)
    away = tmp_path / "none" / "out.csv"
    answer = prongsai("disclosures", "export", *DIP, "--out", away)
    assert (answer.code, "FILE-007" in answer.err) == (2, True)
    (tmp_path / "x.csv").write_text("link\nx\n")
    answer = prongsai("disclosures", "import", *DIP, tmp_path / "x.csv")
    assert (answer.code, "EVIDENCE-016" in answer.err) == (2, True)
