"""A plan held for a change, so that two people do not change it at once."""

from prongsai.directory.rules import Actor
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.faults import PlanNotFollowed
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.states import PLAN_STATES, PlanState, require_plan_editable


def held(plan: Plan) -> Plan:
    """Lock a plan and read it anew."""
    plans = Plan.objects.select_for_update(of=("self",)).select_related("agency", "run__edition")
    return plans.get(pk=plan.pk)


def held_editable(plan: Plan, *, by: Actor) -> Plan:
    """Lock a plan for who draws it up, while it may be changed.

    Raises:
        NotAllowed, PlanNotEditable.
    """
    locked = held(plan)
    require_planner(by, locked.agency_id)
    require_plan_editable(PlanState(locked.state))
    return locked


def held_followed(plan: Plan) -> Plan:
    """Lock a plan while it is being followed up.

    Raises:
        PlanNotFollowed
    """
    locked = held(plan)
    if PlanState(locked.state) is not PlanState.APPROVED:
        raise PlanNotFollowed(state=PLAN_STATES[PlanState(locked.state)])
    return locked


def named(plan: Plan) -> str:
    """Return what a plan is called in the audit trail."""
    return f"plan:{plan.framework}/{plan.year_be}/{plan.agency.code}"
