"""What holds of every edition and every answer."""

from fractions import Fraction

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prongsai.methodology.edition.tree import TOTAL, Kind
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, MISSING, half_up
from prongsai.methodology.grading import levels, measure_levels
from prongsai.methodology.known import Known, known_of
from prongsai.methodology.ranking import dense_ranks
from prongsai.methodology.rounding import exact_score
from prongsai.methodology.scoring import score
from prongsai.methodology.tally import Tally
from prongsai.methodology.tests.editions import editions, known, tallies
from prongsai.methodology.weakness import weak_nodes, weak_points
from prongsai.methodology.whatif import with_score

many = settings(max_examples=100)


def never_worse(before, after):
    return (after >= before) | (before == MISSING) | (after == MISSING)


def never_lower(before, after):
    """Say it of levels, 0 being the best; one that hangs on a missing score is not known."""
    return (after <= before) | (before == MISSING) | (after == MISSING)


@many
@given(st.data())
def test_the_fast_path_gives_every_score_exactly(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    published = score(edition, about).published
    for agency, node in np.ndindex(*published.shape):
        exact = exact_score(edition, about, agency, node)
        expected = MISSING if exact is None else half_up(exact * HUNDREDTHS)
        assert published[agency, node] == expected, edition.nodes[node].code


@many
@given(st.data())
def test_every_score_lies_between_0_and_100(data):
    edition = data.draw(editions())
    published = score(edition, data.draw(known(edition))).published
    assert ((published == MISSING) | ((published >= 0) & (published <= 100 * HUNDREDTHS))).all()


@many
@given(st.data())
def test_a_better_answer_never_lowers_a_score_or_a_level(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    better = Known(Tally(about.agencies, about.tally.counts.copy()), about.given)
    moves = [
        (agency, row, worse, other)
        for row, leaf in enumerate(edition.leaves)
        for worse, low in enumerate(edition.nodes[leaf].points)
        for other, high in enumerate(edition.nodes[leaf].points)
        for agency in range(len(about.agencies))
        if low is not None and high is not None and low < high
        if about.tally.counts[agency, row, worse] > 0
    ]
    assume(moves)
    agency, row, worse, other = data.draw(st.sampled_from(moves))
    better.tally.counts[agency, row, worse] -= 1
    better.tally.counts[agency, row, other] += 1

    before, after = score(edition, about), score(edition, better)
    assert ((before.published == MISSING) == (after.published == MISSING)).all()
    assert never_worse(before.published, after.published).all()
    assert never_lower(levels(before), levels(after)).all()


@many
@given(st.data())
def test_a_better_figure_never_lowers_a_score_above_it_or_a_level(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    given_ = np.argwhere(about.given != MISSING)
    assume(len(given_))
    agency, node = given_[data.draw(st.integers(0, len(given_) - 1))]
    better = Known(about.tally, about.given.copy())
    better.given[agency, node] = data.draw(
        st.integers(int(about.given[agency, node]), 100 * MILLIONTHS)
    )
    before, after = score(edition, about), score(edition, better)
    assert never_worse(before.published, after.published).all()
    assert never_lower(levels(before), levels(after)).all()
    old, new = (measure_levels(edition, scores.published) for scores in (before, after))
    assert (new <= old).all()


@many
@given(st.data())
def test_the_order_of_agencies_changes_nothing(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    order = np.array(data.draw(st.permutations(range(len(about.agencies)))))
    names = tuple(about.agencies[row] for row in order)
    other = Known(Tally(names, about.tally.counts[order]), about.given[order])
    one, two = score(edition, about), score(edition, other)
    assert np.array_equal(one.published[order], two.published)
    assert np.array_equal(one.values[order], two.values, equal_nan=True)
    assert np.array_equal(one.partial[order], two.partial)
    assert np.array_equal(levels(one)[order], levels(two))
    assert np.array_equal(weak_nodes(one)[order], weak_nodes(two))
    assert np.array_equal(dense_ranks(one.of(TOTAL))[order], dense_ranks(two.of(TOTAL)))


@many
@given(st.data())
def test_scores_depend_on_the_agency_alone(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    row = data.draw(st.integers(0, len(about.agencies) - 1))
    tally = Tally((about.agencies[row],), about.tally.counts[[row]])
    alone = score(edition, Known(tally, about.given[[row]]))
    assert np.array_equal(alone.published[0], score(edition, about).published[row])


@many
@given(st.data())
def test_what_if_is_rescoring_when_nothing_above_is_given(data):
    edition = data.draw(editions())
    about = data.draw(known(edition))
    node = data.draw(st.integers(0, len(edition.nodes) - 1))
    points = data.draw(st.integers(0, 100 * MILLIONTHS))
    above, step = [], edition.nodes[node].parent
    while step >= 0:
        above.append(step)
        step = edition.nodes[step].parent
    about.given[0, above] = MISSING
    told = Known(about.tally, about.given.copy())
    told.given[0, node] = points

    changed = with_score(edition, about, agency=0, node=node, points=points)

    expected, found = score(edition, told).published, score(edition, changed).published
    below = [n for n in range(len(edition.nodes)) if n > node and _stands_below(edition, n, node)]
    outside = np.setdiff1d(np.arange(len(edition.nodes)), below)
    assert np.array_equal(found[:, outside], expected[:, outside])


def _stands_below(edition, node, above):
    while node > above:
        node = edition.nodes[node].parent
    return node == above


@many
@given(st.data())
def test_what_if_a_score_stays_changes_nothing_that_is_computed(data):
    edition = data.draw(editions())
    about = known_of(edition, tally=data.draw(tallies(edition, gaps=False)))
    node = data.draw(st.integers(0, len(edition.nodes) - 1))
    exact = exact_score(edition, about, 0, node)
    assume((exact * MILLIONTHS).denominator == 1)
    changed = with_score(edition, about, agency=0, node=node, points=int(exact * MILLIONTHS))
    assert score(edition, changed).of(TOTAL)[0] == score(edition, about).of(TOTAL)[0]


@many
@given(st.data())
def test_raising_what_is_weak_to_the_goal_raises_the_total_by_the_gains(data):
    edition = data.draw(editions())
    about = known_of(edition, tally=data.draw(tallies(edition, gaps=False, most=1)))
    before = score(edition, about)
    weak = weak_nodes(before)
    points = weak_points(before, weak, 0)
    checklists = {i.code for i in edition.structure.instruments if i.kind == "checklist"}
    target = int(edition.rules.target.score * MILLIONTHS)

    after = about
    for point in points:
        goal = 100 * MILLIONTHS if point.instrument in checklists else target
        for code in point.parts or (point.code,):
            node = edition.position[code]
            goal_ = max(goal, int(exact_score(edition, about, 0, node) * MILLIONTHS))
            after = with_score(edition, after, agency=0, node=node, points=goal_)

    rise = exact_score(edition, after, 0, 0) - exact_score(edition, about, 0, 0)
    assert abs(rise - Fraction(sum(point.gain for point in points))) < Fraction(1, 10**6)
    repaired = score(edition, after)
    assert not weak_points(repaired, weak_nodes(repaired), 0)


@many
@given(st.data())
def test_the_tally_of_a_union_is_the_sum_of_the_tallies(data):
    edition = data.draw(editions())
    one, two = data.draw(tallies(edition)), data.draw(tallies(edition))
    three = Tally(tuple(f"b{code}" for code in two.agencies), two.counts)
    for left, right in ((one, two), (one, three)):
        both, turned = left + right, right + left
        assert set(both.agencies) == {*left.agencies, *right.agencies}
        assert np.array_equal(turned.for_agencies(both.agencies).counts, both.counts)
        for place, code in enumerate(both.agencies):
            parts = [t.counts[t.agencies.index(code)] for t in (left, right) if code in t.agencies]
            assert np.array_equal(both.counts[place], sum(parts))


@many
@given(st.data())
def test_a_level_is_the_first_whose_conditions_all_hold(data):
    edition = data.draw(editions())
    scores = score(edition, data.draw(known(edition)))
    for row, found in enumerate(levels(scores).tolist()):
        for number, level in enumerate(edition.rules.levels):
            least = {TOTAL: level.total_min, **level.instruments_min}
            reached = {code: int(scores.of(code)[row]) for code in least}
            unknown = MISSING in reached.values()
            if any(MISSING != reached[code] < bound * 100 for code, bound in least.items()):
                assert number != found
            else:
                assert found == (MISSING if unknown else number)
                break


@many
@given(st.data())
def test_shares_of_the_total_add_up_at_every_kind(data):
    edition = data.draw(editions())
    about = known_of(edition, tally=data.draw(tallies(edition, gaps=False)))
    scores = score(edition, about)
    for kind in (Kind.INSTRUMENT, Kind.INDICATOR):
        total = sum(
            _share(edition, node) * exact_score(edition, about, 0, node)
            for node in edition.of_kind(kind)
        )
        assert half_up(total * HUNDREDTHS) == scores.of(TOTAL)[0]


def _share(edition, node):
    """The weight of an instrument, shared out evenly to its indicators."""
    instrument = edition.instrument_of(node)
    found = next(i for i in edition.structure.instruments if i.code == instrument)
    sisters = [i for i in edition.structure.indicators if i.instrument == instrument]
    even = 1 if edition.nodes[node].kind is Kind.INSTRUMENT else len(sisters)
    return Fraction(found.weight) / 100 / even
