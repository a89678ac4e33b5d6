"""Copies of disclosed links: makes those that are due, verifies, seals, lists and exports them.

`verify` ends with exit code 1 when a copy, the chain or a seal is not what it was.
  prongsai captures run
  prongsai captures screenshots --seconds 600
  prongsai captures verify --archives
  prongsai captures deadline 2566
  prongsai captures list 2566 dip
  prongsai captures export 2566 dip --out dip-2566.warc.gz
  prongsai captures copies 2566
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate, now

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.services.rounds import round_of
from prongsai.config.options import add_frameworks, add_output, named_year, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.directory.rules import OPERATOR
from prongsai.evidence.queries.copies import ALIKE, near_copies, wrong_names
from prongsai.evidence.queries.screenshots import last_screenshots, screenshots_due
from prongsai.evidence.queries.watch import captures_kept, pages_due, watched_links
from prongsai.evidence.services.archiving import broken_archives, export_captures
from prongsai.evidence.services.capturing import capture_due_pages
from prongsai.evidence.services.chain import verify_chain
from prongsai.evidence.services.deadline import capture_deadline
from prongsai.evidence.services.screenshots import broken_pictures, take_screenshots
from prongsai.evidence.services.sealing import broken_seals, seal_day
from prongsai.evidence.services.stamping import stamp_seals, stamps_read
from prongsai.methodology.wording import Text

ACTIONS = {
    "run": "เปิดลิงก์ที่ถึงเวลาทั้งหมดเดี๋ยวนี้ | open all links that are due now",
    "screenshots": "ทำภาพหน้าจอของสำเนาที่รออยู่ | make screenshots of copies that wait for one",
    "verify": "ตรวจลูกโซ่ ลายเซ็น และไฟล์สำเนา | verify the chain, the seals, the archives",
    "seal": "ลงลายมือชื่อลูกโซ่ของวันนี้ | sign the chain as that of today",
    "deadline": "เก็บสำเนา ณ วันสิ้นสุดของรอบ | let all links of a round be captured as its deadline's",
    "list": "ลิงก์ของหน่วยงานและสถานะ | the links of an agency and how they are",
    "export": "ส่งออกสำเนาเป็นไฟล์ WARC | export copies as one WARC file",
    "copies": "เอกสารที่เหมือนกันข้ามหน่วยงาน | documents that agencies copied from each other",
}
_OF_ROUND = {"deadline", "list", "export", "copies"}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name in _OF_ROUND:
            action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
            add_frameworks(action)
        if name in {"list", "export"}:
            action.add_argument(
                "agency",
                metavar="CODE",
                nargs="?" if name == "export" else None,
                default="",
                help="รหัสหน่วยงาน | the agency's code",
            )
        _add_own(name, action)
        add_output(action)


def _add_own(name: str, action: ArgumentParser) -> None:
    if name in {"run", "screenshots"}:
        action.add_argument(
            "--seconds",
            type=float,
            default=inf,
            metavar="N",
            help="ไม่เริ่มหน้าใหม่หลังจากนี้ | begin no more pages after so long",
        )
    if name == "verify":
        action.add_argument(
            "--archives",
            action="store_true",
            help="อ่านสำเนาและภาพทุกฉบับใหม่ | read every copy and picture again, too",
        )
    if name == "export":
        action.add_argument("--out", type=Path, required=True, metavar="FILE", help=".warc.gz")
    if name == "copies":
        action.add_argument(
            "--at-least",
            type=_share,
            default=ALIKE,
            metavar="SHARE",
            help=f"ส่วนที่เหมือนกัน 0 ถึง 1 | share in common, 0 to 1 ({ALIKE})",
        )


def _share(words: str) -> float:
    share = float(words)
    if not 0 <= share <= 1:
        raise ArgumentTypeError(f"0 - 1: {words}")
    return share


def run(arguments: Namespace) -> int:
    return _STEPS[arguments.action](arguments)


def _run(arguments: Namespace) -> int:
    due = pages_due(now())
    what = Text("เปิดลิงก์", "Opening links")
    with Waiting(arguments.lang) as progress:
        done = capture_due_pages(
            seconds=arguments.seconds, progress=lambda done: progress(what, done, due)
        )
    _put(arguments, {"captured": done}, "captured", done)
    return 0


def _screenshots(arguments: Namespace) -> int:
    what = Text("ทำภาพหน้าจอ", "Making screenshots")
    due = screenshots_due(now())
    with Waiting(arguments.lang) as progress:
        made = take_screenshots(
            seconds=arguments.seconds, progress=lambda done: progress(what, done, due)
        )
    _put(arguments, made.payload(), "drawn", made)
    return 0


def _verify(arguments: Namespace) -> int:
    number = captures_kept()
    what = Text("ตรวจสำเนา", "Verifying")
    with Waiting(arguments.lang) as progress:

        def note(done: int) -> None:
            progress(what, done, number)

        chain = verify_chain(note)
        seals = [day.isoformat() for day in broken_seals()]
        archives = list(broken_archives(note)) if arguments.archives else []
        pictures = list(broken_pictures()) if arguments.archives else []
    stamps = stamps_read()
    faults = {"chain": chain, "seals": seals, "archives": archives, "pictures": pictures}
    told = {"captures": number, **faults, "stamps": stamps.payload()}
    _put(arguments, told, "verified", told)
    return int(any(faults.values()) or bool(stamps.broken))


def _seal(arguments: Namespace) -> int:
    seal = seal_day(localdate())
    told = {"day": seal.day.isoformat(), "number": seal.number, "head": seal.head} if seal else {}
    stamps = [one.stamped_at.isoformat() for one in stamp_seals(now=now())]
    _put(arguments, {"seal": told or None, "stamps": stamps}, "sealed", told, stamps)
    return 0


def _deadline(arguments: Namespace) -> int:
    look = capture_deadline(_round(arguments), by=OPERATOR, now=now())
    _put(arguments, {"day": look.day.isoformat(), "pages": look.pages}, "deadline", look.pages)
    return 0


def _list(arguments: Namespace) -> int:
    round_ = _round(arguments)
    participation = entered(round_.framework, round_.year_be, arguments.agency, reader=OPERATOR)
    links = watched_links(participation, reader=OPERATOR)
    if arguments.json:
        told = ("item", "title", "address", "outcome", "failures")
        drawn = last_screenshots(link.page for link in links)
        put_json(
            {
                "links": [
                    {name: getattr(link, name) for name in told}
                    | {"screenshot": drawn.get(link.page)}
                    for link in links
                ]
            }
        )
    else:
        terminal("captures").listed(links, arguments.lang)
    return 0


def _export(arguments: Namespace) -> int:
    number, key = export_captures(
        _round(arguments), arguments.out, agency=arguments.agency, by=OPERATOR, now=now()
    )
    files = [str(arguments.out), str(key)]
    _put(arguments, {"captures": number, "files": files}, "exported", number, files)
    return 0


def _copies(arguments: Namespace) -> int:
    round_ = _round(arguments)
    same, foreign = Text("หาเอกสารที่เหมือนกัน", "Comparing"), Text("หาชื่ออื่น", "Looking for names")
    with Waiting(arguments.lang) as progress:
        groups = list(
            near_copies(round_, at_least=arguments.at_least, progress=partial(progress, same))
        )
        wrong = list(wrong_names(round_, progress=partial(progress, foreign)))
    if arguments.json:
        put_json(
            {"groups": [_group(one) for one in groups], "wrong_names": list(map(_wrong, wrong))}
        )
    else:
        terminal("captures").copied(groups, wrong, arguments.lang)
    return 0


def _group(group: Any) -> dict[str, Any]:
    return {
        "item": group.item,
        "copies": [
            {
                "agency": copy.document.agency,
                "address": copy.document.address,
                "likeness": copy.likeness,
            }
            for copy in group.copies
        ],
    }


def _wrong(found: Any) -> dict[str, Any]:
    told = asdict(found.document)
    return {**{n: told[n] for n in ("item", "agency", "address")}, "named": list(found.named)}


def _round(arguments: Namespace) -> Any:
    return round_of(*named_year(arguments))


def _put(arguments: Namespace, told: dict[str, Any], how: str, *shown: Any) -> None:
    if arguments.json:
        put_json(told)
    else:
        getattr(terminal("captures"), how)(*shown, arguments.lang)


_STEPS: dict[str, Callable[[Namespace], int]] = {
    "run": _run,
    "screenshots": _screenshots,
    "verify": _verify,
    "seal": _seal,
    "deadline": _deadline,
    "list": _list,
    "export": _export,
    "copies": _copies,
}
