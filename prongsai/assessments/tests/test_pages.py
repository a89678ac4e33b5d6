"""The pages of rounds as people of each role meet them."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, timedelta

from prongsai.assessments.models import Participation, Phase, Round
from prongsai.assessments.rules import RoundState
from prongsai.assessments.services.participation import approve_headcounts, tell_headcounts
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import close_round, enter_agencies, open_round
from prongsai.assessments.tests.conftest import NOON
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import GUARDED, OF_AGENCY, OPERATOR, Role

pytestmark = pytest.mark.django_db
ROUND = "/en/desk/rounds/th-ita/2566/"
MINE, OTHER = f"{ROUND}agencies/dip/", f"{ROUND}agencies/dop/"


@pytest.fixture
def logged_in(db):
    """Return a function: a browser in which somebody with a role for `dip` is logged in."""

    def made(role, ministry="กระทรวงอุตสาหกรรม", browser=None):
        user = User.objects.create_user(f"{role.value}@agency.example", name=f"คุณ{role.value}")
        agency = Agency.objects.filter(code="dip").first() if role in OF_AGENCY else None
        is_overseer = role is Role.OVERSEER
        Duty.objects.create(
            user=user, role=role.value, agency=agency, ministry=ministry if is_overseer else ""
        )
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        browser = browser or Client()
        browser.force_login(user)
        return browser

    return made


def told(staff=400, public=9000):
    mine = Participation.objects.get(agency__code="dip")
    return tell_headcounts(mine, staff=staff, public=public, by=OPERATOR, now=NOON)


def test_the_first_page_says_what_to_do_when_there_is_no_round(logged_in):
    assert "Plan a round" in logged_in(Role.CENTRAL).get("/en/desk/").text
    assert "no round for you yet" in logged_in(Role.AUDITOR).get("/en/desk/").text


def test_who_has_no_role_is_told_whom_to_ask(db):
    browser = Client()
    browser.force_login(User.objects.create_user("new@agency.example"))
    assert "You have no role yet" in browser.get("/en/desk/").text


def test_a_coordinator_is_led_to_the_headcounts_and_the_executive_to_the_approval(
    round_, logged_in
):
    coordinator, executive = logged_in(Role.COORDINATOR), logged_in(Role.EXECUTIVE)
    assert "Tell the headcounts" in coordinator.get("/en/desk/").text
    assert "Read and approve" not in executive.get("/en/desk/").text
    told()
    assert "Tell the headcounts" not in coordinator.get("/en/desk/").text
    assert "Read and approve" in executive.get("/en/desk/").text


def test_the_first_page_counts_the_days_of_the_phase_that_is_under_way(round_, logged_in):
    today = localdate()
    until = today + timedelta(days=12)
    set_phase_dates(round_, "collection", starts=today, ends=until, by=OPERATOR, now=NOON)
    assert "12 days left" in logged_in(Role.OFFICER).get("/en/desk/").text


def test_who_is_not_concerned_by_a_round_does_not_meet_it(round_, agencies, logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    assert "Round of fiscal year 2566" in coordinator.get("/en/desk/").text
    Participation.objects.filter(agency=agencies[0]).delete()
    assert "Round of fiscal year 2566" not in coordinator.get("/en/desk/").text


def test_the_central_administrator_plans_a_round_once(agencies, logged_in):
    central = logged_in(Role.CENTRAL)
    page = "/en/desk/rounds/plan/"
    assert "th-ita/2566" in central.get(page).text
    answer = central.post(page, {"edition": "th-ita/2566"}, follow=True)
    assert answer.redirect_chain == [(ROUND, 302)]
    assert "The round is planned." in answer.text
    assert "th-ita/2566" not in central.get(page).text
    assert central.post(page, {"edition": "th-ita/2566"}).status_code == 422
    assert central.post(page, {"edition": "../../etc"}).status_code == 422
    assert central.post(page, {}).status_code == 422


def test_readers_see_their_own_agencies_of_a_round(round_, agencies, logged_in):
    Participation.objects.filter(agency=agencies[0]).update(ministry="กระทรวงอุตสาหกรรม")
    both, one = {MINE, OTHER}, {MINE}
    for role, seen in {
        Role.CENTRAL: both,
        Role.EVALUATOR: both,
        Role.AUDITOR: both,
        Role.OVERSEER: one,
        Role.COORDINATOR: one,
        Role.EXECUTIVE: one,
        Role.OFFICER: one,
    }.items():
        page = logged_in(role).get(ROUND).text
        assert {address for address in both if address in page} == seen, role


def test_an_overseer_of_no_agency_in_a_round_is_told_so(round_, logged_in):
    page = logged_in(Role.OVERSEER, ministry="กระทรวงอื่น").get(ROUND)
    assert "None of your agencies takes part" in page.text


def test_a_round_lists_its_agencies_fifty_a_page_and_finds_them(round_, logged_in):
    many(60)
    auditor = logged_in(Role.AUDITOR)
    assert auditor.get(ROUND).text.count('data-label="Staff"') == 50
    assert auditor.get(f"{ROUND}?page=2").text.count('data-label="Staff"') == 12
    assert auditor.get(f"{ROUND}?search=AGENCY-7").text.count('data-label="Staff"') == 1
    assert "No agency fits" in auditor.get(f"{ROUND}?search=nobody").text


@pytest.mark.parametrize(("approval", "found"), [("missing", 1), ("waiting", 1), ("approved", 0)])
def test_agencies_are_found_by_how_far_their_headcounts_are(round_, logged_in, approval, found):
    told()
    page = logged_in(Role.AUDITOR).get(f"{ROUND}?approval={approval}").text
    assert page.count('data-label="Staff"') == found


@pytest.mark.parametrize(
    "asked", ["page=0", "page=-1", "page=x", "page=999999999", "approval=x", "search=%00"]
)
def test_odd_addresses_show_the_round_all_the_same(round_, logged_in, asked):
    assert logged_in(Role.AUDITOR).get(f"{ROUND}?{asked}").status_code == 200


def many(count, start=0):
    codes = [f"agency-{number}" for number in range(start, count)]
    Agency.objects.bulk_create(Agency(code=code, name_th=code, searched=code) for code in codes)
    enter_agencies(Round.objects.get(), codes, by=OPERATOR, now=NOON)


@pytest.mark.parametrize("role", [Role.CENTRAL, Role.COORDINATOR])
@pytest.mark.parametrize("page", [ROUND, "/en/desk/"])
def test_a_page_costs_the_same_for_few_and_for_many_agencies(round_, logged_in, role, page):
    browser = logged_in(role)
    many(30)
    browser.get(page)
    costs = []
    for start, count in ((30, 31), (31, 120)):
        many(count, start)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(page)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def test_dates_are_set_and_changed_with_a_reason_that_all_can_read(round_, logged_in):
    central = logged_in(Role.CENTRAL)
    page = f"{ROUND}phases/collection/"
    assert central.get(page).status_code == 200
    first = {"starts": "2023-01-01", "ends": "2023-04-30"}
    assert central.post(page, first).headers["location"] == ROUND
    refused = central.post(page, {**first, "ends": "2023-05-07"})
    assert refused.status_code == 422
    assert "without a reason" in refused.text
    assert 'value="2023-05-07"' in refused.text
    later = {"starts": "1/1/2566", "ends": "๗/๕/๒๕๖๖", "reason": "น้ำท่วม"}
    assert central.post(page, later).status_code == 302
    assert Phase.objects.get(code="collection").ends == date(2023, 5, 7)
    seen = logged_in(Role.OFFICER).get(ROUND).text
    assert "น้ำท่วม" in seen
    assert "คุณcentral" in seen
    assert "30 April 2566" in seen


@pytest.mark.parametrize(
    "wrong", [{"starts": "2023-05-01", "ends": "2023-04-01"}, {"starts": "x", "ends": ""}]
)
def test_dates_that_cannot_be_are_kept_on_the_page(round_, logged_in, wrong):
    answer = logged_in(Role.CENTRAL).post(f"{ROUND}phases/collection/", wrong)
    assert answer.status_code == 422
    assert f'value="{wrong["starts"]}"' in answer.text
    assert Phase.objects.get(code="collection").starts is None


def test_a_phase_that_is_not_there_is_not_found(round_, logged_in):
    assert logged_in(Role.CENTRAL).get(f"{ROUND}phases/nothing/").status_code == 404


def test_agencies_enter_by_codes_all_or_none(round_, logged_in):
    central = logged_in(Role.CENTRAL)
    Agency.objects.create(code="new", searched="new")
    refused = central.post(f"{ROUND}enter/", {"codes": "new, nobody"})
    assert refused.status_code == 422
    assert "nobody" in refused.text
    assert "new, nobody" in refused.text
    assert Participation.objects.count() == 2
    answer = central.post(f"{ROUND}enter/", {"codes": "new\r\ndip"}, follow=True)
    assert "1 agency has been entered." in answer.text
    assert Participation.objects.count() == 3


def test_agencies_of_a_kind_are_counted_before_they_enter(round_, logged_in):
    central = logged_in(Role.CENTRAL)
    for code, province in (("a", "น่าน"), ("b", "น่าน"), ("c", "ตาก")):
        Agency.objects.create(code=code, searched=code, province=province, group="province")
    counted = central.get(f"{ROUND}enter/?province=น่าน&counted=1")
    assert "Enter 2 agencies" in counted.text
    assert Participation.objects.count() == 2
    sent = {"province": "น่าน", "group": "", "ministry": "", "by_kind": "1"}
    assert "2 agencies have been entered." in central.post(f"{ROUND}enter/", sent, follow=True).text
    assert (
        "Enter "
        not in central.get(f"{ROUND}enter/?province=น่าน&counted=1")
        .text.split('class="callout"', 1)[1]
        .split("<h2", 1)[0]
    )
    assert central.get(f"{ROUND}enter/?province=nowhere&counted=1").status_code == 422


def test_all_agencies_enter_at_once(round_, logged_in):
    Agency.objects.create(code="new", searched="new")
    sent = {"province": "", "group": "", "ministry": "", "by_kind": "1"}
    logged_in(Role.CENTRAL).post(f"{ROUND}enter/", sent)
    assert Participation.objects.count() == 3


def test_a_round_is_opened_after_reading_what_happens(round_, logged_in):
    central = logged_in(Role.CENTRAL)
    page = central.get(f"{ROUND}open/")
    assert "does not go back" in page.text
    assert Round.objects.get().state == RoundState.PLANNED
    assert central.post(f"{ROUND}open/").headers["location"] == ROUND
    assert Round.objects.get().state == RoundState.COLLECTING
    assert "Open the round now" not in central.get(f"{ROUND}open/").text
    assert central.post(f"{ROUND}open/").status_code == 409


def test_a_round_of_nobody_cannot_be_opened(round_, logged_in):
    Participation.objects.all().delete()
    central = logged_in(Role.CENTRAL)
    assert "Open the round now" not in central.get(f"{ROUND}open/").text
    assert central.post(f"{ROUND}open/").status_code == 422
    assert Round.objects.get().state == RoundState.PLANNED


def test_a_coordinator_tells_numbers_and_what_cannot_be_read_is_kept(round_, logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    refused = coordinator.post(MINE, {"staff": "many", "public": "9,000"})
    assert refused.status_code == 422
    assert 'value="many"' in refused.text
    assert 'value="9,000"' in refused.text
    assert "Write a whole number" in refused.text
    assert coordinator.post(MINE, {"staff": "99999999999", "public": ""}).status_code == 422
    answer = coordinator.post(MINE, {"staff": "๔๐๐", "public": "9,000"}, follow=True)
    assert answer.redirect_chain == [(MINE, 302)]
    mine = Participation.objects.get(agency__code="dip")
    assert (mine.staff, mine.public) == (400, 9000)


def test_the_executive_approves_what_is_on_the_page_and_others_see_who_did(round_, logged_in):
    told()
    executive = logged_in(Role.EXECUTIVE)
    assert "Approve the headcounts" in executive.get(MINE).text
    told(staff=4)
    stale = executive.post(f"{MINE}approve/", {"staff": "400", "public": "9000"}, follow=True)
    assert "changed after you opened" in stale.text
    answer = executive.post(f"{MINE}approve/", {"staff": "4", "public": "9000"}, follow=True)
    assert "The headcounts are approved." in answer.text
    seen = logged_in(Role.COORDINATOR).get(MINE).text
    assert "by คุณexecutive" in seen
    assert "Approve the headcounts" not in seen


def test_after_closing_nothing_can_be_told_any_more(round_, logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    assert "Keep the headcounts" in coordinator.get(MINE).text
    open_round(round_, by=OPERATOR, now=NOON)
    close_round(round_, by=OPERATOR, now=NOON)
    assert "Keep the headcounts" not in coordinator.get(MINE).text
    assert coordinator.post(MINE, {"staff": "1", "public": "1"}).status_code == 422


def test_other_agencies_and_what_is_not_there_stay_shut(round_, logged_in):
    coordinator = logged_in(Role.COORDINATOR)
    assert coordinator.get(OTHER).status_code == 403
    assert coordinator.post(OTHER, {"staff": "1"}).status_code == 403
    assert coordinator.get(f"{ROUND}agencies/nobody/").status_code == 404
    assert coordinator.get("/en/desk/rounds/th-ita/2599/").status_code == 404
    assert coordinator.get("/en/desk/rounds/th-ita/99999999999/").status_code == 404
    assert coordinator.get("/en/desk/rounds/th-ita/2599/agencies/dip/").status_code == 404


@pytest.mark.parametrize(
    ("role", "page", "sent"),
    [
        (Role.CENTRAL, "/en/desk/rounds/plan/", {"edition": "th-ita/2565"}),
        (Role.CENTRAL, f"{ROUND}open/", {}),
        (Role.CENTRAL, f"{ROUND}enter/", {"codes": "dip"}),
        (Role.CENTRAL, f"{ROUND}phases/collection/", {"starts": "2023-01-01"}),
        (Role.COORDINATOR, MINE, {"staff": "1"}),
        (Role.EXECUTIVE, f"{MINE}approve/", {"staff": "400", "public": "9000"}),
    ],
)
def test_nothing_is_changed_from_another_site(round_, logged_in, role, page, sent):
    told()
    browser = logged_in(role, browser=Client(enforce_csrf_checks=True))
    assert browser.post(page, sent).status_code == 403
    assert Round.objects.get().state == RoundState.PLANNED
    assert Participation.objects.filter(staff=400, approved_at=None).count() == 1


def test_a_page_of_an_agency_has_its_tabs_and_says_where_one_is(round_, logged_in):
    page = logged_in(Role.COORDINATOR).get(MINE).text
    assert f'<a href="{MINE}" aria-current="page">' in page
    assert f'<a href="{ROUND}">Round 2566</a>' in page


def test_approved_headcounts_are_counted_for_whom_they_concern(round_, agencies, person, logged_in):
    mine = told()
    executive = person(Role.EXECUTIVE, agencies[0])
    approve_headcounts(mine, seen=(400, 9000), by=executive, now=NOON)
    assert "headcounts told by 1, approved by 1" in logged_in(Role.AUDITOR).get("/en/desk/").text
