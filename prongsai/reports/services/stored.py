"""Orders out of the database: a plan with all that is kept about it, and a person's edits."""

from datetime import date

from prongsai.improvement.queries.contents import plans_of
from prongsai.improvement.rules.faults import PlanUnknown
from prongsai.reports.rules.editing import Edit
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import ground_of, order_of, report_of
from prongsai.reports.services.making import Order
from prongsai.results.queries.published import published_history


def stored_order(
    agency: str, year_be: int | None, kind: ReportKind, *, unit: str = "", on: date
) -> tuple[Order, tuple[Edit, ...]]:
    """Return what a report of a kind is made from, and what people wrote in it.

    In:  year_be: that of the result, for reports about a plan that of the plan; None: the latest

    Raises:
        AgencyUnknown, PlanUnknown.
    """
    plan = next((one for one in plans_of(agency) if year_be in {None, one.year_be}), None)
    is_short = kind is ReportKind.SUMMARY and (plan is None or year_be is None)
    if kind is ReportKind.ANALYSIS or is_short:
        history = published_history(agency)
        return Order(history, year_be or history.latest.year_be, kind), ()
    if plan is None:
        raise PlanUnknown(agency=agency, year=year_be or "-")
    ground = ground_of(plan, report_of(plan, kind), on=on)
    return order_of(ground, unit), ground.edits
