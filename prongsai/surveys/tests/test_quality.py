"""Signs in the answers of a closed round: found where planted, rare elsewhere, of no person."""

from dataclasses import replace
from time import process_time

import numpy as np
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.quality import Sign
from prongsai.surveys.models import Response
from prongsai.surveys.queries.quality import (
    agency_quality,
    quality_list,
    quality_rows,
    round_quality,
)
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.rules.collecting import StillCollecting
from prongsai.surveys.rules.quality import (
    NOT_TIMED,
    QUICK,
    SLOW,
    Judgement,
    Responses,
    details_of,
    measured,
)
from prongsai.surveys.rules.quality_words import lines_of
from prongsai.surveys.tests.closed import close, moody, part_of, store

EDITION = EditionLibrary().load("2566")
IIT = 0
LEAVES = leaves_of(EDITION, IIT)
SMALLEST = EDITION.rules.statistics.smallest_group


def nation(agencies, people, *, seed=1, instrument=IIT):
    """Return responses of honest agencies, answered over twelve days, one in thirty in haste."""
    dice = np.random.default_rng(seed)
    count = agencies * people
    return Responses(
        tuple(f"a{number}" for number in range(agencies)),
        np.repeat(np.arange(agencies), people),
        moody(EDITION, instrument, count, dice),
        dice.choice([SLOW, QUICK, NOT_TIMED], count, p=[0.87, 0.03, 0.1]).astype(np.uint8),
        dice.integers(0, 12, count),
    )


def with_rows(found, rows, **columns):
    """Return the same responses, some rows of some columns otherwise."""
    changed = {}
    for name, values in columns.items():
        changed[name] = getattr(found, name).copy()
        changed[name][rows] = values
    return replace(found, **changed)


def signs_of(found, row=0, instrument=IIT):
    told = measured(found, EDITION, instrument, leaves_of(EDITION, instrument))
    return {sign for sign, flags in told.signs.items() if flags[row]}


@pytest.mark.parametrize("people", [8, 40, 150])
def test_honest_agencies_show_few_signs(people):
    told = measured(nation(300, people), EDITION, IIT, LEAVES)
    rates = {sign: float(flags.mean()) for sign, flags in told.signs.items()}
    assert set(rates) >= {Sign.LONG_RUNS, Sign.EQUAL_SHEETS, Sign.BATCH, Sign.UNUSUAL_DAYS}
    assert all(rate <= 0.01 for rate in rates.values()), rates


@settings(max_examples=25)
@given(st.integers(60, 120), st.integers(1, 4), st.integers(0, 99))
def test_planted_straight_lines_are_found(people, position, seed):
    honest = nation(3, people, seed=seed)
    straight = np.minimum(position, [len(EDITION.nodes[leaf].options) for leaf in LEAVES])
    found = with_rows(honest, slice(0, people // 4), sheets=straight.astype(np.uint8))

    assert Sign.LONG_RUNS in signs_of(found)
    assert Sign.LONG_RUNS not in signs_of(found, 1)
    details = details_of(replace(found, agencies=("a0",), **first(found, people)), EDITION, LEAVES)
    assert min(block.straight for block in details.blocks) >= people // 4


@settings(max_examples=25)
@given(st.integers(60, 120), st.integers(0, 99))
def test_a_planted_batch_is_found(people, seed):
    honest = nation(3, people, seed=seed)
    found = with_rows(honest, slice(0, people // 5), sheets=honest.sheets[0])

    assert signs_of(found) == signs_of(honest) | {Sign.EQUAL_SHEETS, Sign.BATCH}
    assert signs_of(found, 1) == signs_of(honest, 1)


@settings(max_examples=25)
@given(st.integers(60, 120), st.integers(0, 11), st.integers(0, 99))
def test_a_planted_day_is_found(people, day, seed):
    honest = nation(2, people, seed=seed)
    found = with_rows(honest, slice(0, people * 3 // 5), day=day)

    assert Sign.UNUSUAL_DAYS in signs_of(found)
    details = details_of(replace(found, agencies=("a0",), **first(found, people)), EDITION, LEAVES)
    [(told, count)] = details.unusual_days
    assert (told, count) == (day, int((found.day[:people] == day).sum()))


def first(found, people):
    """Return the columns of the first agency alone."""
    names = ("home", "sheets", "haste", "day")
    return {name: getattr(found, name)[:people] for name in names}


def test_haste_is_a_share_of_those_of_whom_it_is_known():
    honest = nation(2, 100)
    unknown = with_rows(honest, slice(0, 100), haste=NOT_TIMED)
    assert Sign.TOO_FAST not in signs_of(unknown)
    assert Sign.TOO_FAST in signs_of(with_rows(unknown, slice(0, 6), haste=QUICK))
    half = with_rows(unknown, slice(6, 60), haste=SLOW)
    assert Sign.TOO_FAST not in signs_of(with_rows(half, slice(0, 6), haste=QUICK))


def test_what_was_left_out_is_a_sign():
    honest = nation(2, 30)
    blank = with_rows(honest, slice(0, 30), sheets=honest.sheets[:30] * (np.arange(51) % 2 == 0))
    assert Sign.UNANSWERED in signs_of(blank)


def pressing(edition):
    """Return the edition with its item I10 asking whether somebody told people what to answer."""
    nodes = list(edition.nodes)
    for number in edition.of_kind(nodes[edition.leaves[0]].kind) + list(edition.leaves):
        if nodes[number].code == "I10":
            nodes[number] = replace(nodes[number], asks_about_pressure=True)
    return replace(edition, nodes=tuple(nodes))


def test_an_item_about_pressure_counts_every_answer_below_the_best():
    edition = pressing(EDITION)
    [at] = [n for n, leaf in enumerate(LEAVES) if edition.nodes[leaf].asks_about_pressure]
    points = edition.nodes[LEAVES[at]].points
    best = points.index(max(points)) + 1
    below = points.index(min(points)) + 1
    sheets = nation(1, 40).sheets.copy()
    sheets[:, at] = best
    calm = replace(nation(1, 40), sheets=sheets)
    some = sheets[:5].copy()
    some[:, at] = below
    pressed = with_rows(calm, slice(0, 5), sheets=some)

    told = measured(calm, edition, IIT, LEAVES)
    assert (told.asked.tolist(), told.told.tolist()) == ([40], [0])
    assert not told.signs[Sign.PRESSURE].any()
    told = measured(pressed, edition, IIT, LEAVES)
    assert told.told.tolist() == [5]
    assert told.signs[Sign.PRESSURE].all()
    assert Sign.PRESSURE.value in {line.name for line in lines_of(told, 0, SMALLEST)}


def test_an_edition_without_such_an_item_says_nothing_of_it():
    told = measured(nation(1, 40), EDITION, IIT, LEAVES)
    assert told.told is None
    assert Sign.PRESSURE.value not in {line.name for line in lines_of(told, 0, SMALLEST)}


def test_numbers_of_few_people_are_not_told():
    found = nation(1, 40)
    two = with_rows(with_rows(found, slice(0, 40), haste=SLOW), slice(0, 2), haste=QUICK)
    told = measured(two, EDITION, IIT, LEAVES)
    [line] = [one for one in lines_of(told, 0, SMALLEST) if one.name == Sign.TOO_FAST.value]
    assert line.found.en == "fewer than 5 people"
    details = details_of(with_rows(found, slice(0, 4), sheets=found.sheets[0]), EDITION, LEAVES)
    assert details.batches == ()


# In a round


@pytest.fixture
def answered(collecting, edition):
    """Two agencies: one with a batch and a heap of answers on a day, one with four responses."""
    dice = np.random.default_rng(7)
    sheets = moody(edition, IIT, 90, dice)
    sheets[:20] = sheets[0]
    days = np.where(np.arange(90) < 40, 5, np.arange(90) % 11)
    store(part_of(collecting, "dip"), IIT, sheets, days=days, quick=[None] * 90)
    store(part_of(collecting, "dop"), IIT, moody(edition, IIT, 4, dice))
    return collecting


def test_nobody_sees_anything_before_the_round_closes(answered):
    dip = part_of(answered, "dip")
    for asked in (
        lambda: agency_quality(dip, reader=OPERATOR),
        lambda: quality_list(answered, reader=OPERATOR),
        lambda: list(quality_rows(answered, reader=OPERATOR)),
    ):
        with pytest.raises(StillCollecting):
            asked()


def test_an_agency_sees_its_signs(answered):
    iit, eit = agency_quality(part_of(close(answered), "dip"), reader=OPERATOR)
    looked = {line.name for line in iit.lines if line.judgement is Judgement.LOOK}
    assert looked == {Sign.EQUAL_SHEETS.value, Sign.BATCH.value, Sign.UNUSUAL_DAYS.value}
    unknown = {line.name for line in iit.lines if line.judgement is Judgement.UNKNOWN}
    assert unknown == {Sign.TOO_FAST.value}
    assert iit.details.batches == (20,)
    assert [(day.isoformat(), count) for day, count in iit.days] == [("2023-01-07", 44)]
    assert (eit.responses, eit.lines) == (0, [])


def test_of_fewer_than_the_smallest_group_nothing_is_told(answered):
    iit, _ = agency_quality(part_of(close(answered), "dop"), reader=OPERATOR)
    assert (iit.responses, iit.is_shown, iit.lines, iit.blocks, iit.days) == (4, False, [], [], [])
    [row] = [one for one in quality_rows(answered, reader=OPERATOR) if one["agency"] == "dop"]
    assert {value for name, value in row.items() if name not in {"agency", "instrument"}} == {
        None,
        "",
    }


def test_agencies_with_most_signs_stand_first(answered):
    first_, second = quality_list(close(answered), reader=OPERATOR)
    assert (first_.agency, first_.count, first_.responses) == ("dip", 3, {"IIT": 90})
    assert (second.agency, second.count) == ("dop", 0)


def test_signs_count_no_answers_away(answered):
    before = Response.objects.count()
    round_quality(close(answered))
    assert Response.objects.count() == before


def test_who_may_see_the_quality_of_an_agency(answered):
    dip = part_of(close(answered), "dip")
    dip.ministry = "กระทรวงอุตสาหกรรม"
    allowed = [
        *(Charge(role) for role in (Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR)),
        *(Charge(role, dip.agency_id) for role in (Role.COORDINATOR, Role.EXECUTIVE)),
        Charge(Role.OVERSEER, ministry=dip.ministry),
    ]
    refused = [
        Charge(Role.OFFICER, dip.agency_id),
        Charge(Role.COORDINATOR, dip.agency_id + 1),
        Charge(Role.OVERSEER, ministry="กระทรวงอื่น"),
        Charge(Role.INTERVIEWER),
    ]
    for charge in allowed:
        assert agency_quality(dip, reader=Actor(1, "x", (charge,)))
    for charge in refused:
        with pytest.raises(NotAllowed):
            agency_quality(dip, reader=Actor(1, "x", (charge,)))


def test_an_overseer_compares_the_agencies_of_the_ministry(answered):
    dip = part_of(close(answered), "dip")
    dip.ministry = "กระทรวงอุตสาหกรรม"
    dip.save()
    overseer = Actor(1, "x", (Charge(Role.OVERSEER, ministry=dip.ministry),))
    assert [one.agency for one in quality_list(answered, reader=overseer)] == ["dip"]
    with pytest.raises(NotAllowed):
        list(quality_rows(answered, reader=overseer))
    coordinator = Actor(1, "x", (Charge(Role.COORDINATOR, dip.agency_id),))
    with pytest.raises(NotAllowed):
        quality_list(answered, reader=coordinator)


def test_an_agency_of_two_thousand_is_measured_while_nobody_waits(collecting, edition):
    dip = part_of(collecting, "dip")
    store(dip, IIT, moody(edition, IIT, 2000, np.random.default_rng(2)))
    dip = part_of(close(collecting), "dip")
    agency_quality(dip, reader=OPERATOR)
    took = []
    for _ in range(3):
        began = process_time()
        agency_quality(dip, reader=OPERATOR)
        took.append(process_time() - began)
    # About 20 ms of one core, whatever else the machine has to do.
    assert min(took) < 0.2


# On the pages


@pytest.fixture
def auditor(client, db):
    user = User.objects.create_user("auditor@example.org", "long enough 123")
    Duty.objects.create(user=user, role=Role.AUDITOR.value)
    client.force_login(user)
    return client


def page(client, name, round_, language="en", **more):
    place = {"framework": round_.framework, "year": round_.year_be, **more}
    prefix = "/en" if language == "en" else ""
    return client.get(prefix + reverse(f"surveys:{name}", kwargs=place).removeprefix("/en"))


def test_the_page_says_what_was_found_and_that_it_is_no_proof(auditor, answered):
    said = page(auditor, "quality", close(answered), agency="dip").content.decode()
    assert "look at it" in said
    assert "not a proof" in said
    assert "20 of 90 people (22.2%)" in said
    assert "7 January" in said


def test_the_page_of_a_small_agency_shows_nothing(auditor, answered):
    said = page(auditor, "quality", close(answered), agency="dop").content.decode()
    assert "Fewer than 5 people answered" in said
    assert "look at it" not in said


def test_the_pages_wait_until_the_round_has_closed(auditor, answered):
    for name, more in (("quality", {"agency": "dip"}), ("quality_round", {}), ("exports", {})):
        answer = page(auditor, name, answered, **more)
        assert answer.status_code == 409
        assert "nobody sees results before it closes" in answer.content.decode()


def test_the_list_finds_an_agency(auditor, answered):
    Agency.objects.filter(code="dip").update(name_en="Industry Promotion")
    listed = page(auditor, "quality_round", close(answered))
    assert "Industry Promotion" in listed.content.decode()
    address = listed.request["PATH_INFO"]
    assert "Industry Promotion" in auditor.get(address, {"search": "promo"}).content.decode()
    assert "No agency fits" in auditor.get(address, {"search": "nothing"}).content.decode()
