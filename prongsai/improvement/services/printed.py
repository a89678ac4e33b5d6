"""The plans of printed reports that come with the program."""

from prongsai.improvement.adapters.printed_plans import (
    printed_plan_path,
    printed_plan_paths,
    read_printed_plan,
)
from prongsai.improvement.rules.printed import PrintedPlan


def printed_plan(agency: str, framework: str, year_be: int) -> PrintedPlan:
    """Return the plan that an agency printed for a fiscal year; asked for one that is there."""
    return read_printed_plan(printed_plan_path(agency, framework, year_be))


def latest_printed_plan(agency: str, framework: str) -> PrintedPlan:
    """Return the plan of the latest fiscal year that an agency printed and that comes along."""
    return read_printed_plan(printed_plan_paths(agency, framework)[-1])
