"""The table of rights: every address and every operation, and for whom it is."""

from dataclasses import dataclass, field
from enum import Enum

from prongsai.directory.rules import Role


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
    "reports:published": (For.EVERYBODY, {**_YEAR, "kind": "annual"}),
    "reports:published_file": (
        For.EVERYBODY,
        {**_YEAR, "kind": "annual", "language": "th", "form": "pdf"},
    ),
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
#: Plans are for those of the agency and who oversees them, not for who judges or interviews.
_SEES_PLANS = frozenset({_C, Role.OVERSEER, _O, _E, Role.OFFICER, _A})
_TELLS = frozenset({_C, _O, Role.OFFICER})
_PLAN = {"framework": "th-ita", "year": 2567, "agency": "dip"}
#: The number of everything that the plan of the example's agency has.
PLANNED = 9_000_000
_REPORT = {**_PLAN, "kind": "annual"}
_VERSION = {**_REPORT, "number": 1}
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
    "evidence:statistics": Work(frozenset({_C, _A}), example=_ROUND),
    "evidence:replace": Work(frozenset({_C}), frozenset({_C}), {**_ENTERED, "stage": "first"}),
    # For the evaluator alone whom it was drawn for: prongsai/evidence/tests/test_review_pages.py.
    "evidence:judge": Work(frozenset({_C, _X, _A}), example={**_ENTERED, "item": "O1"}),
    "evidence:settle": Work(
        frozenset({_C, _X, _A}), frozenset({_C, _X}), {**_ENTERED, "item": "O1"}
    ),
    "evidence:correct": Work(frozenset({_C}), frozenset({_C}), {**_ENTERED, "item": "O1"}),
    "evidence:object": Work(_SEEING, frozenset({_O, _E}), {**_ENTERED, "item": "O1"}),
    "evidence:verdicts": Work(_SEEING, example=_ENTERED),
    "evidence:objections": Work(frozenset({_C, _X, _A})),
    "evidence:decide": Work(frozenset({_C, _X, _A}), frozenset({_X}), {**_ENTERED, "item": "O1"}),
    # There is no copy here; who may read one: prongsai/evidence/tests/test_review_pages.py.
    "evidence:frozen": Work(frozenset(), example={"number": 1}),
    "evidence:frozen_file": Work(frozenset(), example={"number": 1, "form": "body"}),
    # There is nothing to write about here yet, which says so to who may.
    "reports:objection_letter": Work(
        _SEEING, example={**_ENTERED, "kind": "notice", "form": "pdf"}
    ),
    "reports:reports": Work(_SEES_PLANS, example=_PLAN),
    # No result of the example's agency is published: there is nothing to sum up.
    "reports:summary": Work(frozenset(), example={**_PLAN, "form": "html"}),
    "reports:unit_sheet": Work(_SEES_PLANS, example={**_PLAN, "unit": "u1", "form": "html"}),
    "reports:book": Work(frozenset({_C, _X, _A}), frozenset({_C}), {"year": 2566}),
    # Nobody had one made.
    "reports:book_pdf": Work(frozenset(), example={"year": 2566, "language": "th"}),
    "reports:draft": Work(_SEES_PLANS, _OF_AGENCY, _REPORT),
    "reports:words": Work(_OF_AGENCY, _OF_AGENCY, {**_REPORT, "key": "cover.title"}),
    # The plan of the example has lost no words that somebody replaced.
    "reports:lost_words": Work(frozenset(), example={**_REPORT, "key": "lost"}),
    "reports:preview": Work(_SEES_PLANS, example={**_REPORT, "form": "html"}),
    "reports:send": Work(_OF_AGENCY, _OF_AGENCY, _REPORT),
    "reports:version": Work(_SEES_PLANS, frozenset({_C, _O, _E}), _VERSION),
    "reports:version_file": Work(
        _SEES_PLANS, example={**_VERSION, "language": "th", "form": "html"}
    ),
    "improvement:plans": Work(_SEES_PLANS, _OF_AGENCY),
    "improvement:tasks": Work(_SEES_PLANS),
    # For the unit whose task it is: prongsai/improvement/tests/test_telling_pages.py.
    "improvement:task": Work(frozenset(), example={"task": 1}),
    "improvement:plan": Work(_SEES_PLANS, example=_PLAN),
    "improvement:draft": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:refresh": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:points": Work(_SEES_PLANS, _OF_AGENCY, _PLAN),
    "improvement:new_theme": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:theme": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "theme": PLANNED}),
    "improvement:new_measure": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:measure": Work(_SEES_PLANS, _TELLS, {**_PLAN, "measure": PLANNED}),
    "improvement:edit_measure": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "measure": PLANNED}),
    "improvement:delete_measure": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "measure": PLANNED}),
    # Of one's own measures: prongsai/improvement/tests/test_telling_pages.py.
    "improvement:new_action": Work(frozenset(), example=_PLAN),
    "improvement:new_outcome": Work(frozenset(), example=_PLAN),
    "improvement:action": Work(_TELLS, _TELLS, {**_PLAN, "action": PLANNED}),
    "improvement:action_file": Work(frozenset(), example={**_PLAN, "action": PLANNED, "file": 1}),
    "improvement:outcome": Work(_TELLS, _TELLS, {**_PLAN, "outcome": PLANNED}),
    "improvement:board": Work(_SEES_PLANS, example=_PLAN),
    "improvement:calendar": Work(_SEES_PLANS, example=_PLAN),
    "improvement:units": Work(_SEES_PLANS, example=_PLAN),
    "improvement:import_plan": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:check_import": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:export": Work(_SEES_PLANS, example={**_PLAN, "form": "json"}),
    "improvement:decide": Work(frozenset({_C, _O, _E}), frozenset({_C, _O, _E}), _PLAN),
    "improvement:snapshots": Work(_SEES_PLANS, example=_PLAN),
    "improvement:snapshot": Work(_SEES_PLANS, example={**_PLAN, "snapshot": PLANNED}),
    "improvement:freeze": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "kind": "six-months"}),
    "improvement:effect": Work(_SEES_PLANS, example=_PLAN),
    "improvement:group": Work(_SEES_PLANS, example=_PLAN),
    "improvement:new_appointment": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:appointment": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "appointment": PLANNED}),
    "improvement:new_meeting": Work(_OF_AGENCY, _OF_AGENCY, _PLAN),
    "improvement:meeting": Work(_SEES_PLANS, _OF_AGENCY, {**_PLAN, "meeting": PLANNED}),
    "improvement:take_up": Work(_OF_AGENCY, _OF_AGENCY, {**_PLAN, "decision": PLANNED}),
    "reports:check_report": Work(_ALL, _ALL),
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


@dataclass(frozen=True)
class Operation:
    """An operation of the API: who may call it, and what it is sent; None: everybody, no key."""

    roles: frozenset[Role] | None
    body: dict[str, object] | None = None
    #: Whether it needs to be on its own in the database, which it is not within a test.
    is_alone: bool = False


_DATES = {"starts": "2026-01-01", "ends": "2026-12-31", "reason": "x"}
_WAY_IN = {"instrument": "IIT", "kind": "link"}
#: What the addresses of operations are filled with.
API_EXAMPLE = {
    "framework": "th-ita",
    "year": 2566,
    "agency": "dip",
    "code": "collection",
    "token": WAY,
    "run": 1,
    "job": JOB,
    "item": "O1",
    "file": 1,
    "stage": "first",
    "kind": "annual",
    "number": 1,
    "key": "cover.title",
    "language": "th",
    "form": "html",
    "letter": "notice",
    "ending": "pdf",
}
_IN_ROUND = "/rounds/{framework}/{year}"
_IN_PLAN = "/plans/{framework}/{year}/{agency}"
_IN_REPORT = f"{_IN_PLAN}/reports/{{kind}}"
_VERSION_OF = f"{_IN_REPORT}/versions/{{number}}"
_IN_AGENCY = f"{_IN_ROUND}/agencies/{{agency}}"
_ITEM = f"{_IN_AGENCY}/disclosures/{{item}}"
_FILLS_IN = frozenset({_C, _O, Role.OFFICER})
_FAIL = {"option": "fail", "words": "x"}
#: Method and address -> who may call it. Roles of an agency and of a ministry are tried with both.
OPERATIONS = {
    # And for whoever asked for it: prongsai/directory/tests/test_jobs.py.
    ("GET", "/jobs/{job}"): Operation(frozenset({_C, _A})),
    ("GET", "/me"): Operation(_ALL),
    ("GET", "/rounds"): Operation(_SEEING),
    ("POST", "/rounds"): Operation(frozenset({_C}), {"edition": "th-ita/2567"}),
    ("GET", "/rounds/{framework}/{year}"): Operation(_SEEING),
    ("POST", "/rounds/{framework}/{year}/open"): Operation(frozenset({_C})),
    ("PUT", "/rounds/{framework}/{year}/phases/{code}"): Operation(frozenset({_C}), _DATES),
    ("GET", "/rounds/{framework}/{year}/agencies"): Operation(_SEEING),
    ("POST", "/rounds/{framework}/{year}/agencies"): Operation(frozenset({_C}), {"codes": ["dip"]}),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}"): Operation(_SEEING),
    ("PUT", "/rounds/{framework}/{year}/agencies/{agency}/headcounts"): Operation(
        _OF_AGENCY, {"staff": 10, "public": 20}
    ),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/approval"): Operation(
        frozenset({_E}), {"staff": 10, "public": 20}
    ),
    ("POST", "/rounds/{framework}/{year}/scores"): Operation(frozenset({_C})),
    ("POST", "/reports/check"): Operation(_ALL),
    ("POST", "/runs/{run}/publish"): Operation(frozenset({_C})),
    ("POST", "/runs/{run}/withdraw"): Operation(frozenset({_C})),
    ("GET", "/rounds/{framework}/{year}/coverage"): Operation(_SEEING),
    ("POST", "/rounds/{framework}/{year}/close"): Operation(frozenset({_C}), is_alone=True),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}/coverage"): Operation(_SEEING),
    ("GET", "/rounds/{framework}/{year}/agencies/{agency}/ways-in"): Operation(_SEEING),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/ways-in"): Operation(
        _OF_AGENCY, _WAY_IN
    ),
    ("POST", "/rounds/{framework}/{year}/agencies/{agency}/ways-in/{token}/codes"): Operation(
        _OF_AGENCY, {"number": 1}
    ),
    ("GET", f"{_IN_AGENCY}/disclosures"): Operation(_SEEING),
    ("GET", _ITEM): Operation(_SEEING),
    ("PUT", _ITEM): Operation(_FILLS_IN, {"links": [], "explanation": "x"}),
    ("GET", f"{_ITEM}/offers"): Operation(_SEEING),
    ("POST", f"{_ITEM}/submit"): Operation(frozenset({_O, Role.OFFICER})),
    ("POST", f"{_ITEM}/approve"): Operation(frozenset({_E}), {"seen": ""}),
    ("POST", f"{_ITEM}/return"): Operation(frozenset({_E}), {"words": "x"}),
    ("PUT", f"{_ITEM}/assignment"): Operation(_OF_AGENCY, {"unit": ""}),
    ("POST", f"{_ITEM}/files"): Operation(_FILLS_IN),
    # There is no such file; who may: prongsai/evidence/tests/test_api.py.
    ("GET", f"{_ITEM}/files/{{file}}"): Operation(frozenset()),
    ("DELETE", f"{_ITEM}/files/{{file}}"): Operation(frozenset()),
    ("POST", f"{_IN_AGENCY}/carry-over"): Operation(frozenset({_O})),
    ("GET", "/reviews"): Operation(frozenset({_X})),
    ("GET", f"{_IN_ROUND}/reviews"): Operation(frozenset({_C, _A})),
    ("GET", f"{_IN_ROUND}/reviews/statistics"): Operation(frozenset({_C, _A})),
    ("POST", f"{_IN_ROUND}/reviews/draw"): Operation(frozenset({_C}), {"seed": "7"}),
    ("POST", f"{_IN_AGENCY}/evaluators/{{stage}}"): Operation(frozenset({_C}), {"reason": "x"}),
    # For the evaluator alone whom it was drawn for: prongsai/evidence/tests/test_api.py.
    ("POST", f"{_ITEM}/verdicts"): Operation(frozenset(), {"option": "pass"}),
    ("POST", f"{_ITEM}/settlement"): Operation(frozenset({_C, _X}), _FAIL),
    ("POST", f"{_ITEM}/correction"): Operation(frozenset({_C}), _FAIL),
    ("GET", "/objections"): Operation(frozenset({_C, _X, _A})),
    ("POST", f"{_ITEM}/objection"): Operation(frozenset({_O, _E}), {"words": "x"}),
    ("POST", f"{_ITEM}/objection/decision"): Operation(frozenset({_X}), _FAIL),
    ("GET", f"{_IN_AGENCY}/letters/{{letter}}.{{ending}}"): Operation(_SEEING),
    ("GET", "/plans"): Operation(_SEES_PLANS),
    ("GET", _IN_PLAN): Operation(_SEES_PLANS),
    ("POST", _IN_PLAN): Operation(_OF_AGENCY),
    ("PUT", _IN_PLAN): Operation(_OF_AGENCY, {"agency": "dip"}),
    ("POST", f"{_IN_PLAN}/refresh"): Operation(_OF_AGENCY),
    ("POST", f"{_IN_PLAN}/draft"): Operation(_OF_AGENCY),
    ("GET", f"{_IN_PLAN}/proposals"): Operation(_SEES_PLANS),
    ("GET", f"{_IN_PLAN}/points"): Operation(_SEES_PLANS),
    ("POST", f"{_IN_PLAN}/submit"): Operation(_OF_AGENCY),
    ("POST", f"{_IN_PLAN}/approve"): Operation(frozenset({_E})),
    ("POST", f"{_IN_PLAN}/return"): Operation(frozenset({_E}), {"words": "x"}),
    ("POST", f"{_IN_PLAN}/close"): Operation(_OF_AGENCY),
    ("GET", f"{_IN_PLAN}/progress"): Operation(_SEES_PLANS),
    ("GET", f"{_IN_PLAN}/effect"): Operation(_SEES_PLANS),
    ("GET", f"{_IN_PLAN}/snapshots"): Operation(_SEES_PLANS),
    ("POST", f"{_IN_PLAN}/snapshots"): Operation(_OF_AGENCY, {"kind": "six-months"}),
    ("GET", f"{_IN_REPORT}/words"): Operation(_SEES_PLANS),
    ("PUT", f"{_IN_REPORT}/words/{{key}}"): Operation(_OF_AGENCY, {"th": "x"}),
    # Nobody has written such words yet; who may: prongsai/reports/tests/test_issuing_doors.py.
    ("DELETE", f"{_IN_REPORT}/words/{{key}}"): Operation(frozenset()),
    ("PUT", f"{_IN_REPORT}/particulars"): Operation(_OF_AGENCY, {"number": "1", "dated": None}),
    ("GET", f"{_IN_REPORT}/versions"): Operation(_SEES_PLANS),
    ("POST", f"{_IN_REPORT}/versions"): Operation(_OF_AGENCY),
    ("GET", f"{_VERSION_OF}/{{language}}.{{form}}"): Operation(_SEES_PLANS),
    ("POST", f"{_VERSION_OF}/approve"): Operation(frozenset({_E})),
    ("POST", f"{_VERSION_OF}/return"): Operation(frozenset({_E}), {"words": "x"}),
    ("POST", f"{_VERSION_OF}/publish"): Operation(_OF_AGENCY, {"evidence": False}),
    ("POST", f"{_VERSION_OF}/withdraw"): Operation(_OF_AGENCY),
    ("POST", "/years/{year}/book"): Operation(frozenset({_C}), {"language": "th"}),
    # Nobody had one made: prongsai/reports/tests/test_books.py.
    ("GET", "/years/{year}/book/{language}.pdf"): Operation(frozenset()),
    ("GET", "/years"): Operation(None),
    ("GET", "/years/{year}/agencies"): Operation(None),
    ("GET", "/years/{year}/summary"): Operation(None),
    ("GET", "/agencies/{code}"): Operation(None),
    ("GET", "/agencies/{code}/{year}"): Operation(None),
    ("GET", "/agencies/{code}/{year}/what-if"): Operation(None),
    ("GET", "/agencies/{code}/{year}/disclosures"): Operation(None),
}
