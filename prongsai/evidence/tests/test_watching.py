"""Links are watched by themselves: captured in turn, at the deadline, and told of once."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from prongsai.assessments.models import Participation
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Limits
from prongsai.evidence.models import Capture, DeadlineLook, Disclosure, Link, LinkNotice, Page, Seal
from prongsai.evidence.queries.copies import near_copies, wrong_names
from prongsai.evidence.queries.prechecks import prechecks
from prongsai.evidence.queries.watch import (
    changed_pages,
    watched_links,
    watched_round,
    with_history,
)
from prongsai.evidence.rules.captures import DeadlineCaptured
from prongsai.evidence.rules.schedule import PlaceUnreadable, allowed_places
from prongsai.evidence.rules.states import (
    CaptureOutcome,
    CaptureReason,
    DisclosureState,
    LinkTrouble,
)
from prongsai.evidence.services.archiving import broken_archives, export_captures
from prongsai.evidence.services.capturing import (
    Site,
    archives_folder,
    capture_due_pages,
    claim_pages,
)
from prongsai.evidence.services.chain import Look, add_captures, verify_chain
from prongsai.evidence.services.deadline import capture_deadline, capture_passed_deadlines
from prongsai.evidence.services.disclosing import page_of
from prongsai.evidence.services.noticing import tell_coordinators
from prongsai.evidence.services.watching import capture_in_turn
from prongsai.foundation.queries import EditionLibrary

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
QUICK = Limits(size=200_000, seconds=1, redirects=3)
CHECK = "from warcio.cli import main; main()"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path, site):
    settings.PRONGSAI_HOME = tmp_path
    settings.CAPTURE_ALLOW = [f"{site[0]}:{site[1]}"]
    settings.CAPTURE_SECONDS = 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return tmp_path


@pytest.fixture
def round_(home):
    names = {"dip": "กรมส่งเสริมอุตสาหกรรม", "dop": "กรมกิจการผู้สูงอายุ"}
    for code, name in names.items():
        Agency.objects.create(code=code, name_th=name, searched=code, ministry=f"กระทรวง {code}")
    planned = plan_round(EditionLibrary().load("2566"), by=OPERATOR, now=NOON)
    enter_agencies(planned, list(names), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


@pytest.fixture
def disclose(round_, site):
    """Let an agency disclose a path of the site on this machine."""

    def disclosed(path, agency="dip", item="O1", state=DisclosureState.APPROVED):
        participation = Participation.objects.get(round=round_, agency__code=agency)
        disclosure, _ = Disclosure.objects.update_or_create(
            participation=participation, item=item, defaults={"state": state.value}
        )
        page = page_of(f"http://{site[0]}:{site[1]}{path}")
        Page.objects.filter(pk=page.pk).update(due_at=NOON, reason=CaptureReason.SUBMITTED.value)
        place = disclosure.links.count()
        Link.objects.create(disclosure=disclosure, page=page, title="หน้า", place=place)
        return disclosure

    return disclosed


@pytest.fixture
def capture(site):
    def captured(*, at_once=4, **told):
        return capture_due_pages(site=Site(QUICK, at_once, frozenset({site})), **told)

    return captured


@pytest.fixture
def again(capture):
    """Look at everything once more."""

    def looked():
        Page.objects.filter(due_at__isnull=False).update(due_at=NOON)
        return capture()

    return looked


@pytest.fixture
def coordinator(round_):
    user = User.objects.create(email="malee@example.org")
    Duty.objects.create(
        user=user, role=Role.COORDINATOR.value, agency=Agency.objects.get(code="dip")
    )
    return actor_of(user)


def looks(**which):
    return list(Capture.objects.filter(**which).order_by("number").values_list("reason", flat=True))


def test_a_look_says_why_it_was_taken_and_what_is_waited_for_is_tried_again(disclose, again):
    disclose("/nothing")
    disclose("/")
    for _ in range(4):
        again()
    assert looks(page__address__endswith="/nothing") == ["submitted"] * 3 + ["scheduled"]
    assert looks(page__address__endswith="/") == ["submitted"] + ["scheduled"] * 3
    assert verify_chain() == []


def test_what_somebody_waits_for_is_opened_first(disclose, capture):
    for path in ("/?1", "/?2", "/?3"):
        disclose(path)
    Page.objects.filter(address__endswith="3").update(due_at=NOON + timedelta(seconds=1))
    Page.objects.exclude(address__endswith="3").update(reason=CaptureReason.SCHEDULED.value)
    capture(at_once=1)
    assert Capture.objects.get(number=1).page.address.endswith("3")


def test_when_the_time_is_up_the_rest_waits_for_the_next_turn(disclose, capture):
    for number in range(9):
        disclose(f"/?{number}")
    assert capture(seconds=-1) == 0
    assert Page.objects.filter(due_at__lte=NOON).count() == 9
    assert capture() == 9


def test_a_page_asked_for_anew_while_it_was_open_is_looked_at_again(disclose, home):
    page = disclose("/").links.get().page
    (claimed,) = claim_pages(1, NOON)
    Page.objects.filter(pk=page.pk).update(due_at=NOON, reason=CaptureReason.DEADLINE.value)
    seen = (claimed.id, claimed.address, claimed.reason, NOON, CaptureOutcome.TIMEOUT, 1.0)
    with Archive(home) as archive:
        add_captures([Look(*seen)], archive)
    page.refresh_from_db()
    assert (page.due_at, page.reason, page.outcome) == (NOON, "deadline", "timeout")


def test_the_deadline_captures_what_agencies_stand_for_once(disclose, round_, capture, coordinator):
    disclose("/")
    disclose("/cookies", item="O2", state=DisclosureState.SUBMITTED)
    disclose("/nothing", item="O3", state=DisclosureState.DRAFT)
    capture()
    with pytest.raises(NotAllowed):
        capture_deadline(round_, by=coordinator, now=NOON)
    assert capture_deadline(round_, by=OPERATOR, now=NOON).pages == 2
    with pytest.raises(DeadlineCaptured):
        capture_deadline(round_, by=OPERATOR, now=NOON)
    capture()
    assert looks(reason="deadline") == ["deadline"] * 2


def test_a_deadline_that_has_passed_is_captured_by_itself_and_again_when_it_is_put_off(
    disclose, round_
):
    disclose("/")

    def ends(day):
        dates = {"starts": date(2026, 1, 1), "ends": day, "reason": "x"}
        set_phase_dates(round_, "disclosure", **dates, by=OPERATOR, now=NOON)

    ends(NOON.date())
    assert capture_passed_deadlines(now=NOON) == []
    later = NOON + timedelta(days=1)
    assert [look.day for look in capture_passed_deadlines(now=later)] == [NOON.date()]
    assert capture_passed_deadlines(now=later) == []
    ends(later.date())
    assert capture_passed_deadlines(now=later) == []
    assert len(capture_passed_deadlines(now=later + timedelta(days=1))) == 1
    assert DeadlineLook.objects.count() == 2


def test_the_worker_captures_what_is_due_seals_yesterday_and_forgets_what_nobody_names(disclose):
    disclosure = disclose("/")
    lost = page_of("http://lost.example/")
    Page.objects.filter(pk=lost.pk).update(due_at=NOON)
    capture_in_turn(0)
    assert [c.page_id for c in Capture.objects.all()] == [disclosure.links.get().page_id]
    lost.refresh_from_db()
    assert lost.due_at is None
    assert not Seal.objects.exists()
    capture_in_turn(0)
    assert Seal.objects.get().day == localdate() - timedelta(days=1)


def test_a_coordinator_is_told_once_of_what_broke_and_what_changed(
    disclose, again, coordinator, site_says
):
    broken, changed = disclose("/nothing"), disclose("/changing", item="O2")
    disclose("/", item="O3")
    site_says("แผนปฏิบัติราชการ ประจำปีงบประมาณ")
    again()
    assert tell_coordinators(now=NOON) == 0
    site_says("ไม่มีอะไรเหลืออยู่ในหน้านี้แล้ว เปลี่ยนทั้งหมด")
    again()
    assert tell_coordinators(now=NOON) == 1
    assert tell_coordinators(now=NOON) == 0
    (letter,) = mail.outbox
    assert letter.to == ["malee@example.org"]
    for disclosure, words in ((broken, "did not open"), (changed, "says something else")):
        assert disclosure.links.get().page.address in letter.body
        assert words in letter.body
    assert set(LinkNotice.objects.values_list("kind", flat=True)) == set(LinkTrouble)


def test_without_mail_nobody_is_told_and_nothing_is_noted(disclose, again, coordinator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    disclose("/nothing")
    again()
    again()
    assert tell_coordinators(now=NOON) == 0
    assert not LinkNotice.objects.exists()


def test_the_links_of_an_agency_are_listed_with_what_they_showed(
    disclose, again, round_, coordinator, site_says
):
    disclose("/nothing")
    disclose("/changing", item="O2")
    disclose("/", agency="dop", item="O3")
    site_says("แผนปฏิบัติราชการ ประจำปีงบประมาณ")
    again()
    site_says("เซิร์ฟเวอร์ขัดข้อง กรุณาลองใหม่ภายหลัง", status=500)
    again()
    assert not changed_pages(Page.objects.values_list("pk", flat=True))
    site_says("ไม่มีอะไรเหลืออยู่ในหน้านี้แล้ว เปลี่ยนทั้งหมด")
    again()
    dip = Participation.objects.get(round=round_, agency__code="dip")
    broken, changed = with_history(watched_links(dip, reader=coordinator))
    assert (broken.is_broken, broken.failures, len(broken.history)) == (True, 3, 3)
    assert (changed.is_broken, changed.has_changed) == (False, True)
    (line,) = watched_round(round_, reader=coordinator)
    assert (line.code, line.counts.links, line.counts.broken) == ("dip", 2, 1)
    stranger = Participation.objects.get(round=round_, agency__code="dop")
    with pytest.raises(NotAllowed):
        watched_links(stranger, reader=coordinator)


def test_criteria_are_checked_before_anybody_judges(disclose, capture, site_says):
    disclosure = disclose("/changing", item="O5")
    assert {one.result.value for one in prechecks(disclosure)} == {"person"}
    site_says("ติดต่อ 75/6 ถนนพระรามที่ 6 แขวงทุ่งพญาไท กรุงเทพฯ 10400 โทร 0 2430 6860 แผนที่")
    capture()
    found = {one.code: one.result.value for one in prechecks(disclosure)}
    assert found == dict.fromkeys(
        ("reachable", "open_to_all", "readable", "phone", "address", "map"), "met"
    )
    assert not any(one.criterion.confirmed for one in prechecks(disclosure))
    assert {one.result.value for one in prechecks(disclosure, until=0)} == {"person"}
    dead = Page.objects.create(address="http://nothing.invalid/", digest="0")
    Link.objects.create(disclosure=disclosure, page=dead, place=9, with_objection=True)
    assert {one.code: one.result.value for one in prechecks(disclosure)} == found


def test_copied_documents_and_foreign_names_are_found(disclose, capture, round_, site_says):
    disclose("/changing?1", item="O4")
    disclose("/changing?2", agency="dop", item="O4")
    disclose("/", agency="dop", item="O4")
    site_says("แผนยุทธศาสตร์ของกรมส่งเสริมอุตสาหกรรม " + "เพื่อให้บริการประชาชนอย่างโปร่งใส " * 20)
    capture()
    (group,) = near_copies(round_)
    assert (group.item, group.agencies) == ("O4", 2)
    assert [copy.likeness for copy in group.copies] == [1, 1]
    (wrong,) = wrong_names(round_)
    assert (wrong.document.agency, wrong.named) == ("dop", ("dip",))


def test_an_export_replays_elsewhere_with_the_bytes_that_it_refers_to(
    disclose, again, round_, home, coordinator
):
    disclose("/", agency="dop")
    disclose("/onward?to=/", item="O2")
    again()
    again()
    out = home / "dip.warc.gz"
    with pytest.raises(NotAllowed):
        export_captures(round_, out, agency="dip", by=coordinator, now=NOON)
    number, beside = export_captures(round_, out, agency="dip", by=OPERATOR, now=NOON)
    assert number == 3 or Capture.objects.get(number=1).page.link_set.get().disclosure.item == "O2"
    checked = subprocess.run(  # noqa: S603 # our own file
        [sys.executable, "-c", CHECK, "check", "-v", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "fail" not in checked.stdout
    assert len(json.loads(beside.read_text())["public_key"]) == 64


def test_an_archive_that_was_changed_or_lost_is_noticed(disclose, again):
    disclose("/")
    disclose("/nothing")
    again()
    assert list(broken_archives()) == []
    (archive,) = archives_folder().rglob("*.warc.gz")
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-20])
    assert list(broken_archives()) == [2]
    archive.unlink()
    assert list(broken_archives()) == [1, 2]


def test_places_that_may_be_opened_are_addresses_with_ports():
    assert allowed_places(["10.1.2.3:80", "[fd00::1]:443"]) == {("10.1.2.3", 80), ("fd00::1", 443)}
    for wrong in ("10.1.2.3", "example.org:80", "10.1.2.3:http"):
        with pytest.raises(PlaceUnreadable):
            allowed_places([wrong])


# Pages


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_show_links_and_the_button_of_the_deadline_works_once(
    disclose, again, working_client, language
):
    disclose("/nothing")
    again()
    of_round = {"framework": "th-ita", "year": 2566}
    agency = reverse("evidence:watch", kwargs={**of_round, "agency": "dip"})
    whole, button = (
        reverse(f"evidence:{name}", kwargs=of_round) for name in ("watch_round", "deadline")
    )
    assert "/nothing" in working_client.get(language + agency).content.decode()
    assert "/nothing" in working_client.get(f"{language}{agency}?which=broken").content.decode()
    assert (
        "/nothing" not in working_client.get(f"{language}{agency}?which=changed").content.decode()
    )
    assert working_client.get(language + whole).status_code == 200
    assert working_client.get(language + button).status_code == 200
    assert working_client.post(language + button).status_code == 302
    assert working_client.post(language + button).status_code == 409
