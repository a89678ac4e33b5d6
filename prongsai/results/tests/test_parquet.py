"""Parquet in and out of arrays: any types that people write, and text without a cell's object."""

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FileDamaged
from prongsai.results.adapters.parquet import read_indicators, write_parquet
from prongsai.results.rules import ColumnTwice
from prongsai.results.rules.columns import chosen, masked, same_text, stacked, texts, whole
from prongsai.results.services.scoring import score_files


def written(folder, **columns):
    path = folder / "scores.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def read(path):
    return [
        (table.year_be, table.agencies, table.codes, table.points.tolist())
        for table in read_indicators(path)
    ]


SCORES = {
    "decimals": pa.array([Decimal("85.25"), None], pa.decimal128(5, 2)),
    "long decimals": pa.array([Decimal("85.25"), None], pa.decimal128(38, 10)),
    "longer decimals": pa.array([Decimal("85.25"), None], pa.decimal256(50, 2)),
    "floats": pa.array([85.25, None], pa.float64()),
    "short floats": pa.array([85.25, None], pa.float32()),
    "not a number": pa.array([85.25, float("nan")], pa.float64()),
    "text": pa.array(["85.25", None], pa.string()),
}


@pytest.mark.parametrize("scores", SCORES.values(), ids=SCORES)
@pytest.mark.parametrize("years", [pa.array([2566, 2566]), pa.array(["2566", "2566"])])
def test_scores_may_have_any_type_and_none_is_missing(tmp_path, scores, years):
    path = written(tmp_path, agency=["a", "b"], year_be=years, indicator1=scores)
    assert read(path) == [(2566, ("a", "b"), ("1",), [[85_250_000], [-1]])]


def test_a_table_holds_several_years_and_rows_of_whom_it_is_called_after(tmp_path):
    path = written(
        tmp_path,
        indicator_2=[1, 2, 3, 4],
        **{"Year BE": pa.array([2566, 2565, 2566, None]), "Agency ": [" ", "a", None, "b"]},
    )
    assert read(path) == [
        (0, ("b",), ("2",), [[4_000_000]]),
        (2565, ("a",), ("2",), [[2_000_000]]),
        (2566, ("scores", "scores"), ("2",), [[1_000_000], [3_000_000]]),
    ]


GIVEN = {f"indicator{number}": 80.0 + number for number in range(1, 11)}
#: Rows about agency "a" in 2566 that do not agree with `GIVEN`: in indicator 1, in the total.
AGAINST = {
    "the same table": {},
    "scores": {"code": "1", "score": 70.5},
    "a total": {"total": 70.5, **GIVEN},
}


def both_ways(folder, tables):
    """Score the same tables as Parquet and as CSV; return what each way says."""
    told = []
    for kind in ("parquet", "csv"):
        place = folder / kind
        place.mkdir()
        for name, rows in tables.items():
            table = pa.Table.from_pylist(rows)
            with duckdb.connect() as connection:
                connection.register("rows_", table)
                connection.execute(f"COPY rows_ TO '{place / name}.{kind}'")
        scored = score_files([place], library=EditionLibrary())
        rounds = [
            (r.year_be, dict(zip(r.scores.agencies, r.scores.published.tolist(), strict=True)))
            for r in scored.rounds
        ]
        names = {agency.code: agency.name.th for r in scored.rounds for agency in r.agencies}
        found = [(f.rule.id, f.agency, f.message.en.replace(kind, "")) for f in scored.findings]
        told.append((rounds, sorted(found), names))
    return told


@pytest.mark.parametrize("against", AGAINST.values(), ids=AGAINST)
def test_what_is_said_twice_is_weighed_as_in_a_text_file(tmp_path, against):
    mine = {"agency": "a", "year_be": 2566}
    table = [{**mine, **GIVEN}, {"agency": "b", "year_be": 2566, **GIVEN}]
    if against:
        tables = {"table": table, "verse": [{**mine, **against}]}
    else:
        tables = {"table": [*table, {**mine, **GIVEN, "indicator1": 70.5}]}
    parquet, text = both_ways(tmp_path, tables)
    assert parquet == text
    assert any(agency == "a" for _, agency, _ in parquet[1]), "something does not agree"


def test_agencies_and_their_names_are_read_from_any_table(tmp_path):
    rows = [
        {"agency": "a", "year_be": 2566, "name_th": "เทศบาล ก", "province": "ตาก", **GIVEN},
        {"agency": "b", "year_be": 2566, "name_th": None, "province": "ตาก", **GIVEN},
    ]
    agencies = [{"agency": "b", "name_th": "อบต. ข", "staff": 12}]
    parquet, text = both_ways(tmp_path, {"scores": rows, "agencies": agencies})
    assert parquet == text
    assert parquet[2] == {"a": "เทศบาล ก", "b": "อบต. ข"}


def test_verdicts_are_read_from_a_table_of_statements(tmp_path):
    rows = [
        {"agency": "a", "year_be": 2566, "code": f"O{n}", "score": s, "verdict": v}
        for n, s, v in [(1, None, "pass"), (2, 50.0, None), (3, float("nan"), "fail")]
    ]
    parquet, text = both_ways(tmp_path, {"scores": rows})
    assert parquet[0] == text[0]


@pytest.mark.parametrize("year", [float("nan"), float("inf"), 2566.5])
def test_a_year_that_is_none_is_told_and_nothing_of_it_used(tmp_path, year):
    path = written(tmp_path, agency=["a", "b"], year_be=[2566.0, year], indicator1=[85.0, 90.0])
    scored = score_files([path], library=EditionLibrary())
    (found,) = [finding for finding in scored.findings if finding.rule.id == "NO-YEAR"]
    assert "1 statement(s)" in found.message.en
    assert [round_.scores.agencies for round_ in scored.rounds] == [("a",)]


def test_a_table_without_rows_says_nothing(tmp_path):
    empty = {"agency": pa.array([], pa.string()), "indicator1": pa.array([], pa.float64())}
    assert read(written(tmp_path, year_be=pa.array([], pa.int64()), **empty)) == []


@pytest.mark.parametrize(
    "score", ["ร้อยละ 85", 1e12, float("inf"), datetime(2026, 1, 1, tzinfo=UTC)]
)
def test_what_is_no_score_is_an_error_that_names_the_file(tmp_path, score):
    with pytest.raises(FileDamaged, match=r"scores\.parquet"):
        read(written(tmp_path, agency=["a"], year_be=[2566], indicator1=[score]))


def test_two_columns_of_one_indicator_are_not_guessed_between(tmp_path):
    with pytest.raises(ColumnTwice, match="indicator1"):
        read(written(tmp_path, agency=["a"], year_be=[2566], indicator1=[1], Indicator1=[2]))


def test_a_table_is_read_by_others_as_it_was_written(tmp_path):
    first = {
        "agency": chosen(("ก", "ข", "ก"), np.array([2, 1, 0])),
        "level": chosen(["A", None, ""], np.array([1, 0, 2])),
        "rank": masked(np.array([1, 2, 3]), np.array([False, True, False])),
        "score": np.array([0.5, 1.25, 2]),
    }
    second = {
        "agency": texts(["ข"]),
        "level": same_text("B", 1),
        "year": whole([None]),
        "score": np.array([7.0]),
    }
    path = tmp_path / "table.parquet"
    write_parquet(path, stacked([first, second, {**second, "agency": texts(["=1"])}]))
    with duckdb.connect() as connection:
        result = connection.execute("FROM read_parquet(?)", [str(path)])
        kinds = [(column[0], str(column[1])) for column in result.description]
        rows = result.fetchall()
    assert kinds == [
        ("agency", "VARCHAR"),
        ("level", "VARCHAR"),
        ("rank", "BIGINT"),
        ("score", "DOUBLE"),
        ("year", "BIGINT"),
    ]
    assert rows == [
        ("ก", None, 1, 0.5, None),
        ("ข", "A", None, 1.25, None),
        ("ก", "", 3, 2.0, None),
        ("ข", "B", None, 7.0, None),
        ("=1", "B", None, 7.0, None),
    ]


def test_a_table_without_rows_still_has_its_columns(tmp_path):
    path = tmp_path / "table.parquet"
    write_parquet(path, {"file": texts([]), "row": whole([])})
    assert pq.read_schema(path).names == ["file", "row"]


def test_pandas_is_not_loaded_for_a_table(tmp_path):
    """It takes longer to load than a nation's tables to write; pyarrow loads it when in doubt."""
    program = (
        "import sys, numpy as np; from pathlib import Path;"
        "from prongsai.results.adapters.parquet import read_indicators, write_parquet;"
        "from prongsai.results.rules.columns import texts, whole;"
        "path = Path(sys.argv[1]);"
        "table = {'agency': texts(['a', 'b']), 'year_be': whole([2566, 2566])};"
        "write_parquet(path, {**table, 'indicator1': np.array([1.0, 2.0])});"
        "print(len(read_indicators(path)), [m for m in ('pandas', 'duckdb') if m in sys.modules])"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "table.parquet")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "1 []\n"
