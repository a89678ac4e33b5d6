"""An evaluator who is ill or turns out to be involved hands an agency over to another one."""

import pytest
from django.urls import reverse

from prongsai.directory.models import Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.models import Allotment, Replacement
from prongsai.evidence.queries.objections import waiting_objections
from prongsai.evidence.queries.reviews import next_item, own_reviews
from prongsai.evidence.rules.review import (
    NobodyMayJudge,
    NotAllotted,
    NotDrawn,
    NotFree,
    ReplacementUnexplained,
)
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.evidence.services.replacing import replace_evaluator
from prongsai.evidence.services.reviewing import allot_evaluators, record_verdict
from prongsai.evidence.tests.disclosed import NOON, a_round, approved, member, participation_in
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}
PLACE = {"framework": "th-ita", "year": 2566, "agency": "dip", "stage": "first"}


@pytest.fixture
def mine(settings, tmp_path, db):
    settings.PRONGSAI_HOME = tmp_path
    a_round("2566", "dip", "dop")
    return participation_in("2566", "dip")


@pytest.fixture
def drawn(mine):
    """The first evaluator of the agency, and the two others."""
    people = [member(f"evaluator{number}", Role.EVALUATOR) for number in range(3)]
    found = allot_evaluators(mine.round, Stage.FIRST, seed="7", **DOING)
    people.sort(key=lambda one: one.actor.user != found[mine.pk])
    return people


def test_verdicts_stay_and_the_new_one_goes_on_from_there(mine, drawn):
    before = drawn[0]
    judged = approved(mine, "O1")
    record_verdict(judged, option="fail", words="ไม่พบ", by=before.actor, now=NOON)
    made = replace_evaluator(mine, Stage.FIRST, reason="ลาป่วย", seed="9", **DOING)
    after = actor_of(User.objects.get(pk=made.after_id))
    assert made.after_id != before.actor.user
    (review,) = [one for one in own_reviews(after) if one.agency == "dip"]
    assert (review.judged, review.next_item) == (1, "O2")
    assert next_item(mine, reader=after) == "O2"
    with pytest.raises(NotAllotted):
        record_verdict(judged, option="pass", by=before.actor, now=NOON)
    record_verdict(judged, option="pass", by=after, now=NOON)
    assert [one.option for one in judged.verdicts.order_by("pk")] == ["fail", "pass"]
    entry = AuditEntry.objects.get(action="review.replaced")
    assert "ลาป่วย" not in str(entry.facts)
    assert Replacement.objects.get().reason == "ลาป่วย"


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_of_those_who_are_free_one_with_least_to_do_is_drawn(mine, drawn, seed):
    busy = set(Allotment.objects.values_list("evaluator", flat=True))
    made = replace_evaluator(mine, Stage.FIRST, reason="x", seed=seed, **DOING)
    assert made.after_id not in busy


def test_who_was_replaced_never_gets_the_agency_again_and_decides_no_objection(mine, drawn):
    before = drawn[0]
    first = replace_evaluator(mine, Stage.FIRST, reason="x", seed="9", **DOING)
    for name in (before.actor.user, first.after_id):
        email = User.objects.get(pk=name).email
        with pytest.raises(NotFree):
            replace_evaluator(mine, Stage.FIRST, reason="x", evaluator=email, **DOING)
    second = allot_evaluators(mine.round, Stage.SECOND, seed="1", **DOING)
    assert second[mine.pk] not in {before.actor.user, first.after_id}
    judged = approved(mine, "O1")
    judge = actor_of(User.objects.get(pk=first.after_id))
    record_verdict(judged, option="fail", words="ไม่พบ", by=judge, now=NOON)
    other = actor_of(User.objects.get(pk=second[mine.pk]))
    record_verdict(judged, option="fail", words="ไม่พบ", by=other, now=NOON)
    executive = actor_of(User.objects.get(email="stands.for.dip@example.org"))
    objection = raise_objection(judged, words="มี", by=executive, now=NOON)
    assert not list(waiting_objections(reader=before.actor))
    with pytest.raises(NotAllotted):
        decide_objection(objection, option="pass", words="มี", by=before.actor, now=NOON)


def test_one_is_named_who_has_no_interest(mine, drawn):
    named, involved = drawn[1:]
    Duty.objects.create(user_id=involved.actor.user, role="overseer", ministry=mine.ministry)
    how = {"reason": "มีส่วนได้เสีย", **DOING}
    for email in ("evaluator9@example.org", User.objects.get(pk=involved.actor.user).email):
        with pytest.raises(NotFree):
            replace_evaluator(mine, Stage.FIRST, evaluator=email, **how)
    email = User.objects.get(pk=named.actor.user).email
    made = replace_evaluator(mine, Stage.FIRST, evaluator=email, seed="unused", **how)
    assert (made.after_id, made.seed) == (named.actor.user, "")
    with pytest.raises(NobodyMayJudge):
        replace_evaluator(mine, Stage.FIRST, seed="1", **how)


def test_a_reason_a_draw_and_the_right_are_needed(mine, drawn):
    with pytest.raises(ReplacementUnexplained):
        replace_evaluator(mine, Stage.FIRST, reason=" ", **DOING)
    with pytest.raises(NotDrawn):
        replace_evaluator(mine, Stage.SECOND, reason="x", **DOING)
    with pytest.raises(NotAllowed):
        replace_evaluator(mine, Stage.FIRST, reason="x", by=drawn[0].actor, now=NOON)


def test_the_page_replaces_and_tells_who_was_replaced(mine, drawn):
    central, auditor = member("central", Role.CENTRAL), member("auditor", Role.AUDITOR)
    address = reverse("evidence:replace", kwargs=PLACE)
    asked = central.browser.get(address).content.decode()
    assert "evaluator0" in asked
    assert "evaluator2@example.org" in asked
    empty = central.browser.post(address, {"evaluator": "", "seed": "1"})
    assert empty.status_code == 422
    sent = {"reason": "มีส่วนได้เสีย", "evaluator": "", "seed": "1"}
    assert central.browser.post(address, sent).status_code == 302
    assert Allotment.objects.get(participation=mine).seed == "1"
    listed = auditor.browser.get(reverse("evidence:allot", args=["th-ita", 2566]))
    assert "มีส่วนได้เสีย" in listed.content.decode()
    assert auditor.browser.get(address).status_code == 403
    nowhere = reverse("evidence:replace", kwargs=PLACE | {"stage": "agreed"})
    assert central.browser.get(nowhere).status_code == 404
