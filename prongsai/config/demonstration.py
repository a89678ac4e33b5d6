"""The demonstration's data, in a database that holds nothing else."""

import os
import secrets
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from prongsai.config.demonstrated_plan import OFFICERS_UNIT, issue_its_report, show_printed_plan
from prongsai.config.open_round import SHOWN, open_a_round, plan_interviews
from prongsai.directory.models import User
from prongsai.directory.rules import GUARDED, OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text, same
from prongsai.results.queries.runs import kept_runs
from prongsai.results.services.gathering import Progress
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

#: Who can log in to the demonstration: name of the address, role, agency.
_PEOPLE = (
    ("central", Role.CENTRAL, ""),
    ("coordinator", Role.COORDINATOR, SHOWN),
    ("executive", Role.EXECUTIVE, SHOWN),
    ("officer", Role.OFFICER, SHOWN),
    ("interviewer", Role.INTERVIEWER, ""),
    ("evaluator", Role.EVALUATOR, ""),
    ("auditor", Role.AUDITOR, ""),
)
#: How many of the ten codes that stand in for a second factor are told.
_CODES = 4
_PASSWORDS = "demo-accounts"


class DatabaseInUse(UserError):
    code = "DEMO-001"
    message = Text(
        "ฐานข้อมูลใน DATABASE_URL มีผลของท่านอยู่แล้ว จึงไม่ใส่ข้อมูลตัวอย่างปนลงไป",
        "The database of DATABASE_URL holds results of yours; examples are not mixed in.",
    )
    remedy = Text(
        "ไม่ต้องตั้ง DATABASE_URL หรือใช้ฐานข้อมูลว่าง",
        "Leave DATABASE_URL unset, or name an empty database.",
    )


def is_filled(printed: list[Path]) -> bool:
    """Whether the demonstration's data are there already.

    Raises:
        DatabaseInUse: other results are.
    """
    runs = kept_runs()
    marks = {file.sha256 for file in input_files(printed)}
    if any(marks.isdisjoint(file["sha256"] for file in run.inputs) for run in runs):
        raise DatabaseInUse()
    return bool(runs)


@transaction.atomic  # whole, or not at all: a start that was broken off begins anew
def fill(paths: list[Path], library: EditionLibrary, progress: Progress) -> None:
    """Score the examples, keep and publish them; show a plan; open a round of a later year."""
    scored = score_files(paths, library=library, progress=progress)
    keep_results(scored, input_files(paths), by=OPERATOR, now=now(), progress=progress)
    plan = show_printed_plan(now())
    issue_its_report(plan, now=now(), progress=progress)
    open_a_round(library, progress, now())


def accounts() -> list[Text]:
    """Make the demonstration's accounts, unless that was done before; return them as lines.

    Their passwords are random, and kept beside the data of this demonstration alone.
    """
    path = Path(settings.PRONGSAI_HOME) / _PASSWORDS
    if not path.exists():
        lines = [f"{_made(name, role, agency)}\n" for name, role, agency in _PEOPLE]
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as text:
            text.writelines(lines)
    told = path.read_text(encoding="ascii").splitlines()
    heading = Text(
        "บัญชีตัวอย่าง (อีเมล รหัสผ่าน และรหัสสำรองสำหรับการยืนยันสองขั้น ใช้ได้รหัสละครั้ง):",
        "Accounts to try (e-mail, password, codes for the second factor, each for one login):",
    )
    return [heading, *(same(f"  {line}") for line in told)]


def _made(name: str, role: Role, agency: str) -> str:
    email, password = f"{name}@demo.example", secrets.token_urlsafe(12)
    create_account(email, name=name, password=password, by=OPERATOR, now=now())
    unit = OFFICERS_UNIT if role is Role.OFFICER else ""
    grant_duty(email, role, agency=agency, unit=unit, by=OPERATOR, now=now())
    if role is Role.INTERVIEWER:
        plan_interviews(email, now())
    return f"{email}  {password}{_second_factor(email) if role in GUARDED else ''}"


def _second_factor(email: str) -> str:
    """Set up the second factor that a role needs; return some codes that stand in for it."""
    user = User.objects.get(email=email)
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).get_unused_codes()
    return f"  {' '.join(codes[:_CODES])}"
