"""Verdicts that were given in the product give the scores that the department printed."""

from datetime import UTC, datetime

import pytest

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, Role
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.reviewing import allot_evaluators, correct_verdict, record_verdict
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.yamltext import parse
from prongsai.results.queries.published import published_history
from prongsai.results.services.keeping import publish_run
from prongsai.results.services.rounds import JUDGED, score_round

#: Within the review of that year.
NOON = datetime(2022, 5, 10, 5, tzinfo=UTC)
LIBRARY = EditionLibrary()
pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(dip):
    return parse(dip.read_text(encoding="utf-8")).data


@pytest.fixture
def judged(settings, tmp_path, printed):
    """A round of 2565 in which an evaluator gave every verdict of the report."""
    settings.PRONGSAI_HOME = tmp_path
    Agency.objects.create(code="dip", searched="dip")
    round_ = plan_round(LIBRARY.load("2565"), by=OPERATOR, now=NOON)
    enter_agencies(round_, ["dip"], by=OPERATOR, now=NOON)
    open_round(round_, by=OPERATOR, now=NOON)
    user = User.objects.create_user("evaluator@example.org")
    Duty.objects.create(user=user, role=Role.EVALUATOR.value)
    allot_evaluators(round_, Stage.FIRST, seed="1", by=OPERATOR, now=NOON)
    told = {row["item"]: row["verdict"] for row in printed["weak_items_2565"] if "verdict" in row}
    participation = Participation.objects.get()
    for item in checklist_of(LIBRARY.load("2565")):
        record_verdict(
            disclosure_of(participation, item),
            option=told.get(item, printed["other_oit_items_2565"]),
            words="ตามรายงาน" if item in told else "",
            by=actor_of(user),
            now=NOON,
        )
    return close_round(round_, by=OPERATOR, now=NOON)


def published(run):
    publish_run(run.pk, by=OPERATOR, now=NOON)
    return published_history("dip").latest.result


def score_of(result, code):
    return next(row.score for row in result.indicators if row.code == code)


def test_verdicts_give_what_was_printed(judged, printed):
    run = score_round(judged, [], library=LIBRARY, by=OPERATOR, now=NOON)
    assert [file["name"] for file in run.inputs] == [JUDGED]
    result = published(run)
    assert (score_of(result, "9"), score_of(result, "10")) == (9378, 4375)
    weak = printed["weak_summary_2565"]["OIT"]
    assert result.weak["OIT"].count == weak["count"]
    assert sorted(point.code for point in result.weak["OIT"].points) == sorted(weak["items"])


def test_a_verdict_that_is_corrected_later_makes_a_new_run(judged):
    before = score_round(judged, [], library=LIBRARY, by=OPERATOR, now=NOON)
    disclosure = disclosure_of(Participation.objects.get(), "O41")
    correct_verdict(disclosure, option="pass", words="คำสั่งที่ 5", by=OPERATOR, now=NOON)
    run = score_round(judged, [], library=LIBRARY, by=OPERATOR, now=NOON)
    assert run.pk != before.pk
    assert score_of(published(run), "10") > 4375
