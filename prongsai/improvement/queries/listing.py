"""Which plans there are, for who may read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from prongsai.directory.models import Agency
from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.directory.rules.agencies import AgencyMissing
from prongsai.foundation.queries.paging import page_of
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.states import PLAN_STATES, MeasureState, PlanState
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text

_SEE = Text("ดูแผนปรับปรุง", "see improvement plans")
#: Those who see plans of any agency at all; who judges or interviews is not among them.
_READERS = (
    Role.CENTRAL,
    Role.AUDITOR,
    Role.OVERSEER,
    Role.COORDINATOR,
    Role.EXECUTIVE,
    Role.OFFICER,
)


@dataclass(frozen=True)
class PlanLine:
    """A plan as a line: whose, of which year, how far."""

    framework: str
    year_be: int
    agency: str
    agency_id: int
    name: Text
    state: PlanState
    measures: int
    done: int

    @property
    def state_name(self) -> Text:
        """The state in words."""
        return PLAN_STATES[self.state]


def sees_plans(reader: Actor) -> bool:
    """Whether there are plans that somebody may read."""
    return not reader.roles.isdisjoint(_READERS)


def require_sees_plans(reader: Actor) -> None:
    """Refuse who reads no plans at all.

    Raises:
        NotAllowed
    """
    if not sees_plans(reader):
        raise NotAllowed(action=_SEE)


def plans_page(reader: Actor, *, search: str = "", page: str | int = 1) -> Page[PlanLine]:
    """Return a page of the plans that somebody may read: their own first, then the latest.

    Raises:
        NotAllowed
    """
    require_sees_plans(reader)
    plans = _seen(reader).select_related("agency")
    if words := squeezed(search):
        plans = plans.filter(agency__searched__contains=words)
    own = Case(
        When(agency__in=sorted(reader.agencies), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = plans.annotate(is_others=own).order_by("is_others", "-year_be", "agency__code")
    return page_of(ordered, page, _lines)


def own_plans(reader: Actor) -> list[PlanLine]:
    """Return the plans of the agencies that somebody works for, the latest first."""
    plans = Plan.objects.filter(agency__in=sorted(reader.agencies)).select_related("agency")
    return list(_lines(list(plans.order_by("-year_be", "agency__code"))))


def agency_coded(code: str) -> Agency:
    """Return an agency.

    Raises:
        AgencyMissing
    """
    found = Agency.objects.filter(code=code.replace("\0", "").strip()).first()
    if found is None:
        raise AgencyMissing(agency=code)
    return found


def name_of(agency: Agency) -> Text:
    """Return what an agency is called."""
    thai = agency.name_th or agency.name_en or agency.code
    return Text(thai, agency.name_en or thai)


def _seen(reader: Actor) -> QuerySet[Plan]:
    if reader.has(Role.CENTRAL, Role.AUDITOR):
        return Plan.objects.all()
    of_theirs = Q(agency__in=sorted(reader.agencies))
    return Plan.objects.filter(of_theirs | Q(agency__ministry__in=sorted(reader.ministries - {""})))


def _lines(plans: list[Plan]) -> Iterator[PlanLine]:
    counted = Plan.objects.filter(pk__in=[plan.pk for plan in plans]).annotate(
        every=Count("themes__measures"),
        over=Count("themes__measures", filter=Q(themes__measures__state=MeasureState.DONE.value)),
    )
    counts = {pk: (every, over) for pk, every, over in counted.values_list("pk", "every", "over")}
    for plan in plans:
        yield PlanLine(
            plan.framework,
            plan.year_be,
            plan.agency.code,
            plan.agency_id,
            name_of(plan.agency),
            PlanState(plan.state),
            *counts[plan.pk],
        )
