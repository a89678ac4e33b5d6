"""Orders out of the database: a plan with all that is kept about it, and a person's edits."""

from datetime import date

from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.improvement.queries.contents import plan_of
from prongsai.improvement.rules.faults import PlanUnknown
from prongsai.reports.models import Report
from prongsai.reports.queries.ground import gathered
from prongsai.reports.rules.editing import Edit
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import ground_of, order_of
from prongsai.reports.services.making import Order
from prongsai.results.queries.published import published_history


def stored_order(
    agency: str, year_be: int | None, kind: ReportKind, *, unit: str = "", on: date
) -> tuple[Order, tuple[Edit, ...]]:
    """Return what a report of a kind is made from, and what people wrote in it.

    In:  year_be: that of the result, for reports about a plan that of the plan; None: the latest
         result

    Raises:
        AgencyUnknown, PlanUnknown.
    """
    if kind is ReportKind.ANALYSIS or year_be is None:
        history = published_history(agency)
        return Order(history, year_be or history.latest.year_be, kind), ()
    try:
        plan = plan_of(agency, DEFAULT_FRAMEWORK, year_be)
    except PlanUnknown:
        if kind is not ReportKind.SUMMARY:
            raise
        return Order(published_history(agency), year_be, kind), ()
    report = Report.objects.filter(
        agency=plan.agency, framework=plan.framework, year_be=year_be, kind=kind.value
    ).first()
    ground = ground_of(plan, report, on=on) if report else gathered(plan, kind, on=on)
    return order_of(ground, unit), ground.edits
