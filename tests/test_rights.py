"""Who may open what: every address and every operation, as every role and as nobody.

An address that is not in the table fails, so that nothing is opened by forgetting it.
"""

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import now
from rights_table import API_EXAMPLE, JOB, OFFICER, OPERATIONS, PLANNED, TABLE, WAY, WORK, For

from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.config.api import api
from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OF_AGENCY, OPERATOR, Role
from prongsai.directory.services.keys import make_key
from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Measure, Plan, Theme
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.content import SnapshotContent
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.improvement.rules.storing import digest_of, snapshot_kept
from prongsai.reports.queries.ground import ground_kept
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import ground_of, held_report
from prongsai.results.models import Publication, ScoreRun
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.surveys.models import Gate

pytestmark = pytest.mark.django_db


def names_in(patterns, spaces=()):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names_in(pattern.url_patterns, inner)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


@pytest.fixture
def published(dip):
    library = EditionLibrary()
    keep_results(score_files([dip], library=library), input_files([dip]), by=OPERATOR, now=now())


@pytest.fixture
def person(client):
    """Log somebody in who has one role; None is nobody."""

    def logged_in(role):
        if role is not None:
            user = User.objects.create_user(f"{role.value}@example.org", "long enough 123")
            agency, _ = Agency.objects.get_or_create(code="other", searched="other")
            Duty.objects.create(user=user, role=role.value, agency=agency)
            client.force_login(user)
        return client

    return logged_in


def is_sent_to_log_in(response):
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def is_sent_to_set_up(response):
    return response.status_code == 302 and "/second-factor/" in response["Location"]


def test_every_address_is_in_the_table():
    found = {name for name in names_in(get_resolver().url_patterns) if not name.startswith("api:")}
    assert found == {*TABLE, *WORK}


def test_every_operation_of_the_api_is_in_the_table():
    paths = api.get_openapi_schema()["paths"]
    found = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, operations in paths.items()
        for method in operations
    }
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_reads_what_is_public_and_members_alone_what_is_theirs(published, person, role):
    client = person(role)
    for name, (whom, example) in TABLE.items():
        response = client.get(reverse(name, kwargs=example))
        assert response.status_code < 500, name
        if whom is For.EVERYBODY:
            assert not is_sent_to_log_in(response), name
            # Who is logged in already has no business with logging in again.
            assert name.startswith("account_") or not is_sent_to_set_up(response), name
            assert response.status_code not in {401, 403}, name
        elif whom is For.MEMBERS and role is None:
            assert is_sent_to_log_in(response), name


@pytest.mark.parametrize("role", sorted(GUARDED))
def test_guarded_roles_see_nothing_of_theirs_before_the_second_factor(person, role):
    assert is_sent_to_set_up(person(role).get(reverse("directory:me")))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_changes_anything_by_the_api(published, person, role, method):
    client = person(role)
    for address in ("/api/v1/years", "/api/v1/agencies/dip", "/api/v1/agencies/dip/2566"):
        assert getattr(client, method)(address).status_code == 405


@pytest.fixture
def collecting(db):
    """A round of two agencies that collects answers."""
    for code in ("dip", "other"):
        ministry = "กระทรวงอุตสาหกรรม" if code == "dip" else "กระทรวงอื่น"
        Agency.objects.create(code=code, searched=code, ministry=ministry)
    round_ = plan_round(EditionLibrary().load("2566"), by=OPERATOR, now=now())
    enter_agencies(round_, ["dip", "other"], by=OPERATOR, now=now())
    opened = open_round(round_, by=OPERATOR, now=now())
    first = opened.participations.get(agency__code="dip")
    officer = User.objects.create(pk=OFFICER, email="an.officer@example.org")
    Duty.objects.create(user=officer, role="officer", agency=first.agency)
    Gate.objects.create(participation=first, instrument=0, kind="codes", token=WAY)
    empty = {"inputs": [], "agencies": 0, "made_at": now()}
    run = ScoreRun.objects.create(pk=1, edition=opened.edition, **empty)
    Publication.objects.create(framework="th-ita", year_be=2566, run=run, published_at=now())
    plan_to_walk(first.agency)
    BackgroundJob.objects.create(pk=JOB, kind="results.score_round", asked_at=now())
    return opened


def plan_to_walk(agency):
    """Make a plan of which everything has the same number."""
    one, day = {"pk": PLANNED}, now().date()
    plan = Plan.objects.create(
        **one, agency=agency, framework="th-ita", year_be=2567, state="approved", made_at=now()
    )
    # Operations of the API name the year of the round.
    of_round = Plan.objects.create(agency=agency, framework="th-ita", year_be=2566, made_at=now())
    theme = Theme.objects.create(**one, plan=plan, place=0, title="x")
    measure = Measure.objects.create(**one, theme=theme, number=1, title="x", all_units=True)
    action = theme.actions.create(**one, place=1, text="x", told_at=now())
    outcome = theme.outcomes.create(**one, place=1, text="x")
    action.measures.set([measure])
    outcome.measures.set([measure])
    plan.appointments.create(**one, number="1", dated=day, title="x")
    meeting = plan.meetings.create(**one, held_on=day, title="x")
    meeting.decisions.create(**one, place=1, text="x")
    kept = SnapshotContent(SnapshotKind.BASELINE, day, content_of(plan))
    content = snapshot_kept(kept)
    plan.snapshots.create(
        **one, kind="baseline", taken_at=now(), content=content, sha256=digest_of(content)
    )
    measure.units.set([Unit.objects.create(agency=agency, code="u1")])
    for one_plan in (plan, of_round):
        report = held_report(one_plan, ReportKind.ANNUAL)
        ground = ground_kept(ground_of(one_plan, report, on=day))
        report.versions.create(number=1, made_at=now(), ground=ground, sha256=digest_of(ground))


@pytest.fixture
def worker(client, collecting):
    """Log somebody in who has one role, for an agency or its ministry where that belongs to it."""

    def logged_in(role, agency):
        user = User.objects.create_user(f"{role.value}.{agency}@example.org", "long enough 123")
        of = Agency.objects.get(code=agency)
        Duty.objects.create(
            user=user,
            role=role.value,
            agency=of if role in OF_AGENCY else None,
            ministry=of.ministry if role is Role.OVERSEER else "",
        )
        if role in GUARDED:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.force_login(user)
        return client

    return logged_in


REFUSED, NOT_HERE = {403, 404}, 405


def tried(client, name):
    """Open a page and send nothing to it; tell both answers, and take back what that did."""
    address = reverse(name, kwargs=WORK[name].example)
    with transaction.atomic():
        answers = client.get(address), client.post(address)
        transaction.set_rollback(True)
    return answers


def test_nobody_works_without_logging_in(client, collecting):
    for name, work in WORK.items():
        read, sent = tried(client, name)
        assert is_sent_to_log_in(read) or not work.reads, name
        assert sent.status_code == NOT_HERE or is_sent_to_log_in(sent), name


@pytest.mark.parametrize("agency", ["dip", "other"])
@pytest.mark.parametrize("role", Role)
def test_pages_of_the_working_area_open_for_their_roles_alone(worker, role, agency):
    client = worker(role, agency)
    is_bound = role in OF_AGENCY or role is Role.OVERSEER
    wrong = []
    for name, work in WORK.items():
        is_theirs = agency == "dip" or not is_bound or not {"agency", "person"} & set(work.example)
        for answer, roles in zip(tried(client, name), (work.reads, work.writes), strict=True):
            status, may = answer.status_code, role in roles and is_theirs
            here = status != NOT_HERE
            if (
                status >= 500
                or (here and (status not in REFUSED) is not may)
                or (roles and not here)
            ):
                wrong.append((name, answer.request["REQUEST_METHOD"], status))
    assert not wrong


def called(client, operation, body, **headers):
    """Call an operation, and take back what that did; return its status."""
    method, path = operation
    address = "/api/v1" + path.format_map(API_EXAMPLE)
    sent = {"data": body, "content_type": "application/json"} if body else {}
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, **sent, **headers)
        transaction.set_rollback(True)
    return answer.status_code


KEPT = {operation: told for operation, told in OPERATIONS.items() if told.roles is not None}


def may_call(operation, role, agency):
    is_bound = role in OF_AGENCY or role is Role.OVERSEER
    is_theirs = agency == "dip" or not is_bound or "{agency}" not in operation[1]
    return role in KEPT[operation].roles and is_theirs


def key_of(client, role, agency):
    """Return what the program of somebody sends along."""
    holder = actor_of(User.objects.get(email=f"{role.value}.{agency}@example.org"))
    key = make_key("walk", by=holder, now=now())
    client.logout()
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("agency", ["dip", "other"])
@pytest.mark.parametrize("role", Role)
def test_operations_of_the_api_are_for_their_roles_alone(worker, role, agency):
    client = worker(role, agency)
    key = key_of(client, role, agency)
    wrong = []
    for operation, told in KEPT.items():
        status = called(client, operation, told.body, headers=key)
        is_broken = status >= 500 and not told.is_alone
        is_open = status not in {401, *REFUSED}
        if is_broken or is_open is not may_call(operation, role, agency):
            wrong.append((*operation, status))
    assert not wrong


@pytest.mark.parametrize("agency", ["dip", "other"])
@pytest.mark.parametrize("role", Role)
def test_who_may_not_call_is_refused_before_anything_they_sent_is_read(worker, role, agency):
    client = worker(role, agency)
    key = key_of(client, role, agency)
    wrong = []
    for operation, told in KEPT.items():
        if told.body and told.roles and not may_call(operation, role, agency):
            status = called(client, operation, "{ no JSON", headers=key)
            if status not in {401, *REFUSED}:
                wrong.append((*operation, status))
    assert not wrong


@pytest.mark.parametrize("role", [None, *Role])
def test_a_session_is_no_key(worker, client, collecting, role):
    if role is not None:
        worker(role, "dip")
    assert {called(client, operation, told.body) for operation, told in KEPT.items()} == {401}
