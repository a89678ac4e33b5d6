"""NumPy counts plain Parquet to the same integers; what is not plain is left to DuckDB."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.methodology.edition.library import SHIPPED, load_edition
from prongsai.surveys.adapters import arrow_engine, duckdb_engine, packed_counts
from prongsai.surveys.adapters.packed_counts import NotPlain, count_plain
from prongsai.surveys.rules import AnswersUnreadable, guess_mapping
from prongsai.surveys.services import engine_for

EDITION = load_edition(SHIPPED / "th-ita" / "2566")
KINDS = [pa.uint8(), pa.int8(), pa.int16(), pa.int64(), pa.uint64()]


def written(folder, table, **how):
    path = folder / "answers.parquet"
    pq.write_table(pa.table(table), path, **how)
    return path


def understood(path):
    return guess_mapping(arrow_engine.columns_of(path), EDITION)


def counted(path, year=None):
    return count_plain(path, understood(path), EDITION, year)


def by_duckdb(path):
    return duckdb_engine.tally(path, understood(path), EDITION, agency="", reject=pytest.fail)


def assert_same(one, other):
    assert one.agencies == other.agencies
    assert np.array_equal(one.counts, other.counts)


@st.composite
def sheets(draw):
    """Draw a table of sheets: agencies in any order, answers of any whole type, some missing."""
    rows = draw(st.integers(0, 40))
    answers = st.lists(st.integers(0, 4) | st.none(), min_size=rows, max_size=rows)
    agencies = st.lists(st.sampled_from(["a", " a", "b", "กรม"]), min_size=rows, max_size=rows)
    table = {"agency": pa.array(draw(agencies), pa.string())}
    for code in ("I1.1", "I2", "E1.1"):
        table[code] = pa.array(draw(answers), draw(st.sampled_from(KINDS)))
    return table


@settings(max_examples=50)
@given(sheets(), st.integers(1, 20))
def test_numpy_counts_what_duckdb_counts(tmp_path_factory, table, group):
    path = written(tmp_path_factory.mktemp("sheets"), table, row_group_size=group)
    assert_same(counted(path), by_duckdb(path))


@settings(max_examples=25)
@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tmp_path_factory, table, random):
    rows = list(range(len(table["agency"])))
    random.shuffle(rows)
    shuffled = {name: column.take(pa.array(rows, pa.int64())) for name, column in table.items()}
    folder = tmp_path_factory.mktemp("sheets")
    first = counted(written(folder, table))
    assert_same(counted(written(folder, shuffled)), first)


@pytest.mark.parametrize("rows", [255, 256, 511, 70_000])
def test_more_rows_than_a_byte_can_count(tmp_path, rows):
    table = {"agency": ["a"] * rows + ["b"], "I2": pa.array([1] * rows + [2], pa.uint8())}
    found = counted(written(tmp_path, table, row_group_size=1000))
    leaf = EDITION.leaves.index(EDITION.position["I2"])
    assert found.counts[:, leaf, :2].tolist() == [[rows, 0], [0, 1]]


def test_a_large_file_is_put_together_piece_by_piece(tmp_path, monkeypatch):
    generator = np.random.default_rng(3)
    table = {
        "agency": [f"A{number:02}" for number in generator.integers(0, 30, 5000)],
        "I1.1": generator.integers(0, 5, 5000).astype(np.uint8),
        "I2": generator.integers(0, 5, 5000).astype(np.uint8),
    }
    path = written(tmp_path, table, row_group_size=700)
    whole = counted(path)
    for name, small in (("_ROWS", 100), ("_AT_ONCE", 3000), ("_KEPT", 40)):
        monkeypatch.setattr(packed_counts, name, small)
    assert_same(counted(path), whole)
    assert_same(by_duckdb(path), whole)


ONE = pa.array([1], pa.uint8())
NOT_PLAIN = {
    "an option that the part has not": {"agency": ["a"], "I2": pa.array([9], pa.uint8())},
    "less than nothing": {"agency": ["a"], "I2": pa.array([-1], pa.int8())},
    "what is more than a byte": {"agency": ["a"], "I2": pa.array([257], pa.int64())},
    "answers in words": {"agency": ["a"], "I2": ["1"]},
    "answers with a point": {"agency": ["a"], "I2": [1.0]},
    "a row of nobody": {"agency": ["a", " "], "I2": pa.array([1, 1], pa.uint8())},
    "a row without a name": {"agency": ["a", None], "I2": pa.array([1, 1], pa.uint8())},
    "agencies as numbers": {"agency": [1], "I2": ONE},
    "no agencies": {"I2": ONE},
    "years": {"agency": ["a"], "year_be": ["2566"], "I2": ONE},
    "one row an answer": {"agency": ["a"], "part": ["I2"], "option": ONE},
}


@pytest.mark.parametrize("table", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_is_not_plain_is_left_to_duckdb(tmp_path, table):
    path = written(tmp_path, table)
    with pytest.raises(NotPlain):
        counted(path, "2566")
    assert told(arrow_engine, path) == told(duckdb_engine, path)


def told(engine, path):
    """Return all that an engine says of a file."""
    rejects = []
    found = engine.tally(path, understood(path), EDITION, agency="x", reject=rejects.append)
    return found.agencies, found.counts.tolist(), rejects


def test_groups_of_rows_that_fill_the_memory_are_left_to_duckdb(tmp_path, monkeypatch):
    path = written(tmp_path, {"agency": ["a", "b"], "I2": pa.array([1, 2], pa.uint8())})
    monkeypatch.setattr(packed_counts, "_MOST", 3)
    with pytest.raises(NotPlain):
        counted(path)


def test_names_that_differ_in_capitals_only_are_told_apart(tmp_path):
    path = written(tmp_path, {"agency": ["a"], "I2": ONE, "i2": ONE})
    assert arrow_engine.columns_of(path) == duckdb_engine.columns_of(path)
    mapping = understood(path)
    found = arrow_engine.tally(path, mapping, EDITION, agency="", reject=pytest.fail)
    assert found.counts.sum() == 1


def test_a_file_that_duckdb_wrote_is_plain(tmp_path):
    path = tmp_path / "answers.parquet"
    duckdb.sql(
        "COPY (SELECT 'a' || (i % 7) AS agency, (i % 5)::UTINYINT AS \"I1.1\" "
        f"FROM range(1000) t(i)) TO '{path}' (FORMAT parquet)"
    )
    assert_same(counted(path), by_duckdb(path))


def test_parquet_is_for_this_engine_unless_another_is_named():
    assert engine_for(Path("answers.parquet")) == ("arrow", arrow_engine)
    assert engine_for(Path("answers.parquet"), "duckdb") == ("duckdb", duckdb_engine)


def test_bytes_gone_wrong_are_refused_or_counted_but_never_a_bug(tmp_path):
    random, rows = np.random.default_rng(7), 300
    answers = {code: random.integers(0, 5, rows).astype(np.uint8) for code in ("I1.1", "I2")}
    agencies = [f"A{row // 9}" for row in range(rows)]
    path = written(tmp_path, {"agency": agencies, **answers}, row_group_size=100)
    sound, ended = path.read_bytes(), set()
    for _ in range(150):
        damaged = bytearray(sound)
        for place in random.integers(0, len(sound), random.choice([1, 2, 20])):
            damaged[place] = random.integers(256)
        path.write_bytes(damaged)
        try:
            if mapping := understood(path):
                arrow_engine.tally(path, mapping, EDITION, agency="x", reject=lambda _row: None)
            ended.add("counted")
        except AnswersUnreadable:
            ended.add("refused")
    assert ended == {"counted", "refused"}
