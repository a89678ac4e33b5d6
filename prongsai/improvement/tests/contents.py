"""Plans of every shape, made by Hypothesis."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from hypothesis import strategies as st

from prongsai.improvement.rules.content import (
    ActionContent,
    AppointmentContent,
    FileContent,
    LinkContent,
    MeasureContent,
    MemberContent,
    OutcomeContent,
    Period,
    PlanContent,
    PointContent,
    SnapshotContent,
    StepContent,
    ThemeContent,
)
from prongsai.improvement.rules.states import (
    MeasureState,
    MemberDuty,
    PlanState,
    Recurrence,
    SnapshotKind,
)
from prongsai.improvement.tests.planned import FRAMEWORK, UNITS, YEAR

#: Letters that PostgreSQL keeps: all but NUL and half characters.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
titles = words.filter(str.strip)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
periods = st.builds(
    lambda day, length: Period(day, day + timedelta(length)), days, st.integers(0, 400)
)
amounts = st.decimals(Decimal(0), Decimal("99999999.99"), places=2)
codes = st.sampled_from(["I1", "I7", "I12", "E5", "E6", "E12", "O1", "O8", "O23"])
point = st.builds(
    PointContent,
    codes,
    st.sampled_from([2566, 2565]),
    st.none() | st.integers(0, 10_000),
    st.floats(0, 5),
    st.lists(codes, max_size=2).map(tuple),
    words,
)
points = st.lists(point, max_size=4, unique_by=lambda one: one.code).map(tuple)
steps = st.lists(st.builds(StepContent, titles, days, st.sampled_from(Recurrence)), max_size=3).map(
    tuple
)
unit_codes = st.lists(st.sampled_from(UNITS), max_size=2).map(tuple)
files = st.builds(
    FileContent,
    words,
    st.just("image/png"),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(0, 1 << 40),
)
# Made once: to make what draws takes longer than to draw.
some_period, some_amount, whether = st.none() | periods, st.none() | amounts, st.booleans()
states, plan_states = st.sampled_from(MeasureState), st.sampled_from(PlanState)
how_many = st.integers(0, 3)
links = st.lists(st.builds(LinkContent, titles, words), max_size=2).map(tuple)
some_files = st.lists(files, max_size=2).map(tuple)


@lru_cache
def some_of(there):
    """Up to three of these, or none where there are none."""
    return st.lists(st.sampled_from(there), max_size=3).map(tuple) if there else st.just(())


@lru_cache
def actions(numbers):
    """Up to two actions about measures of these numbers."""
    about = some_of(numbers)
    action = st.builds(ActionContent, titles, about, some_period, unit_codes, links, some_files)
    return st.lists(action, max_size=2).map(tuple)


@lru_cache
def outcomes(numbers):
    """Up to two outcomes of measures of these numbers."""
    return st.lists(st.builds(OutcomeContent, titles, some_of(numbers)), max_size=2).map(tuple)


@st.composite
def measures(draw, number, codes_there):
    state = draw(states)
    return MeasureContent(
        number=number,
        title=draw(titles),
        units=draw(unit_codes),
        all_units=draw(whether),
        period=draw(some_period),
        points=draw(some_of(codes_there)),
        steps=draw(steps),
        budget=draw(some_amount),
        criterion=draw(words),
        state=state,
        reason=draw(titles) if state is MeasureState.CANCELLED else "",
        library=draw(words),
    )


@st.composite
def themes(draw, codes_there):
    numbers = tuple(range(1, draw(how_many) + 1))
    return ThemeContent(
        draw(titles),
        tuple(draw(measures(number, codes_there)) for number in numbers),
        draw(actions(numbers)),
        draw(outcomes(numbers)),
    )


members = st.builds(MemberContent, titles, words, st.sampled_from(MemberDuty))
appointments = st.lists(
    st.builds(AppointmentContent, titles, days, titles, st.lists(members, max_size=3).map(tuple)),
    max_size=2,
    unique_by=lambda one: one.number,
).map(tuple)


@st.composite
def plans(draw, state=None):
    found = draw(points)
    there = tuple(one.code for one in found)
    return PlanContent(
        agency="dip",
        framework=FRAMEWORK,
        year_be=YEAR,
        basis_year_be=max((one.year_be for one in found), default=None),
        state=state or draw(plan_states),
        points=found,
        themes=tuple(draw(st.lists(themes(there), max_size=3))),
        appointments=draw(appointments),
    )


snapshots = st.builds(SnapshotContent, st.sampled_from(SnapshotKind), days, plans())
