"""What every page of a plan begins with: the plan, who looks at it, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.improvement.queries.contents import plan_of
from prongsai.improvement.queries.listing import name_of
from prongsai.improvement.queries.points import PointRow, point_rows
from prongsai.improvement.queries.responsible import own_units
from prongsai.improvement.queries.rows import MeasureRow, measure_rows
from prongsai.improvement.rules.following import is_teller
from prongsai.improvement.rules.rights import may_decide, may_plan, require_plan_reader
from prongsai.improvement.rules.states import EDITABLE, PLAN_STATES, MeasureState, PlanState
from prongsai.methodology.wording import Text

PlanPage = Callable[..., HttpResponseBase]
#: Refuses who may not: an actor, the id of an agency.
Guard = Callable[[Actor, int], None]


@dataclass
class Place:
    """A plan on a page, and who looks at it."""

    plan: Any
    actor: Actor
    now: datetime

    @property
    def state(self) -> PlanState:
        """How far the plan is."""
        return PlanState(self.plan.state)

    @property
    def state_name(self) -> Text:
        """The state in words."""
        return PLAN_STATES[self.state]

    @property
    def name(self) -> Text:
        """Whose plan it is."""
        return name_of(self.plan.agency)

    @property
    def today(self) -> date:
        """The day on which the page is shown."""
        return localdate(self.now)

    @property
    def may_plan(self) -> bool:
        """Whether the reader draws up the plan."""
        return may_plan(self.actor, self.plan.agency_id)

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change the plan itself now."""
        return self.may_plan and self.state in EDITABLE

    @property
    def may_decide(self) -> bool:
        """Whether the reader approves the plan."""
        return may_decide(self.actor, self.plan.agency_id)

    @property
    def is_followed(self) -> bool:
        """Whether what was done can be told now."""
        return self.state is PlanState.APPROVED

    @property
    def may_tell(self) -> bool:
        """Whether the reader may tell what was done for anything now."""
        return self.is_followed and is_teller(self.actor, self.plan.agency_id)

    @cached_property
    def rows(self) -> list[MeasureRow]:
        """The measures."""
        return measure_rows(self.plan, reader=self.actor, today=self.today)

    @cached_property
    def points(self) -> list[PointRow]:
        """The weak points."""
        return point_rows(self.plan)

    @cached_property
    def own_units(self) -> frozenset[int]:
        """The units of the agency for which the reader has a duty."""
        return own_units(self.actor, self.plan.agency_id)

    @property
    def open_points(self) -> list[PointRow]:
        """The weak points that nothing answers."""
        return [point for point in self.points if point.is_open]

    @property
    def counts(self) -> dict[str, int]:
        """How many measures are done, and how many tasks of the others are overdue."""
        done = sum(row.state is MeasureState.DONE for row in self.rows)
        return {"done": done, "late": sum(row.late for row in self.rows)}

    @property
    def doing(self) -> dict[str, Any]:
        """Who does something now, as services take it."""
        return {"by": self.actor, "now": self.now}

    def kwargs(self, **more: Any) -> dict[str, Any]:
        """Return what the address of a page of this plan takes."""
        plan = self.plan
        where = {"framework": plan.framework, "year": plan.year_be, "agency": plan.agency.code}
        return {**where, **more}

    def url(self, page: str, **more: Any) -> str:
        """Return the address of a page of this plan."""
        return reverse(f"improvement:{page}", kwargs=self.kwargs(**more))

    def to(self, page: str, anchor: str = "", **more: Any) -> HttpResponseBase:
        """Lead on to a page of this plan."""
        return redirect(self.url(page, **more) + anchor)

    def back(self, measure: int | None, anchor: str) -> HttpResponseBase:
        """Lead back to a measure, or to what was reported of none."""
        if measure is None:
            return self.to("plan", "#loose")
        return self.to("measure", anchor, measure=measure)

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what templates of this plan need."""
        return {"place": self, "plan": self.plan, "where": self.kwargs(), **more}


def plan_page(
    *, reads: Guard | None = None, writes: Guard | None = None
) -> Callable[[PlanPage], PlanPage]:
    """Make a page of the working area about one plan.

    In: what refuses those for whom the page is not, or who may send nothing to it; without
        `writes` the page takes nothing
    """

    def made(page: PlanPage) -> PlanPage:
        @working
        @require_http_methods(["GET", "HEAD", *(["POST"] if writes else [])])
        @wraps(page)
        def shown(
            request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, **more: Any
        ) -> HttpResponseBase:
            plan = plan_of(agency, framework, year)
            require_plan_reader(actor, plan.agency_id, plan.agency.ministry)
            if reads is not None:
                reads(actor, plan.agency_id)
            if request.method == "POST" and writes is not None:
                writes(actor, plan.agency_id)
            return page(request, Place(plan, actor, now()), **more)

        return shown

    return made


def sent(request: HttpRequest, name: str = "") -> Any:
    """Return what a form was sent; None where another one was, or none."""
    is_it = request.method == "POST" and (not name or request.POST.get("do") == name)
    return request.POST if is_it else None


def answered(request: HttpRequest) -> int:
    """Return the status of a page with a form: what was sent to it was not taken."""
    return 422 if request.method == "POST" else 200


def tried(step: Callable[[], object]) -> Form:
    """Take a step that needs nothing typed; return a form that holds what refused it."""
    form = Form({})
    succeeds(form, step)
    return form
