"""Roles and what each may do; no person is known here, only an actor's duties.

What holds for accounts, agencies and keys stands beside, by noun.
"""

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
