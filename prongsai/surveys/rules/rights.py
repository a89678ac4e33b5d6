"""Who may do what with surveys. Pages ask before they show a form, services before they change."""

from prongsai.directory.rules import Actor, NotAllowed, Role, require_role
from prongsai.methodology.wording import Text

_OPEN = Text(
    "เปิดหรือปิดทางเข้าแบบสอบถามของหน่วยงาน", "open or close ways into the surveys of an agency"
)
_CLOSE = Text("ปิดรับคำตอบของรอบ", "end the collecting of a round")
_MIX = Text("สับคำตอบของรอบ", "mix the answers of a round")
_SET = Text("กำหนดโควตาการสัมภาษณ์", "set quotas of interviews")
_ASK = Text("สัมภาษณ์ผู้มีส่วนได้ส่วนเสียภายนอก", "interview the public")


def may_open(actor: Actor, agency: int) -> bool:
    """Whether somebody opens ways in for an agency: its coordinator, the central administrator."""
    return actor.has(Role.CENTRAL) or actor.has_for(agency, Role.COORDINATOR)


def require_opener(actor: Actor, agency: int) -> None:
    """Refuse who may not open or close ways into the surveys of an agency.

    Raises:
        NotAllowed: its coordinator and the central administrator may.
    """
    require_role(actor, _OPEN, Role.CENTRAL, Role.COORDINATOR, agency=agency)


def require_closer(actor: Actor) -> None:
    """Refuse who may not end the collecting of a round.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _CLOSE, Role.CENTRAL)


def require_mixer(actor: Actor) -> None:
    """Refuse who may not mix the answers of a round.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(actor, _MIX, Role.CENTRAL)


def may_set_quotas(actor: Actor) -> bool:
    """Whether somebody says who interviews how many."""
    return actor.has(Role.CENTRAL, Role.EVALUATOR)


def require_quota_setter(actor: Actor) -> None:
    """Refuse who may not say who interviews how many.

    Raises:
        NotAllowed: evaluators and the central administrator may.
    """
    require_role(actor, _SET, Role.CENTRAL, Role.EVALUATOR)


def require_interviewer(actor: Actor) -> None:
    """Refuse who asks nobody.

    Raises:
        NotAllowed
    """
    if not actor.has(Role.INTERVIEWER):
        raise NotAllowed(action=_ASK)
