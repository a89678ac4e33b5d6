"""Tables made to break the reader: one line with a code, or a finding, and soon."""

import re
import time
import zipfile

import pytest
import xlsxwriter

HEADER = "agency,year_be,code,part,score,verdict\n"
ROW = "a,2566,2,,70,\n"
SECONDS = 10  # no measure of speed: a bomb would take minutes
A_LINE = re.compile(r"[^\n]*[ก-๙][^\n]* \| [^\n]*[a-z][^\n]* \[[A-Z]+-\d{3}\]\n")
NOISE = bytes(range(1, 256)) * 20


@pytest.fixture
def hostile(prongsai, tmp_path):
    """Call a command on a file, and hold what every answer must keep."""

    def call(name, content, command="score"):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        begun = time.process_time()
        answer = prongsai(command, path, "--json")
        assert time.process_time() - begun < SECONDS
        assert answer.code in {0, 1, 2}
        if answer.code == 2:
            assert A_LINE.fullmatch(answer.err), answer.err
            assert not answer.out
            assert len(answer.err) < 4000
        return answer

    return call


REFUSED = {
    "empty.csv": (b"", "FILE-002"),
    "empty.xlsx": (b"", "FILE-004"),
    "empty.parquet": (b"", "SURVEYS-002"),
    "blank.csv": ("\n\n,,,\n \n", "FILE-002"),
    "header.csv": (HEADER, "RESULTS-004"),
    "wide header.csv": ("agency,year_be,indicator1\n", "RESULTS-004"),
    "unfilled.csv": (f"{HEADER}a,2566,1,,,\n", "RESULTS-004"),
    "notes.pdf": (b"%PDF", "FILE-005"),
    "old.xls": (b"\xd0\xcf\x11\xe0", "FILE-005"),
    "without suffix": (HEADER + ROW, "FILE-005"),
    "binary.csv": (NOISE, "FILE-003"),
    "binary.tsv": (NOISE, "FILE-003"),
    "binary.xlsx": (NOISE, "FILE-004"),
    "binary.parquet": (NOISE, "SURVEYS-002"),
    "cut.parquet": (b"PAR1" + NOISE + b"PAR1", "SURVEYS-002"),
    "half.csv": (b"\xff\xfea", "FILE-003"),
    "surrogates.csv": (b"\xff\xfe" + b"\x00\xd8" * 50, "FILE-003"),
    "not thai.csv": (HEADER.encode() + b"\xff\xff,2566,1,,50,\n", "FILE-003"),
    "long header.csv": ("a" * 1_000_000 + "\n1\n", "RESULTS-002"),
    "longer header.csv": ("agency," + "a" * 1_100_000 + "\n1\n", "FILE-004"),
    "long field.csv": (f"{HEADER}{'a' * 1_100_000},2566,1,,5,\n", "FILE-004"),
    "columns.csv": (",".join(f"c{n}" for n in range(100_000)) + "\n1\n", "FILE-004"),
    "many columns.csv": (",".join(f"c{n}" for n in range(9_000)) + "\n1\n", "RESULTS-002"),
    "strangers.csv": ("colour,shape\nred,round\n", "RESULTS-002"),
    "twice.csv": ("agency,year_be,code,score,score\na,2566,1,5,6\n", "RESULTS-011"),
    "year.csv": (f"{HEADER}a,soon,1,,50,\n", "RESULTS-010"),
    "far year.csv": (f"{HEADER}a,99999999999,1,,50,\n", "RESULTS-010"),
    "no year.csv": (f"{HEADER}a,,1,,50,\n", "RESULTS-010"),
    "power.csv": (f"{HEADER}a,²,1,,50,\n", "RESULTS-010"),
    "old year.csv": (f"{HEADER}a,2500,1,,50,\n", "RESULTS-010"),
    "no answers.csv": ("agency,I1.1\na,1\n", "RESULTS-003"),
    "who.csv": ("agency,name_th\na,b\n", "RESULTS-004"),
    "new\nline\x1b[31m.csv": (b"", "FILE-002"),
}


@pytest.mark.parametrize("name", REFUSED, ids=repr)
def test_what_cannot_be_scored_is_refused_in_one_line(hostile, name):
    content, code = REFUSED[name]
    answer = hostile(name, content)

    assert (answer.code, answer.err.endswith(f"[{code}]\n")) == (2, True), answer.err


@pytest.mark.parametrize("name", ["empty.csv", "binary.xlsx", "year.csv", "columns.csv"])
@pytest.mark.parametrize("command", ["check", "tally"])
def test_other_commands_refuse_it_alike(hostile, command, name):
    assert hostile(name, REFUSED[name][0], command).code == 2


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("nan", "NOT-A-NUMBER"),
        ("inf", "NOT-A-NUMBER"),
        ("-inf", "NOT-A-NUMBER"),
        ("1e400", "NOT-A-NUMBER"),
        ("1e-99999999999999999999", "NOT-A-NUMBER"),
        ("8_5", "NOT-A-NUMBER"),
        ('"85,5"', "NOT-A-NUMBER"),
        ("0x55", "NOT-A-NUMBER"),
        ("แปดสิบ", "NOT-A-NUMBER"),
        ("-1", "RANGE"),
        ("-0.000001", "RANGE"),
        ("100.01", "RANGE"),
        ("100.000001", "RANGE"),
    ],
)
def test_a_score_that_is_none_is_found_and_the_others_are_used(hostile, value, rule):
    answer = hostile("scores.csv", f"{HEADER}a,2566,1,,{value},\n{ROW}")

    assert rule in answer.rules
    (result,) = answer.json["results"]
    assert [(row["no"], row["score"]) for row in result["indicators"]] == [(2, 70.0)]
    assert hostile("scores.csv", None, "check").rules


@pytest.mark.parametrize("value", ["1e-999999999", "0." + "1" * 200_000, "1e-9999999 "])
def test_a_score_of_endless_digits_is_read_soon(hostile, value):
    answer = hostile("scores.csv", f"{HEADER}a,2566,1,,{value},\n")
    assert answer.json["results"][0]["indicators"][0]["score"] in {0.0, 0.11}


@pytest.mark.parametrize("code", ["ZZ9", "I99", "", "I1.99", "=1+1", "'; DROP TABLE", "🙂"])
def test_a_code_that_is_none_is_found(hostile, code):
    answer = hostile("scores.csv", f"{HEADER}a,2566,{code},,50,\n{ROW}")
    assert "UNKNOWN-CODE" in answer.rules


def test_bare_carriage_returns_end_lines(hostile):
    answer = hostile("mac.csv", (HEADER + ROW + "a,2566,1,,60,\n").replace("\n", "\r"))
    assert [r["score"] for r in answer.json["results"][0]["indicators"]] == [60.0, 70.0]


def test_a_quote_that_is_never_closed_is_found(hostile):
    answer = hostile("quote.csv", f'{HEADER}{ROW}"a,2566,1,,60,\na,2566,3,,80,\n')
    assert "NOT-UNDERSTOOD" in answer.rules


def test_what_nobody_sees_and_what_a_terminal_obeys_is_taken_out_of_names(hostile):
    name = "\u202e\u200bก\x00ร\x1b[31mม😀\u2066"
    answer = hostile("names.csv", f"{HEADER}{name},2566,1,,60,\n")
    assert answer.json["results"][0]["agency"] == "กร[31mม😀"


def test_a_sara_am_that_a_pdf_broke_is_put_together_in_names_and_parts(hostile, dip):
    text = dip.read_text(encoding="utf-8")
    whole = "ดำเนินการ"
    assert whole in text
    broken = text.replace(whole, "ด าเนินการ").replace("นำ", "นํา")
    assert hostile("whole.yaml", text).out == hostile("whole.yaml", broken).out


def test_a_folder_with_nothing_of_ours_is_refused(prongsai, tmp_path):
    (tmp_path / "notes.docx").write_text("x")
    answer = prongsai("score", tmp_path)

    assert answer.code == 2
    assert A_LINE.fullmatch(answer.err)


def test_a_folder_named_like_a_file_is_a_folder(prongsai, tmp_path):
    folder = tmp_path / "facts.csv"
    folder.mkdir()
    (folder / "a.csv").write_text(HEADER + ROW)
    assert prongsai("score", folder, "--json").json["results"]


def test_a_workbook_that_unpacks_without_end_is_refused(hostile, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * (30 << 20))
    assert path.stat().st_size < 1 << 20

    assert hostile("bomb.xlsx", None).err.endswith("[FILE-006]\n")


@pytest.mark.parametrize(
    "cells",
    [{(0, 0), (1_048_575, 16_383)}, {(1_048_575, 16_383)}, {(0, 16_383), (1_048_575, 0)}],
    ids=["corners", "the last cell alone", "the other corners"],
)
def test_a_workbook_with_cells_worlds_apart_is_refused(hostile, tmp_path, cells):
    with xlsxwriter.Workbook(str(tmp_path / "far.xlsx")) as workbook:
        sheet = workbook.add_worksheet()
        for row, column in cells:
            sheet.write(row, column, "x")

    assert hostile("far.xlsx", None).err.endswith("[FILE-004]\n")


def test_a_workbook_whose_cells_do_not_say_where_they_stand_is_refused(hostile, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "plain.xlsx")) as workbook:
        workbook.add_worksheet().write(0, 0, "x")
    wide = b"".join(b"<c><v>1</v></c>" for _ in range(9_000))
    rows = b'<row r="1">' + wide + b'</row><row r="1048576">' + wide + b"</row>"
    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as old,
        zipfile.ZipFile(tmp_path / "silent.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                head, _, rest = text.partition(b"<sheetData>")
                text = head + b"<sheetData>" + rows + rest[rest.index(b"</sheetData>") :]
            new.writestr(name, text)

    assert hostile("silent.xlsx", None).err.endswith("[FILE-004]\n")


@pytest.mark.parametrize("damage", [100, 600, 1500, -30, -300])
def test_a_workbook_with_a_damaged_byte_is_read_or_refused(hostile, tmp_path, damage):
    path = tmp_path / "scores.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([HEADER.strip().split(","), ("a", 2566, 1, "", 50)]):
            sheet.write_row(number, 0, row)
    content = bytearray(path.read_bytes())
    content[damage] ^= 0xFF

    hostile("scores.xlsx", bytes(content))
