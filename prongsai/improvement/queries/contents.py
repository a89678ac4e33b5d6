"""Plans out of the tables: which there are, and the whole of one as plain values."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.improvement.models import (
    Action,
    ActionFile,
    ActionLink,
    Appointment,
    Measure,
    Outcome,
    Plan,
    Point,
    Snapshot,
    Theme,
)
from prongsai.improvement.rules.content import (
    ActionContent,
    AppointmentContent,
    FileContent,
    LinkContent,
    MeasureContent,
    MemberContent,
    OutcomeContent,
    Period,
    PlanContent,
    PointContent,
    SnapshotContent,
    StepContent,
    ThemeContent,
)
from prongsai.improvement.rules.faults import PlanUnknown
from prongsai.improvement.rules.ordering import in_order
from prongsai.improvement.rules.states import (
    MeasureState,
    MemberDuty,
    PlanState,
    Recurrence,
    SnapshotKind,
)
from prongsai.improvement.rules.storing import snapshot_read


def plan_of(agency: str, framework: str, year_be: int) -> Plan:
    """Return the plan of an agency, named by its code, for a fiscal year.

    Raises:
        PlanUnknown: there is none.
    """
    plans = Plan.objects.select_related("agency", "run__edition")
    plan = plans.filter(agency__code=agency, framework=framework, year_be=year_be).first()
    if plan is None:
        raise PlanUnknown(agency=agency, year=year_be)
    return plan


def plans_of(agency: str, framework: str = DEFAULT_FRAMEWORK) -> list[Plan]:
    """Return all plans of an agency, the latest first."""
    plans = Plan.objects.select_related("agency", "run__edition")
    return list(plans.filter(agency__code=agency, framework=framework).order_by("-year_be"))


def content_of(plan: Plan) -> PlanContent:
    """Return a plan as plain values; equal plans are equal values."""
    points = tuple(_point(point) for point in plan.points.order_by("pk"))
    return in_order(
        PlanContent(
            agency=plan.agency.code,
            framework=plan.framework,
            year_be=plan.year_be,
            basis_year_be=_basis(plan, points),
            state=PlanState(plan.state),
            points=points,
            themes=tuple(_theme(theme) for theme in _themes(plan)),
            appointments=tuple(
                _appointment(one) for one in plan.appointments.prefetch_related("members")
            ),
        )
    )


def snapshot_content(snapshot: Snapshot) -> SnapshotContent:
    """Return a plan as it stood on a day."""
    return snapshot_read(snapshot.content)


def latest_snapshot(plan: Plan, kind: SnapshotKind) -> Snapshot | None:
    """Return the last snapshot of a kind; None where none was taken."""
    taken = plan.snapshots.filter(kind=kind.value).order_by("-taken_at", "-pk")
    return taken.first()


def measure_content(measure: Measure) -> MeasureContent:
    """Return one measure as plain values."""
    return MeasureContent(
        number=measure.number,
        title=measure.title,
        units=tuple(sorted(unit.code for unit in measure.units.all())),
        all_units=measure.all_units,
        period=period_of(measure.starts, measure.ends),
        points=tuple(point.code for point in measure.points.all()),
        steps=tuple(
            StepContent(step.title, step.due, Recurrence(step.recurrence))
            for step in measure.steps.all()
        ),
        budget=measure.budget,
        criterion=measure.criterion,
        state=MeasureState(measure.state),
        reason=measure.reason,
        counter=measure.counter,
        counter_goal=measure.counter_goal,
        library=measure.library,
    )


def period_of(starts: date | None, ends: date | None) -> Period | None:
    """Return the period between two days; None unless both are known."""
    return Period(starts, ends) if starts and ends else None


def _basis(plan: Plan, points: Iterable[PointContent]) -> int | None:
    """Return the year whose result a plan follows; brought in without one, that of its points."""
    if plan.run is not None:
        return plan.run.edition.year_be
    return max((point.year_be for point in points), default=None)


def _themes(plan: Plan) -> QuerySet[Theme]:
    measures = Measure.objects.order_by("number").prefetch_related("points", "units", "steps")
    actions = Action.objects.order_by("place", "pk").prefetch_related(
        "measures",
        "units",
        Prefetch("links", ActionLink.objects.order_by("pk")),
        Prefetch("files", ActionFile.objects.order_by("pk")),
    )
    outcomes = Outcome.objects.order_by("place", "pk").prefetch_related("measures")
    return plan.themes.order_by("place").prefetch_related(
        Prefetch("measures", measures), Prefetch("actions", actions), Prefetch("outcomes", outcomes)
    )


def _point(point: Point) -> PointContent:
    return PointContent(
        point.code, point.year_be, point.score, point.gain, tuple(point.parts), point.reason
    )


def _theme(theme: Theme) -> ThemeContent:
    return ThemeContent(
        theme.title,
        tuple(measure_content(measure) for measure in theme.measures.all()),
        tuple(_action(action) for action in theme.actions.all()),
        tuple(
            OutcomeContent(outcome.text, _numbers(outcome.measures.all()))
            for outcome in theme.outcomes.all()
        ),
    )


def _action(action: Action) -> ActionContent:
    return ActionContent(
        text=action.text,
        measures=_numbers(action.measures.all()),
        period=period_of(action.starts, action.ends),
        units=tuple(unit.code for unit in action.units.all()),
        links=tuple(LinkContent(link.address, link.title) for link in action.links.all()),
        files=tuple(
            FileContent(file.name, file.media_type, file.sha256, file.size)
            for file in action.files.all()
        ),
    )


def _numbers(measures: Iterable[Measure]) -> tuple[int, ...]:
    return tuple(measure.number for measure in measures)


def _appointment(appointment: Appointment) -> AppointmentContent:
    return AppointmentContent(
        appointment.number,
        appointment.dated,
        appointment.title,
        tuple(
            MemberContent(member.name, member.position, MemberDuty(member.duty))
            for member in appointment.members.all()
        ),
    )
