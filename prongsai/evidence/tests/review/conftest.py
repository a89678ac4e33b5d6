"""An agency whose disclosure was captured, its people, and evaluators who judge it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from prongsai.assessments.models import Participation
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OPERATOR, Role
from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Fetched, Hop
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason, Stage
from prongsai.evidence.services.capturing import ARCHIVES
from prongsai.evidence.services.chain import Look, add_captures
from prongsai.evidence.services.disclosing import (
    NamedLink,
    approve_disclosure,
    disclosure_of,
    edit_disclosure,
    submit_disclosure,
)
from prongsai.evidence.services.reviewing import allot_evaluators, record_verdict
from prongsai.foundation.queries import EditionLibrary

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PAGE = "https://www.dip.go.th/plan"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def round_(db):
    for code in ("dip", "dop"):
        Agency.objects.create(code=code, searched=code, name_th=f"กรม {code}")
    planned = plan_round(EditionLibrary().load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, ["dip", "dop"], by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


@pytest.fixture
def person(round_):
    """Return a function: somebody with a role, and a browser in which they are logged in."""

    def made(name, role, agency=""):
        user = User.objects.create_user(f"{name}@example.org", name=name)
        of = Agency.objects.filter(code=agency).first()
        Duty.objects.create(user=user, role=role.value, agency=of)
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        browser = Client()
        browser.force_login(user)
        return actor_of(user), browser

    return made


@pytest.fixture
def agency(person):
    """The officer, the coordinator and the executive of the agency."""
    roles = (Role.OFFICER, Role.COORDINATOR, Role.EXECUTIVE)
    return {role: person(role.value, role, "dip") for role in roles}


@pytest.fixture
def disclosed(round_, agency):
    """Two links are disclosed for O1, and approved."""
    participation = Participation.objects.get(round=round_, agency__code="dip")
    disclosure = disclosure_of(participation, "O1")
    links = [NamedLink(PAGE, "แผนปฏิบัติราชการ"), NamedLink(f"{PAGE}.pdf")]
    officer, executive = agency[Role.OFFICER][0], agency[Role.EXECUTIVE][0]
    told = {"explanation": "ดูหน้าแผน", "exemption": "", "links": links}
    edit_disclosure(disclosure, **told, by=officer, now=NOON)
    submit_disclosure(disclosure, by=officer, now=NOON)
    return approve_disclosure(disclosure, by=executive, now=NOON)


def look(link, at, text="", reason=CaptureReason.SCHEDULED, outcome=CaptureOutcome.SHOWN):
    """What came of opening a link of a disclosure."""
    body = f"<script>alert(1)</script><p>{text}</p>".encode()
    head = (("Content-Type", "text/html; charset=utf-8"),)
    hop = Hop(link.page.address, at, "203.0.113.5", 200, "OK", head)
    fetched = Fetched((hop,), body, is_cut=False, seconds=0.2) if text else None
    kind = head[0][1] if text else ""
    told = (link.page_id, link.page.address, reason, at, outcome, 0.2, "", fetched, kind)
    return Look(*told, text or None)


def keep(home: Path, *looks):
    with Archive(home / ARCHIVES) as archive:
        add_captures(list(looks), archive)


@pytest.fixture
def captured(disclosed, round_, home):
    """The first link was changed after the deadline; the second one was down on the last day."""
    last = NOON + timedelta(days=2)
    days = {"starts": date(2026, 11, 1), "ends": last.date(), "reason": "x"}
    set_phase_dates(round_, "disclosure", **days, by=OPERATOR, now=NOON)
    one, other = disclosed.links.order_by("place")
    late, missed = last + timedelta(days=1), CaptureOutcome.TIMEOUT
    keep(home, look(one, NOON, "แผน 2565"), look(other, NOON, "เอกสาร"))
    keep(home, look(one, last, "แผน 2566"), look(other, last, outcome=missed))
    keep(home, look(one, late, "แผน 2567"), look(one, late + timedelta(days=1), "แผน 2567"))
    return disclosed


@pytest.fixture
def evaluators(person, round_):
    """Evaluators in the order in which they judge the agency; the third one judges another."""
    people = {}
    for number in (1, 2, 3):
        actor, browser = person(f"evaluator{number}", Role.EVALUATOR)
        people[actor.user] = (actor, browser)
    stages = (Stage.FIRST, Stage.SECOND)
    drawn = [allot_evaluators(round_, s, seed="7", by=OPERATOR, now=NOON) for s in stages]
    place = Participation.objects.get(round=round_, agency__code="dip").pk
    order = [found[place] for found in drawn]
    order += [user for user in people if user not in order]
    return [people[user] for user in order]


@pytest.fixture
def failed(captured, evaluators):
    (judge, _), *_others = evaluators
    record_verdict(captured, option="fail", reason="other_year", by=judge, now=NOON)
    return captured
