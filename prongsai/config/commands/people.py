"""Lists accounts with their roles; grants a role, or revokes it.

Roles: central, overseer (--ministry), coordinator, executive and officer (--agency), evaluator,
auditor. An account is made by `prongsai people add`, which prints a link to set the password.
  prongsai people list
  prongsai people add --email somchai@dip.go.th --name สมชาย
  prongsai people grant --email somchai@dip.go.th --role coordinator --agency dip
  prongsai people revoke --email somchai@dip.go.th --role coordinator --agency dip
"""

from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.config.options import add_output, put_json, terminal
from prongsai.directory.queries import people
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import (
    create_account,
    grant_duty,
    password_link,
    revoke_duty,
)

ACTIONS = {
    "list": "บัญชีและบทบาททั้งหมด | every account and its roles",
    "add": "สร้างบัญชี | make an account",
    "grant": "ให้บทบาท | give a role",
    "revoke": "ถอนบทบาท | take a role away",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name != "list":
            action.add_argument(
                "--email", required=True, help="อีเมลของบัญชี | address of the account"
            )
        if name == "add":
            _add_account(action)
        if name in {"grant", "revoke"}:
            _add_duty(action)
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


def run(arguments: Namespace) -> int:
    email, link = getattr(arguments, "email", ""), ""
    if arguments.action == "add":
        create_account(email, name=arguments.name, by=OPERATOR, now=now())
        link = password_link(
            email, site=arguments.site, language=arguments.lang, by=OPERATOR, now=now()
        )
    elif arguments.action in {"grant", "revoke"}:
        change = grant_duty if arguments.action == "grant" else revoke_duty
        place = {"agency": arguments.agency, "ministry": arguments.ministry}
        change(email, arguments.role, **place, by=OPERATOR, now=now())
    shown = [one for one in people() if one.email == email.strip().lower() or not email]
    if arguments.json:
        put_json({"people": [one.payload() for one in shown], **({"link": link} if link else {})})
    else:
        terminal("people").show(shown, link, arguments.lang)
    return 0
