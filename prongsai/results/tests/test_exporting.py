"""What is written out: safe for spreadsheets, complete, and readable again."""

import csv
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderUnwritable
from prongsai.results.rules import TableUnknown, TemplateKindUnknown
from prongsai.results.services.exporting import make_template, write_tables
from prongsai.results.services.scoring import score_files

HEADER = "agency,year_be,code,part,score,verdict\n"
EVIL = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "  =1+1",
    "\u00a0=1+1",
    "\t=1+1",
]
LIBRARY = EditionLibrary()


def score(path, **options):
    return score_files([path], library=LIBRARY, **options)


def statements(tmp_path, *rows):
    path = tmp_path / "facts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        csv.writer(file).writerows(rows)
    return path


def answers(tmp_path, people, name="answers.csv"):
    """Write answers of (agency, option chosen of I1.1) under an edition."""
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("agency", "I1.1", "I7"), *people])
    return path


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheets_of(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def runs(cell):
    """Say whether some spreadsheet would run a text."""
    return isinstance(cell, str) and cell.strip()[:1] in tuple("=+-@＝＋－＠") and cell != "-"


@pytest.mark.parametrize("evil", EVIL, ids=repr)
def test_no_cell_of_any_table_is_run_by_a_spreadsheet(tmp_path, evil):
    path = statements(
        tmp_path,
        (evil, 2566, "total", "", 90, ""),
        (evil, 2566, evil, "", 50, ""),
        (evil, 2566, "O1", "", "", evil),
        (evil, 2566, "E6", evil, 50, ""),
        (evil, 2566, "1", "", evil, ""),
    )
    answered = answers(tmp_path, [(evil, 2, 3), (evil, evil, 1)] * 6)
    scored = score_files([path, answered], library=LIBRARY, edition="2566")
    files = write_tables(scored, tmp_path / "out")

    for file in files:
        if file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as text:
                assert not [
                    c for row in csv.reader(text) for c in row if runs(c) and not _number(c)
                ]
        else:
            cells = [c for rows in sheets_of(file).values() for row in rows for c in row]
            assert not [cell for cell in cells if runs(cell)]
    assert {file.stem for file in files} == {
        "scores", "weak", "parts", "findings", "rejected", "results"
    }  # fmt: skip


def _number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_workbook_has_no_formula_and_no_link(tmp_path):
    path = statements(
        tmp_path, ("=1+1", 2566, "total", "", 90, ""), ("http://x", 2566, "1", "", 5, "")
    )
    write_tables(score(path), tmp_path / "out", only=["xlsx"])

    with zipfile.ZipFile(tmp_path / "out" / "results.xlsx") as packed:
        for name in packed.namelist():
            text = packed.read(name)
            assert b"<f>" not in text
            assert b"<f " not in text
            assert b"hyperlink" not in text


def test_a_text_longer_than_a_cell_can_hold_is_cut_and_not_lost(tmp_path):
    path = statements(tmp_path, ("x" * 40_000, 2566, "total", "", 90, ""))
    write_tables(score(path), tmp_path / "out", only=["xlsx", "scores"])
    name = sheets_of(tmp_path / "out" / "results.xlsx")["scores"][1][0]

    assert len(name) == 32_767
    assert name.endswith("…")
    assert len(read_csv(tmp_path / "out" / "scores.csv")[0]["agency"]) == 40_000


def test_scores_that_were_written_score_alike_when_read_again(tmp_path, dip):
    first = score(dip)
    write_tables(first, tmp_path / "out", only=["scores"])
    again = score(tmp_path / "out" / "scores.csv")

    assert len(again.rounds) == 5
    for one, other in zip(first.rounds, again.rounds, strict=True):
        assert one.totals.tolist() == other.totals.tolist()
        assert one.levels.tolist() == other.levels.tolist()
    assert not [finding for finding in again.findings if finding.rule.severity == "error"]


def test_scores_of_a_year_stand_under_the_names_of_their_codes(tmp_path, dip):
    write_tables(score(dip), tmp_path / "out", only=["scores"])
    row = read_csv(tmp_path / "out" / "scores.csv")[-1]

    assert row["year_be"] == "2566"
    assert (row["total"], row["level"], row["delta"]) == ("95.02", "pass_good", "15.23")
    assert (row["IIT"], row["EIT"], row["OIT"]) == ("94.8", "88.61", "100.0")
    assert (row["indicator1"], row["indicator10"]) == ("98.47", "100.0")


def test_parts_that_few_people_answered_are_not_shown(tmp_path):
    people = [("a", 2, 3)] * 5 + [("b", 2, 3)] * 4
    scored = score(answers(tmp_path, people), edition="2566")
    write_tables(scored, tmp_path / "out", only=["parts"])
    rows = read_csv(tmp_path / "out" / "parts.csv")

    assert {row["agency"] for row in rows} == {"a"}
    assert {(row["part"], row["answered"]) for row in rows} == {("I1.1", "5"), ("I7", "5")}


def test_a_part_that_few_people_answered_is_not_shown_beside_one_that_many_did(tmp_path):
    people = [("a", 2, 3)] * 4 + [("a", 2, "")] * 6
    scored = score(answers(tmp_path, people), edition="2566")
    write_tables(scored, tmp_path / "out", only=["parts"])

    assert [row["part"] for row in read_csv(tmp_path / "out" / "parts.csv")] == ["I1.1"]


def test_every_rejected_row_is_written_with_its_number_and_reason(tmp_path):
    path = answers(tmp_path, [("a", 1, 3), ("a", 9, 3), ("", 1, 3), ("a", 1)])
    write_tables(score(path, edition="2566"), tmp_path / "out", only=["rejected"])
    rows = read_csv(tmp_path / "out" / "rejected.csv")

    assert [(row["row"], row["value"]) for row in rows] == [("3", "9"), ("4", ""), ("5", "2")]
    assert all(row["reason_th"] and row["reason_en"] for row in rows)


def test_findings_are_written_with_place_and_proposal(tmp_path, dip):
    write_tables(score(dip), tmp_path / "out", only=["findings"])
    rows = {row["rule"]: row for row in read_csv(tmp_path / "out" / "findings.csv")}

    assert rows["PARENT-MEAN"]["suggestion"] == "E6.2 = 86.00"
    assert rows["ITEM-INDICATOR"]["place"].startswith("dip.yaml:")


def test_weak_items_are_written_with_what_their_repair_brings(tmp_path, dip):
    write_tables(score(dip), tmp_path / "out", only=["weak"])
    rows = [r for r in read_csv(tmp_path / "out" / "weak.csv") if r["year_be"] == "2565"]

    assert len({row["item"] for row in rows}) == 13 + 7 + 8
    assert all(float(row["gain"]) >= 0 for row in rows)


def test_the_workbook_holds_every_table(tmp_path, dip):
    write_tables(score(dip), tmp_path / "out")
    sheets = sheets_of(tmp_path / "out" / "results.xlsx")

    assert list(sheets) == ["scores", "weak", "parts", "findings", "rejected"]
    for name, rows in sheets.items():
        assert len(rows) == 1 + len(read_csv(tmp_path / "out" / f"{name}.csv")), name


def test_a_table_that_is_not_there_is_refused_before_anything_is_written(tmp_path, dip):
    with pytest.raises(TableUnknown):
        write_tables(score(dip), tmp_path / "out", only=["scores", "secrets"])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path, dip):
    (tmp_path / "out").write_text("x")
    with pytest.raises(FolderUnwritable):
        write_tables(score(dip), tmp_path / "out")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_template_has_a_row_for_every_score_of_the_edition(tmp_path, kind):
    edition = LIBRARY.load("2566")
    path = tmp_path / f"scores.{kind}"
    make_template(path, edition, "=1+1")
    rows = sheets_of(path)["scores"] if kind == "xlsx" else rows_of(path)

    assert len(rows) == 1 + len(edition.nodes)
    assert {row[0] for row in rows[1:]} == {"'=1+1"}


@pytest.mark.parametrize("name", ["scores.pdf", "scores", "scores.xls"])
def test_a_template_of_another_kind_is_refused(tmp_path, name):
    with pytest.raises(TemplateKindUnknown):
        make_template(tmp_path / name, LIBRARY.load("2566"))
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["scores.xlsx", "scores.csv"])
def test_a_template_in_a_folder_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(FolderUnwritable):
        make_template(tmp_path / "nowhere" / name, LIBRARY.load("2566"))
