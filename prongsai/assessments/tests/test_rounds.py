"""Rounds: planned, opened, closed; dates changed with a reason; headcounts told and approved."""

from datetime import date, timedelta

import pytest

from prongsai.assessments.models import FrozenEdition, Participation, PhaseChange, Round
from prongsai.assessments.rules import (
    AgencyNotKnown,
    DatesReversed,
    NobodyTakesPart,
    PhaseUnknown,
    ReasonMissing,
    RoundExists,
    RoundState,
    RoundUnderWay,
    RoundUnknown,
    WrongState,
)
from prongsai.assessments.rules.headcounts import (
    HeadcountImpossible,
    HeadcountsChanged,
    HeadcountsMissing,
)
from prongsai.assessments.services.participation import approve_headcounts, tell_headcounts
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import (
    close_round,
    enter_agencies,
    open_round,
    plan_round,
    round_of,
)
from prongsai.assessments.tests.conftest import LIBRARY, NOON
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.services.audit import verify_trail

FIRST, LAST = date(2023, 1, 1), date(2023, 4, 30)


def actions():
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def dated(round_, starts=FIRST, ends=LAST, **how):
    how = {"by": OPERATOR, "now": NOON} | how
    return set_phase_dates(round_, "collection", starts=starts, ends=ends, **how)


def test_a_planned_round_freezes_its_edition_and_has_its_phases(round_):
    edition = LIBRARY.load("2566")
    assert FrozenEdition.objects.get().sha256 == edition.sha256
    codes = list(round_.phases.order_by("pk").values_list("code", flat=True))
    assert codes == [phase.code for phase in edition.rules.phases]
    assert round_.state == RoundState.PLANNED


def test_a_year_has_one_round(round_):
    with pytest.raises(RoundExists):
        plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)


def test_agencies_enter_once_and_as_they_are_today(round_, agencies):
    assert enter_agencies(round_, ["dip"], by=OPERATOR, now=NOON) == 0
    assert Participation.objects.filter(group="department").count() == 2


def test_an_unknown_agency_is_told_and_nothing_is_changed(round_):
    with pytest.raises(AgencyNotKnown, match="nobody"):
        enter_agencies(round_, ["dip", "nobody"], by=OPERATOR, now=NOON)
    assert Participation.objects.count() == 2


def test_a_round_goes_from_planned_to_collecting_to_closed(round_):
    assert open_round(round_, by=OPERATOR, now=NOON).state == RoundState.COLLECTING
    assert close_round(round_, by=OPERATOR, now=NOON).state == RoundState.CLOSED
    assert actions() == [
        "round.planned",
        "round.agencies_entered",
        "round.collecting",
        "round.closed",
    ]
    assert verify_trail().faults == ()


@pytest.mark.parametrize("step", [close_round, open_round])
def test_no_step_is_left_out_or_taken_back(round_, step):
    open_round(round_, by=OPERATOR, now=NOON)
    close_round(round_, by=OPERATOR, now=NOON)
    with pytest.raises(WrongState):
        step(round_, by=OPERATOR, now=NOON)


def test_a_round_of_nobody_does_not_open(agencies):
    empty = plan_round(LIBRARY.load("2566"), by=OPERATOR, now=NOON)
    with pytest.raises(NobodyTakesPart):
        open_round(empty, by=OPERATOR, now=NOON)
    assert Round.objects.get().state == RoundState.PLANNED


def test_nobody_enters_a_closed_round(round_):
    open_round(round_, by=OPERATOR, now=NOON)
    close_round(round_, by=OPERATOR, now=NOON)
    with pytest.raises(RoundUnderWay):
        enter_agencies(round_, ["dip"], by=OPERATOR, now=NOON)


def test_a_round_is_found_by_its_year(round_):
    assert round_of("th-ita", 2566) == round_
    with pytest.raises(RoundUnknown):
        round_of("th-ita", 2565)


def test_dates_are_first_set_without_and_later_changed_with_a_reason(round_):
    dated(round_)
    with pytest.raises(ReasonMissing):
        dated(round_, ends=LAST + timedelta(7), reason=" ")
    dated(round_, ends=LAST + timedelta(7), reason="น้ำท่วม")
    change = PhaseChange.objects.latest("pk")
    assert (change.ends_before, change.reason, change.changed_at) == (LAST, "น้ำท่วม", NOON)
    assert actions()[-1] == "round.phase_changed"


def test_the_same_dates_are_no_change(round_):
    dated(round_)
    dated(round_)
    assert PhaseChange.objects.count() == 1


def test_a_phase_does_not_end_before_it_starts(round_):
    with pytest.raises(DatesReversed):
        dated(round_, starts=LAST, ends=FIRST)


def test_an_unknown_phase_is_told_with_those_there_are(round_):
    with pytest.raises(PhaseUnknown, match="collection"):
        set_phase_dates(round_, "x", starts=FIRST, ends=LAST, by=OPERATOR, now=NOON)


def test_a_coordinator_tells_headcounts_and_the_executive_approves_them(round_, agencies, person):
    mine = Participation.objects.get(agency=agencies[0])
    coordinator = person(Role.COORDINATOR, agencies[0])
    executive = person(Role.EXECUTIVE, agencies[0])
    tell_headcounts(mine, staff=400, public=9000, by=coordinator, now=NOON)
    approved = approve_headcounts(mine, seen=(400, 9000), by=executive, now=NOON)
    assert (approved.staff, approved.public) == (400, 9000)
    assert (approved.approved_at, approved.approved_by_id) == (NOON, executive.user)


def told(agency, person):
    """Let a coordinator tell 400 staff and 9000 people served; return who is concerned."""
    mine = Participation.objects.get(agency=agency)
    coordinator = person(Role.COORDINATOR, agency)
    tell_headcounts(mine, staff=400, public=9000, by=coordinator, now=NOON)
    return mine, coordinator, person(Role.EXECUTIVE, agency)


def test_headcounts_told_anew_must_be_approved_anew(round_, agencies, person):
    mine, coordinator, executive = told(agencies[0], person)
    approve_headcounts(mine, seen=(400, 9000), by=executive, now=NOON)
    same = tell_headcounts(mine, staff=400, public=9000, by=coordinator, now=NOON)
    assert same.approved_at == NOON
    other = tell_headcounts(mine, staff=401, public=None, by=coordinator, now=NOON)
    assert other.approved_at is None


def test_an_executive_approves_what_was_read_and_nothing_else(round_, agencies, person):
    mine, coordinator, executive = told(agencies[0], person)
    tell_headcounts(mine, staff=4000, public=9000, by=coordinator, now=NOON)
    with pytest.raises(HeadcountsChanged):
        approve_headcounts(mine, seen=(400, 9000), by=executive, now=NOON)
    mine.refresh_from_db()
    assert mine.approved_at is None


def test_nothing_told_is_nothing_to_approve(round_, agencies, person):
    mine = Participation.objects.get(agency=agencies[0])
    with pytest.raises(HeadcountsMissing):
        approve_headcounts(
            mine, seen=(None, None), by=person(Role.EXECUTIVE, agencies[0]), now=NOON
        )


@pytest.mark.parametrize("count", [-1, 10**9])
def test_a_headcount_is_a_possible_number_of_people(round_, agencies, count):
    mine = Participation.objects.get(agency=agencies[0])
    with pytest.raises(HeadcountImpossible):
        tell_headcounts(mine, staff=count, public=None, by=OPERATOR, now=NOON)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("own", [True, False])
def test_who_may_do_what(round_, agencies, person, role, own):
    """The declared table: everything else is refused."""
    mine, other = agencies
    actor = person(role, mine if own else other)
    participation = Participation.objects.get(agency=mine)
    tell_headcounts(participation, staff=1, public=1, by=OPERATOR, now=NOON)
    may = {
        "plan": role is Role.CENTRAL,
        "enter": role is Role.CENTRAL,
        "dates": role is Role.CENTRAL,
        "tell": role is Role.CENTRAL or (role is Role.COORDINATOR and own),
        "approve": role is Role.EXECUTIVE and own,
        "open": role is Role.CENTRAL,
    }
    steps = {
        "plan": lambda: plan_round(LIBRARY.load("2565"), by=actor, now=NOON),
        "enter": lambda: enter_agencies(round_, ["dip"], by=actor, now=NOON),
        "dates": lambda: dated(round_, by=actor),
        "tell": lambda: tell_headcounts(participation, staff=1, public=1, by=actor, now=NOON),
        "approve": lambda: approve_headcounts(participation, seen=(1, 1), by=actor, now=NOON),
        "open": lambda: open_round(round_, by=actor, now=NOON),
    }
    for name, step in steps.items():
        if may[name]:
            step()
        else:
            with pytest.raises(NotAllowed):
                step()
