"""Begins, drafts, shows and follows up the improvement plans of agencies.

Who approves is the agency's executive, named by the address of their account.
  prongsai plans begin 2567 dip
  prongsai plans draft 2567 dip
  prongsai plans show 2567 dip --json
  prongsai plans submit 2567 dip
  prongsai plans approve 2567 dip --as executive@dip.go.th
  prongsai plans snapshot 2567 dip --kind six-months
  prongsai plans effect 2567 dip
  prongsai plans remind
  prongsai plans export 2567 dip --out plan.docx
  prongsai plans import 2567 dip plan.docx --dry-run
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.timezone import localdate, now

from prongsai.config.commands.plan_files import (
    EXPORT,
    IMPORT,
    add_files,
    export_file,
    import_file,
)
from prongsai.config.commands.plan_reminders import ACTION, add_reminding, send_reminders
from prongsai.config.options import add_frameworks, add_output, named_year, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.directory.queries import actor_numbered
from prongsai.directory.queries.accounts import account_id
from prongsai.directory.rules import OPERATOR, Actor
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.improvement.queries.contents import content_of, plan_of, plans_of
from prongsai.improvement.queries.effect import effect_of
from prongsai.improvement.queries.listing import agency_coded
from prongsai.improvement.queries.points import point_rows
from prongsai.improvement.queries.progress import against_baseline, progress_of
from prongsai.improvement.rules.states import PlanState, SnapshotKind
from prongsai.improvement.rules.storing import plan_kept
from prongsai.improvement.services import plans
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.methodology.wording import Text

ACTIONS = {
    "list": "แผนที่หน่วยงานมี | the plans of an agency",
    "begin": "เริ่มแผนจากจุดอ่อนของปีก่อน | begin a plan with last year's weak points",
    "draft": "เสนอมาตรการให้ทุกจุดอ่อน | propose measures for every weak point",
    "show": "แผนพร้อมจุดอ่อนที่ยังไม่มีมาตรการ | the plan, and weak points that nothing answers",
    "refresh": "ใช้จุดอ่อนของผลล่าสุด | take the weak points of the newest result",
    "submit": "ส่งให้ผู้บริหารอนุมัติ | send it to the executive",
    "approve": "อนุมัติในนามผู้บริหาร | approve it as the executive",
    "return": "ส่งกลับให้แก้ไขในนามผู้บริหาร | send it back as the executive",
    "snapshot": "บันทึกความก้าวหน้ารอบ 6 หรือ 12 เดือน | keep progress after 6 or 12 months",
    "progress": "ความก้าวหน้ารายประเด็นและส่วนงาน | progress by theme and by unit",
    "effect": "ผลของมาตรการเทียบหน่วยงานที่คล้ายกัน | what measures brought, beside similar agencies",
    "close": "ปิดแผน | close the plan",
}
#: Actions that may be done to many agencies at once.
_MANY = {"begin", "draft"}
_DECIDED = {"approve", "return"}
_TAKEN = (SnapshotKind.SIX_MONTHS.value, SnapshotKind.TWELVE_MONTHS.value)
_AGENCY = "รหัสหน่วยงาน | the agency's code"
_AT = Text("หน่วยงาน %(agency)s", "agency %(agency)s")


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | framework/year or year")
        action.add_argument(
            "agency", metavar="CODE", help=_AGENCY, nargs="+" if name in _MANY else None
        )
        if name in _DECIDED:
            action.add_argument(
                "--as",
                dest="person",
                required=True,
                metavar="EMAIL",
                help="บัญชีของผู้บริหาร | the executive's account",
            )
        if name == "return":
            action.add_argument("--words", required=True, help="สิ่งที่ให้แก้ไข | what is to be done")
        if name == "snapshot":
            action.add_argument("--kind", required=True, choices=_TAKEN, help="รอบใด | which")
        add_frameworks(action)
        add_output(action)
    add_reminding(actions)
    add_files(actions)


def run(arguments: Namespace) -> int:
    _STEPS[arguments.action](arguments)
    return 0


def place_of(arguments: Namespace) -> tuple[str, int]:
    """Return framework and year; a plan may be of a year that has no edition yet."""
    framework, year = named_year(arguments)
    if not year and framework.isdecimal():
        return DEFAULT_FRAMEWORK, int(framework)
    return framework, year


def _plan(arguments: Namespace) -> Any:
    return plan_of(arguments.agency, *place_of(arguments))


def _list(arguments: Namespace) -> None:
    framework, _ = place_of(arguments)
    found = plans_of(agency_coded(arguments.agency).code, framework)
    if arguments.json:
        put_json({"plans": [{"year_be": one.year_be, "state": one.state} for one in found]})
    else:
        terminal("plans").show_list(
            [(p.year_be, PlanState(p.state)) for p in found], arguments.lang
        )


def _begin(arguments: Namespace) -> None:
    framework, year = place_of(arguments)

    def begin(code: str) -> int:
        agency = agency_coded(code)
        plan = plans.begin_plan(agency, framework, year, by=OPERATOR, now=now())
        return len(point_rows(plan))

    _each(arguments, "points", begin)


def _draft(arguments: Namespace) -> None:
    framework, year = place_of(arguments)

    def draft(code: str) -> int:
        return plans.draft_plan(plan_of(code, framework, year), by=OPERATOR, now=now())

    _each(arguments, "measures", draft)


def _each(arguments: Namespace, counted: str, step: Callable[[str], int]) -> None:
    """Do something to every agency of a call, and tell how many of what came of it."""
    made = {}
    with Waiting(arguments.lang) as progress:
        for number, code in enumerate(arguments.agency):
            progress(_AT.filled(agency=code), number, len(arguments.agency))
            made[code] = step(code)
    if arguments.json:
        put_json({"plans": [{"agency": code, counted: n} for code, n in made.items()]})
    else:
        terminal("plans").show_made(counted, made, arguments.lang)


def _show(arguments: Namespace) -> None:
    plan = _plan(arguments)
    if arguments.json:
        put_json(plan_kept(content_of(plan)))
    else:
        terminal("plans").show(content_of(plan), point_rows(plan), arguments.lang)


def _progress(arguments: Namespace) -> None:
    plan = _plan(arguments)
    found, changes = progress_of(plan, localdate()), against_baseline(plan)
    if arguments.json:
        put_json({**found.payload(), "changes": [one.payload() for one in changes]})
    else:
        terminal("plans").show_progress(found, changes, arguments.lang)


def _effect(arguments: Namespace) -> None:
    found = effect_of(_plan(arguments))
    if arguments.json:
        put_json({"measures": [one.payload() for one in found]})
    else:
        terminal("plans").show_effect(found, arguments.lang)


def _refresh(arguments: Namespace) -> None:
    plans.refresh_points(_plan(arguments), by=OPERATOR, now=now())
    _moved(arguments)


def _submit(arguments: Namespace) -> None:
    plans.submit_plan(_plan(arguments), by=OPERATOR, now=now())
    _moved(arguments)


def _approve(arguments: Namespace) -> None:
    plans.approve_plan(_plan(arguments), by=executive_of(arguments), now=now())
    _moved(arguments)


def _return(arguments: Namespace) -> None:
    by = executive_of(arguments)
    plans.return_plan(_plan(arguments), words=arguments.words, by=by, now=now())
    _moved(arguments)


def _close(arguments: Namespace) -> None:
    plans.close_plan(_plan(arguments), by=OPERATOR, now=now())
    _moved(arguments)


def _snapshot(arguments: Namespace) -> None:
    taken = take_snapshot(_plan(arguments), SnapshotKind(arguments.kind), by=OPERATOR, now=now())
    if arguments.json:
        put_json({"kind": taken.kind, "sha256": taken.sha256})
    else:
        terminal("plans").show_kept(SnapshotKind(taken.kind), taken.sha256, arguments.lang)


def executive_of(arguments: Namespace, command: str = "plans") -> Actor:
    """Return the person who is named; the trail says that it was done from the command line."""
    person = actor_numbered(account_id(arguments.person))
    return replace(person, name=f"{person.name} (prongsai {command})")


def _moved(arguments: Namespace) -> None:
    state = PlanState(_plan(arguments).state)
    if arguments.json:
        put_json({"state": state.value})
    else:
        terminal("plans").show_state(state, arguments.lang)


_STEPS: dict[str, Callable[[Namespace], None]] = {
    "list": _list,
    "begin": _begin,
    "draft": _draft,
    "show": _show,
    "refresh": _refresh,
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "snapshot": _snapshot,
    "progress": _progress,
    "effect": _effect,
    "close": _close,
    ACTION: send_reminders,
    EXPORT: lambda arguments: export_file(arguments, _plan(arguments)),
    IMPORT: lambda arguments: import_file(arguments, _plan(arguments)),
}
