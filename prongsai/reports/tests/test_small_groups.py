"""Scores of a handful of people stand in no report."""

import re

from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import render_report
from prongsai.reports.tests.conftest import DAY, LIBRARY
from prongsai.results.services.histories import history_from_files


def test_what_too_few_people_answered_is_in_no_report(tmp_path):
    rows = ["agency,year_be,I7,I13,I20"]
    rows += ["small,2566,1,1,1"] * 4 + ["small,2566,,,2"] * 3
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(rows))
    history = history_from_files([file], library=LIBRARY)
    told = render_report(history, 2566, "html", style=Style(), on=DAY).decode()
    cells = set(re.findall(r"<t[dh][^>]*>(I\d+)</t[dh]>", told))
    assert "I20" in cells
    assert not cells & {"I7", "I8", "I13", "I14"}
