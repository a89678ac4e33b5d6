"""Where a day stands in a calendar."""

from datetime import date

import pytest

from prongsai.assessments.rules.calendar import PhaseDates, Timing, phase_today, what_matters
from prongsai.methodology.wording import same

FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 10)


def on(today, starts=FIRST, ends=LAST):
    found = phase_today(PhaseDates("collection", same("x"), starts, ends, 0), today)
    return found.timing, found.days


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2025, 12, 30), (Timing.AHEAD, 2)),
        (FIRST, (Timing.NOW, 30)),
        (LAST, (Timing.NOW, 0)),
        (date(2026, 2, 1), (Timing.OVER, None)),
    ],
)
def test_both_days_belong_to_a_phase(today, found):
    assert on(today) == found


def test_a_phase_with_one_day_is_bounded_on_one_side():
    assert on(TODAY, None, None) == (Timing.UNSET, None)
    assert on(TODAY, FIRST, None) == (Timing.NOW, None)
    assert on(TODAY, None, LAST) == (Timing.NOW, 21)


def test_what_is_under_way_matters_or_else_what_comes_next():
    def phase(code, starts, ends):
        return phase_today(PhaseDates(code, same(code), starts, ends, 0), TODAY)

    now = phase("now", FIRST, LAST)
    soon, later = (phase(str(n), date(2026, n, 1), date(2026, n, 2)) for n in (2, 3))
    over = phase("over", FIRST, FIRST)
    assert what_matters([over, later, now, soon]) == [now]
    assert what_matters([over, later, soon]) == [soon]
    assert what_matters([over]) == []
