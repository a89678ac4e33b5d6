"""`prongsai plans`: from weak points to an approved and followed plan."""

import pytest
from django.utils.timezone import now

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.storing import plan_read
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def known(settings, tmp_path, dip):
    settings.PRONGSAI_HOME = tmp_path
    scored = score_files([dip], library=EditionLibrary())
    keep_results(scored, input_files([dip]), by=OPERATOR, now=now())
    user = User.objects.create_user("executive@dip.go.th", name="อธิบดี")
    Duty.objects.create(user=user, role="executive", agency=Agency.objects.get(code="dip"))


def test_a_plan_goes_its_way(prongsai):
    begun = prongsai("plans", "begin", "2567", "dip", "--json").json
    assert begun["plans"][0]["points"] > 20
    assert "✖ " in prongsai("plans", "show", "2567", "dip").out
    assert prongsai("plans", "draft", "2567", "dip", "--json").json["plans"][0]["measures"] > 10
    assert "✖ " not in prongsai("plans", "show", "2567", "dip").out
    assert plan_read(prongsai("plans", "show", "2567", "dip", "--json").json).measures
    assert prongsai("plans", "submit", "2567", "dip", "--json").json == {"state": "submitted"}
    decide = ("2567", "dip", "--as", "executive@dip.go.th")
    assert "sent back" in prongsai("plans", "return", *decide, "--words", "แก้", "--lang", "en").out
    prongsai("plans", "submit", "2567", "dip")
    assert "approved" in prongsai("plans", "approve", *decide, "--lang", "en").out
    entry = AuditEntry.objects.filter(action="plan.approved").get()
    assert entry.actor_name == "อธิบดี (prongsai plans)"


def test_an_approved_plan_is_followed(prongsai):
    for action in ("begin", "draft", "submit"):
        assert prongsai("plans", action, "2567", "dip").code == 0
    approve = ("plans", "approve", "2567", "dip", "--as")
    assert prongsai(*approve, "nobody@example.org").code == 2
    assert prongsai(*approve, "executive@dip.go.th").code == 0
    kept = prongsai("plans", "snapshot", "2567", "dip", "--kind", "six-months", "--json").json
    assert len(kept["sha256"]) == 64
    assert prongsai("plans", "snapshot", "2567", "dip", "--kind", "six-months").code == 2
    progress = prongsai("plans", "progress", "2567", "dip", "--json").json
    assert progress["whole"]["measures"]["planned"] > 10
    assert "0/" in prongsai("plans", "progress", "2567", "dip").out
    effect = prongsai("plans", "effect", "2567", "dip", "--json").json["measures"]
    assert {one["verdict"] for one in effect} == {"no-result"}
    assert "not published yet" in prongsai("plans", "effect", "2567", "dip", "--lang", "en").out
    assert prongsai("plans", "close", "2567", "dip").code == 0
    listed = prongsai("plans", "list", "2567", "dip", "--json").json
    assert listed == {"plans": [{"year_be": 2567, "state": "closed"}]}
    assert "2567" in prongsai("plans", "list", "2567", "dip").out


def test_a_year_without_an_edition_can_be_planned_for(prongsai):
    assert prongsai("plans", "begin", "2570", "dip").code == 0
    assert Plan.objects.get().year_be == 2570
    assert prongsai("plans", "refresh", "2570", "dip", "--json").json == {"state": "draft"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "2567", "dip"], "IMPROVEMENT-004"),
        (["begin", "9999", "dip"], "IMPROVEMENT-017"),
        (["begin", "elsewhere/2567", "dip"], "EDITION-001"),
        (["begin", "2567", "nobody"], "ACCOUNT-006"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(prongsai, words, code):
    answer = prongsai("plans", *words)
    assert answer.code == 2
    assert code in answer.err
