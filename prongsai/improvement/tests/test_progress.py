"""How far a plan is, what changed since its approval, and what facts turn done."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.models import AuditEntry
from prongsai.improvement.models import Measure, Task
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.queries.progress import against_baseline, progress_of
from prongsai.improvement.rules.baseline import ChangeKind
from prongsai.improvement.rules.content import MeasureContent
from prongsai.improvement.rules.counters import Counter, counters, register_counter
from prongsai.improvement.rules.states import MeasureState
from prongsai.improvement.services.counting import check_counters
from prongsai.improvement.services.measures import set_measure_state
from prongsai.improvement.services.plans import approve_plan, fill_plan, return_plan, submit_plan
from prongsai.improvement.tests.planned import NOON, UNITS, a_plan, executive_of, small_content
from prongsai.methodology.wording import same

pytestmark = pytest.mark.django_db
BY = {"by": OPERATOR, "now": NOON}


def approved(content=None):
    plan = a_plan(content)
    submit_plan(plan, **BY)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def test_progress_counts_measures_tasks_and_gain():
    plan = approved()
    first = Task.objects.filter(unit__code=UNITS[0]).order_by("due").first()
    Task.objects.filter(pk=first.pk).update(done_on=first.due)
    # Two units and four quarters; by April two quarters are over.
    whole = progress_of(plan, date(2024, 4, 1)).whole
    assert (whole.done, whole.late, whole.open) == (1, 3, 4)
    set_measure_state(Measure.objects.get(number=1), MeasureState.DONE, **BY)

    found = progress_of(plan, date(2024, 4, 1))
    assert found.whole.measures == {MeasureState.DONE: 1, MeasureState.PLANNED: 1}
    # Of a measure that is done nothing is waited for.
    assert (found.whole.done, found.whole.late, found.whole.open) == (1, 0, 7)
    assert (found.whole.gain, found.whole.gained) == (0.5, 0.3)
    assert found.whole.gained_percent == 60
    assert [part.name.th for part in found.units] == sorted(UNITS)
    assert [part.progress.done for part in found.units] == [1, 0]
    assert found.themes[0].progress == found.whole
    assert found.payload()["whole"]["percent"] == 50


def test_what_was_given_up_counts_nowhere():
    plan = approved()
    measure = Measure.objects.get(number=1)
    set_measure_state(measure, MeasureState.CANCELLED, reason="-", **BY)
    whole = progress_of(plan, date(2024, 4, 1)).whole
    assert (whole.tasks, whole.gain, whole.count, whole.percent) == (0, 0.2, 1, 0)


def test_an_empty_plan_has_no_progress():
    plan = a_plan(replace(small_content(), themes=(), points=()))
    whole = progress_of(plan, date(2024, 4, 1)).whole
    assert (whole.percent, whole.tasks_percent, whole.gained_percent) == (0, 0, None)


def test_a_plan_is_compared_with_how_it_was_approved():
    plan = a_plan()
    assert against_baseline(plan) == ()
    plan = approved_again = approved_from(plan)
    assert against_baseline(plan) == ()
    return_plan(plan, words="แก้", by=executive_of(plan.agency), now=NOON)
    theme = small_content().themes[0]
    changed = replace(theme.measures[0], units=(), all_units=True, period=None)
    added = MeasureContent(2, "มาตรการใหม่", points=("I7",))
    content = replace(small_content(), themes=(replace(theme, measures=(changed, added)),))
    fill_plan(plan, content, **BY)
    kinds = [(change.kind, change.measure) for change in against_baseline(approved_again)]
    assert kinds == [
        (ChangeKind.ENDS, "สำรวจความพึงพอใจ"),
        (ChangeKind.UNITS, "สำรวจความพึงพอใจ"),
        (ChangeKind.ADDED, "มาตรการใหม่"),
        (ChangeKind.DROPPED, "ชี้แจงแผนงบประมาณ"),
    ]


def approved_from(plan):
    submit_plan(plan, **BY)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def test_a_fact_turns_a_measure_done():
    reached = [3]
    register_counter(Counter("test.surveys", same("x"), lambda _agency, _year: reached[0]))
    theme = small_content().themes[0]
    live = replace(theme.measures[0], counter="test.surveys", counter_goal=4)
    content = replace(small_content(), themes=(replace(theme, measures=(live, theme.measures[1])),))
    plan = approved(content)
    assert check_counters(now=NOON) == 0
    reached[0] = 4
    assert check_counters(now=NOON) == 1
    assert check_counters(now=NOON) == 0
    assert [one.state for one in content_of(plan).measures] == [
        MeasureState.DONE,
        MeasureState.PLANNED,
    ]
    entry = AuditEntry.objects.get(action="plan.measure_done")
    assert entry.actor is None
    assert entry.facts["reached"] == 4


def test_drafts_are_not_counted():
    register_counter(Counter("test.always", same("x"), lambda _agency, _year: 9))
    theme = small_content().themes[0]
    live = replace(theme.measures[0], counter="test.always", counter_goal=1)
    a_plan(replace(small_content(), themes=(replace(theme, measures=(live, theme.measures[1])),)))
    assert check_counters(now=NOON) == 0


def test_counters_of_the_rooms_below_are_there():
    plan = approved()
    names = {counter.name: counter for counter in counters()}
    for name in ("evidence.approved", "surveys.answers", "improvement.meetings"):
        assert names[name].read(plan.agency_id, plan.year_be) == 0
