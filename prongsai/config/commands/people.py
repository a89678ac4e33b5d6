"""Lists accounts with their roles; grants a role, or revokes it; closes an account or opens it.

Roles: central, overseer (--ministry), coordinator, executive and officer (--agency), evaluator,
auditor, interviewer. An account is made by `prongsai people add`, which prints a link to set the
password, or by `prongsai people import`, a row a duty.
  prongsai people list
  prongsai people add --email somchai@dip.go.th --name สมชาย
  prongsai people grant --email somchai@dip.go.th --role coordinator --agency dip
  prongsai people revoke --email somchai@dip.go.th --role coordinator --agency dip
  prongsai people close --email somchai@dip.go.th
  prongsai people import people.xlsx --dry-run --faults faults.csv
  prongsai people export --out people.csv
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from django.utils.timezone import now

from prongsai.config.options import add_output, add_table, put_json, terminal
from prongsai.directory.queries import people
from prongsai.directory.queries.accounts import account_id
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.rules.imports import Kind
from prongsai.directory.services.accounts import (
    create_account,
    grant_duty,
    password_link,
    revoke_duty,
)
from prongsai.directory.services.exporting import export_table, write_faults
from prongsai.directory.services.importing.people import import_people
from prongsai.directory.services.people import close_account, open_account

ACTIONS = {
    "list": "บัญชีและบทบาททั้งหมด | every account and its roles",
    "add": "สร้างบัญชี | make an account",
    "grant": "ให้บทบาท | give a role",
    "revoke": "ถอนบทบาท | take a role away",
    "close": "ปิดบัญชี | close an account",
    "open": "เปิดบัญชีอีกครั้ง | open an account again",
    "import": "นำเข้าจากไฟล์ | from a file",
    "export": "เขียนลงไฟล์ | into a file",
}
_TABLES = {"import", "export"}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name not in {"list", *_TABLES}:
            action.add_argument(
                "--email", required=True, help="อีเมลของบัญชี | address of the account"
            )
        if name == "add":
            _add_account(action)
        if name in {"grant", "revoke"}:
            _add_duty(action)
        if name == "import":
            add_table(action)
        if name == "export":
            action.add_argument("--out", type=Path, required=True, metavar="FILE")
        add_output(action)


def _add_account(action: ArgumentParser) -> None:
    action.add_argument("--name", default="", help="ชื่อที่แสดง | name that is shown")
    action.add_argument(
        "--site",
        default="http://localhost:8000",
        metavar="URL",
        help="ที่อยู่ของเว็บไซต์ ใช้ในลิงก์ | address of the site, for the link",
    )


def _add_duty(action: ArgumentParser) -> None:
    action.add_argument(
        "--role", required=True, type=Role, choices=list(Role), metavar="ROLE", help="บทบาท | role"
    )
    place = action.add_mutually_exclusive_group()
    place.add_argument(
        "--agency", default="", metavar="CODE", help="รหัสหน่วยงาน | code of the agency"
    )
    place.add_argument("--ministry", default="", metavar="NAME", help="กระทรวง | ministry")
    action.add_argument(
        "--unit", default="", metavar="CODE", help="รหัสส่วนงานของเจ้าหน้าที่ | unit of an officer"
    )


def run(arguments: Namespace) -> int:
    if arguments.action in _TABLES:
        return _move_table(arguments)
    email, link = getattr(arguments, "email", ""), ""
    if arguments.action == "add":
        link = _add(arguments)
    elif arguments.action != "list":
        _CHANGES[arguments.action](arguments)
    shown = [one for one in people() if one.email == email.strip().lower() or not email]
    if arguments.json:
        put_json({"people": [one.payload() for one in shown], **({"link": link} if link else {})})
    else:
        terminal("people").show(shown, link, arguments.lang)
    return 0


def _add(arguments: Namespace) -> str:
    email, moment = arguments.email, now()
    create_account(email, name=arguments.name, by=OPERATOR, now=moment)
    return password_link(
        email, site=arguments.site, language=arguments.lang, by=OPERATOR, now=moment
    )


def _grant(arguments: Namespace) -> None:
    place = {"agency": arguments.agency, "ministry": arguments.ministry, "unit": arguments.unit}
    grant_duty(arguments.email, arguments.role, **place, by=OPERATOR, now=now())


def _revoke(arguments: Namespace) -> None:
    place = {"agency": arguments.agency, "ministry": arguments.ministry}
    unit = arguments.unit or None
    revoke_duty(arguments.email, arguments.role, **place, unit=unit, by=OPERATOR, now=now())


def _close(arguments: Namespace) -> None:
    close_account(account_id(arguments.email), by=OPERATOR, now=now())


def _open(arguments: Namespace) -> None:
    open_account(account_id(arguments.email), by=OPERATOR, now=now())


_CHANGES: dict[str, Callable[[Namespace], None]] = {
    "grant": _grant,
    "revoke": _revoke,
    "close": _close,
    "open": _open,
}


def _move_table(arguments: Namespace) -> int:
    if arguments.action == "export":
        count = export_table(Kind.PEOPLE, arguments.out, reader=OPERATOR)
        if arguments.json:
            put_json({"rows": count, "file": str(arguments.out)})
        else:
            terminal("imported").show_export(count, arguments.out, arguments.lang)
        return 0
    found = import_people(arguments.file, dry_run=arguments.dry_run, by=OPERATOR, now=now())
    if arguments.faults and found.faults:
        write_faults(found, arguments.faults)
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("imported").show(found, arguments.lang, dry_run=arguments.dry_run)
    return 0
