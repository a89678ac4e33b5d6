"""What came of judging a round, counted; and how far pairs of evaluators agree."""

import pytest
from django.urls import reverse

from prongsai.directory.models import User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.queries.statistics import pair_statistics, round_statistics
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.evidence.services.reviewing import (
    allot_evaluators,
    correct_verdict,
    record_verdict,
    settle_verdict,
)
from prongsai.evidence.tests.disclosed import NOON, a_round, approved, member, participation_in

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}
#: Item -> what the first and the second evaluator say.
SAID = {"O1": ("fail", "fail"), "O2": ("fail", "pass"), "O3": ("pass", "pass"), "O4": ("fail", "")}


@pytest.fixture
def round_(settings, tmp_path, db):
    settings.PRONGSAI_HOME = tmp_path
    return a_round("2566", "dip")


@pytest.fixture
def judged(round_):
    """Items with verdicts of two, of which one is settled; gives disclosures and evaluators."""
    mine = participation_in("2566", "dip")
    for number in range(3):
        member(f"evaluator{number}", Role.EVALUATOR)
    found = {}
    by = []
    for stage in (Stage.FIRST, Stage.SECOND):
        drawn = allot_evaluators(round_, stage, seed="7", **DOING)[mine.pk]
        by.append(actor_of(User.objects.get(pk=drawn)))
    for item, options in SAID.items():
        found[item] = approved(mine, item)
        for one, option in zip(by, options, strict=True):
            if option:
                record_verdict(found[item], option=option, words="x", by=one, now=NOON)
    third = User.objects.filter(duties__role="evaluator").exclude(pk__in=[o.user for o in by]).get()
    other = actor_of(third)
    settle_verdict(found["O2"], option="fail", words="x", by=other, now=NOON)
    executive = actor_of(User.objects.get(email="stands.for.dip@example.org"))
    for item in ("O1", "O2", "O4"):
        raise_objection(found[item], words="x", by=executive, now=NOON)
    objections = {item: found[item].objection for item in ("O1", "O4")}
    decide_objection(objections["O1"], option="pass", words="x", by=other, now=NOON)
    decide_objection(objections["O4"], option="fail", words="x", by=other, now=NOON)
    correct_verdict(found["O3"], option="fail", words="x", **DOING)
    return found


def test_items_are_counted_as_they_were_judged_and_as_objections_ended(round_, judged):
    found = round_statistics(round_, reader=OPERATOR)
    by = {row.item: row for row in found.items}
    counts = {
        item: (row.judged, row.not_full, row.objected, row.reversed, row.kept, row.waiting)
        for item, row in by.items()
        if row.judged
    }
    assert counts == {
        "O1": (1, 1, 1, 1, 0, 0),
        "O2": (1, 1, 1, 0, 0, 1),
        "O3": (1, 0, 0, 0, 0, 0),
        "O4": (1, 1, 1, 0, 1, 0),
    }
    total = found.total
    assert (total.judged, total.not_full, total.objected, total.waiting) == (4, 3, 3, 1)
    assert (total.percent_objected, total.percent_reversed) == (100, 50)
    assert round_statistics(a_round("2567", "dip"), reader=OPERATOR).total.percent_objected is None


def test_pairs_are_told_with_their_agreement_to_who_knows_who_judges(round_, judged):
    (pair,) = pair_statistics(round_, reader=OPERATOR)
    assert {pair.first, pair.second} <= {f"evaluator{number}" for number in range(3)}
    assert (pair.agreement.items, pair.agreement.agreed) == (3, 2)
    assert pair.agreement.kappa == pytest.approx(0.4)
    with pytest.raises(NotAllowed):
        pair_statistics(round_, reader=member("e", Role.EVALUATOR).actor)


def test_the_page_shows_items_and_pairs(round_, judged):
    auditor = member("auditor", Role.AUDITOR)
    address = reverse("evidence:statistics", args=["th-ita", 2566])
    page = auditor.browser.get(f"/en{address}").content.decode()
    assert "100.0%" in page
    assert "50.0% of the decisions changed the verdict" in page
    assert "0.40" in page
