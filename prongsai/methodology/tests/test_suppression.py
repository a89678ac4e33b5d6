"""What an attacker with a pencil can and cannot work out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prongsai.methodology.suppression import (
    TOTALS_TOO,
    is_safe,
    suppress_children,
    suppress_table,
)

shapes = st.tuples(st.integers(1, 3), st.integers(1, 4))
tables = shapes.flatmap(lambda s: arrays(np.int64, s, elements=st.integers(0, 6)))
busy_tables = shapes.flatmap(lambda s: arrays(np.int64, s, elements=st.integers(1, 7)))
thresholds = st.integers(1, 5)


def possible_tables(counts, hidden):
    """Every table that an attacker must hold possible: same totals, same visible cells."""
    table = np.asarray(counts)
    lowest = 0 if (table[hidden] == 0).any() else 1
    cells = [tuple(c) for c in np.argwhere(hidden)]
    left = np.where(hidden, table, 0)
    yield from _filled(
        cells, left.sum(axis=1), left.sum(axis=0), lowest, np.where(hidden, 0, table)
    )


def _filled(cells, rows, columns, lowest, table):
    if not cells:
        if not rows.any() and not columns.any():
            yield table.copy()
        return
    (r, c), rest = cells[0], cells[1:]
    bounds = [min(rows[r], columns[c])]
    if all(row != r for row, _ in rest):
        bounds.append(rows[r])
        lowest_here = max(lowest, rows[r])
    else:
        lowest_here = lowest
    for value in range(lowest_here, min(bounds) + 1):
        table[r, c] = value
        rows[r] -= value
        columns[c] -= value
        yield from _filled(rest, rows, columns, lowest, table)
        rows[r] += value
        columns[c] += value
    table[r, c] = 0


def computable_cells(counts, hidden):
    """Hidden cells with one possible value, by trying every table there is."""
    undecided = {tuple(map(int, c)) for c in np.argwhere(hidden)}
    truth = np.asarray(counts)
    for other in possible_tables(counts, hidden):
        undecided = {c for c in undecided if other[c] == truth[c]}
        if not undecided:
            break
    return undecided


def test_a_small_cell_takes_the_cheapest_rectangle_with_it():
    counts = [[2, 30, 40], [20, 8, 50], [33, 12, 9]]
    # Rectangles through the 2: with 30, 20, 8 (58), 40, 20, 50 (110), 30, 33, 12 (75), ...
    found = suppress_table(counts, smallest=5)

    assert found.hidden.astype(int).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert not found.totals_too


def test_nothing_small_hides_nothing_and_zero_is_not_small():
    found = suppress_table([[5, 0], [0, 9]], smallest=5)
    assert not found.hidden.any()
    assert not found.totals_too


def test_a_small_total_cannot_be_saved_by_hiding_cells():
    found = suppress_table([[2, 1], [20, 30]], smallest=5)
    assert found.hidden.all()
    assert found.totals_too
    assert "totals too" in TOTALS_TOO.en


def test_two_in_each_line_are_not_enough_when_one_cell_is_a_bridge():
    counts = np.full((4, 4), 9)
    counts[1, 2] = 3
    hidden = np.zeros((4, 4), dtype=bool)
    hidden[:2, :2] = hidden[2:, 2:] = hidden[1, 2] = True

    assert hidden.sum(axis=0).min() == hidden.sum(axis=1).min() == 2
    assert not is_safe(counts, hidden, smallest=5)
    assert computable_cells(counts, hidden) == {(1, 2)}


def test_a_hidden_one_beside_hidden_ones_cannot_fall():
    # Nobody hides zeros here, so all four must be the least there can be: 1.
    counts = [[1, 1, 9], [1, 1, 9], [9, 9, 9]]
    hidden = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 0]], dtype=bool)

    assert not is_safe(counts, hidden, smallest=2)
    assert len(computable_cells(counts, hidden)) == 4
    assert is_safe(counts, suppress_table(counts, smallest=2).hidden, smallest=2)


def test_small_cells_protect_each_other_if_their_sum_is_large_enough():
    counts = [[3, 3, 50], [3, 3, 50], [50, 50, 50]]
    found = suppress_table(counts, smallest=5)
    assert found.hidden.sum() == 4


def test_small_cells_whose_sum_is_small_need_a_third():
    counts = [[2, 2, 50], [2, 2, 60], [50, 60, 70]]
    hidden = suppress_table(counts, smallest=5).hidden
    sums = np.where(hidden, counts, 0).sum(axis=1)
    assert (sums[hidden.any(axis=1)] >= 5).all()


def test_a_zero_is_hidden_only_where_nothing_else_helps():
    # The 3 and the 9s of row 1 and column 1 need an opposite corner, and it is a zero.
    found = suppress_table([[3, 9], [9, 0]], smallest=5)
    assert found.hidden.all()
    assert not found.totals_too

    found = suppress_table([[3, 9, 9], [9, 0, 9], [9, 9, 9]], smallest=5)
    assert not found.hidden[1, 1]


def test_a_child_is_hidden_with_the_smallest_of_its_siblings():
    assert suppress_children([20, 3, 10], smallest=5).hidden.tolist() == [False, True, True]
    assert suppress_children([3, 3, 20], smallest=5).hidden.tolist() == [True, True, False]
    assert suppress_children([2, 2, 20, 30], smallest=5).hidden.tolist() == [
        True, True, True, False,
    ]  # fmt: skip
    assert not suppress_children([5, 0, 20], smallest=5).hidden.any()


def test_a_small_parent_goes_with_its_children():
    found = suppress_children([2, 0, 0], smallest=5)
    assert found.hidden.all()
    assert found.totals_too


def test_three_ones_that_sum_to_three_are_no_secret():
    assert suppress_children([1, 1, 1, 9], smallest=3).hidden.all()
    assert suppress_children([1, 1, 1], smallest=3).totals_too


def test_of_equals_the_first_is_taken():
    assert suppress_children([8, 2, 8], smallest=5).hidden.tolist() == [True, True, False]


@pytest.mark.parametrize("wrong", [[1, 2], [[1, -2]], [[[1]]]])
def test_what_is_not_a_table_of_counts_is_refused(wrong):
    with pytest.raises(ValueError, match="table of counts"):
        suppress_table(wrong, smallest=5)


def test_an_empty_table_hides_nothing():
    assert suppress_table(np.zeros((0, 3), dtype=int), smallest=5).hidden.shape == (0, 3)
    assert suppress_children([], smallest=5).hidden.size == 0


@settings(max_examples=300)
@given(tables, thresholds)
def test_no_hidden_cell_can_be_computed(counts, smallest):
    found = suppress_table(counts, smallest=smallest)
    small = (counts > 0) & (counts < smallest)

    assert found.hidden[small].all()
    if not found.totals_too:
        assert not computable_cells(counts, found.hidden)


@settings(max_examples=300)
@given(busy_tables, thresholds)
def test_the_hidden_sum_of_each_line_is_itself_large_enough(counts, smallest):
    found = suppress_table(counts, smallest=smallest)
    if not found.totals_too:
        for axis in (0, 1):
            lines = found.hidden.any(axis=axis)
            assert (found.hidden.sum(axis=axis)[lines] >= 2).all()
            assert (np.where(found.hidden, counts, 0).sum(axis=axis)[lines] >= smallest).all()


@settings(max_examples=300)
@given(tables, st.data())
def test_safe_is_what_trying_every_table_finds_safe(counts, data):
    hidden = data.draw(arrays(np.bool_, counts.shape))
    assert is_safe(counts, hidden, smallest=1) == (
        not computable_cells(counts, hidden) and _no_empty_line(counts, hidden)
    )


def _no_empty_line(counts, hidden):
    """Hidden cells that sum to nothing are known to be zeros."""
    return all(
        (np.where(hidden, counts, 0).sum(axis=axis)[hidden.any(axis=axis)] > 0).all()
        for axis in (0, 1)
    )


@given(tables, thresholds)
def test_no_extra_cell_can_be_spared(counts, smallest):
    found = suppress_table(counts, smallest=smallest)
    small = (counts > 0) & (counts < smallest)
    if not found.totals_too:
        for cell in map(tuple, np.argwhere(found.hidden & ~small)):
            fewer = found.hidden.copy()
            fewer[cell] = False
            assert not is_safe(counts, fewer, smallest=smallest)


@given(tables, thresholds)
def test_giving_up_means_that_hiding_every_cell_that_may_be_hidden_is_not_safe(counts, smallest):
    found = suppress_table(counts, smallest=smallest)
    if found.totals_too:
        assert found.hidden.all()
        assert not is_safe(counts, counts > 0, smallest=smallest)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=5), thresholds)
def test_no_hidden_child_can_be_computed_from_its_parent(children, smallest):
    found = suppress_children(children, smallest=smallest)
    counts = np.array(children)
    small = (counts > 0) & (counts < smallest)
    assert found.hidden[small].all()
    if found.hidden.any() and not found.totals_too:
        inside = counts[found.hidden]
        lowest = 0 if (inside == 0).any() else 1
        assert inside.size >= 2
        assert inside.sum() >= smallest
        assert inside.sum() > lowest * inside.size
