"""Whose a measure or a task is, which units somebody works for, and who is told."""

from collections.abc import Iterable, Sequence

from prongsai.directory.models import User
from prongsai.directory.queries.agencies import units_of_duty
from prongsai.directory.rules import Actor, Role
from prongsai.improvement.models import Measure, Task
from prongsai.improvement.rules.following import Concern


def own_units(reader: Actor, agency: int) -> frozenset[int]:
    """Return the units of an agency (ids) for which somebody has a duty."""
    return units_of_duty(agency, reader)


def concern_of(measure: Measure) -> Concern:
    """Return whose a measure is."""
    units = frozenset(unit.pk for unit in measure.units.all())
    return Concern(measure.theme.plan.agency_id, units, measure.all_units)


def concern_together(measures: Iterable[Measure], agency: int) -> Concern:
    """Return whose some measures of an agency are: each unit that is responsible for any."""
    found = list(measures)
    units = frozenset(unit.pk for measure in found for unit in measure.units.all())
    return Concern(agency, units, any(measure.all_units for measure in found))


def concern_of_task(task: Task) -> Concern:
    """Return whose a task is; without a unit nobody's but the coordinator's."""
    units = frozenset() if task.unit_id is None else frozenset({task.unit_id})
    return Concern(task.step.measure.theme.plan.agency_id, units)


def officers_of(unit: int) -> list[User]:
    """Return the people who work for a unit, by address."""
    found = User.objects.filter(is_active=True, duties__unit=unit, duties__role=Role.OFFICER.value)
    return list(found.distinct().order_by("email"))


def holders(agency: int, roles: Sequence[Role]) -> list[User]:
    """Return the people who have one of the roles for an agency, by address."""
    wanted = [role.value for role in roles]
    found = User.objects.filter(is_active=True, duties__agency=agency, duties__role__in=wanted)
    return list(found.distinct().order_by("email"))
