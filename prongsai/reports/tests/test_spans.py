"""Rows that share a cell never lose a measure, and a table never lets two cells overlap."""

from hypothesis import given
from hypothesis import strategies as st

from prongsai.reports.queries.plan.spans import runs
from prongsai.reports.queries.plan.table import measures_table
from prongsai.reports.rules.heights import row_heights, stays_whole
from prongsai.reports.tests.plans import plan_of, theme_of, told

sets_of_measures = st.lists(
    st.sets(st.integers(1, 6), min_size=1).map(sorted).map(tuple), max_size=5
)


@given(st.lists(st.integers(0, 2), max_size=20))
def test_runs_cover_every_row_once(values):
    covered = [n for run in runs(values) for n in range(run.start, run.start + run.length)]
    assert covered == list(range(len(values)))


@given(count=st.integers(1, 6), actions=sets_of_measures, outcomes=sets_of_measures)
def test_the_table_is_whole_whatever_belongs_to_what(dip, count, actions, outcomes):
    texts = [(f"ทำ{n}", mine) for n, mine in enumerate(actions)]
    results = [(f"ผล{n}", mine) for n, mine in enumerate(outcomes)]
    theme = theme_of([f"มาตรการ {n}" for n in range(count)], texts, results)
    table = measures_table(told(dip, plan_of(theme)))
    places = [
        (row + down, column + right)
        for row, column, cell in table.placed
        for down in range(cell.rows)
        for right in range(cell.columns)
    ]
    assert sorted(places) == [(row, column) for row in range(count + 1) for column in range(5)]
    said = {text.th for _, _, cell in table.placed for text in cell.paragraphs}
    for n, mine in enumerate(actions):
        if min(mine) <= count:
            assert f"- ทำ{n}" in said
    for n, mine in enumerate(outcomes):
        if min(mine) <= count:
            assert f"ผล{n}" in said
    assert len(row_heights(table)) == len(table.rows)
    assert len(list(stays_whole(table))) == len(list(table.placed))
