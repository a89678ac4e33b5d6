"""Inviting people, handing links over, closing accounts: who may, and what no link does."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils.timezone import now

from prongsai.directory.models import Agency, Key, Unit, User
from prongsai.directory.queries import actor_of, people
from prongsai.directory.queries.accounts import people_page
from prongsai.directory.queries.accounts import person as person_seen
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.directory.rules.accounts import NameTooLong, OwnAccount, PersonMissing, Post
from prongsai.directory.services.accounts import grant_duty, password_link, revoke_duty
from prongsai.directory.services.keys import make_key
from prongsai.directory.services.people import close_account, invite, open_account, send_link
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "ทะเลหมอกยามเช้า-77"
OFFICER = Post(Role.OFFICER, "dip")
SITE = "http://testserver"


@pytest.fixture
def coordinator(person, department):
    Agency.objects.create(code="other", searched="other")
    Unit.objects.create(agency=department, code="fin", name_th="กองคลัง")
    person("coordinator", agency="dip")
    return actor_of(User.objects.get())


@pytest.fixture
def central(person):
    email = person("central", email="central@x.go.th")
    user = User.objects.get(email=email)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return actor_of(user)


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def asked(email, post=OFFICER, by=OPERATOR, **more):
    return invite(email, post, site=SITE, by=by, now=now(), **more)


def opens(link):
    """Whether a link still sets a password."""
    return "ลิงก์นี้ใช้ไม่ได้แล้ว" not in Client().get(link.removeprefix(SITE), follow=True).text


def test_an_invitation_is_mailed_and_its_link_lets_in(coordinator, mailoutbox, log_in):
    done = asked("malee@dip.go.th", name="มาลี", by=coordinator)
    assert (done.is_new, done.link, done.was_sent) == (True, "", True)
    (mail,) = mailoutbox
    assert "มาลี" in mail.body
    assert "You are invited" in mail.body
    browser = Client()
    link = re.search(r"http://testserver(\S+)", mail.body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert log_in("malee@dip.go.th", NEW, browser=Client()).status_code == 302


def test_without_mail_the_link_is_handed_over(coordinator, no_mail):
    done = asked("malee@dip.go.th", by=coordinator)
    assert not done.was_sent
    assert opens(done.link)


def test_a_mail_server_that_fails_leaves_the_link(coordinator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert opens(asked("malee@dip.go.th", by=coordinator).link)


@pytest.mark.parametrize(
    "post",
    [
        Post(Role.OFFICER, "other"),
        Post(Role.OFFICER, "nowhere"),
        Post(Role.COORDINATOR, "dip"),
        Post(Role.EXECUTIVE, "dip"),
        Post(Role.CENTRAL),
        Post(Role.OVERSEER, ministry="x"),
    ],
)
def test_a_coordinator_invites_officers_of_their_own_agency_alone(coordinator, post):
    with pytest.raises(NotAllowed):
        asked("malee@dip.go.th", post, by=coordinator)
    assert User.objects.count() == 1


def test_who_has_a_password_gets_the_role_and_no_link(coordinator, person, no_mail):
    done = asked(person(email="malee@dip.go.th"), by=coordinator)
    assert (done.is_new, done.link) == (False, "")
    with pytest.raises(NotAllowed):
        send_link(done.person, site=SITE, by=coordinator, now=now())
    with pytest.raises(NotAllowed):
        password_link("malee@dip.go.th", site=SITE, language="th", by=coordinator, now=now())


def test_a_coordinator_hands_no_link_to_who_is_more_than_their_officer(coordinator, no_mail):
    done = asked("chief@dip.go.th", Post(Role.EXECUTIVE, "dip"))
    assert asked("chief@dip.go.th", by=coordinator).link == ""
    with pytest.raises(NotAllowed):
        send_link(done.person, site=SITE, by=coordinator, now=now())


def test_a_link_that_a_coordinator_knows_opens_no_role_that_is_given_later(coordinator, no_mail):
    link = asked("malee@dip.go.th", by=coordinator).link
    grant_duty("malee@dip.go.th", Role.CENTRAL, by=OPERATOR, now=now())
    assert not opens(link)
    link = asked("somsri@dip.go.th", by=coordinator).link
    revoke_duty("somsri@dip.go.th", Role.OFFICER, agency="dip", by=coordinator, now=now())
    assert not opens(link)


def test_a_coordinator_sees_the_officers_of_their_agency_and_those_duties_alone(
    coordinator, central
):
    asked("malee@dip.go.th", Post(Role.OFFICER, "dip", "fin"))
    grant_duty("malee@dip.go.th", Role.OFFICER, agency="other", by=OPERATOR, now=now())
    stranger = asked("stranger@other.go.th", Post(Role.OFFICER, "other")).person
    _, found = people_page(coordinator)
    assert [(one.email, [d.agency for d in one.duties]) for one in found] == [
        ("malee@dip.go.th", ["dip"])
    ]
    with pytest.raises(PersonMissing):
        person_seen(stranger, reader=coordinator)
    assert len(people_page(central)[1]) == 4
    assert len(people_page(central, search="DIP")[1]) == 2
    assert len(people_page(central, role="officer")[1]) == 2


def test_a_closed_account_is_out_at_once_and_its_keys_for_good(central, person, log_in, client):
    email = person("auditor")
    log_in(email)
    user = User.objects.get(email=email)
    make_key("x", by=actor_of(user), now=now())
    assert client.get("/me/").status_code == 200
    close_account(user.pk, by=central, now=now())
    close_account(user.pk, by=central, now=now())
    assert client.get("/me/").status_code == 302
    open_account(user.pk, by=central, now=now())
    assert client.get("/me/").status_code == 302
    assert Key.objects.get().is_ended
    assert log_in(email).status_code == 302
    told = AuditEntry.objects.get(action="account.closed")
    assert told.facts == {"sessions": 1, "keys": 1}


def test_nobody_shuts_themselves_out(central):
    with pytest.raises(OwnAccount):
        close_account(central.user, by=central, now=now())
    with pytest.raises(OwnAccount):
        revoke_duty("central@x.go.th", Role.CENTRAL, by=central, now=now())
    with pytest.raises(PersonMissing):
        close_account(0, by=central, now=now())


def test_a_name_that_is_too_long_and_an_endless_address_are_refused(department):
    with pytest.raises(NameTooLong):
        asked("a@x.th", name="ก" * 201)
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.th"
    assert asked(long).is_new


# Pages


@pytest.mark.parametrize(
    ("role", "links"),
    [("auditor", ["agencies", "people"]), ("coordinator", ["people"]), ("overseer", [])],
)
def test_the_navigation_leads_to_what_a_role_may_read(
    person, department, log_in, client, role, links
):
    place = {"coordinator": {"agency": "dip"}, "overseer": {"ministry": "x"}}.get(role, {})
    log_in(person(role, **place))
    page = client.get("/me/").text
    assert [name for name in ("agencies", "people") if f'href="/desk/{name}/"' in page] == links


def test_an_officer_is_invited_on_a_page(coordinator, log_in, client, no_mail):
    log_in("somchai@agency.example")
    page = client.get("/desk/people/invite/").text
    assert "กองคลัง" in page
    assert 'name="role"' not in page
    data = {"email": "malee@dip.go.th", "agency": "dip", "unit": "fin", "role": "central"}
    answer = client.post("/desk/people/invite/", data)
    link = re.search(r"http://testserver/accounts/[\w/-]+", answer.text)[0]
    assert opens(link)
    assert [one.payload()["duties"][0]["role"] for one in people()] == ["officer", "coordinator"]
    faulty = client.post("/desk/people/invite/", {**data, "email": "nowhere"})
    assert faulty.status_code == 422
    assert 'value="nowhere"' in faulty.text


def test_the_centre_gives_roles_and_takes_them_away_on_a_page(central, person, client):
    client.force_login(User.objects.get(pk=central.user))
    person(email="malee@dip.go.th")
    Agency.objects.create(code="dip", searched="dip")
    page = f"/desk/people/{User.objects.get(email='malee@dip.go.th').pk}/"
    for data, status in (
        ({"do": "grant", "role": "coordinator"}, 422),
        ({"do": "grant", "role": "coordinator", "agency": "nowhere"}, 422),
        ({"do": "grant", "role": ""}, 422),
        ({"do": "grant", "role": "coordinator", "agency": "dip"}, 302),
        ({"do": "revoke", "role": "king"}, 403),
    ):
        assert client.post(page, data).status_code == status
    assert "ผู้ประสานงานของหน่วยงาน" in client.get(page).text
    client.post(page, {"do": "revoke", "role": "coordinator", "agency": "dip"})
    assert "ถอนบทบาทแล้ว" in client.get(page).text
    assert "ออกจากระบบทุกแห่งทันที" in client.get(f"{page}close/").text
    client.post(f"{page}close/")
    assert "ปิดแล้ว" in client.get("/desk/people/?search=malee").text
    client.post(page, {"do": "open"})
    assert User.objects.get(email="malee@dip.go.th").is_active
    assert client.get("/desk/people/0/").status_code == 404


def test_a_search_takes_whatever_is_typed(central, client):
    client.force_login(User.objects.get(pk=central.user))
    for address in ("/desk/people/", "/desk/agencies/"):
        for search in ("%", "\0", "'", "ก" * 999, "?page=x"):
            asked_for = {"search": search, "page": "99999999999", "role": "king"}
            assert client.get(address, asked_for).status_code == 200
