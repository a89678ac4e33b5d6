"""Who may do what with rounds. Pages ask before they show a form, services before they change."""

from prongsai.directory.rules import Actor, NotAllowed, Role, require_role
from prongsai.methodology.wording import Text

_PLAN = Text("จัดการรอบการประเมิน", "run rounds of the assessment")
_DATES = Text("กำหนดวันของรอบการประเมิน", "set the dates of a round")
_TELL = Text("กรอกจำนวนผู้มีสิทธิ์ตอบ", "tell how many may answer")
_APPROVE = Text("อนุมัติจำนวนผู้มีสิทธิ์ตอบ", "approve how many may answer")
_READ = Text("ดูรอบการประเมิน", "see rounds of the assessment")
#: An interviewer meets respondents, and needs nothing but the interviews.
_READERS = frozenset(Role) - {Role.INTERVIEWER}


def require_reader(actor: Actor) -> None:
    """Refuse who has no part in running rounds.

    Raises:
        NotAllowed
    """
    if actor.roles.isdisjoint(_READERS):
        raise NotAllowed(action=_READ)


def may_plan(actor: Actor) -> bool:
    """Whether they may run rounds."""
    return actor.has(Role.CENTRAL)


def may_tell(actor: Actor, agency: int) -> bool:
    """Whether they may tell an agency's headcounts."""
    return actor.has(Role.CENTRAL) or actor.has_for(agency, Role.COORDINATOR)


def may_approve(actor: Actor, agency: int) -> bool:
    """Whether they may approve an agency's headcounts."""
    return actor.has_for(agency, Role.EXECUTIVE)


def require_planner(actor: Actor) -> None:
    """Refuse who may not plan, open or close rounds, nor enter agencies.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _PLAN, Role.CENTRAL)


def require_dater(actor: Actor) -> None:
    """Refuse who may not set the dates of a round.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _DATES, Role.CENTRAL)


def require_teller(actor: Actor, agency: int) -> None:
    """Refuse who may not tell an agency's headcounts.

    Raises:
        NotAllowed: its coordinator and the central administrator may.
    """
    require_role(actor, _TELL, Role.CENTRAL, Role.COORDINATOR, agency=agency)


def require_approver(actor: Actor, agency: int) -> None:
    """Refuse who may not approve an agency's headcounts.

    Raises:
        NotAllowed: only its executive may.
    """
    require_role(actor, _APPROVE, Role.EXECUTIVE, agency=agency)
