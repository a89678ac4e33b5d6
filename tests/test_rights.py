"""Who may open what: every address and every operation, as every role and as nobody.

An address that is not in the table fails, so that nothing is opened by forgetting it.
"""

from dataclasses import dataclass, field
from enum import Enum

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import now

from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.config.api import api
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import GUARDED, OF_AGENCY, OPERATOR, Role
from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.models import Publication, ScoreRun
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.surveys.models import Gate

pytestmark = pytest.mark.django_db


class For(Enum):
    """Whom an address is for."""

    EVERYBODY = "everybody"
    #: Those who are logged in, whatever their role; others are sent to log in.
    MEMBERS = "members"
    #: A step of logging in: for nobody who comes out of turn.
    IN_TURN = "in turn"


_YEAR = {"code": "dip", "year": 2566}
#: Name of an address -> whom it is for, and an example of what it takes.
TABLE: dict[str, tuple[For, dict[str, object]]] = {
    "results:country": (For.EVERYBODY, {}),
    "results:country_year": (For.EVERYBODY, {"year": 2566}),
    "results:country_table": (
        For.EVERYBODY,
        {"year": 2566, "table": "ranking", "form": "csv"},
    ),
    "results:method_overview": (For.EVERYBODY, {}),
    "results:method_overview_year": (For.EVERYBODY, {"year": 2566}),
    "results:agency": (For.EVERYBODY, {"code": "dip"}),
    "results:agency_year": (For.EVERYBODY, _YEAR),
    "results:what_if": (For.EVERYBODY, _YEAR),
    "results:method": (For.EVERYBODY, _YEAR),
    "results:agency_table": (For.EVERYBODY, {**_YEAR, "table": "weak", "form": "csv"}),
    "reports:analysis": (For.EVERYBODY, {**_YEAR, "form": "html"}),
    "transparency:agency": (For.EVERYBODY, _YEAR),
    "transparency:table": (For.EVERYBODY, {**_YEAR, "form": "csv"}),
    "transparency:file": (For.EVERYBODY, {**_YEAR, "item": "O1", "file": 1}),
    "transparency:widget": (For.EVERYBODY, _YEAR),
    "transparency:feed": (For.EVERYBODY, {"code": "dip"}),
    "transparency:year_table": (For.EVERYBODY, {"year": 2566}),
    "transparency:catalog": (For.EVERYBODY, {}),
    "foundation:alive": (For.EVERYBODY, {}),
    "foundation:look": (For.EVERYBODY, {}),
    "surveys:answer": (For.EVERYBODY, {"token": "nothing-here"}),
    "surveys:steps": (For.EVERYBODY, {"token": "nothing-here"}),
    "surveys:kiosk": (For.EVERYBODY, {"token": "nothing-here"}),
    "surveys:kiosk_form": (For.EVERYBODY, {"token": "nothing-here"}),
    "surveys:worker": (For.EVERYBODY, {}),
    "surveys:receipts": (
        For.EVERYBODY,
        {"framework": "th-ita", "year": 2566, "agency": "dip"},
    ),
    "account_login": (For.EVERYBODY, {}),
    "account_inactive": (For.IN_TURN, {}),
    "account_reset_password": (For.EVERYBODY, {}),
    "account_reset_password_done": (For.EVERYBODY, {}),
    "account_reset_password_from_key": (For.EVERYBODY, {"uidb36": "1", "key": "nothing"}),
    "account_reset_password_from_key_done": (For.EVERYBODY, {}),
    "socialaccount_login_cancelled": (For.IN_TURN, {}),
    "socialaccount_login_error": (For.IN_TURN, {}),
    "directory:me": (For.MEMBERS, {}),
    "account_change_password": (For.MEMBERS, {}),
    "account_set_password": (For.MEMBERS, {}),
    "account_reauthenticate": (For.MEMBERS, {}),
    "usersessions_list": (For.MEMBERS, {}),
    "mfa_index": (For.MEMBERS, {}),
    "mfa_activate_totp": (For.MEMBERS, {}),
    "mfa_deactivate_totp": (For.MEMBERS, {}),
    "mfa_view_recovery_codes": (For.MEMBERS, {}),
    "mfa_generate_recovery_codes": (For.MEMBERS, {}),
    "mfa_download_recovery_codes": (For.MEMBERS, {}),
    "mfa_list_webauthn": (For.MEMBERS, {}),
    "mfa_add_webauthn": (For.MEMBERS, {}),
    "mfa_edit_webauthn": (For.MEMBERS, {"pk": 1}),
    "mfa_remove_webauthn": (For.MEMBERS, {"pk": 1}),
    "mfa_reauthenticate": (For.MEMBERS, {}),
    "mfa_reauthenticate_webauthn": (For.MEMBERS, {}),
    "account_logout": (For.IN_TURN, {}),
    "mfa_authenticate": (For.IN_TURN, {}),
    "mfa_login_webauthn": (For.IN_TURN, {}),
    "openid_connect_login": (For.IN_TURN, {"provider_id": "nobody"}),
    "openid_connect_callback": (For.IN_TURN, {"provider_id": "nobody"}),
}


@dataclass(frozen=True)
class Work:
    """A page of the working area: who may read it, and who may send something there."""

    reads: frozenset[Role]
    writes: frozenset[Role] = frozenset()
    example: dict[str, object] = field(default_factory=dict)


_C, _O, _E, _X, _A, _I = (
    Role.CENTRAL, Role.COORDINATOR, Role.EXECUTIVE, Role.EVALUATOR, Role.AUDITOR, Role.INTERVIEWER
)  # fmt: skip
#: Central administrator, evaluators and auditors see all; the others what is of their agency.
_ALL, _SEEING, _OF_AGENCY = frozenset(Role), frozenset({*Role} - {_I}), frozenset({_C, _O})
_ROUND = {"framework": "th-ita", "year": 2566}
#: What the address of the way in of the first agency ends with.
WAY = "wayintodip"
JOB = "00000000-0000-4000-8000-000000000001"
_ENTERED = {**_ROUND, "agency": "dip"}
#: The account of an officer of the example's agency.
OFFICER = 9_000_000
#: Name of an address of the working area -> who may do what there. Roles of an agency and of a
#: ministry are tried with the agency of the example, and with another one, to which all is shut.
WORK: dict[str, Work] = {
    "assessments:work": Work(_ALL),
    "assessments:plan": Work(frozenset({_C}), frozenset({_C})),
    "assessments:round": Work(_SEEING, example=_ROUND),
    "assessments:phase": Work(frozenset({_C}), frozenset({_C}), {**_ROUND, "code": "collection"}),
    "assessments:enter": Work(frozenset({_C}), frozenset({_C}), _ROUND),
    "assessments:open_round": Work(frozenset({_C}), frozenset({_C}), _ROUND),
    "assessments:participation": Work(_SEEING, _OF_AGENCY, _ENTERED),
    "assessments:approve": Work(frozenset(), frozenset({_E}), _ENTERED),
    # And for whoever asked for it: prongsai/directory/tests/test_jobs.py.
    "directory:job": Work(frozenset({_C, _A}), example={"job": JOB}),
    "directory:keys": Work(_ALL, _ALL),
    "directory:agencies": Work(frozenset({_C, _X, _A}), frozenset({_C})),
    "directory:units": Work(_SEEING, _OF_AGENCY, {"agency": "dip"}),
    "directory:people": Work(frozenset({_C, _O, _A})),
    "directory:invite": Work(_OF_AGENCY, _OF_AGENCY),
    "directory:person": Work(frozenset({_C, _O, _A}), _OF_AGENCY, {"person": OFFICER}),
    "directory:close": Work(frozenset({_C}), frozenset({_C}), {"person": OFFICER}),
    "directory:import_agencies": Work(frozenset({_C}), frozenset({_C})),
    "directory:check_agencies": Work(frozenset({_C}), frozenset({_C})),
    "directory:faults_agencies": Work(frozenset({_C})),
    "directory:export_agencies": Work(frozenset({_C, _X, _A}), example={"form": "csv"}),
    "directory:import_people": Work(frozenset({_C}), frozenset({_C})),
    "directory:check_people": Work(frozenset({_C}), frozenset({_C})),
    "directory:faults_people": Work(frozenset({_C})),
    "directory:export_people": Work(frozenset({_C, _A}), example={"form": "csv"}),
    "directory:import_units": Work(_OF_AGENCY, _OF_AGENCY, {"agency": "dip"}),
    "directory:check_units": Work(_OF_AGENCY, _OF_AGENCY, {"agency": "dip"}),
    "directory:faults_units": Work(_OF_AGENCY, example={"agency": "dip"}),
    "directory:export_units": Work(_SEEING, example={"agency": "dip", "form": "csv"}),
    "evidence:checklist": Work(_SEEING, example=_ENTERED),
    "evidence:carry": Work(frozenset({_O}), frozenset({_O}), _ENTERED),
    "evidence:paste": Work(_OF_AGENCY, _OF_AGENCY, _ENTERED),
    "evidence:import_list": Work(_OF_AGENCY, _OF_AGENCY, _ENTERED),
    "evidence:check_list": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "upload": "gone"}),
    "evidence:faults": Work(_OF_AGENCY, example={**_ENTERED, "upload": "gone"}),
    "evidence:export_list": Work(_SEEING, example={**_ENTERED, "form": "csv"}),
    "evidence:item": Work(
        _SEEING, frozenset({_C, _O, _E, Role.OFFICER}), {**_ENTERED, "item": "O1"}
    ),
    # For who sees the agency, where there is such a file: evidence/tests/test_attaching.py.
    "evidence:file": Work(frozenset(), example={**_ENTERED, "item": "O1", "file": 1}),
    "evidence:watch": Work(_SEEING, example=_ENTERED),
    "evidence:watch_round": Work(frozenset({_C, Role.OVERSEER, _X, _A}), example=_ROUND),
    "evidence:deadline": Work(frozenset({_C}), frozenset({_C}), _ROUND),
    "evidence:reviews": Work(frozenset({_C, _X, _A})),
    "evidence:allot": Work(frozenset({_C, _A}), frozenset({_C}), _ROUND),
    # For the evaluator alone whom it was drawn for: prongsai/evidence/tests/test_review_pages.py.
    "evidence:judge": Work(frozenset({_C, _X, _A}), example={**_ENTERED, "item": "O1"}),
    "evidence:settle": Work(
        frozenset({_C, _X, _A}), frozenset({_C, _X}), {**_ENTERED, "item": "O1"}
    ),
    "evidence:correct": Work(frozenset({_C}), frozenset({_C}), {**_ENTERED, "item": "O1"}),
    "evidence:object": Work(_SEEING, frozenset({_O, _E}), {**_ENTERED, "item": "O1"}),
    "evidence:objections": Work(frozenset({_C, _X, _A})),
    "evidence:decide": Work(frozenset({_C, _X, _A}), frozenset({_X}), {**_ENTERED, "item": "O1"}),
    # There is no copy here; who may read one: prongsai/evidence/tests/test_review_pages.py.
    "evidence:frozen": Work(frozenset(), example={"number": 1}),
    "evidence:frozen_file": Work(frozenset(), example={"number": 1, "form": "body"}),
    "reports:poster": Work(_OF_AGENCY, example={**_ENTERED, "token": WAY}),
    "reports:slips": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "token": WAY}),
    "reports:void_codes": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "token": WAY}),
    "reports:mail_codes": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "token": WAY}),
    "results:round_scores": Work(frozenset({_C, _X, _A}), frozenset({_C}), _ROUND),
    "results:publish_run": Work(frozenset({_C}), frozenset({_C}), {**_ROUND, "run": 1}),
    "results:withdraw_run": Work(frozenset({_C}), frozenset({_C}), {**_ROUND, "run": 1}),
    "surveys:ways_in": Work(_SEEING, _OF_AGENCY, _ENTERED),
    "surveys:close_way": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "token": WAY}),
    "surveys:coverage": Work(_SEEING, example=_ROUND),
    "surveys:coverage_table": Work(_SEEING, example=_ROUND),
    "surveys:close": Work(frozenset({_C}), frozenset({_C}), _ROUND),
    "surveys:exports": Work(frozenset({_C, _X, _A}), frozenset({_C, _X, _A}), _ROUND),
    "surveys:quality": Work(frozenset({_C, Role.OVERSEER, _O, _E, _X, _A}), example=_ENTERED),
    "surveys:quality_round": Work(frozenset({_C, Role.OVERSEER, _X, _A}), example=_ROUND),
    "surveys:import_answers": Work(_SEEING, _OF_AGENCY, _ENTERED),
    "surveys:import_mapping": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "upload": "gone"}),
    "surveys:import_check": Work(_OF_AGENCY, _OF_AGENCY, {**_ENTERED, "upload": "gone"}),
    "surveys:import_faults": Work(_OF_AGENCY, example={**_ENTERED, "upload": "gone"}),
    "surveys:quotas": Work(_SEEING, frozenset({_C, _X}), _ENTERED),
    "surveys:interviews": Work(frozenset({_I})),
    # For the interviewer alone whose quota it is: prongsai/surveys/tests/test_interviews.py.
    "surveys:interview": Work(frozenset(), example={"quota": 1}),
}
#: The API reads published results, for everybody; nothing can be changed by it.
OPERATIONS = {
    ("GET", "/jobs/{job}"),
    ("GET", "/me"),
    ("GET", "/rounds"),
    ("POST", "/rounds"),
    ("GET", "/rounds/{framework}/{year}"),
    ("POST", "/rounds/{framework}/{year}/open"),
    ("PUT", "/rounds/{framework}/{year}/phases/{code}"),
    ("GET", "/rounds/{framework}/{year}/agencies"),
    ("POST", "/rounds/{framework}/{year}/agencies"),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}"),
    ("PUT", "/rounds/{framework}/{year}/agencies/{agency}/headcounts"),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/approval"),
    ("POST", "/rounds/{framework}/{year}/scores"),
    ("POST", "/runs/{run}/publish"),
    ("POST", "/runs/{run}/withdraw"),
    ("GET", "/rounds/{framework}/{year}/coverage"),
    ("POST", "/rounds/{framework}/{year}/close"),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}/coverage"),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}/ways-in"),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/ways-in"),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/ways-in/{token}/codes"),
    ("GET", "/years"),
    ("GET", "/years/{year}/agencies"),
    ("GET", "/years/{year}/summary"),
    ("GET", "/agencies/{code}"),
    ("GET", "/agencies/{code}/{year}"),
    ("GET", "/agencies/{code}/{year}/what-if"),
    ("GET", "/agencies/{code}/{year}/disclosures"),
}


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
    assert found == OPERATIONS


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
    BackgroundJob.objects.create(pk=JOB, kind="results.score_round", asked_at=now())
    return opened


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
