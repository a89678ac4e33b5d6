"""Signs that answers were not each person's own."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prongsai.methodology import equal_sheets as equality
from prongsai.methodology.equal_sheets import equal_sheets
from prongsai.methodology.quality import QualityLimits, Sign, measure_quality, quality_signs


def measured(rows, agency=None, *, options=None, agencies=None, **more):
    sheets = np.array(rows, dtype=np.uint8)
    home = np.zeros(len(sheets), dtype=np.int32) if agency is None else np.array(agency)
    return measure_quality(
        sheets,
        home,
        options=np.full(sheets.shape[1], 4) if options is None else np.array(options),
        agencies=int(home.max(initial=0)) + 1 if agencies is None else agencies,
        **more,
    )


def varied(people, parts, *, seed=1, positions=4):
    return np.random.default_rng(seed).integers(1, positions + 1, (people, parts), np.uint8)


def test_a_run_must_cover_its_share_of_the_parts():
    rows = [[2] * 8 + [1, 3], [2] * 7 + [1, 3, 4], [1, 2] * 5]
    assert measured(rows).long_runs.tolist() == [1]
    assert measured(rows, limits=QualityLimits(run_covers=0.7)).long_runs.tolist() == [2]


def test_an_unanswered_part_is_passed_over_and_a_blank_sheet_is_no_run():
    rows = [[3, 3, 0, 3, 3, 3, 3, 3, 3, 0], [0] * 10, [3] + [0] * 9]
    assert measured(rows).long_runs.tolist() == [1]


def test_the_last_of_four_and_the_last_of_five_make_one_run():
    options = [4, 5] * 5
    assert measured([[4, 5] * 5], options=options).long_runs.tolist() == [1]
    assert measured([[4, 5, 1, 1] * 2 + [2, 2]], options=options).long_runs.tolist() == [0]


def test_equal_sheets_are_counted_inside_an_agency_only():
    rows = [[1, 2, 3], [1, 2, 3], [1, 2, 3], [4, 4, 1], [1, 2, 3], [4, 4, 1], [2, 1, 1]]
    found = measured(rows, [0, 1, 0, 0, 0, 1, 1])

    assert found.respondents.tolist() == [4, 3]
    assert found.duplicates.tolist() == [3, 0]
    assert found.largest_batch.tolist() == [3, 1]
    assert found.pairs.tolist() == [3, 0]


def test_blank_sheets_are_not_equal_answers():
    found = measured([[0, 0], [0, 0], [1, 0]])
    assert found.duplicates.tolist() == [0]
    assert found.unanswered.tolist() == [pytest.approx(5 / 6)]


def test_an_agency_nobody_answered_for_counts_nothing():
    found = measured([[1, 2]], [1], agencies=3, too_fast=np.array([True]))

    assert found.respondents.tolist() == [0, 1, 0]
    assert found.largest_batch.tolist() == [0, 1, 0]
    assert found.too_fast.tolist() == [0, 1, 0]
    assert np.isnan(found.unanswered).tolist() == [True, False, True]
    assert not any(sign.any() for sign in quality_signs(found, QualityLimits()).values())


def test_no_respondents_at_all_is_an_answer_too():
    found = measured(np.zeros((0, 3)), [], agencies=2)
    assert found.respondents.tolist() == found.duplicates.tolist() == [0, 0]


def test_expected_pairs_by_hand():
    # Part 1: 1 1 1 2 -> 6 of 12 ordered pairs alike; part 2: 1 1 2 2 -> 4 of 12.
    found = measured([[1, 1], [1, 1], [1, 2], [2, 2]])
    assert found.pairs.tolist() == [1]
    assert found.expected_pairs == pytest.approx([6 * 6 / 12 * 4 / 12])


@given(
    arrays(np.uint8, st.tuples(st.integers(2, 4), st.integers(1, 3)), elements=st.integers(1, 3))
)
def test_expected_pairs_are_the_mean_over_every_way_to_deal_the_answers(rows):
    people, parts = rows.shape
    deals = [rows[:, :1]]
    for part in range(1, parts):
        deals = [
            np.column_stack([deal, rows[list(order), part]])
            for deal in deals
            for order in permutations(range(people))
        ]
    pairs = [sum((d[i] == d[j]).all() for i in range(people) for j in range(i)) for d in deals]
    assert measured(rows).expected_pairs[0] == pytest.approx(np.mean(pairs))


def test_a_copied_sheet_among_varied_ones_is_beyond_chance():
    rows = varied(200, 20)
    rows[5:25] = rows[4]
    found = measured(rows)

    assert found.unusual_duplicates.tolist() == found.duplicates.tolist() == [21]
    assert found.largest_unusual_batch.tolist() == [21]
    signs = quality_signs(found, QualityLimits())
    assert signs[Sign.BATCH].tolist() == signs[Sign.EQUAL_SHEETS].tolist() == [True]


def test_a_sheet_that_is_popular_everywhere_is_not_unusual():
    rows = varied(2_000, 20)
    rows[::5] = 4
    found = measured(rows, np.arange(2_000) // 5 % 10)

    assert found.duplicates.tolist() == [40] * 10
    assert found.unusual_duplicates.tolist() == [0] * 10
    assert not quality_signs(found, QualityLimits())[Sign.BATCH].any()


def test_agencies_where_nearly_all_are_content_have_equal_sheets_by_themselves():
    rng = np.random.default_rng(3)
    content = np.where(rng.random((50 * 60, 9)) < 0.9, 4, 3).astype(np.uint8)
    rows = np.concatenate([varied(300, 9), content])
    found = measured(rows, np.repeat(np.arange(51), [300] + [60] * 50))

    signs = quality_signs(found, QualityLimits())
    assert (found.duplicates[1:] > 20).all()
    assert not signs[Sign.BATCH].any()
    assert not signs[Sign.EQUAL_SHEETS].any()


def test_the_chance_of_a_sheet_by_hand():
    # Agency 0: n = 4, g = 3. Part 1: m = 4, r = 1/2 -> 2.5 / 3; part 2: m = 3, r = 0 -> 1 / 3.
    # p = 5 / 18, and 6 pairs * p^2 = 0.463: three equal pairs are 6.48 times what is expected.
    rows, agency = [[1, 1], [1, 1], [1, 1], [1, 2], [1, 3], [2, 3]], [0, 0, 0, 0, 1, 1]
    for times, unusual in [(6.47, 3), (6.49, 0)]:
        limits = QualityLimits(times_expected=times, deviations=0)
        assert measured(rows, agency, limits=limits).unusual_duplicates.tolist() == [unusual, 0]


@pytest.mark.parametrize(
    ("agency", "also", "ratio"),
    [
        # Four of an agency elsewhere, of 25 with four each: chance 6 / 150, so 1.8 pairs.
        (np.arange(100) // 4 + 1, range(10, 14), 3 / 1.8),
        # Five of twenty who are alone in their agencies: chance 1 / 16, so 2.8125 pairs.
        (np.arange(20) + 1, range(10, 15), 3 / 2.8125),
    ],
)
def test_what_is_common_elsewhere_is_less_surprising_here(agency, also, ratio):
    rows = varied(10 + len(agency), 20)
    rows[[1, 2, *also]] = rows[0]
    home = np.concatenate([np.zeros(10, dtype=int), agency])
    for times, unusual in [(ratio - 0.01, 3), (ratio + 0.01, 0)]:
        limits = QualityLimits(times_expected=times, deviations=0)
        assert measured(rows, home, limits=limits).unusual_duplicates[0] == unusual


def test_luck_may_do_much_to_few():
    # As above: e = 4 * 5 / 18 = 1.11; three people are 1.79 deviations above it.
    rows, agency = [[1, 1], [1, 1], [1, 1], [1, 2], [1, 3], [2, 3]], [0, 0, 0, 0, 1, 1]
    for deviations, unusual in [(1.79, 3), (1.8, 0)]:
        limits = QualityLimits(times_expected=1, deviations=deviations)
        assert measured(rows, agency, limits=limits).unusual_duplicates.tolist() == [unusual, 0]


def test_an_agency_where_every_sheet_is_the_same_is_noticed():
    rows = np.concatenate([varied(300, 20), np.full((30, 20), 4, dtype=np.uint8)])
    found = measured(rows, np.repeat([0, 1], [300, 30]))

    assert found.pairs[1] == found.expected_pairs[1] == 435
    assert quality_signs(found, QualityLimits())[Sign.BATCH].tolist() == [False, True]


def test_two_copies_are_nobodys_pattern():
    rows = varied(10, 20)
    rows[1] = rows[0]
    assert measured(rows).duplicates.tolist() == [2]
    assert measured(rows).unusual_duplicates.tolist() == [0]
    every_pair = QualityLimits(least_equal=2)
    found = measured(rows, limits=every_pair)
    assert found.unusual_duplicates.tolist() == [2]
    assert not quality_signs(found, every_pair)[Sign.EQUAL_SHEETS].any()


def test_limits_are_reached_at_and_not_below():
    rows = varied(50, 10)
    marks = np.arange(50) < 10
    found = measured(rows, too_fast=marks)

    assert quality_signs(found, QualityLimits(too_fast=0.2))[Sign.TOO_FAST].tolist() == [True]
    assert quality_signs(found, QualityLimits(too_fast=0.21))[Sign.TOO_FAST].tolist() == [False]
    assert quality_signs(found, QualityLimits(least_people=11))[Sign.TOO_FAST].tolist() == [False]


def test_speed_that_nobody_measured_gives_no_sign():
    found = measured(varied(10, 5))
    assert found.too_fast is None
    assert Sign.TOO_FAST not in quality_signs(found, QualityLimits())


def test_unanswered_parts_are_a_share_of_all_parts():
    rows = varied(10, 4)
    rows[:, 0] = 0
    found = measured(rows)
    assert found.unanswered.tolist() == [0.25]
    assert quality_signs(found, QualityLimits(unanswered=0.25))[Sign.UNANSWERED].tolist() == [True]


@pytest.mark.parametrize(
    ("rows", "agency", "options", "fact"),
    [
        ([[1, 5]], [0], [4, 4], "beyond the part's options"),
        ([[1, 2]], [1], [4, 4], "outside 0 to agencies"),
        ([[1, 2]], [-1], [4, 4], "outside 0 to agencies"),
        ([[1, 2]], [0], [4], "fit them"),
        ([[1, 2]], [0, 0], [4, 4], "fit them"),
    ],
)
def test_what_does_not_fit_is_refused(rows, agency, options, fact):
    with pytest.raises(ValueError, match=fact):
        measured(rows, agency, options=options, agencies=1)


def test_every_sign_has_a_name_in_both_languages():
    assert all(sign.value.th and sign.value.en for sign in Sign)


def test_two_sheets_that_meet_in_one_key_are_told_apart():
    # The key of the first 8 parts is mixed with the next 8: choose these so that it cancels.
    one, other = varied(2, 16, seed=7, positions=200)
    first = np.stack([one[:8], other[:8]])
    mixed = equality._keys(first, 1).view(np.uint8).reshape(2, 8)
    other[8:] = one[8:] ^ mixed[0] ^ mixed[1]
    sheets = np.stack([one, other, one])
    meeting = equality._keys(sheets, 1)
    assert meeting[0] == meeting[1]

    found = equal_sheets(sheets, np.zeros(3, dtype=np.int64))
    assert found.size.tolist() == [2]
    assert sheets[found.row].tolist() == [one.tolist()]


responses = st.integers(0, 30).flatmap(
    lambda n: st.tuples(
        arrays(np.uint8, (n, 4), elements=st.integers(0, 2)),
        arrays(np.int16, n, elements=st.integers(0, 2)),
    )
)


@given(responses)
def test_duplicates_are_what_comparing_each_with_each_finds(drawn):
    rows, agency = drawn
    found = measured(rows, agency, agencies=3)
    for place in range(3):
        sheets = [tuple(r) for r in rows[agency == place] if r.any()]
        sizes = [sheets.count(s) for s in sheets]
        assert found.duplicates[place] == sum(size > 1 for size in sizes)
        assert found.pairs[place] == sum(size - 1 for size in sizes) / 2
        assert found.largest_batch[place] == max(sizes, default=int((agency == place).any()))
        assert found.unusual_duplicates[place] <= found.duplicates[place]


@given(responses, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(drawn, random):
    rows, agency = drawn
    order = list(range(len(rows)))
    random.shuffle(order)
    one = measured(rows, agency, agencies=3)
    other = measured(rows[order], agency[order], agencies=3)
    for name in ("duplicates", "pairs", "unusual_duplicates", "long_runs", "unanswered"):
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)


def longest_by_hand(answers):
    answered = [a for a in answers if a]
    runs = [
        end - start
        for start in range(len(answered))
        for end in range(start + 2, len(answered) + 1)
        if len(set(answered[start:end])) == 1
    ]
    return max(runs, default=0)


@given(arrays(np.uint8, (1, 8), elements=st.integers(0, 3)), st.floats(0.01, 1))
def test_long_runs_are_what_trying_every_stretch_finds(rows, covers):
    options = np.array([3, 4] * 4)
    by_hand = longest_by_hand(rows[0][::2]) + longest_by_hand(rows[0][1::2])
    found = measured(rows, options=options, limits=QualityLimits(run_covers=covers))
    assert found.long_runs[0] == (by_hand > 0 and by_hand >= covers * 8)
