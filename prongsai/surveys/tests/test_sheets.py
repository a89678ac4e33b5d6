"""Whole sheets: those of the year that is asked about, the good ones, however a file is read."""

from pathlib import Path

import numpy as np
import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.quality import Sign
from prongsai.surveys.rules import guess_mapping
from prongsai.surveys.services import group_sizes, measure_sheets, tally_file

HEADER = "agency,year_be,gender,too_fast,I2,I7,I9"
SHEETS = [
    "a,2565,f,0,4,4,1",
    "a,2566,f,1,4,4,1",
    *["a,2566,m,0,มากที่สุด,4,2"] * 6,
    "a,2566,m,0,9,4,1",
    "b,2566,f,0,1,2,3",
]


def measured(path: Path, by: str = "gender"):
    library = EditionLibrary()
    edition = library.load("2566")
    columns = HEADER.split(",")
    mapping = guess_mapping(columns, edition)
    tallies, _ = tally_file(
        path,
        mapping,
        lambda other: guess_mapping(columns, other),
        lambda year: library.of_year("th-ita", year),
        default=None,
    )
    last = max(tallies, key=lambda tallied: tallied.year_be)
    return measure_sheets(last, edition), group_sizes(last, edition, by=by)


@pytest.fixture(params=["\n", "mixed"], ids=["duckdb", "row by row"])
def answers(request, tmp_path):
    """A file that DuckDB reads, and one whose line ends it leaves to the plain engine."""
    text = "\n".join([HEADER, *SHEETS]) + "\n"
    path = tmp_path / "answers.csv"
    path.write_bytes(
        text.replace("\n", "\r\n", 1).encode() if request.param == "mixed" else text.encode()
    )
    return path


def test_only_good_sheets_of_the_year_are_measured(answers):
    ((quality,), _) = measured(answers)

    assert quality.agencies == ("a", "b")
    assert quality.quality.respondents.tolist() == [7, 1]
    assert quality.quality.duplicates.tolist() == [6, 0]
    assert quality.quality.too_fast.tolist() == [1, 0]


def test_a_small_group_and_what_betrays_it_are_hidden(answers):
    _, sizes = measured(answers)

    assert sizes.groups == ("f", "m")
    assert sizes.counts.tolist() == [[1, 6], [1, 0]]
    assert np.all(sizes.hidden)


def test_long_runs_are_no_sign_where_all_parts_are_worded_alike(tmp_path):
    path = tmp_path / "answers.csv"
    rows = ["agency,I2,I7", *["a,4,4"] * 5]
    path.write_text("\n".join(rows) + "\n")
    edition = EditionLibrary().load("2566")
    mapping = guess_mapping(rows[0].split(","), edition)
    ((tallied,), _) = tally_file(
        path, mapping, lambda _: mapping, lambda _: edition, default=edition
    )

    (quality,) = measure_sheets(tallied, edition)

    assert Sign.LONG_RUNS not in quality.signs
