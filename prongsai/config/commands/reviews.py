"""Draws evaluators of disclosures or replaces one, lists who judges whom, counts what came of it.

prongsai reviews draw 2566
prongsai reviews draw 2566 --stage second --seed 4f1c
prongsai reviews list 2566
prongsai reviews replace 2566 dip --stage first --reason "ลาป่วย"
prongsai reviews agreement 2566
prongsai reviews statistics 2566 --json
prongsai reviews letters 2566 --kind notice --format docx --out letters
"""

import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from prongsai.assessments.services.participation import participation_of
from prongsai.assessments.services.rounds import round_of
from prongsai.config.options import add_frameworks, add_output, named_year, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.evidence.queries.agreement import agreement, differences
from prongsai.evidence.queries.reviews import AgencyReviews, agency_reviews
from prongsai.evidence.queries.statistics import ItemStatistics, round_statistics
from prongsai.evidence.rules.states import DRAWN_STAGES, Stage
from prongsai.evidence.services.replacing import replace_evaluator
from prongsai.evidence.services.reviewing import allot_evaluators
from prongsai.reports.rules.objection_letters import FORMS, LetterKind
from prongsai.reports.services.all_letters import write_letters

ACTIONS = {
    "draw": "จับสลากผู้ตรวจให้หน่วยงานที่ยังไม่มี | draw evaluators for agencies that have none",
    "list": "ใครตรวจหน่วยงานใด ถึงไหนแล้ว | who judges whom, and how far",
    "replace": "ให้คนอื่นตรวจแทน | put somebody else in the place of an evaluator",
    "agreement": "ผู้ตรวจสองคนเห็นตรงกันเพียงใด | how far two evaluators agree",
    "letters": "หนังสือถึงทุกหน่วยงาน | a letter to every agency",
    "statistics": "ไม่ผ่าน คัดค้าน กลับผล กี่รายการ | what failed, was objected to and reversed",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        if name == "replace":
            _add_replacing(action)
        if name == "letters":
            _add_letters(action)
        if name in {"draw", "replace"}:
            action.add_argument(
                "--stage",
                choices=[stage.value for stage in DRAWN_STAGES],
                default=Stage.FIRST.value,
                help="ผู้ตรวจคนแรกหรือคนที่สอง | the first or the second evaluator",
            )
            action.add_argument(
                "--seed",
                default="",
                metavar="WORD",
                help="ค่าเริ่มต้นของการจับสลาก | what the draw begins from (by chance)",
            )
        add_frameworks(action)
        add_output(action)


def _add_replacing(action: ArgumentParser) -> None:
    action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
    action.add_argument("--reason", required=True, metavar="WORDS", help="เหตุผล | why")
    action.add_argument(
        "--evaluator",
        default="",
        metavar="EMAIL",
        help="ผู้ตรวจคนใหม่ ไม่ระบุคือจับสลาก | who takes over (drawn by lot)",
    )


def _add_letters(action: ArgumentParser) -> None:
    action.add_argument(
        "--kind",
        choices=[kind.value for kind in LetterKind],
        default=LetterKind.NOTICE.value,
        help="แจ้งผล รับคำคัดค้าน แจ้งคำวินิจฉัย | verdicts, objections received, decisions",
    )
    action.add_argument("--format", choices=FORMS, default="docx", help="PDF, DOCX")
    action.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="โฟลเดอร์ | folder"
    )


def run(arguments: Namespace) -> int:
    round_ = round_of(*named_year(arguments))
    _STEPS[arguments.action](arguments, round_)
    return 0


def _draw(arguments: Namespace, round_: Any) -> None:
    seed = arguments.seed or secrets.token_hex(8)
    found = allot_evaluators(round_, Stage(arguments.stage), seed=seed, by=OPERATOR, now=now())
    if arguments.json:
        put_json({"stage": arguments.stage, "seed": seed, "agencies": len(found)})
    else:
        terminal("reviews").show_draw(len(found), seed, arguments.lang)


def _replace(arguments: Namespace, round_: Any) -> None:
    seed = arguments.seed or secrets.token_hex(8)
    told = {"reason": arguments.reason, "evaluator": arguments.evaluator, "seed": seed}
    participation = participation_of(round_, arguments.agency)
    stage = Stage(arguments.stage)
    made = replace_evaluator(participation, stage, **told, by=OPERATOR, now=now())
    if arguments.json:
        names = {"before": str(made.before), "after": str(made.after)}
        put_json({"stage": made.stage, "seed": made.seed, **names})
    else:
        terminal("reviews").show_replaced(str(made.before), str(made.after), arguments.lang)


def _list(arguments: Namespace, round_: Any) -> None:
    rows = list(_all(round_))
    if arguments.json:
        put_json({"agencies": [_told(row) for row in rows]})
    else:
        terminal("reviews").show(rows, arguments.lang)


def _agreement(arguments: Namespace, round_: Any) -> None:
    found = agreement(round_, reader=OPERATOR)
    left = len(differences(reader=OPERATOR, round_=round_))
    if arguments.json:
        put_json({**asdict(found), "percent": found.percent, "to_settle": left})
    else:
        terminal("reviews").show_agreement(found, left, arguments.lang)


def _statistics(arguments: Namespace, round_: Any) -> None:
    found = round_statistics(round_, reader=OPERATOR)
    if not arguments.json:
        terminal("reviews").show_statistics(found, arguments.lang)
        return
    put_json({"total": _counts(found.total), "items": [_counts(row) for row in found.items]})


def _counts(row: ItemStatistics) -> dict[str, Any]:
    counts = {**asdict(row), "waiting": row.waiting}
    del counts["name"]
    return counts


def _letters(arguments: Namespace, round_: Any) -> None:
    form, out = arguments.format, arguments.out
    made = write_letters(round_, arguments.kind, form, out=out, by=OPERATOR, now=now())
    if arguments.json:
        put_json({"letters": len(made), "files": [str(path) for path in made]})
    else:
        terminal("reviews").show_letters(len(made), out, arguments.lang)


def _told(row: AgencyReviews) -> dict[str, Any]:
    return {
        "agency": row.agency,
        "name": row.name.th,
        **{
            name: {"evaluator": one.evaluator, "judged": one.judged, "items": one.total}
            for name, one in (("first", row.first), ("second", row.second))
            if one is not None
        },
    }


def _all(round_: Any) -> Iterator[AgencyReviews]:
    number = 1
    while True:
        page = agency_reviews(round_, number, reader=OPERATOR)
        yield from page
        if not page.has_next():
            return
        number += 1


_STEPS: dict[str, Callable[[Namespace, Any], None]] = {
    "draw": _draw,
    "list": _list,
    "replace": _replace,
    "agreement": _agreement,
    "letters": _letters,
    "statistics": _statistics,
}
