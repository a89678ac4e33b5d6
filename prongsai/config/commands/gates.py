"""Opens, lists and closes ways into the surveys of an agency: open links, or one-time codes.

Codes are shown once, when they are made; only their hashes are kept.
  prongsai gates open 2566 dip EIT --place "เคาน์เตอร์ 3"
  prongsai gates open 2566 dip IIT --codes 30 --out slips.csv
  prongsai gates list 2566 dip
  prongsai gates close 2566 dip abcdefghjk
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from prongsai.assessments.queries.entered import entered
from prongsai.config.options import add_frameworks, add_output, named_year, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.queries.ways_in import gate_of, ways_in
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import close_gate, make_codes, open_gate, write_slips

ACTIONS = {
    "open": "เปิดทางเข้า | open a way in",
    "list": "ทางเข้าทั้งหมดของหน่วยงาน | all ways in of an agency",
    "close": "ปิดทางเข้าหนึ่งทาง | close one way in, for good",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        if name == "open":
            _add_opening(action)
        if name == "close":
            action.add_argument(
                "token", metavar="TOKEN", help="ส่วนท้ายของที่อยู่ | what its address ends with"
            )
        add_frameworks(action)
        add_output(action)


def _add_opening(action: ArgumentParser) -> None:
    action.add_argument("instrument", metavar="INSTRUMENT", help="IIT, EIT")
    action.add_argument(
        "--place", default="", metavar="NAME", help="จุดบริการ | the service point where it hangs"
    )
    action.add_argument(
        "--codes", type=int, metavar="N", help="จำนวนรหัสใช้ครั้งเดียว | how many one-time codes"
    )
    action.add_argument(
        "--out", type=Path, metavar="FILE", help="เขียนรหัสลงไฟล์ CSV | write the codes as CSV"
    )


def run(arguments: Namespace) -> int:
    participation = entered(*named_year(arguments), arguments.agency, reader=OPERATOR)
    _STEPS[arguments.action](arguments, participation)
    return 0


def _open(arguments: Namespace, participation: Any) -> None:
    gate = open_gate(
        participation,
        arguments.instrument,
        GateKind.LINK if arguments.codes is None else GateKind.CODES,
        place=arguments.place,
        by=OPERATOR,
        now=now(),
    )
    codes = make_codes(gate, arguments.codes, by=OPERATOR, now=now()) if arguments.codes else []
    address = reverse("surveys:answer", args=[gate.token])
    if arguments.out:
        write_slips(arguments.out, address, codes)
    if arguments.json:
        put_json({"address": address, "codes": codes})
    else:
        terminal("gates").show(address, [] if arguments.out else codes, arguments.lang)


def _close(arguments: Namespace, participation: Any) -> None:
    close_gate(gate_of(participation, arguments.token), by=OPERATOR, now=now())
    _list(arguments, participation)


def _list(arguments: Namespace, participation: Any) -> None:
    found = ways_in(participation, reader=OPERATOR)
    if arguments.json:
        put_json({"ways_in": [{**asdict(way), "name": way.name.th} for way in found]})
    else:
        terminal("gates").show_all(found, arguments.lang)


_STEPS: dict[str, Callable[[Namespace, Any], None]] = {
    "open": _open,
    "list": _list,
    "close": _close,
}
