"""Interviewers ask as many as they were given, and nothing leads from an answer to them."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from prongsai.assessments.services.rounds import close_round
from prongsai.directory.models import Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.surveys.models import Gate, Quota, Receipt, Response
from prongsai.surveys.queries.interviews import own_quotas, quotas_of
from prongsai.surveys.queries.questionnaires import questionnaire
from prongsai.surveys.rules.collecting import (
    CollectionClosed,
    InterviewMode,
    new_sheet,
    receipt_digest,
)
from prongsai.surveys.rules.gates import CollectingEnded
from prongsai.surveys.rules.interviews import (
    NotAnInterviewer,
    NotAskedAloud,
    QuotaFull,
    QuotaOutOfRange,
    QuotaUnknown,
)
from prongsai.surveys.services.interviews import record_interview, set_quota
from prongsai.surveys.services.mixing import shuffle_responses
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.tests.work import actor, somebody

pytestmark = pytest.mark.django_db

QUOTAS = "/en/desk/rounds/th-ita/2566/agencies/dip/interviews/"
RECEIPT = re.compile(r"<code[^>]*>([A-Z]{4}(?:-[A-Z]{4}){3})</code>")


@pytest.fixture
def malee(collecting):
    return somebody(Role.INTERVIEWER)


@pytest.fixture
def give(participation, malee):
    def given(wanted, mode=InterviewMode.PHONE, by=OPERATOR):
        told = {"mode": mode, "wanted": wanted, "by": by, "now": NOON}
        return set_quota(participation, "EIT", malee.email, **told)

    return given


@pytest.fixture
def parts(collecting):
    """How many parts the survey of the public has."""
    return len(questionnaire(collecting.edition_id, 1).options)


@pytest.fixture
def ask(malee, parts):
    def asked(quota, sheet=None, by=None):
        return record_interview(
            quota.pk,
            sheet=sheet or new_sheet(),
            answers=bytes([1] * parts),
            quick=False,
            day=NOON.date(),
            by=by or actor_of(malee),
        )

    return asked


def asked_of(quota):
    return Quota.objects.get(pk=quota.pk).asked


def test_an_interview_is_kept_as_any_other_answer_and_its_quota_grows(give, ask, parts):
    quota = give(2)
    receipt = ask(quota)
    response = Response.objects.get()
    assert (response.participation_id, response.instrument) == (quota.participation_id, 1)
    assert response.answers == bytes([1] * parts)
    assert Receipt.objects.get().digest == receipt_digest(receipt)
    assert asked_of(quota) == 1


def test_the_same_sheet_twice_is_one_interview_with_one_receipt(give, ask):
    quota, sheet = give(1), new_sheet()
    assert ask(quota, sheet) == ask(quota, sheet)
    assert (Response.objects.count(), asked_of(quota)) == (1, 1)


def test_no_more_are_kept_than_were_wanted(give, ask):
    quota = give(1)
    ask(quota)
    with pytest.raises(QuotaFull):
        ask(quota)
    assert (Response.objects.count(), Receipt.objects.count(), asked_of(quota)) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_interviews_at_once_with_one_left_are_one(give, ask):
    quota = give(1)

    def attempt(_):
        try:
            ask(quota)
        except QuotaFull:
            return "full"
        else:
            return "kept"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == ["full"] * 7 + ["kept"]
    assert (Response.objects.count(), Receipt.objects.count(), asked_of(quota)) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_sent_many_times_at_once_is_one_interview(give, ask):
    quota, sheet = give(5), new_sheet()

    def attempt(_):
        try:
            return ask(quota, sheet)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(attempt, range(16)))) == 1
    assert (Response.objects.count(), asked_of(quota)) == (1, 1)


def test_an_interview_after_closing_is_not_kept(give, ask, collecting):
    quota = give(3)
    close_round(collecting, by=OPERATOR, now=NOON)
    with pytest.raises(CollectionClosed):
        ask(quota)
    assert (Response.objects.count(), asked_of(quota)) == (0, 0)


@pytest.mark.parametrize(
    ("role", "error"), [(Role.CENTRAL, NotAllowed), (Role.INTERVIEWER, QuotaUnknown)]
)
def test_a_quota_is_for_its_own_interviewer(give, ask, role, error):
    quota = give(3)
    with pytest.raises(error):
        ask(quota, by=actor(role, "dop"))
    assert not Response.objects.exists()


def test_who_is_no_interviewer_any_more_keeps_nothing(give, ask, malee):
    quota = give(3)
    Duty.objects.filter(user=malee).delete()
    with pytest.raises(NotAllowed):
        ask(quota)


def test_the_trail_tells_of_quotas_and_never_of_interviews(give, ask):
    quota = give(3)
    entries = AuditEntry.objects.count()
    ask(quota)
    assert AuditEntry.objects.count() == entries
    assert AuditEntry.objects.last().action == "quota.set"


def rows(table, columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text, {columns} FROM {table}")
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_after_mixing_no_transaction_leads_from_a_quota_to_an_answer(give, ask, collecting):
    quota = give(5)
    for _ in range(3):
        ask(quota)
    assert {row[0] for row in rows("surveys_quota", "id")} & {
        row[0] for row in rows("surveys_response", "id")
    }, "while a round collects, the last one is told by its transaction"
    shuffle_responses(collecting)
    assert not {row[0] for row in rows("surveys_quota", "id")} & {
        row[0] for row in rows("surveys_response", "id")
    }
    assert asked_of(quota) == Response.objects.count() == 3


def test_a_quota_is_set_again_but_not_below_what_was_asked(give, ask):
    quota = give(3, by=actor(Role.EVALUATOR))
    ask(quota)
    assert give(1).pk == quota.pk
    with pytest.raises(QuotaOutOfRange):
        give(0)
    with pytest.raises(QuotaOutOfRange):
        give(10_001)
    assert give(2, InterviewMode.VISIT).pk != quota.pk


def test_quotas_are_set_by_those_in_charge_for_interviewers_and_surveys_of_the_public(
    participation, malee, collecting
):
    told = {"mode": InterviewMode.PHONE, "wanted": 3, "now": NOON}
    for role in (Role.COORDINATOR, Role.AUDITOR, Role.INTERVIEWER):
        with pytest.raises(NotAllowed):
            set_quota(participation, "EIT", malee.email, **told, by=actor(role, "dop"))
    with pytest.raises(NotAskedAloud):
        set_quota(participation, "IIT", malee.email, **told, by=OPERATOR)
    with pytest.raises(NotAnInterviewer):
        set_quota(participation, "EIT", "nobody@example.org", **told, by=OPERATOR)
    User.objects.filter(pk=malee.pk).update(is_active=False)
    with pytest.raises(NotAnInterviewer):
        set_quota(participation, "EIT", malee.email, **told, by=OPERATOR)
    close_round(collecting, by=OPERATOR, now=NOON)
    with pytest.raises(CollectingEnded):
        set_quota(participation, "EIT", malee.email, **told, by=OPERATOR)
    assert not Quota.objects.exists()


def test_progress_is_read_by_the_agency_and_the_interviewer(give, ask, participation, malee):
    quota = give(4)
    ask(quota)
    for reader in (actor(Role.EXECUTIVE), actor_of(malee)):
        if reader.has(Role.INTERVIEWER):
            [found] = own_quotas(reader)
        else:
            [found] = quotas_of(participation, reader=reader)
        assert (found.asked, found.left, found.filled, found.is_open) == (1, 3, 2500, True)
    with pytest.raises(NotAllowed):
        quotas_of(participation, reader=actor_of(malee))


def test_an_evaluator_sets_a_quota_on_its_page(client, participation, malee):
    client.force_login(somebody(Role.EVALUATOR))
    sent = {"interviewer": malee.email, "instrument": "EIT", "mode": "visit", "wanted": "25"}
    assert client.post(QUOTAS, sent).status_code == 302
    assert Quota.objects.get().wanted == 25
    page = client.post(QUOTAS, sent | {"wanted": "-3"})
    assert page.status_code == 422
    assert "face to face" in client.get(QUOTAS).content.decode()


def test_a_coordinator_reads_quotas_and_sets_none(client, give):
    give(7)
    client.force_login(somebody(Role.COORDINATOR))
    text = client.get(QUOTAS).content.decode()
    assert "Who asks how many" in text
    assert "Set the quota" not in text
    assert client.post(QUOTAS, {}).status_code == 403


@pytest.fixture
def form(malee, give):
    """Fetch the form of an interview, and fill all of it in."""
    quota, browser = give(2), Client()
    browser.force_login(malee)
    address = f"/en/desk/interviews/{quota.pk}/"

    def filled(**more):
        page = browser.get(address).content.decode()
        sheet = re.search(r'name="sheet" value="([^"]+)"', page)[1]
        names = dict.fromkeys(re.findall(r'name="(p\d+)"', page), "1")
        return {"sheet": sheet, "agreed": "1", **names, **more}

    def send(sent):
        return browser.post(address, sent)

    return filled, send, quota


def test_an_interview_is_asked_kept_and_the_next_one_offered(form):
    fill, send, quota = form
    page = send(fill())
    text = page.content.decode()
    assert page.status_code == 200
    assert RECEIPT.search(text)
    assert "1 of 2 asked" in text
    assert "Next interview" in text
    assert Response.objects.get().quick is True
    assert "Next interview" not in send(fill()).content.decode()
    assert asked_of(quota) == 2


def test_sending_a_form_again_counts_it_once(form):
    fill, send, quota = form
    sent = fill()
    receipts = {RECEIPT.search(send(sent).content.decode())[1] for _ in range(3)}
    assert (len(receipts), asked_of(quota)) == (1, 1)


def test_the_script_is_read_first_and_without_consent_nothing_is_kept(form):
    fill, send, _ = form
    sent = fill()
    del sent["agreed"]
    page = send(sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert "You need not take part." in text
    assert "Tick that the person agreed" in text
    assert text.count(" checked") == len([name for name in sent if name.startswith("p")])
    assert not Response.objects.exists()


def test_a_question_may_be_refused_and_a_forgotten_one_is_pointed_out(form, parts):
    fill, send, _ = form
    sent = fill(p0="0")
    del sent["p1"]
    text = send(sent).content.decode()
    assert "1 question has no answer" in text
    assert text.count('class="left-out"') == 1
    assert not Response.objects.exists()
    assert send(sent | {"p1": "0"}).status_code == 200
    assert Response.objects.get().answers == bytes([0, 0, *[1] * (parts - 2)])


def test_an_interview_without_any_answer_is_none(form):
    fill, send, _ = form
    sent = {name: "0" if name.startswith("p") else value for name, value in fill().items()}
    page = send(sent | {"reminded": "1"})
    assert page.status_code == 422
    assert "there is nothing to keep" in page.content.decode()
    assert not Response.objects.exists()


def test_a_full_quota_is_told_with_what_was_typed_kept(form, ask):
    fill, send, quota = form
    sent = fill(p0="2")
    ask(quota)
    ask(quota)
    page = send(sent)
    assert page.status_code == 409
    assert "This quota is full" in page.content.decode()
    assert ' value="2" checked' in page.content.decode()


def test_an_interview_needs_the_token_against_forgery(malee, give):
    quota, browser = give(1), Client(enforce_csrf_checks=True)
    browser.force_login(malee)
    assert browser.post(f"/desk/interviews/{quota.pk}/", {}).status_code == 403


def test_an_interviewer_reaches_the_own_interviews_and_nothing_else(client, give, link):
    quota = give(1)
    other = User.objects.create_user("other@example.org", "long enough 123")
    Duty.objects.create(user=other, role=Role.INTERVIEWER.value)
    client.force_login(other)
    assert client.get(f"/desk/interviews/{quota.pk}/").status_code == 404
    assert client.get("/desk/interviews/").status_code == 200
    for path in ("coverage/", "agencies/dip/interviews/", "agencies/dip/ways-in/"):
        assert client.get(f"/desk/rounds/th-ita/2566/{path}").status_code == 403
    assert Gate.objects.count() == 1
