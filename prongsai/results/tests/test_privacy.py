"""Scores of a handful of people are shown nowhere: not on pages, not in downloads."""

import csv
import io

import pytest

from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.published import published_history


@pytest.fixture
def few(keep, tmp_path):
    """An agency where four people answered two items, and seven an item of another indicator."""
    rows = ["agency,year_be,I7,I13,I20"]
    rows += ["small,2566,1,1,1"] * 4 + ["small,2566,,,2"] * 3
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(rows))
    keep(path)
    return published_history("small").latest


def test_what_four_people_answered_is_hidden_and_what_seven_answered_is_not(few):
    hidden = hidden_codes(few)
    assert hidden >= {"I7", "I13"}
    assert "I20" not in hidden


def test_what_stands_beside_it_is_hidden_as_well_or_the_mean_would_tell(few):
    assert hidden_codes(few) >= {"I8", "I12", "I12.1", "I14"}


@pytest.mark.parametrize("table", ["weak", "scores", "parts"])
def test_downloads_leave_it_out(few, client, table):
    answer = client.get(f"/agencies/small/2566/{table}.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    assert "I20" in cells
    assert not {"I7", "I13"} & cells


@pytest.mark.parametrize("page", ["", "what-if/", "method/"])
def test_pages_leave_it_out(few, client, page):
    told = client.get(f"/agencies/small/2566/{page}").content.decode()
    assert "I20" in told
    assert 'name="if-I7"' not in told
    assert "<strong>I7</strong>" not in told
    assert "I7 = " not in told
