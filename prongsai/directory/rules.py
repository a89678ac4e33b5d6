"""Roles and what each may do; no person is known here, only an actor's duties."""

from dataclasses import dataclass
from enum import StrEnum

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class Role(StrEnum):
    """What a person is to the assessment."""

    CENTRAL = "central"
    OVERSEER = "overseer"
    COORDINATOR = "coordinator"
    EXECUTIVE = "executive"
    OFFICER = "officer"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    INTERVIEWER = "interviewer"


#: Roles in words.
ROLES = {
    Role.CENTRAL: Text("ผู้ดูแลระบบกลาง", "central administrator"),
    Role.OVERSEER: Text("ผู้กำกับของกระทรวง", "ministry overseer"),
    Role.COORDINATOR: Text("ผู้ประสานงานของหน่วยงาน", "coordinator of an agency"),
    Role.EXECUTIVE: Text("ผู้บริหารของหน่วยงาน", "executive of an agency"),
    Role.OFFICER: Text("เจ้าหน้าที่ของส่วนงาน", "officer of a unit"),
    Role.EVALUATOR: Text("ผู้ตรวจประเมิน", "evaluator"),
    Role.AUDITOR: Text("ผู้สอบทาน (ดูได้ แก้ไม่ได้)", "auditor (reads, changes nothing)"),
    Role.INTERVIEWER: Text("ผู้สัมภาษณ์ของผู้ประเมิน", "interviewer of the evaluators"),
}
#: Those who must log in with a second factor.
GUARDED = frozenset({Role.CENTRAL, Role.EVALUATOR, Role.EXECUTIVE})
#: Those whose duty is for one agency.
OF_AGENCY = frozenset({Role.COORDINATOR, Role.EXECUTIVE, Role.OFFICER})
#: Those who may read about every agency.
SEES_ALL = frozenset({Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR})


@dataclass(frozen=True)
class Charge:
    """One duty: a role, and the agency (its id) or ministry that it is for."""

    role: Role
    agency: int | None = None
    ministry: str = ""


@dataclass(frozen=True)
class Actor:
    """Who does something, as rules see them; `user` is None for the program itself."""

    user: int | None
    name: str
    charges: tuple[Charge, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is theirs, wherever."""
        return any(charge.role in roles for charge in self.charges)

    def has_for(self, agency: int, *roles: Role) -> bool:
        """Whether any of the roles is theirs for an agency."""
        return any(c.role in roles and c.agency == agency for c in self.charges)

    @property
    def roles(self) -> frozenset[Role]:
        """All roles that they have, wherever."""
        return frozenset(charge.role for charge in self.charges)

    @property
    def agencies(self) -> frozenset[int]:
        """The agencies that they work for."""
        return frozenset(c.agency for c in self.charges if c.agency is not None)

    @property
    def ministries(self) -> frozenset[str]:
        """The ministries that they oversee."""
        return frozenset(c.ministry for c in self.charges if c.role is Role.OVERSEER)

    def sees(self, agency: int, ministry: str) -> bool:
        """Whether they may read what is not public about an agency of a ministry."""
        return (
            not self.roles.isdisjoint(SEES_ALL)
            or agency in self.agencies
            or bool(ministry and ministry in self.ministries)
        )


#: The program, started by whoever can reach the machine.
OPERATOR = Actor(None, "operator", (Charge(Role.CENTRAL),))
#: Who is not logged in.
NOBODY = Actor(None, "")


class NotAllowed(UserError):
    code = "RIGHTS-001"
    status = 403
    message = Text("ท่านไม่มีสิทธิ์ทำสิ่งนี้: %(action)s", "You may not do this: %(action)s.")
    remedy = Text(
        "หากเป็นหน้าที่ของท่าน ขอให้ผู้ดูแลระบบกลางเพิ่มบทบาทให้",
        "If it is your duty, ask the central administrator for the role.",
    )


class AgencyColumnMissing(UserError):
    code = "DIRECTORY-001"
    message = Text(
        "ไฟล์ %(file)s ไม่มีคอลัมน์ agency (มี: %(columns)s)",
        "The file %(file)s has no column agency (it has: %(columns)s).",
    )
    remedy = Text(
        "ใส่รหัสหน่วยงานในคอลัมน์ agency ตัวอย่างได้จาก prongsai agencies export",
        "Put codes into a column agency; `prongsai agencies export` writes an example.",
    )


#: Letters of an agency's code, and of its names.
LONGEST_CODE, LONGEST_NAME = 64, 300


@dataclass(frozen=True)
class AgencyFacts:
    """Who an agency is today; "" where that is not told."""

    code: str
    name_th: str = ""
    name_en: str = ""
    group: str = ""
    ministry: str = ""
    province: str = ""


def is_addressable(code: str) -> bool:
    """Whether a code can stand in the address of a page."""
    fits = 0 < len(code) <= LONGEST_CODE and code.isprintable() and code == code.strip()
    return fits and "/" not in code and not code.startswith(".")


_NO_CODE = Text("ไม่มีรหัสหน่วยงาน", "there is no code")
_BAD_CODE = Text(
    "รหัสยาวเกินไป หรือมี / หรืออักขระที่มองไม่เห็น หรือขึ้นต้นด้วยจุด",
    "the code is too long, or has a / or something invisible, or begins with a dot",
)
_LONG_NAME = Text("ชื่อยาวเกิน 300 ตัวอักษร", "a name is longer than 300 letters")


def fault_of(facts: AgencyFacts) -> Text | None:
    """Say why an agency cannot be kept; None when it can."""
    if not facts.code:
        return _NO_CODE
    if not is_addressable(facts.code):
        return _BAD_CODE
    if max(len(facts.name_th), len(facts.name_en)) > LONGEST_NAME:
        return _LONG_NAME
    return None


def require_role(actor: Actor, action: Text, *roles: Role, agency: int | None = None) -> None:
    """Refuse who has none of the roles; those of an agency must be for that agency.

    Raises:
        NotAllowed: says what was refused.
    """
    wide = [role for role in roles if role not in OF_AGENCY]
    narrow = [role for role in roles if role in OF_AGENCY]
    if actor.has(*wide) or (agency is not None and actor.has_for(agency, *narrow)):
        return
    raise NotAllowed(action=action)


_SEE = Text("ดูข้อมูลของหน่วยงานนี้", "see what is not public about this agency")


def require_sight(actor: Actor, *, agency: int, ministry: str) -> None:
    """Refuse who may not read about an agency.

    Raises:
        NotAllowed
    """
    if not actor.sees(agency, ministry):
        raise NotAllowed(action=_SEE)


class SecondFactorMissing(UserError):
    code = "RIGHTS-002"
    status = 403
    message = Text(
        "บทบาทของท่านต้องยืนยันตัวตนสองขั้น แต่ยังไม่ได้ตั้งค่า",
        "Your role needs a second factor, and there is none yet.",
    )
    remedy = Text(
        "ตั้งค่าการยืนยันตัวตนสองขั้นในหน้าบัญชีของท่าน แล้วลองอีกครั้ง",
        "Set one up on the page of your account, then try again.",
    )


class AccountExists(UserError):
    code = "ACCOUNT-001"
    message = Text("มีบัญชีของ %(email)s อยู่แล้ว", "%(email)s has an account already.")
    remedy = Text(
        "ให้บทบาทแก่บัญชีนี้ด้วย prongsai people grant",
        "Give it a role with `prongsai people grant`.",
    )


class AccountUnknown(UserError):
    code = "ACCOUNT-002"
    status = 404
    message = Text("ไม่มีบัญชีของ %(email)s", "%(email)s has no account.")
    remedy = Text(
        "ตรวจสอบที่อยู่อีเมล หรือดูบัญชีที่มีด้วย prongsai people list",
        "Check the address; `prongsai people list` shows the accounts.",
    )


class AddressUnreadable(UserError):
    code = "ACCOUNT-003"
    message = Text("%(email)s ไม่ใช่ที่อยู่อีเมล", "%(email)s is not an e-mail address.")
    remedy = Text("เขียนในรูป ชื่อ@หน่วยงาน", "Write it as name@agency.")


class PasswordWeak(UserError):
    code = "ACCOUNT-004"
    message = Text("รหัสผ่านนี้เดาได้ง่าย: %(why)s", "The password is weak: %(why)s")
    remedy = Text(
        "เลือกรหัสผ่านที่ยาวขึ้น เช่น คำหลายคำที่ไม่เกี่ยวกัน",
        "Choose a longer one, such as several words that have nothing to do with each other.",
    )


class DutyMisplaced(UserError):
    code = "ACCOUNT-005"
    message = Text("บทบาท %(role)s %(needs)s", "The role %(role)s %(needs)s.")
    remedy = Text(
        "ใช้ --agency รหัส กับบทบาทของหน่วยงาน --ministry ชื่อ กับ overseer และไม่ใช้กับบทบาทอื่น",
        "Give --agency CODE with an agency's role, --ministry NAME with overseer, else neither.",
    )


class AgencyMissing(UserError):
    code = "ACCOUNT-006"
    status = 404
    message = Text("ไม่มีหน่วยงานรหัส %(agency)s", "There is no agency with the code %(agency)s.")
    remedy = Text("ตรวจสอบรหัสในที่อยู่ของหน้าหน่วยงาน", "Look its code up in the address of its page.")


def require_place(role: Role, *, agency: str, ministry: str) -> None:
    """Refuse a duty that is not for what its role is for: an agency, a ministry, or all.

    Raises:
        DutyMisplaced: says what is missing or too much.
    """
    if bool(agency) is not (role in OF_AGENCY):
        needs = Text("ต้องระบุหน่วยงาน", "is for an agency")
        if agency:
            needs = Text("ไม่ใช่ของหน่วยงานใดหน่วยงานหนึ่ง", "is not for one agency")
        raise DutyMisplaced(role=role.value, needs=needs)
    if bool(ministry) is not (role is Role.OVERSEER):
        needs = Text("ต้องระบุกระทรวง", "is for a ministry")
        if ministry:
            needs = Text("ไม่ใช่ของกระทรวงใดกระทรวงหนึ่ง", "is not for one ministry")
        raise DutyMisplaced(role=role.value, needs=needs)
