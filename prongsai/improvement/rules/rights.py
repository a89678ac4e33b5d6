"""Who may do what with plans. Pages ask before they show a form, services before they change."""

from prongsai.directory.rules import Actor, NotAllowed, Role, require_role
from prongsai.methodology.wording import Text

_PLAN = Text("จัดทำแผนปรับปรุงของหน่วยงานนี้", "draw up the improvement plan of this agency")
_DECIDE = Text("อนุมัติแผนปรับปรุงของหน่วยงานนี้", "approve the improvement plan of this agency")
_TELL = Text("รายงานผลของมาตรการนี้", "report on this measure")
_READ = Text("ดูแผนปรับปรุงของหน่วยงานนี้", "read the improvement plan of this agency")
#: Those who read the plans of all agencies: who judges or interviews is not among them.
_READS_ALL = (Role.CENTRAL, Role.AUDITOR)
_READS_OWN = (Role.COORDINATOR, Role.EXECUTIVE, Role.OFFICER)


def may_plan(actor: Actor, agency: int) -> bool:
    """Whether they draw up the plans of an agency."""
    return actor.has(Role.CENTRAL) or actor.has_for(agency, Role.COORDINATOR)


def may_decide(actor: Actor, agency: int) -> bool:
    """Whether they approve the plans of an agency."""
    return actor.has_for(agency, Role.EXECUTIVE)


def may_read(actor: Actor, agency: int, ministry: str) -> bool:
    """Whether they read the plans of an agency of a ministry."""
    return (
        actor.has(*_READS_ALL)
        or actor.has_for(agency, *_READS_OWN)
        or bool(ministry and ministry in actor.ministries)
    )


def require_planner(actor: Actor, agency: int) -> None:
    """Refuse who may not draw up or change an agency's plans.

    Raises:
        NotAllowed: its coordinator and the central administrator may.
    """
    require_role(actor, _PLAN, Role.CENTRAL, Role.COORDINATOR, agency=agency)


def require_decider(actor: Actor, agency: int) -> None:
    """Refuse who may not approve an agency's plans or send them back.

    Raises:
        NotAllowed: only its executive may.
    """
    require_role(actor, _DECIDE, Role.EXECUTIVE, agency=agency)


def require_teller(actor: Actor, agency: int, *, responsible: bool) -> None:
    """Refuse who may not say what was done.

    In: whether a unit of theirs is responsible (`queries.responsible`)

    Raises:
        NotAllowed: who draws up plans may, and officers of a unit that is responsible.
    """
    if not (may_plan(actor, agency) or (responsible and actor.has_for(agency, Role.OFFICER))):
        raise NotAllowed(action=_TELL)


def require_plan_reader(actor: Actor, agency: int, ministry: str) -> None:
    """Refuse who may not read an agency's plans.

    Raises:
        NotAllowed
    """
    if not may_read(actor, agency, ministry):
        raise NotAllowed(action=_READ)
