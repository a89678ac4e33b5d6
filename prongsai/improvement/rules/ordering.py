"""The one order of what a plan lists, so that equal plans are equal values."""

from collections.abc import Iterable
from dataclasses import replace

from prongsai.improvement.rules.content import (
    ActionContent,
    MeasureContent,
    PlanContent,
    PointContent,
    ThemeContent,
)


def points_in_order(points: Iterable[PointContent]) -> tuple[PointContent, ...]:
    """Sort weak points: what brings most comes first."""
    return tuple(sorted(points, key=lambda point: (-point.gain, point.code)))


def in_order(plan: PlanContent) -> PlanContent:
    """Sort what has no order of its own: weak points, units, numbers of measures, appointments."""
    points = points_in_order(plan.points)
    place = {point.code: number for number, point in enumerate(points)}
    return replace(
        plan,
        points=points,
        themes=tuple(_theme(theme, place) for theme in plan.themes),
        appointments=tuple(sorted(plan.appointments, key=lambda one: (one.dated, one.number))),
    )


def _theme(theme: ThemeContent, place: dict[str, int]) -> ThemeContent:
    return replace(
        theme,
        measures=tuple(_measure(measure, place) for measure in theme.measures),
        actions=tuple(_action(action) for action in theme.actions),
        outcomes=tuple(
            replace(one, measures=tuple(sorted(set(one.measures)))) for one in theme.outcomes
        ),
    )


def _measure(measure: MeasureContent, place: dict[str, int]) -> MeasureContent:
    answered = sorted(set(measure.points), key=lambda code: (place.get(code, len(place)), code))
    return replace(measure, units=tuple(sorted(set(measure.units))), points=tuple(answered))


def _action(action: ActionContent) -> ActionContent:
    return replace(
        action,
        measures=tuple(sorted(set(action.measures))),
        units=tuple(sorted(set(action.units))),
    )
