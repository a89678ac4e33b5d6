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


#: Those who must log in with a second factor.
GUARDED = frozenset({Role.CENTRAL, Role.EVALUATOR, Role.EXECUTIVE})
#: Those whose duty is for one agency.
OF_AGENCY = frozenset({Role.COORDINATOR, Role.EXECUTIVE, Role.OFFICER})


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


#: The program, started by whoever can reach the machine.
OPERATOR = Actor(None, "operator", (Charge(Role.CENTRAL),))


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
