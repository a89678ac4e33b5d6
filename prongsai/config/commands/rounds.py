"""Plans, opens and closes rounds: one edition being run over many agencies.

prongsai rounds plan 2566
prongsai rounds enter 2566 dip dop
prongsai rounds phase 2566 collection --starts 2023-01-01 --ends 2023-04-30
prongsai rounds open 2566
prongsai rounds coverage 2566
prongsai rounds mix 2566
prongsai rounds score 2566 verdicts.csv
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from prongsai.assessments.queries.rounds import rounds
from prongsai.assessments.services.participation import participation_of, tell_headcounts
from prongsai.assessments.services.phases import set_phase_dates
from prongsai.assessments.services.rounds import (
    enter_agencies,
    open_round,
    plan_round,
    round_of,
)
from prongsai.config.options import (
    add_frameworks,
    add_output,
    library,
    named_year,
    put_json,
    put_listed,
    terminal,
)
from prongsai.config.waiting import Waiting
from prongsai.directory.rules import OPERATOR
from prongsai.results.services.rounds import score_round
from prongsai.surveys.queries.coverage import coverage
from prongsai.surveys.queries.progress import Wanted, round_covered
from prongsai.surveys.services.closing import end_collecting, mix_answers

ACTIONS = {
    "list": "รอบทั้งหมด | all rounds",
    "plan": "วางแผนรอบตามกรอบการประเมิน | plan the round of an edition",
    "enter": "เพิ่มหน่วยงาน | let agencies take part",
    "phase": "กำหนดวันของช่วง | set the days of a phase",
    "headcounts": "บอกจำนวนผู้มีสิทธิ์ตอบของหน่วยงาน | tell how many of an agency may answer",
    "open": "เปิดเก็บคำตอบ | begin to collect answers",
    "coverage": "ตอบแล้วกี่คน ต้องได้กี่คน | how many have answered, and how many must",
    "mix": "สับคำตอบระหว่างเก็บ (ทุกคืน) | mix the answers while they come in (every night)",
    "close": "ปิดรับคำตอบ | end collecting, for good",
    "score": "คิดคะแนนรอบที่ปิดแล้ว | score a closed round",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name != "list":
            action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        if name == "enter":
            action.add_argument("agencies", nargs="+", metavar="CODE")
        if name in {"headcounts", "coverage"}:
            whole: dict[str, Any] = {"nargs": "?", "default": ""} if name == "coverage" else {}
            action.add_argument(
                "agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code", **whole
            )
        if name == "headcounts":
            action.add_argument("--staff", type=int, metavar="N", help="บุคลากร | staff")
            action.add_argument("--public", type=int, metavar="N", help="ผู้รับบริการ | the public")
        if name == "score":
            action.add_argument(
                "files",
                nargs="*",
                type=Path,
                metavar="FILE",
                help="ผลตรวจและสิ่งที่ไม่ได้เก็บในระบบ | verdicts, and what was collected elsewhere",
            )
        if name == "phase":
            action.add_argument("phase", metavar="PHASE")
            action.add_argument("--starts", type=date.fromisoformat, metavar="YYYY-MM-DD")
            action.add_argument("--ends", type=date.fromisoformat, metavar="YYYY-MM-DD")
            action.add_argument("--reason", default="", help="เหตุผล | why")
        add_frameworks(action)
        add_output(action)


def run(arguments: Namespace) -> int:
    if arguments.action == "coverage":
        return _coverage(arguments)
    if arguments.action != "list":
        _STEPS[arguments.action](arguments)
    if arguments.json:
        put_json({"rounds": [round_.payload() for round_ in rounds(reader=OPERATOR)]})
    else:
        terminal("rounds").show(rounds(reader=OPERATOR), arguments.lang)
    return 0


def _plan(arguments: Namespace) -> None:
    plan_round(library(arguments).load(arguments.edition), by=OPERATOR, now=now())


def _enter(arguments: Namespace) -> None:
    enter_agencies(_round(arguments), arguments.agencies, by=OPERATOR, now=now())


def _phase(arguments: Namespace) -> None:
    set_phase_dates(
        _round(arguments),
        arguments.phase,
        starts=arguments.starts,
        ends=arguments.ends,
        reason=arguments.reason,
        by=OPERATOR,
        now=now(),
    )


def _headcounts(arguments: Namespace) -> None:
    tell_headcounts(
        participation_of(_round(arguments), arguments.agency),
        staff=arguments.staff,
        public=arguments.public,
        by=OPERATOR,
        now=now(),
    )


def _coverage(arguments: Namespace) -> int:
    if not arguments.agency:
        return _whole_coverage(arguments)
    found = coverage(participation_of(_round(arguments), arguments.agency))
    if arguments.json:
        put_json({"coverage": [asdict(one) for one in found]})
    else:
        terminal("rounds").show_coverage(found, arguments.lang)
    return 0


def _whole_coverage(arguments: Namespace) -> int:
    found = round_covered(_round(arguments), reader=OPERATOR, wanted=Wanted())
    if arguments.json:
        told = [
            {"agency": one.agency, "surveys": [asdict(survey) for survey in one.surveys]}
            for one in found.agencies
        ]
        totals = [{**asdict(total), "name": total.name.th} for total in found.totals]
        put_listed("agencies", told, totals=totals)
    else:
        terminal("rounds").show_whole_coverage(found, arguments.lang)
    return 0


def _open(arguments: Namespace) -> None:
    open_round(_round(arguments), by=OPERATOR, now=now())


def _mix(arguments: Namespace) -> None:
    mix_answers(_round(arguments), by=OPERATOR, now=now())


def _close(arguments: Namespace) -> None:
    end_collecting(_round(arguments), by=OPERATOR, now=now())


def _score(arguments: Namespace) -> None:
    with Waiting(arguments.lang) as progress:
        score_round(
            _round(arguments),
            arguments.files,
            library=library(arguments),
            by=OPERATOR,
            now=now(),
            progress=progress,
        )


def _round(arguments: Namespace) -> Any:
    return round_of(*named_year(arguments))


_STEPS: dict[str, Callable[[Namespace], None]] = {
    "plan": _plan,
    "enter": _enter,
    "phase": _phase,
    "headcounts": _headcounts,
    "open": _open,
    "mix": _mix,
    "close": _close,
    "score": _score,
}
