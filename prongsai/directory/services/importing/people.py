"""People and their duties from a table: a row a duty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction

from prongsai.directory.adapters.row_files import read_rows
from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries.accounts import address_of, is_address
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.directory.rules.accounts import LONGEST_PERSON, misplaced
from prongsai.directory.rules.imports import Change, Imported, Kind, RowFault, differences
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_IMPORT = Text("นำเข้าผู้ใช้งาน", "import people")
_NO_ADDRESS = Text("ไม่ใช่ที่อยู่อีเมล", "this is not an e-mail address")
_LONG_NAME = Text("ชื่อยาวเกิน 200 ตัวอักษร", "the name is longer than 200 letters")
_TWO_NAMES = Text("แถวก่อนหน้าใช้ชื่ออื่นกับอีเมลนี้", "an earlier row gives this address another name")
_NO_ROLE = Text("ไม่มีบทบาทชื่อนี้", "there is no such role")
_MISPLACED = Text("บทบาทนี้%(needs)s", "the role %(needs)s")
_NOWHERE = Text("ไม่มีหน่วยงานรหัสนี้", "there is no agency with this code")
_NO_UNIT = Text("หน่วยงานไม่มีส่วนงานรหัสนี้", "the agency has no unit with this code")
_TWICE = Text("มีบทบาทนี้ในแถวก่อนหน้าแล้ว", "the duty stands in an earlier row already")
_NOTHING = Text("ระบุหน่วยงาน ส่วนงาน หรือกระทรวงโดยไม่มีบทบาท", "there is a place without a role")
_BATCH = 2000
#: Duties that one entry of the audit trail tells of.
_AN_ENTRY = 200

#: Role, agency, unit, ministry, by name.
_Duty = tuple[str, str, str, str]


@dataclass
class _Told:
    """What the rows tell that can be used: names and duties by address."""

    names: dict[str, str] = field(default_factory=dict)
    duties: dict[tuple[str, _Duty], int] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


@dataclass(frozen=True)
class _Places:
    """Ids of agencies by code, and of units by agency and code."""

    agencies: dict[str, int]
    units: dict[tuple[str, str], int]


@transaction.atomic
def import_people(path: Path, *, dry_run: bool = False, by: Actor, now: datetime) -> Imported:
    """Make the accounts and give the duties of a table; nothing is taken from anybody.

    In:  a column `email`; a row without a role makes an account only. New accounts have no
         password: their owners ask for a link on the page to log in, or are handed one
    Out: with `dry_run` what would happen, and nothing is changed; `new` are addresses that get
         an account or a duty

    Raises:
        NotAllowed: only the central administrator may.
        ColumnMissing: the table has no addresses.
        UserError: the file cannot be read.
    """
    require_role(by, _IMPORT, Role.CENTRAL)
    table = read_rows(path, Kind.PEOPLE, "email")
    places = _places()
    told = _told(table.rows, places)
    known = {user.email: user for user in User.objects.filter(email__in=list(told.names))}
    held = _held(known)
    made = [email for email in told.names if email not in known]
    given = [one for one in told.duties if one not in held]
    renamed, changes = list[User](), list[Change]()
    for email, user in known.items():
        if change := differences(email, ("name",), [user.name], [told.names[email] or user.name]):
            user.name = told.names[email]
            renamed.append(user)
            changes.append(change)
    new = sorted({*made, *(email for email, _ in given)})
    same = len(told.names) - len({*new, *(change.subject for change in changes)})
    found = Imported(
        Kind.PEOPLE, tuple(new), tuple(changes), same, tuple(told.faults), table.unused
    )
    if not dry_run:
        _keep(made, given, renamed, told=told, known=known, places=places)
        audit("people.imported", f"file:{path.name}"[:100], by=by, now=now, **found.counts)
        _trail(made, given, by=by, now=now)
    return found


def _places() -> _Places:
    units = Unit.objects.values_list("agency__code", "code", "pk")
    return _Places(
        dict(Agency.objects.values_list("code", "pk")),
        {(agency, code): pk for agency, code, pk in units},
    )


def _told(rows: Iterator[tuple[int, dict[str, str]]], places: _Places) -> _Told:
    told = _Told()
    for number, cells in rows:
        email = address_of(cells["email"])
        duty = (cells["role"].casefold(), cells["agency"], cells["unit"], cells["ministry"])
        reason = _fault(email, cells["name"], duty, places, told)
        if reason is not None:
            told.faults.append(RowFault(number, email, reason))
            continue
        told.names[email] = told.names.get(email) or cells["name"]
        if duty[0]:
            told.duties[email, duty] = number
    return told


def _fault(email: str, name: str, duty: _Duty, places: _Places, told: _Told) -> Text | None:
    """Say why a row cannot be used; None when it can."""
    if not is_address(email):
        return _NO_ADDRESS
    if len(name) > LONGEST_PERSON:
        return _LONG_NAME
    earlier = told.names.get(email)
    if earlier and name and earlier != name:
        return _TWO_NAMES
    if (email, duty) in told.duties or (earlier is not None and not duty[0]):
        return _TWICE
    return _fault_of_duty(duty, places)


def _fault_of_duty(duty: _Duty, places: _Places) -> Text | None:
    role, agency, unit, ministry = duty
    if not role:
        return _NOTHING if agency or unit or ministry else None
    if role not in set(Role):
        return _NO_ROLE
    if needs := misplaced(Role(role), agency=agency, unit=unit, ministry=ministry):
        return _MISPLACED.filled(needs=needs)
    if agency and agency not in places.agencies:
        return _NOWHERE
    if unit and (agency, unit) not in places.units:
        return _NO_UNIT
    return None


def _held(known: dict[str, User]) -> set[tuple[str, _Duty]]:
    """Return the duties that people have."""
    duties = Duty.objects.filter(user__in=list(known.values())).values_list(
        "user__email", "role", "agency__code", "unit__code", "ministry"
    )
    return {(email, (role, a or "", u or "", m)) for email, role, a, u, m in duties}


def _keep(
    made: Sequence[str],
    given: Sequence[tuple[str, _Duty]],
    renamed: Sequence[User],
    *,
    told: _Told,
    known: dict[str, User],
    places: _Places,
) -> None:
    accounts = [User(email=email, name=told.names[email]) for email in made]
    for account in accounts:
        account.set_unusable_password()
    User.objects.bulk_create(accounts, batch_size=_BATCH)
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=account, email=account.email, verified=True, primary=True)
            for account in accounts
        ],
        batch_size=_BATCH,
    )
    User.objects.bulk_update(renamed, ["name"], batch_size=_BATCH)
    everybody = {**known, **{account.email: account for account in accounts}}
    Duty.objects.bulk_create(
        [
            Duty(
                user=everybody[email],
                role=role,
                agency_id=places.agencies.get(agency),
                unit_id=places.units.get((agency, unit)),
                ministry=ministry,
            )
            for email, (role, agency, unit, ministry) in given
        ],
        batch_size=_BATCH,
    )


def _trail(
    made: Sequence[str], given: Sequence[tuple[str, _Duty]], *, by: Actor, now: datetime
) -> None:
    """Say in the trail who got an account and who what duty, many in an entry."""
    told = [("accounts.created", [email]) for email in made]
    told += [("duties.granted", [email, *duty]) for email, duty in given]
    for action in ("accounts.created", "duties.granted"):
        rows = [row for name, row in told if name == action]
        for start in range(0, len(rows), _AN_ENTRY):
            some = rows[start : start + _AN_ENTRY]
            audit(action, f"{len(some)} rows", by=by, now=now, rows=some)
