"""Makes an account of a central administrator, or gives an account that role.

Without a password a link is printed that sets one, once, within three days.
  prongsai createadmin --email you@agency.go.th --name "Your name" --site https://ita.agency.go.th
  prongsai createadmin --email you@agency.go.th --password-stdin < password.txt
"""

import sys
from argparse import ArgumentParser, Namespace

from django.utils.timezone import now

from prongsai.config.options import add_language
from prongsai.directory.queries import has_account
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty, password_link
from prongsai.methodology.wording import Text


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="อีเมลที่ใช้เข้าสู่ระบบ | address to log in with")
    parser.add_argument("--name", default="", help="ชื่อที่แสดง | name that is shown")
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="อ่านรหัสผ่านจากบรรทัดแรกของอินพุต | read the password from the first line of the input",
    )
    parser.add_argument(
        "--site",
        default="http://localhost:8000",
        metavar="URL",
        help="ที่อยู่ของเว็บไซต์ ใช้ในลิงก์ | address of the site, for the link",
    )
    add_language(parser)


def run(arguments: Namespace) -> int:
    email, moment, language = arguments.email, now(), arguments.lang
    there = has_account(email)
    password = sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else None
    if not there:
        create_account(email, name=arguments.name, password=password, by=OPERATOR, now=moment)
    grant_duty(email, Role.CENTRAL, by=OPERATOR, now=moment)
    _say(Text(f"{email} เป็นผู้ดูแลระบบกลาง", f"{email} is a central administrator."), language)
    if not there and password is None:
        link = password_link(email, site=arguments.site, language=language, by=OPERATOR, now=moment)
        _say(
            Text(
                f"ตั้งรหัสผ่านที่ลิงก์นี้ภายในสามวัน (ใช้ได้ครั้งเดียว): {link}",
                f"Set the password here within three days (it works once): {link}",
            ),
            language,
        )
    return 0


def _say(words: Text, language: str) -> None:
    print(words.th if language == "th" else words.en)
