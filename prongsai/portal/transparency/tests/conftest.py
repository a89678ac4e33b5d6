"""An agency that discloses two items of a round, and captures of what its links showed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from prongsai.assessments.models import Participation
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Actor, Charge, Role
from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Fetched, Hop
from prongsai.evidence.models import Link, Page
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.evidence.services.attaching import attach_file
from prongsai.evidence.services.chain import Look, add_captures
from prongsai.evidence.services.disclosing import (
    NamedLink,
    approve_disclosure,
    disclosure_of,
    edit_disclosure,
    submit_disclosure,
)
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

#: Yesterday and today as the site sees them are real days: only doors read the clock.
NOW = datetime.now(UTC)
PLAN = "https://dip.example/plan"
TABLE = "ไตรมาส,บาท\n1,100\n"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def round_(db):
    for code in ("dip", "dop"):
        Agency.objects.create(code=code, searched=code, name_th=f"กรม {code}", name_en=code.upper())
    planned = plan_round(EditionLibrary().load("2566"), by=OPERATOR, now=NOW)
    enter_agencies(planned, ["dip", "dop"], by=OPERATOR, now=NOW)
    return open_round(planned, by=OPERATOR, now=NOW)


@pytest.fixture
def participation(round_):
    return Participation.objects.get(round=round_, agency__code="dip")


@pytest.fixture
def staff(participation):
    """Who fills in and approves at the agency."""
    charges = [Charge(role, participation.agency_id) for role in (Role.OFFICER, Role.EXECUTIVE)]
    return Actor(None, "staff", tuple(charges))


@pytest.fixture
def disclose(participation, staff):
    """Return what takes an item as far as is asked: to a draft, sent, or approved."""

    def disclosed(item, *addresses, file="", until="approved", explanation="ดูหน้าแผน", title="แผน"):
        disclosure = disclosure_of(participation, item)
        links = [NamedLink(address, title) for address in addresses]
        told = {"explanation": explanation, "exemption": "", "links": links}
        edit_disclosure(disclosure, **told, by=staff, now=NOW)
        if file:
            attach_file(disclosure, ContentFile(file.encode(), "แผน.csv"), by=staff, now=NOW)
        for state, step in (("submitted", submit_disclosure), ("approved", approve_disclosure)):
            if until in {state, "approved"}:
                step(disclosure, by=staff, now=NOW)
        return disclosure

    return disclosed


@pytest.fixture
def disclosed(disclose):
    """Two items that the executive approved, and two that nobody has."""
    disclose("O1", PLAN, "https://dip.example/plan2")
    disclose("O2", file=TABLE)
    disclose("O3", "https://dip.example/secret-draft", until="draft", title="ลับร่าง")
    disclose("O4", "https://dip.example/secret-sent", until="submitted", title="ลับส่งแล้ว")


@pytest.fixture
def capture(tmp_path):
    """Keep that a page showed some bytes at some time, or that it did not open."""

    def kept(address, body, at=NOW, reason=CaptureReason.SCHEDULED):
        page = Page.objects.get(address=address)
        hop = Hop(address, at, "203.0.113.5", 200, "OK", (("Content-Type", "text/html"),))
        fetched = Fetched((hop,), body, is_cut=False, seconds=0.1) if body else None
        outcome = CaptureOutcome.SHOWN if body else CaptureOutcome.TIMEOUT
        look = Look(page.pk, address, reason, at, outcome, 0.1, fetched=fetched)
        with Archive(tmp_path / "captures") as archive:
            add_captures([look], archive)

    return kept


@pytest.fixture
def end(round_):
    """Let disclosing end so many days from today."""

    def ended(days):
        last = date.today() + timedelta(days=days)  # noqa: DTZ011 # any time zone will do
        dates = {"starts": last - timedelta(days=30), "ends": last}
        set_phase_dates(round_, "disclosure", **dates, by=OPERATOR, now=NOW, reason="เลื่อน")

    return ended


@pytest.fixture
def published(db):
    """Publish what the department printed of five years."""
    path = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    scored = score_files([path], library=EditionLibrary())
    keep_results(scored, input_files([path]), by=OPERATOR, now=NOW)


@pytest.fixture
def object_with(participation):
    """Bring new evidence along with an objection, which nobody approved."""

    def brought(item, address):
        disclosure = participation.disclosure_set.get(item=item)
        page = Page.objects.create(address=address, digest=address[:64])
        Link.objects.create(disclosure=disclosure, page=page, place=9, with_objection=True)

    return brought
