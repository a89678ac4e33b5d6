"""Files of every shape, alone and together, become what is known of each year."""

import csv

import numpy as np
import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FileMissing
from prongsai.methodology import findings
from prongsai.methodology.statements import year_in
from prongsai.results.rules import (
    ColumnsUnknown,
    ColumnTwice,
    NothingToScore,
    NothingUsable,
    YearUnknown,
)
from prongsai.results.services.scoring import check_files, score_files

LIBRARY = EditionLibrary()
FACTS = "agency,year_be,code,score,verdict\n"
WIDE = "agency,year_be,indicator1,indicator2\n"
ANSWERS = "agency,year_be,I1.1,I7\n"
LONG = "agency,year_be,part,option\n"
COUNTS = "agency,year_be,part,option,count\n"
WHO = "agency,name_th,name_en,group,ministry,province,staff,public\n"


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def score(*paths, **options):
    return score_files(list(paths), library=LIBRARY, **options)


def points(scored, code, agency="a"):
    """Return published scores of a code by year."""
    return {
        r.year_be: int(r.scores.of(code)[r.row_of[agency]])
        for r in scored.rounds
        if agency in r.row_of
    }


def rules(scored):
    return {finding.rule for finding in scored.findings}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wide.csv", f"{ANSWERS}a,2566,4,3\na,2566,3,\n"),
        ("long.csv", f"{LONG}a,2566,I1.1,4\na,2566,I7,3\na,2566,I1.1,3\na,2566,I7,\n"),
        ("counts.csv", f"{COUNTS}a,2566,I1.1,4,1\na,2566,I1.1,3,1\na,2566,I7,3,1\n"),
        ("tabs.tsv", f"{ANSWERS}a,2566,มากที่สุด,มาก\na,2566,มาก,\n".replace(",", "\t")),
        ("words.csv", f"{ANSWERS}a,๒๕๖๖,Very much,๓\na,2566,much,ไม่ตอบ\n"),
        ("marks.txt", "หน่วยงาน;ปี;I1(1) ขั้นตอน;I7 ข้อ\na;2566;4;3\na;2566;3;0\n"),
    ],
    ids=lambda value: value if value.count("\n") == 0 else "",
)
def test_answers_in_every_form_count_alike(file, name, text):
    scored = score(file(name, text))

    assert points(scored, "I1.1") == {2566: 83_50}
    assert scored.rounds[0].scores.known.tally.counts.sum() == 3


def test_statements_and_answers_of_one_agency_are_known_together(file):
    facts = file("facts.csv", f"{FACTS}a,2566,O1,,fail\na,2566,2,77,\n")
    answered = file("answers.csv", f"{ANSWERS}a,2566,4,4\n")
    scored = score(facts, answered)

    assert points(scored, "2") == {2566: 77_00}
    assert points(scored, "O1") == {2566: 0}
    assert points(scored, "I1.1") == {2566: 100_00}


def test_answers_of_one_agency_in_several_files_add_up(file):
    one = file("one.csv", f"{ANSWERS}a,2566,4,4\n")
    other = file("other.csv", f"{ANSWERS}a,2566,1,1\nb,2566,4,4\n")
    scored = score(one, other)

    assert points(scored, "I1.1") == {2566: 50_00}
    assert points(scored, "I1.1", "b") == {2566: 100_00}


def test_the_order_of_files_changes_nothing(file):
    one = file("one.csv", f"{WIDE}a,2565,80,90\n")
    other = file("other.csv", f"{WIDE}b,2566,70,\na,2566,60,50\n")
    forth, back = score(one, other), score(other, one)

    for there, here in zip(forth.rounds, back.rounds, strict=True):
        rows = [here.row_of[agency.code] for agency in there.agencies]
        assert np.array_equal(there.scores.published, here.scores.published[rows])


def test_years_are_told_apart_and_tied_to_the_year_before(file):
    scored = score(file("wide.csv", f"{WIDE}a,2564,80,80\na,2566,60,60\na,2565,70,70\n"))

    assert [round_.year_be for round_ in scored.rounds] == [2564, 2565, 2566]
    assert [r.previous and r.previous.year_be for r in scored.rounds] == [None, 2564, 2565]


def test_a_year_that_was_left_out_ends_the_tie(file):
    scored = score(file("wide.csv", f"{WIDE}a,2564,80,80\na,2566,60,60\n"))
    assert [r.previous for r in scored.rounds] == [None, None]


def test_answers_of_two_years_in_one_file(file):
    scored = score(file("answers.csv", f"{ANSWERS}a,2565,1,1\na,2566,4,4\n"))
    assert points(scored, "I1.1") == {2565: 0, 2566: 100_00}


def test_the_edition_of_the_call_is_that_of_answers_without_a_year(file):
    path = file("answers.csv", "agency,I1.1\na,4\n")

    assert [r.edition.id for r in score(path, edition="2564").rounds] == ["th-ita/2564"]
    with pytest.raises(YearUnknown):
        score(path)


def test_the_round_of_a_folder_is_that_of_answers_without_a_year(file, tmp_path):
    file("round/round.yaml", "edition: th-ita/2564\n")
    file("round/answers.csv", "agency,I1.1\na,4\n")

    assert [r.edition.id for r in score(tmp_path / "round").rounds] == ["th-ita/2564"]


def test_an_agency_without_a_name_in_its_rows_is_called_after_the_file(file):
    assert points(score(file("dip.csv", f"{FACTS},2566,1,50,\n")), "1", "dip") == {2566: 50_00}


def test_agencies_are_who_the_directory_says(file):
    who = file("agencies.csv", f'{WHO}a,กรมก,Dept A,g,m,p,๑๐๐,\nb,กรมข,Dept B,g,m,,"1,200",7\n')
    scored = score(who, file("wide.csv", f"{WIDE}a,2566,60,60\nb,2566,70,70\n"))
    first, second = scored.rounds[0].agencies

    assert (first.name_th, first.group, first.staff, first.public) == ("กรมก", "g", 100, None)
    assert (second.staff, second.public, second.province) == (1200, 7, "")


def test_rankings_go_by_what_the_directory_says(file):
    who = file("agencies.csv", f"{WHO}a,,,g,m,p,,\nb,,,g,n,p,,\nc,,,h,n,,,\n")
    rows = "".join(f"{a},2566,total,{score_},\n" for a, score_ in (("a", 80), ("b", 90), ("c", 90)))
    ranks = score(who, file("facts.csv", FACTS + rows)).rounds[0].ranks

    assert ranks["country"].tolist() == [2, 1, 1]
    assert ranks["group"].tolist() == [2, 1, 0]
    assert ranks["ministry"].tolist() == [0, 1, 1]
    assert ranks["province"].tolist() == [2, 1, 0]


def test_a_year_without_an_edition_is_told_and_the_others_are_scored(file):
    scored = score(file("wide.csv", f"{WIDE}a,2500,80,80\na,2566,60,60\n"))

    assert [round_.year_be for round_ in scored.rounds] == [2566]
    (finding,) = [f for f in scored.findings if f.rule is findings.NO_EDITION]
    assert (finding.agency, finding.year_be, finding.place.line) == ("a", 2500, 2)


@pytest.mark.parametrize("year", ["", "soon", "99999999999", "-2566", "²", "2566.5"])
def test_rows_without_a_year_are_told_and_not_used(file, year):
    scored = score(file("wide.csv", f"{WIDE}a,{year},80,80\na,2566,60,60\n"))

    (finding,) = [f for f in scored.findings if f.rule is findings.NO_YEAR]
    assert finding.place.line == 2
    assert points(scored, "1") == {2566: 60_00}


@pytest.mark.parametrize("text", ["2566", "๒๕๖๖", " 2566 ", "2566.0"])
def test_a_year_as_people_and_spreadsheets_write_it(text):
    assert year_in(text) == 2566


def test_a_file_of_wrong_years_alone_says_so(file):
    with pytest.raises(NothingUsable, match="no edition of the year 2500"):
        score(file("wide.csv", f"{WIDE}a,2500,80,80\n"))


def test_a_file_without_values_has_nothing_to_score(file):
    with pytest.raises(NothingToScore):
        score(file("facts.csv", f"{FACTS}a,2566,1,,\n"))


@pytest.mark.parametrize(
    "header", ["agency,year_be,code,score,Score", "agency,year_be,indicator1,indicator1"]
)
def test_a_column_that_stands_twice_is_refused(file, header):
    with pytest.raises(ColumnTwice):
        score(file("facts.csv", f"{header}\na,2566,1,2,3\n"))


@pytest.mark.parametrize(
    "row", ["a,2566", '"a,2566,1,50,', "a,2566,1,50,,60"], ids=["short", "open quote", "long"]
)
def test_a_row_of_the_wrong_length_is_told_and_not_used(file, row):
    scored = score(file("facts.csv", f"{FACTS}a,2566,2,70,\n{row}\n"))

    (finding,) = [f for f in scored.findings if f.rule is findings.NOT_UNDERSTOOD]
    assert finding.place.line == 3
    assert points(scored, "1") == {2566: -1}


def test_cells_that_a_spreadsheet_left_out_at_the_end_of_a_row_are_empty(file):
    scored = score(file("facts.csv", f"{FACTS}a,2566,1,50\na,2566,2\n"))
    assert points(scored, "1") == {2566: 50_00}
    assert findings.NOT_UNDERSTOOD not in rules(scored)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileMissing, match="nowhere"):
        score(tmp_path / "nowhere.csv")


def test_columns_that_mean_nothing_are_named(file):
    with pytest.raises(ColumnsUnknown, match="colour, shape"):
        score(file("x.csv", "colour,shape\nred,round\n"))


def test_other_files_of_a_folder_are_left_alone(file, tmp_path):
    file("round/notes.docx", "PK")
    file("round/wide.csv", f"{WIDE}a,2566,60,60\n")
    assert points(score(tmp_path / "round"), "1") == {2566: 60_00}


def test_rejected_rows_are_one_finding_with_their_number(file):
    scored = score(file("answers.csv", f"{ANSWERS}a,2566,9,1\na,2566,8,1\na,2566,1,1\n"))
    (finding,) = [f for f in scored.findings if f.rule is findings.ROWS_REJECTED]

    assert "2 row(s)" in finding.message.en
    assert [reject.row for reject in scored.tallied[0].rejects] == [2, 3]


def test_findings_are_sorted_by_how_bad_they_are(dip):
    found = check_files([dip], library=LIBRARY)
    assert [f.rule.severity for f in found] == ["error", "error", "warning"]


def test_many_agencies_in_one_file_keep_their_order(tmp_path):
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(("agency", "year_be", "indicator1"))
        writer.writerows((f"A{n:04}", 2566, n % 100) for n in range(300))
    scored = score(path)

    assert [a.code for a in scored.rounds[0].agencies] == [f"A{n:04}" for n in range(300)]
