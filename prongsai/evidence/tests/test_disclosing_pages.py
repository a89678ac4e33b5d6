"""The checklist and its items on pages: who sees what, what buttons do, what stays."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OF_AGENCY, OPERATOR, Role
from prongsai.evidence.models import Capture, CapturedText, Disclosure, Verdict
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.services.disclosing import (
    approve_disclosure,
    carry_over,
    disclosure_of,
    edit_disclosure,
    page_of,
    submit_disclosure,
)
from prongsai.evidence.tests.disclosed import NOON, a_round, participation_in

pytestmark = pytest.mark.django_db
LIST = "/en/desk/rounds/th-ita/2566/agencies/dip/disclosures/"
ITEM = f"{LIST}O1/"
PLAN = "https://dip.go.th/plan"


@pytest.fixture(autouse=True)
def mine(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    a_round("2566", "dip", "dop")
    return participation_in("2566", "dip")


@pytest.fixture
def logged_in():
    def made(role, **duty):
        user = User.objects.create_user(f"{role.value}@dip.example", name=f"คุณ{role.value}")
        agency = Agency.objects.get(code="dip") if role in OF_AGENCY else None
        Duty.objects.create(user=user, role=role.value, agency=agency, **duty)
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        browser = Client()
        browser.force_login(user)
        browser.actor = actor_of(user)
        return browser

    return made


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def typed(do, links=PLAN, explanation="", exemption=""):
    return {"do": do, "links": links, "explanation": explanation, "exemption": exemption}


def filled(mine, item, address=PLAN):
    told = {"explanation": "", "exemption": "", "links": [NamedLink(address)]}
    return edit_disclosure(disclosure_of(mine, item), **told, by=OPERATOR, now=NOON)


def captured(address, *, number=1, outcome="shown", at=NOON, says="x"):
    words, _ = CapturedText.objects.get_or_create(digest=says * 64, defaults={"text": says})
    Capture.objects.create(
        number=number,
        page=page_of(address),
        reason="scheduled",
        asked_at=at,
        outcome=outcome,
        seconds=1,
        text=words if outcome == "shown" else None,
        previous="",
        sha256=str(number),
    )


def test_looking_at_an_item_makes_nothing(logged_in):
    officer = logged_in(Role.OFFICER)
    assert "not begun" in text(officer.get(ITEM))
    assert not Disclosure.objects.exists()
    assert officer.get(f"{LIST}O99/").status_code == 404


def test_an_item_goes_from_the_officer_to_the_executive_back_and_through(logged_in):
    officer, executive = logged_in(Role.OFFICER), logged_in(Role.EXECUTIVE)
    assert (
        "approve" not in text(officer.get(ITEM)).split("<main")[1].casefold().split("send for")[0]
    )
    sent = typed("send", f"{PLAN} แผนปี", "ข้อ 3")
    assert "It is sent" in text(officer.post(ITEM, sent, follow=True))
    one = Disclosure.objects.get()
    assert (one.state, one.explanation) == ("submitted", "ข้อ 3")
    assert (one.links.get().page.address, one.links.get().title) == (PLAN, "แผนปี")

    shown = text(executive.get(ITEM))
    assert "waits for your approval" in shown
    assert 'name="explanation"' not in shown
    assert "Say what is to be done" in text(executive.post(ITEM, {"do": "return"}), 422)
    executive.post(ITEM, {"do": "return", "words": "เพิ่ม <b>ปี</b>"})
    assert "เพิ่ม &lt;b&gt;ปี&lt;/b&gt;" in text(officer.get(ITEM))
    officer.post(ITEM, typed("send"))
    assert "The item is approved" in text(executive.post(ITEM, {"do": "approve"}, follow=True))
    assert Disclosure.objects.get().state == "approved"
    late = text(officer.post(ITEM, typed("save", "https://late.go.th")), 422)
    assert "cannot be changed" in late
    assert "https://late.go.th" in late


@pytest.mark.parametrize(
    ("role", "do", "status"),
    [
        (Role.OFFICER, "approve", 403),
        (Role.OFFICER, "assign", 403),
        (Role.EXECUTIVE, "save", 403),
        (Role.CENTRAL, "send", 403),
        (Role.CENTRAL, "approve", 403),
        (Role.AUDITOR, "save", 403),
        (Role.EVALUATOR, "save", 403),
        (Role.COORDINATOR, "nonsense", 422),
    ],
)
def test_a_button_does_nothing_for_who_may_not_press_it(logged_in, mine, role, do, status):
    filled(mine, "O1")
    before = list(Disclosure.objects.values())
    assert logged_in(role).post(ITEM, typed(do)).status_code == status
    assert list(Disclosure.objects.values()) == before


def test_what_was_typed_stays_when_a_link_is_refused(logged_in):
    officer = logged_in(Role.OFFICER)
    answer = officer.post(ITEM, typed("save", "file:///etc/passwd ลับ", "คำอธิบายยาว"))
    shown = text(answer, 422)
    assert "file:///etc/passwd ลับ" in shown
    assert "คำอธิบายยาว" in shown
    assert "is not opened" in shown
    assert not Disclosure.objects.get().links.exists()
    nothing = text(officer.post(ITEM, typed("send", "")), 422)
    assert "has no link, no file" in nothing


def version_on(page):
    return re.search('name="seen" value="([0-9a-f]{64})"', page)[1]


def test_nobody_overwrites_or_approves_what_they_have_not_seen(logged_in, mine):
    officer, executive = logged_in(Role.OFFICER), logged_in(Role.EXECUTIVE)
    coordinator = logged_in(Role.COORDINATOR)
    opened = version_on(text(officer.get(ITEM)))
    coordinator.post(ITEM, typed("save", f"{PLAN}/theirs"))
    late = text(officer.post(ITEM, typed("save", f"{PLAN}/mine") | {"seen": opened}), 422)
    assert "was changed after you opened the page" in late
    assert f"{PLAN}/mine" in late
    assert f"{PLAN}/theirs" in late
    told = typed("send", f"{PLAN}/mine") | {"seen": version_on(late)}
    assert officer.post(ITEM, told).status_code == 302

    read = version_on(text(executive.get(ITEM)))
    executive.post(ITEM, {"do": "return", "words": "x"})
    officer.post(ITEM, typed("send", f"{PLAN}/other"))
    refused = text(executive.post(ITEM, {"do": "approve", "seen": read}), 422)
    assert "was changed after you opened the page" in refused
    executive.post(ITEM, {"do": "approve", "seen": version_on(refused)})
    assert Disclosure.objects.get().state == "approved"


def test_a_coordinator_gives_an_item_to_a_unit_and_the_list_tells_who_is_late(logged_in, mine):
    unit = Unit.objects.create(agency=mine.agency, code="hr", name_th="กองการเจ้าหน้าที่")
    strange = Agency.objects.get(code="dop")
    Unit.objects.create(agency=strange, code="dop-hr")
    coordinator = logged_in(Role.COORDINATOR)
    coordinator.post(ITEM, {"do": "assign", "unit": "hr", "due": "1/1/2560"})
    one = Disclosure.objects.get()
    assert (one.unit, str(one.due)) == (unit, "2017-01-01")
    assert text(coordinator.post(ITEM, {"do": "assign", "unit": "dop-hr"}), 422)
    officer = logged_in(Role.OFFICER, unit=unit)
    own = text(officer.get(f"{LIST}?mine=1&late=1"))
    assert own.count('<th scope="row">') == 1
    assert "1 item is overdue" in own
    assert "No item fits" in text(officer.get(f"{LIST}?unit=none"))
    assert text(officer.get(f"{LIST}?state=%00&unit=%00")).count('<th scope="row">') == 43


def test_the_list_has_every_item_below_its_headings_and_counts_them(logged_in, mine):
    filled(mine, "O1")
    filled(mine, "O2", "https://dip.go.th/gone")
    captured("https://dip.go.th/gone", outcome="fault")
    shown = text(logged_in(Role.AUDITOR).get(LIST))
    assert shown.count('<th scope="row">') == 43
    assert shown.count("<h3>") == 2
    assert shown.count("<caption") == 7
    assert "0 of 43 items are approved" in shown
    assert "1 not opened" in shown
    assert "Paste links" not in shown


def test_the_list_asks_the_database_as_often_for_many_items_as_for_one(logged_in, mine):
    auditor = logged_in(Role.AUDITOR)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            text(auditor.get(LIST))
        return len(queries)

    filled(mine, "O1")
    asked()
    few = asked()
    for number in range(2, 30):
        filled(mine, f"O{number}", f"{PLAN}/{number}")
    assert asked() == few


def test_an_agency_sees_verdicts_when_objecting_begins_and_an_evaluator_no_earlier(logged_in, mine):
    one = filled(mine, "O1")
    Verdict.objects.create(
        disclosure=one, stage="first", option="fail", words="ไม่พบปี", seen=0, decided_at=NOON
    )
    officer, evaluator = logged_in(Role.OFFICER), logged_in(Role.EVALUATOR)
    auditor = logged_in(Role.AUDITOR)
    objecting = mine.round.phases.get(code="objection")
    objecting.starts = objecting.ends = None
    objecting.save()
    seen = [("ไม่พบปี" in text(one.get(ITEM))) for one in (officer, evaluator, auditor)]
    assert seen == [True, False, True]
    for days, told in ((3, [False, False, True]), (-3, [True, True, True])):
        objecting.starts = (localtime() + timedelta(days=days)).date()
        objecting.save()
        shown = [("ไม่พบปี" in text(one.get(ITEM))) for one in (officer, evaluator, auditor)]
        assert shown == told
        assert ("Fail" in text(officer.get(LIST))) is told[0]


def test_files_are_added_and_removed_on_the_page(logged_in):
    officer = logged_in(Role.OFFICER)
    plan = SimpleUploadedFile("แผน.pdf", b"%PDF-1.4")
    assert "The file is added" in text(
        officer.post(ITEM, {"do": "add_file", "file": plan}, follow=True)
    )
    evil = SimpleUploadedFile("x.html", b"<script>")
    assert "is not taken" in text(officer.post(ITEM, {"do": "add_file", "file": evil}), 422)
    assert "Choose a file" in text(officer.post(ITEM, {"do": "add_file"}), 422)
    file = Disclosure.objects.get().files.get()
    assert "There is no such file" in text(
        officer.post(ITEM, {"do": "remove_file", "file": "x"}), 422
    )
    officer.post(ITEM, {"do": "remove_file", "file": file.pk})
    assert not Disclosure.objects.get().files.exists()


def test_outside_of_its_phase_nothing_can_be_changed_but_who_sees_to_it(logged_in, mine):
    phase = mine.round.phases.get(code="disclosure")
    phase.ends = (localtime() - timedelta(days=1)).date()
    phase.save()
    coordinator = logged_in(Role.COORDINATOR)
    shown = text(coordinator.get(ITEM))
    assert "cannot be changed now" in shown
    assert 'name="links"' not in shown
    assert text(coordinator.post(ITEM, typed("save")), 422)
    assert coordinator.post(ITEM, {"do": "assign", "due": "2026-12-01"}).status_code == 302
    assert "Disclosing ended" in text(coordinator.get(LIST))


def test_last_years_disclosures_are_taken_over_with_files_and_a_warning(logged_in, mine):
    coordinator = logged_in(Role.COORDINATOR)
    for item in ("O1", "O2"):
        filled(mine, item, f"{PLAN}/{item}")
    coordinator.post(ITEM, {"do": "add_file", "file": SimpleUploadedFile("a.pdf", b"%PDF-1")})
    later = a_round("2567", "dip")
    new = participation_in("2567", "dip")
    later.phases.update(starts=None, ends=None)
    disclosure_of(new, "O1")  # looked at, given to a unit, but empty
    there = LIST.replace("2566", "2567")
    shown = text(coordinator.get(f"{there}carry-over/"))
    assert "2 items become drafts" in shown
    assert not Disclosure.objects.filter(participation=new, carried_from=2566).exists()
    answer = coordinator.post(f"{there}carry-over/", follow=True)
    assert "2 items were taken over" in text(answer)
    assert Disclosure.objects.get(participation=new, item="O1").files.get().name == "a.pdf"
    assert "There is nothing to take over" in text(coordinator.get(f"{there}carry-over/"))
    assert "no earlier round" in text(coordinator.get(f"{LIST}carry-over/"))


def test_what_was_taken_over_warns_until_somebody_has_checked_it(logged_in, mine):
    coordinator = logged_in(Role.COORDINATOR)
    filled(mine, "O1")
    a_round("2567", "dip").phases.update(starts=None, ends=None)
    carry_over(participation_in("2567", "dip"), by=coordinator.actor, now=NOON)
    there = ITEM.replace("2566", "2567")
    captured(PLAN, number=1, at=NOON - timedelta(days=3000))
    captured(PLAN, number=2)
    stale = text(coordinator.get(there))
    assert "Taken from 2566" in stale
    assert "says what it said before" in stale
    captured(PLAN, number=3, says="y")
    assert "says what it said before" not in text(coordinator.get(there))
    coordinator.post(there, typed("save"))
    assert "Taken from" not in text(coordinator.get(there))


def test_a_table_is_checked_shown_and_then_taken_in(logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    rows = f"item,link,what\nO1,{PLAN},x\nO77,{PLAN},\n"
    answer = coordinator.post(
        f"{LIST}import/", {"file": SimpleUploadedFile("list.csv", rows.encode())}
    )
    assert answer.status_code == 302
    shown = text(coordinator.get(answer["Location"]))
    assert "<code>what</code>" in shown
    assert "the checklist has no such item" in shown
    assert not Disclosure.objects.exists()
    faults = coordinator.get(f"{answer['Location']}faults.csv")
    assert "O77" in faults.content.decode("utf-8-sig")
    done = text(coordinator.post(answer["Location"], follow=True))
    assert "1 new, 0 changed, 0 unchanged, 1 rows not used" in done
    assert coordinator.post(answer["Location"]).status_code == 410
    broken = {"file": SimpleUploadedFile("list.csv", b"link\nx")}
    assert "has no column item" in text(coordinator.post(f"{LIST}import/", broken), 422)
    assert text(coordinator.post(f"{LIST}import/"), 422)


def test_pasted_links_are_shown_before_they_are_added(logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    pasted = {"links": f"O1 {PLAN}\nO77 {PLAN}"}
    shown = text(coordinator.post(f"{LIST}paste/", pasted))
    assert "Add these links" in shown
    assert not Disclosure.objects.exists()
    coordinator.post(f"{LIST}paste/", {**pasted, "sure": "1"})
    assert Disclosure.objects.get().links.get().page.address == PLAN
    assert "Paste some links" in text(coordinator.post(f"{LIST}paste/"), 422)


def test_what_was_approved_is_on_file(logged_in, mine):
    one = filled(mine, "O1")
    coordinator, executive = logged_in(Role.COORDINATOR), logged_in(Role.EXECUTIVE)
    submit_disclosure(one, by=coordinator.actor, now=NOON)
    approve_disclosure(one, by=executive.actor, now=NOON)
    answer = coordinator.get(f"{LIST}list.csv")
    assert "attachment" in answer["Content-Disposition"]
    assert f"O1,โครงสร้าง,approved,,,,,{PLAN}," in answer.content.decode("utf-8-sig")
    assert coordinator.get(f"{LIST}list.exe").status_code == 404
    assert carry_over(mine, by=coordinator.actor, now=NOON) == 0
