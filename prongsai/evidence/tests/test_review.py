"""Disclosures from draft to verdict, and what becomes of an objection."""

from datetime import date, timedelta

import pytest

from prongsai.assessments.models import Participation
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import enter_agencies
from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.models import Allotment, Disclosure
from prongsai.evidence.queries.items import item_seen
from prongsai.evidence.queries.verdicts import checklist_of, standing_verdicts, verdict_tally
from prongsai.evidence.rules.disclosing import ItemUnknown, NotEditable, NothingDisclosed
from prongsai.evidence.rules.links import LinkRefused
from prongsai.evidence.rules.review import (
    Decided,
    NobodyMayJudge,
    NotAllotted,
    NothingToDecide,
    NothingToObject,
    PhaseNotOpen,
    ReasonNeeded,
    VerdictUnknown,
    cohen_kappa,
    standing_verdict,
)
from prongsai.evidence.rules.states import DisclosureState, Stage, StateNotNext
from prongsai.evidence.services.disclosing import (
    NamedLink,
    approve_disclosure,
    assign_item,
    carry_over,
    disclosure_of,
    edit_disclosure,
    return_disclosure,
    submit_disclosure,
)
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.evidence.services.reviewing import (
    allot_evaluators,
    correct_verdict,
    record_verdict,
)
from prongsai.evidence.tests.disclosed import NOON, a_round
from prongsai.foundation.queries import EditionLibrary

PLAN = NamedLink("https://www.dip.go.th/plan", "แผนปฏิบัติราชการ")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def round_(db):
    return a_round("2566", "dip", "dop")


@pytest.fixture
def participation(round_):
    return Participation.objects.get(round=round_, agency__code="dip")


@pytest.fixture
def person():
    def made(name, role, agency="", ministry=""):
        user, _ = User.objects.get_or_create(email=f"{name}@example.org")
        of = Agency.objects.filter(code=agency).first()
        Duty.objects.create(user=user, role=role.value, agency=of, ministry=ministry)
        return actor_of(user)

    return made


@pytest.fixture
def officer(round_, person):
    return person("officer", Role.OFFICER, "dip")


@pytest.fixture
def executive(round_, person):
    return person("executive", Role.EXECUTIVE, "dip")


@pytest.fixture
def submitted(participation, officer):
    disclosure = disclosure_of(participation, "O1")
    told = {"explanation": "หน้าแผน", "exemption": "", "links": [PLAN]}
    edit_disclosure(disclosure, **told, by=officer, now=NOON)
    return submit_disclosure(disclosure, by=officer, now=NOON)


@pytest.fixture
def evaluators(round_, person):
    return [person(f"evaluator{n}", Role.EVALUATOR) for n in (1, 2, 3)]


@pytest.fixture
def judged(submitted, executive, evaluators, round_):
    """The item fails with the first evaluator that was drawn."""
    approve_disclosure(submitted, by=executive, now=NOON)
    found = allot_evaluators(round_, Stage.FIRST, seed="7", by=OPERATOR, now=NOON)
    judge = next(e for e in evaluators if e.user == found[submitted.participation_id])
    record_verdict(submitted, option="fail", words="ไม่พบปี", by=judge, now=NOON)
    return submitted, judge


def test_an_officer_fills_in_and_an_executive_stands_for_it(submitted, executive, officer):
    page = submitted.links.get().page
    assert (page.address, page.due_at) == (PLAN.address, NOON)
    with pytest.raises(NotAllowed):
        approve_disclosure(submitted, by=officer, now=NOON)
    approved = approve_disclosure(submitted, by=executive, now=NOON)
    assert approved.state == DisclosureState.APPROVED
    with pytest.raises(NotEditable):
        edit_disclosure(approved, explanation="", exemption="", links=[], by=officer, now=NOON)
    with pytest.raises(StateNotNext):
        submit_disclosure(approved, by=officer, now=NOON)


def test_what_is_sent_back_can_be_mended(submitted, executive, officer):
    returned = return_disclosure(submitted, words="เพิ่มปีงบประมาณ", by=executive, now=NOON)
    assert returned.remarks.get().words == "เพิ่มปีงบประมาณ"
    mended = edit_disclosure(
        returned, explanation="", exemption="ไม่มีอำนาจ", links=[], by=officer, now=NOON
    )
    assert submit_disclosure(mended, by=officer, now=NOON).state == DisclosureState.SUBMITTED


def test_nothing_and_nonsense_are_refused(participation, officer, person):
    disclosure = disclosure_of(participation, "O2")
    with pytest.raises(NothingDisclosed):
        submit_disclosure(disclosure, by=officer, now=NOON)
    told = {"explanation": "", "exemption": "", "by": officer, "now": NOON}
    with pytest.raises(LinkRefused):
        edit_disclosure(disclosure, links=[NamedLink("file:///etc/passwd")], **told)
    with pytest.raises(ItemUnknown):
        disclosure_of(participation, "O99")
    stranger = person("stranger", Role.OFFICER, "dop")
    with pytest.raises(NotAllowed):
        edit_disclosure(disclosure, links=[PLAN], **(told | {"by": stranger}))


def test_after_its_last_day_nothing_is_disclosed(round_, submitted, executive):
    yesterday = (NOON - timedelta(days=1)).date()
    dates = {"starts": date(2026, 1, 1), "ends": yesterday, "reason": "x"}
    set_phase_dates(round_, "disclosure", **dates, by=OPERATOR, now=NOON)
    with pytest.raises(PhaseNotOpen):
        approve_disclosure(submitted, by=executive, now=NOON)


def test_an_item_is_given_to_a_unit_of_its_agency(participation):
    units = [
        Unit.objects.create(agency=Agency.objects.get(code=code), code="u")
        for code in ("dip", "dop")
    ]
    disclosure = disclosure_of(participation, "O1")
    for unit, kept in zip(units, (units[0], None), strict=True):
        assign_item(disclosure, unit=unit, due=NOON.date(), by=OPERATOR, now=NOON)
        assert Disclosure.objects.get(pk=disclosure.pk).unit == kept


def test_last_years_disclosures_become_drafts_where_the_item_is_the_same(submitted, person):
    later = Participation.objects.get(round=a_round("2567", "dip"), agency__code="dip")
    coordinator = person("coordinator", Role.COORDINATOR, "dip")
    carried = carry_over(later, by=coordinator, now=NOON)
    assert carried == 1
    new = Disclosure.objects.get(participation=later)
    assert (new.state, new.carried_from) == (DisclosureState.DRAFT, 2566)
    assert new.links.get().page.address == PLAN.address
    assert carry_over(later, by=coordinator, now=NOON) == 0


def test_a_draw_is_even_repeatable_and_without_an_interest(round_, person):
    codes = [f"a{n:02}" for n in range(30)]
    for code in codes:
        Agency.objects.create(code=code, searched=code, ministry=f"m{code[-1]}")
    enter_agencies(round_, codes, by=OPERATOR, now=NOON)
    judges = [person(f"e{n}", Role.EVALUATOR) for n in range(4)]
    person("e0", Role.OVERSEER, ministry="m1")
    person("e1", Role.OFFICER, "a07")
    first = allot_evaluators(round_, Stage.FIRST, seed="s", by=OPERATOR, now=NOON)
    ministry = {p.pk: p.ministry for p in Participation.objects.filter(round=round_)}
    assert not [
        place for place, user in first.items() if user == judges[0].user and ministry[place] == "m1"
    ]
    assert Allotment.objects.get(participation__agency__code="a07").evaluator_id != judges[1].user
    loads = [list(first.values()).count(judge.user) for judge in judges]
    assert max(loads) - min(loads) <= 1
    second = allot_evaluators(round_, Stage.SECOND, seed="s", by=OPERATOR, now=NOON)
    assert all(first[place] != second[place] for place in first)
    Allotment.objects.all().delete()
    assert allot_evaluators(round_, Stage.FIRST, seed="s", by=OPERATOR, now=NOON) == first


def test_where_everybody_has_an_interest_nobody_is_drawn(round_, person):
    person("only", Role.EVALUATOR)
    person("only", Role.OFFICER, "dip")
    with pytest.raises(NobodyMayJudge, match="dip"):
        allot_evaluators(round_, Stage.FIRST, seed="", by=OPERATOR, now=NOON)


def test_only_who_was_drawn_judges_with_a_reason_and_a_verdict_that_there_is(judged, evaluators):
    disclosure, judge = judged
    other = next(e for e in evaluators if e != judge)
    with pytest.raises(NotAllotted):
        record_verdict(disclosure, option="pass", by=other, now=NOON)
    with pytest.raises(ReasonNeeded):
        record_verdict(disclosure, option="fail", by=judge, now=NOON)
    with pytest.raises(VerdictUnknown):
        record_verdict(disclosure, option="perhaps", words="x", by=judge, now=NOON)


def test_an_objection_is_decided_by_somebody_else_and_counts(judged, evaluators, executive, round_):
    disclosure, judge = judged
    key = (disclosure.participation_id, "O1")
    assert standing_verdicts(round_)[key] == "fail"
    objection = raise_objection(disclosure, words="มีปีในหัวเรื่อง", by=executive, now=NOON)
    with pytest.raises(NothingToObject):
        raise_objection(disclosure, words="อีกครั้ง", by=executive, now=NOON)
    with pytest.raises(NotAllotted):
        decide_objection(objection, option="pass", words="เห็นด้วย", by=judge, now=NOON)
    other = next(e for e in evaluators if e != judge)
    decide_objection(objection, option="pass", words="พบแล้ว", by=other, now=NOON)
    assert standing_verdicts(round_)[key] == "pass"
    with pytest.raises(NothingToDecide):
        decide_objection(objection, option="fail", words="ไม่", by=other, now=NOON)


def test_what_is_passed_cannot_be_objected_to(participation, executive):
    disclosure = disclosure_of(participation, "O3")
    with pytest.raises(NothingToObject):
        raise_objection(disclosure, words="x", by=executive, now=NOON)


def test_a_correction_stands_above_all_and_needs_a_reason(judged, round_):
    disclosure, _ = judged
    with pytest.raises(ReasonNeeded):
        correct_verdict(disclosure, option="pass", words=" ", by=OPERATOR, now=NOON)
    correct_verdict(disclosure, option="pass", words="คำสั่งที่ 5", by=OPERATOR, now=NOON)
    assert standing_verdicts(round_)[disclosure.participation_id, "O1"] == "pass"


def test_verdicts_are_tallied_for_scoring(judged, round_):
    edition = EditionLibrary().load("2566")
    tally = verdict_tally(round_, edition)
    assert tally.agencies == ("dip",)
    leaf = checklist_of(edition)["O1"]
    fails = [o.code for o in edition.nodes[leaf].options].index("fail")
    assert tally.counts[0, edition.leaves.index(leaf), fails] == 1
    assert tally.counts.sum() == 1


def test_two_evaluators_who_do_not_agree_decide_nothing_before_it_is_settled():
    first, second = Decided(Stage.FIRST, "fail"), Decided(Stage.SECOND, "pass")
    assert standing_verdict([]) is None
    assert standing_verdict([first]) == "fail"
    assert standing_verdict([first, second]) is None
    assert standing_verdict([first, Decided(Stage.SECOND, "fail")]) == "fail"
    assert standing_verdict([first, second, Decided(Stage.AGREED, "pass")]) == "pass"


def test_kappa_is_what_the_books_say():
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert cohen_kappa([]) is None
    assert cohen_kappa([("y", "y")] * 3) is None


def test_of_two_evaluators_who_agree_the_first_ones_words_are_told_and_objected_to(
    judged, evaluators, executive, round_
):
    disclosure, judge = judged
    found = allot_evaluators(round_, Stage.SECOND, seed="7", by=OPERATOR, now=NOON)
    second = next(e for e in evaluators if e.user == found[disclosure.participation_id])
    record_verdict(disclosure, option="fail", words="ลิงก์เสีย", by=second, now=NOON)
    seen = item_seen(disclosure.participation, "O1", reader=executive, now=NOON)
    assert seen.verdict_words == "ไม่พบปี"
    objection = raise_objection(disclosure, words="มีปี", by=executive, now=NOON)
    assert objection.verdict.by_id == judge.user
