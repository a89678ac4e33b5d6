"""Sends, approves and publishes reports about improvement plans.

Who approves is the agency's executive, named by the address of their account.
  prongsai issue list 2567 dip
  prongsai issue particulars 2567 dip --number "อก 0401/123" --date 2024-04-30
  prongsai issue send 2567 dip
  prongsai issue approve 2567 dip --version 1 --as executive@dip.go.th
  prongsai issue publish 2567 dip --version 1 --site https://ita.dip.go.th --evidence
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.timezone import now

from prongsai.config.commands.plans import executive_of, place_of
from prongsai.config.options import add_frameworks, add_output, put_json, terminal
from prongsai.config.waiting import Waiting
from prongsai.directory.rules import OPERATOR
from prongsai.improvement.queries.contents import plan_of
from prongsai.reports.queries.issued import version_of, version_row, versions_of
from prongsai.reports.rules.issuing import ISSUED, issued_kind
from prongsai.reports.services import drafts, issuing

ACTIONS = {
    "list": "ฉบับของรายงานและสถานะ | versions of a report and how far they are",
    "particulars": "บอกเลขที่และวันที่ของเอกสาร | tell the document's number and date",
    "send": "ส่งรายงานของวันนี้ให้ผู้บริหาร | send the report as it is today",
    "approve": "อนุมัติในนามผู้บริหาร และจัดทำไฟล์ | approve it as the executive, make its files",
    "return": "ส่งกลับให้แก้ไขในนามผู้บริหาร | send it back as the executive",
    "publish": "เผยแพร่ | let everybody read it",
    "withdraw": "ถอนการเผยแพร่ | take it out of the public eye",
}
_OF_VERSION = {"approve", "return", "publish", "withdraw"}
_DECIDED = {"approve", "return"}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="YEAR", help="ปีของแผน | the year of the plan")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        action.add_argument(
            "--kind",
            choices=[kind.value for kind in ISSUED],
            default=ISSUED[0].value,
            help="ชนิดของรายงาน | which report",
        )
        if name in _OF_VERSION:
            action.add_argument(
                "--version", type=int, required=True, metavar="N", help="ฉบับที่ | which version"
            )
        if name in _DECIDED:
            action.add_argument(
                "--as",
                dest="person",
                required=True,
                metavar="EMAIL",
                help="บัญชีของผู้บริหาร | the executive's account",
            )
        _add_more(name, action)
        add_frameworks(action)
        add_output(action)


def _add_more(name: str, action: ArgumentParser) -> None:
    if name == "return":
        action.add_argument("--words", required=True, help="สิ่งที่ให้แก้ไข | what is to be done")
    elif name == "particulars":
        action.add_argument("--number", required=True, help="เลขที่เอกสาร | number of the document")
        action.add_argument(
            "--date", type=date.fromisoformat, required=True, help="วันที่ | its date, YYYY-MM-DD"
        )
    elif name == "publish":
        action.add_argument("--site", required=True, metavar="URL", help="ที่อยู่เว็บ | this site")
        action.add_argument(
            "--evidence",
            action="store_true",
            help="เลือกเป็นหลักฐาน OIT ของรอบที่เปิดอยู่ | evidence in the round that is open",
        )


def run(arguments: Namespace) -> int:
    if arguments.action == "list":
        rows = versions_of(_report(arguments))
        if arguments.json:
            put_json({"versions": [row.payload() for row in rows]})
        else:
            terminal("issue").show_list(rows, arguments.lang)
    elif arguments.action == "particulars":
        _tell(arguments)
    else:
        _put(_STEPS[arguments.action](arguments), arguments)
    return 0


def _report(arguments: Namespace) -> Any:
    return drafts.report_of(_plan(arguments), issued_kind(arguments.kind))


def _plan(arguments: Namespace) -> Any:
    return plan_of(arguments.agency, *place_of(arguments))


def _version(arguments: Namespace) -> Any:
    return version_of(_report(arguments), arguments.version)


def _tell(arguments: Namespace) -> None:
    report = _report(arguments)
    drafts.tell_particulars(
        _plan(arguments),
        issued_kind(arguments.kind),
        number=arguments.number,
        dated=arguments.date,
        signers=report.signers,
        by=OPERATOR,
        now=now(),
    )
    if arguments.json:
        put_json({"number": arguments.number, "dated": arguments.date.isoformat()})
    else:
        terminal("issue").show_particulars(arguments.number, arguments.date, arguments.lang)


def _send(arguments: Namespace) -> Any:
    kind = issued_kind(arguments.kind)
    return issuing.submit_report(_plan(arguments), kind, by=OPERATOR, now=now())


def _approve(arguments: Namespace) -> Any:
    """Approve a version, and make its files here rather than wait for the worker."""
    found = _version(arguments)
    issuing.approve_version(found, by=executive_of(arguments, "issue"), now=now())
    with Waiting(arguments.lang) as progress:
        issuing.make_files(found, progress=progress)
    return _version(arguments)


def _return(arguments: Namespace) -> Any:
    by = executive_of(arguments, "issue")
    return issuing.return_version(_version(arguments), words=arguments.words, by=by, now=now())


def _publish(arguments: Namespace) -> Any:
    issuing.publish_version(
        _version(arguments),
        as_evidence=arguments.evidence,
        site=arguments.site,
        by=OPERATOR,
        now=now(),
    )
    return _version(arguments)


def _withdraw(arguments: Namespace) -> Any:
    return issuing.withdraw_version(_version(arguments), by=OPERATOR, now=now())


def _put(version: Any, arguments: Namespace) -> None:
    row = version_row(version)
    if arguments.json:
        put_json(row.payload())
    else:
        terminal("issue").show_list([row], arguments.lang)


_STEPS: dict[str, Callable[[Namespace], Any]] = {
    "send": _send,
    "approve": _approve,
    "return": _return,
    "publish": _publish,
    "withdraw": _withdraw,
}
