"""The demonstration's improvement plan: the one that a department printed, with what it brought."""

from datetime import datetime

from django.utils.timezone import localdate

from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Actor, Charge, Role
from prongsai.directory.rules.agencies import UnitFacts
from prongsai.directory.services.units import keep_unit
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.improvement.models import Plan, Task
from prongsai.improvement.rules.printed import PrintedPlan
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.improvement.services.plans import approve_plan, begin_plan, fill_plan, submit_plan
from prongsai.improvement.services.printed import latest_printed_plan
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.improvement.services.tasks import finish_task
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import tell_particulars
from prongsai.reports.services.issuing import (
    approve_version,
    make_files,
    publish_version,
    submit_report,
)
from prongsai.results.services.gathering import Progress

#: The agency, and the unit whose officer has an account.
_AGENCY = "dip"
#: The number of the demonstration's report: invented, and it says so.
_NUMBER = "ตัวอย่าง 1"
OFFICERS_UNIT = "กต.สล.กสอ."


def show_printed_plan(now: datetime) -> Plan:
    """Make the agency's units and its plan as printed: approved, carried out, kept as it ended."""
    printed = latest_printed_plan(_AGENCY, DEFAULT_FRAMEWORK)
    agency = Agency.objects.get(code=_AGENCY)
    _make_units(printed, now)
    by = _both_of(agency)
    plan = begin_plan(agency, DEFAULT_FRAMEWORK, printed.content.year_be, by=by, now=now)
    fill_plan(plan, printed.content, by=by, now=now)
    submit_plan(plan, by=by, now=now)
    plan = approve_plan(plan, by=by, now=now)
    for task in Task.objects.filter(step__measure__theme__plan=plan):
        finish_task(task, by=by, now=now)
    take_snapshot(plan, SnapshotKind.TWELVE_MONTHS, by=by, now=now)
    return plan


def issue_its_report(plan: Plan, *, now: datetime, progress: Progress) -> None:
    """Let the coordinator send the annual report, the executive approve it, and publish it."""
    by = _both_of(plan.agency)
    kind, today = ReportKind.ANNUAL, localdate(now)
    tell_particulars(plan, kind, number=_NUMBER, dated=today, signers=[], by=by, now=now)
    version = submit_report(plan, kind, by=by, now=now)
    approve_version(version, by=by, now=now)
    make_files(version, progress=progress)
    publish_version(version, site="", by=by, now=now)


def _both_of(agency: Agency) -> Actor:
    """Return somebody who draws up the agency's plans, and approves them too."""
    both = (Role.COORDINATOR, Role.EXECUTIVE)
    return Actor(None, OPERATOR.name, tuple(Charge(role, agency.pk) for role in both))


def _make_units(printed: PrintedPlan, now: datetime) -> None:
    """Make units by their abbreviations: the report spells none of them out, and nor do we."""
    for code in printed.units:
        keep_unit(UnitFacts(_AGENCY, code), by=OPERATOR, now=now)
