"""The same facts give the same results in whatever file they come."""

import csv

import duckdb
import pytest
import xlsxwriter

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.yamltext import parse

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
LONG = ("agency", "year_be", "code", "part", "score", "verdict")
WIDE = ("agency", "year_be", *(f"indicator{number}" for number in range(1, 11)))


@pytest.fixture(scope="module")
def printed(dip):
    return parse(dip.read_text(encoding="utf-8")).data


@pytest.fixture(scope="module")
def wanted(prongsai, dip):
    return comparable(prongsai("score", dip, "--json"))


@pytest.fixture(scope="module")
def long_rows(printed):
    """Return everything that the facts say about scores and verdicts, one statement a row."""
    rows = [("dip", row["year_be"], "total", "", row["total"], "") for row in printed["totals"]]
    for year in (2565, 2566):
        table = printed[f"indicators_{year}"]
        rows += [("dip", year, row["no"], "", row["score"], "") for row in table]
    said = set()
    for row in printed["weak_items_2565"]:
        said.add(row["item"])
        part, score = row.get("part_th", ""), row.get("score", "")
        rows.append(("dip", 2565, row["item"], part, score, row.get("verdict", "")))
    passed = [f"O{number}" for number in range(1, 44) if f"O{number}" not in said]
    rows += [("dip", 2565, code, "", "", "pass") for code in passed]
    return rows


@pytest.fixture(scope="module")
def wide_rows(printed):
    return [
        ("dip", year, *(row["score"] for row in printed[f"indicators_{year}"]))
        for year in (2565, 2566)
    ]


def comparable(answer):
    """Return results without what only the report knows: names, ranks, years of a total alone."""
    assert answer.code == 0, answer.err
    results = {}
    for result in answer.json["results"]:
        for name in ("name_th", "name_en", "ranks"):
            result.pop(name)
        results[result["year_be"]] = result
    return results


def as_csv(columns, rows, delimiter=","):
    lines = []
    for row in (columns, *rows):
        cells = [f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row]
        lines.append(delimiter.join(cells))
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "tis-620", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_one_statement_a_row_as_text(prongsai, tmp_path, long_rows, wanted, encoding, delimiter):
    text = as_csv(LONG, long_rows, delimiter)
    path = tmp_path / "dip.csv"
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    path.write_bytes((mark + text).encode(encoding))

    assert comparable(prongsai("score", path, "--json")) == wanted


def test_thai_digits_and_thai_verdicts(prongsai, tmp_path, long_rows, wanted):
    words = {"pass": "ผ่าน", "fail": "ไม่ผ่าน", "pass_with_improvement": "ผ่าน/ปรับปรุง", "": ""}
    rows = [
        (agency, str(year).translate(THAI), str(code), part, str(score).translate(THAI), words[v])
        for agency, year, code, part, score, v in long_rows
    ]
    path = tmp_path / "dip.csv"
    path.write_text(as_csv(LONG, rows), encoding="tis-620")

    assert comparable(prongsai("score", path, "--json")) == wanted


def test_codes_as_people_write_them(prongsai, tmp_path, long_rows, wanted):
    rows = [(a, y, f" {str(code).lower()} ", *rest) for a, y, code, *rest in long_rows]
    path = tmp_path / "dip.csv"
    path.write_text(as_csv(LONG, rows), encoding="utf-8")

    assert comparable(prongsai("score", path, "--json")) == wanted


def test_one_statement_a_row_in_a_workbook(prongsai, tmp_path, long_rows, wanted):
    path = tmp_path / "dip.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("scores")
        for number, row in enumerate([LONG, *long_rows]):
            sheet.write_row(number, 0, row)

    assert comparable(prongsai("score", path, "--json")) == wanted


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_that_was_filled_in(prongsai, tmp_path, long_rows, kind):
    path = tmp_path / f"scores.{kind}"
    assert prongsai("template", "--out", path, "--edition", "2565", "--agency", "dip").code == 0
    said = {
        str(code): (score, verdict)
        for _, year, code, part, score, verdict in long_rows
        if year == 2565 and not part
    }
    rows = [list(row) for row in read(path)]
    for row in rows[1:]:
        if not row[3] and row[2] in said:
            row[4], row[5] = (str(cell) for cell in said[row[2]])
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (result,) = prongsai("score", filled, "--json").json["results"]

    assert (result["total"], result["agency"]) == (79.79, "dip")
    assert result["weak"]["OIT"]["count"] == 8
    assert [row["score"] for row in result["indicators"]][8:] == [93.78, 43.75]


def read(path):
    table = open_table(path)
    return [table.columns, *(cells for _, cells in table.rows)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_one_agency_and_year_a_row(prongsai, tmp_path, wide_rows, wanted, kind):
    path = tmp_path / f"scores.{kind}"
    write_wide(path, wide_rows)
    found = comparable(prongsai("score", path, "--json"))

    for year in (2565, 2566):
        for name in ("total", "level", "instruments", "indicators", "change_by_indicator"):
            if year == 2566 or name != "change_by_indicator":
                assert found[year][name] == wanted[year][name], (year, name)
    assert (found[2566]["delta"], found[2566]["trend"]) == (15.23, "up")


def write_wide(path, rows):
    if path.suffix == ".csv":
        path.write_text(as_csv(WIDE, rows), encoding="utf-8")
    elif path.suffix == ".xlsx":
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate([WIDE, *rows]):
                sheet.write_row(number, 0, row)
    else:
        source = path.with_suffix(".source.csv")
        source.write_text(as_csv(WIDE, rows), encoding="utf-8")
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM '{source}') TO '{path}' (FORMAT parquet)")


def test_several_files_are_one_body_of_facts(prongsai, tmp_path, long_rows, wanted):
    folder = tmp_path / "facts"
    folder.mkdir()
    for year in sorted({row[1] for row in long_rows}):
        rows = [row for row in long_rows if row[1] == year]
        (folder / f"{year}.csv").write_text(as_csv(LONG, rows), encoding="utf-8")

    assert comparable(prongsai("score", folder, "--json")) == wanted
    assert comparable(prongsai("score", *sorted(folder.iterdir()), "--json")) == wanted
