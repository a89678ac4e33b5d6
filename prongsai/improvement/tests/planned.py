"""Agencies, people and plans for tests of improvement."""

from datetime import UTC, date, datetime

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, Actor, Role
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.content import (
    MeasureContent,
    Period,
    PlanContent,
    PointContent,
    StepContent,
    ThemeContent,
)
from prongsai.improvement.rules.states import Recurrence
from prongsai.improvement.services.plans import begin_plan, fill_plan

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
FRAMEWORK, YEAR = "th-ita", 2567
YEAR_OF_PLAN = Period(date(2023, 10, 1), date(2024, 9, 30))
UNITS = ("กง.กสอ.", "กต.สล.กสอ.")


def an_agency(code: str = "dip", ministry: str = "กระทรวงอุตสาหกรรม") -> Agency:
    agency, _ = Agency.objects.get_or_create(
        code=code, defaults={"searched": code, "ministry": ministry}
    )
    for unit in UNITS:
        Unit.objects.get_or_create(agency=agency, code=unit)
    return agency


def somebody(role: Role, agency: Agency | None = None, unit: str = "") -> Actor:
    user = User.objects.create_user(f"{role.value}{User.objects.count()}@example.org")
    of_unit = Unit.objects.get(agency=agency, code=unit) if unit else None
    Duty.objects.create(user=user, role=role.value, agency=agency, unit=of_unit)
    return actor_of(user)


def executive_of(agency: Agency) -> Actor:
    return somebody(Role.EXECUTIVE, agency)


def small_content(agency: str = "dip") -> PlanContent:
    """A plan of one theme: two measures, one of them in every quarter."""
    quarterly = StepContent("รายงานต่อผู้บริหาร", date(2023, 12, 31), Recurrence.QUARTERLY)
    return PlanContent(
        agency=agency,
        framework=FRAMEWORK,
        year_be=YEAR,
        basis_year_be=2566,
        points=(
            PointContent("E12", 2566, 7775, 0.3, ("E12.1",)),
            PointContent("I7", 2566, 7918, 0.2),
            PointContent("O8", 2566, 0, 0.1, (), "จะทำในปีถัดไป"),
        ),
        themes=(
            ThemeContent(
                "การให้บริการ",
                (
                    MeasureContent(
                        1,
                        "สำรวจความพึงพอใจ",
                        units=UNITS,
                        period=YEAR_OF_PLAN,
                        points=("E12",),
                        steps=(quarterly,),
                    ),
                    MeasureContent(2, "ชี้แจงแผนงบประมาณ", all_units=True, points=("I7",)),
                ),
            ),
        ),
    )


def a_plan(content: PlanContent | None = None, *, by: Actor = OPERATOR) -> Plan:
    """A draft that is filled."""
    filled = content or small_content()
    plan = begin_plan(an_agency(filled.agency), filled.framework, filled.year_be, by=by, now=NOON)
    fill_plan(plan, filled, by=by, now=NOON)
    plan.refresh_from_db()
    return plan
