"""Opens ways into the surveys of an agency: an open link, or one-time codes on slips.

Codes are shown once, here; only their hashes are kept.
  prongsai gates open 2566 dip EIT
  prongsai gates open 2566 dip IIT --codes 30 --out slips.csv
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.urls import reverse
from django.utils.timezone import now

from prongsai.assessments.services.participation import participation_of
from prongsai.assessments.services.rounds import round_of
from prongsai.config.options import add_frameworks, add_output, library, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import make_codes, open_gate, write_slips


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("open",), help="เปิดทางเข้า | open a way in")
    parser.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
    parser.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
    parser.add_argument("instrument", metavar="INSTRUMENT", help="IIT, EIT")
    parser.add_argument(
        "--codes", type=int, metavar="N", help="จำนวนรหัสใช้ครั้งเดียว | how many one-time codes"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="เขียนรหัสลงไฟล์ CSV | write the codes as CSV"
    )
    add_frameworks(parser)
    add_output(parser)


def run(arguments: Namespace) -> int:
    framework, _, year = library(arguments).full_name(arguments.edition).partition("/")
    round_ = round_of(framework, int(year) if year.isdecimal() else 0)
    gate = open_gate(
        participation_of(round_, arguments.agency),
        arguments.instrument,
        GateKind.CODES if arguments.codes else GateKind.LINK,
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
    return 0
