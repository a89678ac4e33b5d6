"""Whatever a file holds, scoring it ends in an answer or in one line with a code."""

import csv
import io
import json
import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

A_LINE = re.compile(r"[^\n]*[ก-๙][^\n]* \| [^\n]+ \[[A-Z]+-\d{3}\]\n")
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
many = settings(max_examples=100, suppress_health_check=CHECKS)
#: What looks for answers loads every edition.
some = settings(many, max_examples=25)
numbers = st.one_of(
    st.floats(), st.integers(-5, 105), st.sampled_from([2565, 2566, "2566", "๒๕๖๖", "85.5"])
)
words = st.one_of(
    st.sampled_from(["I1", "E6", "O41", "1", "10", "IIT", "total", "pass", "ผ่าน", "up", "AA", "a"]),
    st.text(max_size=6),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, words)
keys = st.sampled_from(
    ["agency", "code", "name_th", "totals", "year_be", "total", "delta", "trend", "ranks", "2566",
     "level_th", "target", "level", "indicators_2566", "indicators_2565", "no", "score", "rank",
     "measure", "weak_items_2565", "item", "part_th", "indicator", "verdict", "IIT", "count",
     "items", "other_oit_items_2565", "weak_summary_2565"]
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(keys, words), inner, max_size=6)
    ),
    max_leaves=25,
)
rows_of = st.lists(
    st.dictionaries(keys, st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=6),
    max_size=5,
)
reports = st.fixed_dictionaries(
    {"agency": st.dictionaries(keys, scalars, max_size=3)},
    optional={
        "totals": st.one_of(rows_of, anything),
        "indicators_2565": st.one_of(rows_of, anything),
        "indicators_2566": st.one_of(rows_of, anything),
        "weak_items_2565": st.one_of(rows_of, anything),
        "other_oit_items_2565": scalars,
        "weak_summary_2565": st.dictionaries(
            st.sampled_from(["IIT", "OIT", "x"]), st.one_of(anything, st.just({"count": 1}))
        ),
        "ranks": anything,
        "target": anything,
    },
)
headers = st.lists(
    st.sampled_from(
        ["agency", "year_be", "code", "part", "score", "verdict", "indicator1", "indicator10",
         "total", "I1.1", "I7", "E6", "O1", "option", "count", "name_th", "staff", "", "ปี", "x"]
    ),
    max_size=8,
)  # fmt: skip
tables = st.tuples(headers, st.lists(st.lists(scalars, max_size=8), max_size=6))


def survives(prongsai, path, *options):
    answer = prongsai("score", path, "--json", *options)
    assert answer.code in {0, 2}
    if answer.code == 2:
        assert A_LINE.fullmatch(answer.err), answer.err
    else:
        assert not answer.err
        assert {"results", "findings"} <= json.loads(answer.out).keys()


@pytest.mark.parametrize("suffix", ["csv", "tsv", "yaml", "xlsx"])
@some
@given(content=st.binary(max_size=300))
def test_any_bytes(prongsai, tmp_path, suffix, content):
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(content)
    survives(prongsai, path)


@many
@given(content=st.text(max_size=300))
def test_any_text_as_yaml(prongsai, tmp_path, content):
    path = tmp_path / "file.yaml"
    path.write_text(content, encoding="utf-8", errors="replace")
    survives(prongsai, path)


@many
@given(data=anything)
def test_any_structure(prongsai, tmp_path, data):
    path = tmp_path / "file.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8", errors="replace")
    survives(prongsai, path)


@many
@given(data=reports)
def test_almost_a_report(prongsai, tmp_path, data):
    path = tmp_path / "file.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8", errors="replace")
    survives(prongsai, path)


@some
@given(table=tables, edition=st.sampled_from([(), ("--edition", "2566")]))
def test_almost_a_table(prongsai, tmp_path, table, edition):
    columns, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    path = tmp_path / "file.csv"
    path.write_text(text.getvalue(), encoding="utf-8", errors="replace")
    survives(prongsai, path, *edition)


@many
@given(change=st.one_of(st.text(max_size=12), st.builds("{}={}".format, words, scalars)))
def test_any_supposition(prongsai, tmp_path, change):
    path = tmp_path / "facts.csv"
    path.write_text("agency,year_be,code,score\na,2566,1,50\na,2566,E6,60\na,2566,total,70\n")
    answer = prongsai("whatif", path, f"--set={change}", "--json")
    assert answer.code in {0, 2}
    assert answer.code == 0 or A_LINE.fullmatch(answer.err), answer.err
