"""What one plan has that another has not: told before a plan takes the place of another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from prongsai.improvement.rules.content import MeasureContent, PlanContent
from prongsai.methodology.thai import squeezed


@dataclass(frozen=True)
class PlanChanges:
    """Measures by their titles, and how many actions and outcomes there were and will be."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    doings_before: int
    doings_after: int


def changes_between(before: PlanContent, after: PlanContent) -> PlanChanges:
    """Return what becomes of the measures of a plan when another takes its place."""
    there = _by_title(before.measures)
    new, changed, same = [], [], 0
    for measure in after.measures:
        found = there.get(squeezed(measure.title))
        if not found:
            new.append(measure.title)
        elif replace(found.pop(0), number=measure.number) == measure:
            same += 1
        else:
            changed.append(measure.title)
    gone = [measure.title for left in there.values() for measure in left]
    return PlanChanges(
        tuple(new), tuple(changed), tuple(gone), same, doings_of(before), doings_of(after)
    )


def doings_of(plan: PlanContent) -> int:
    """Return how many actions and outcomes a plan tells."""
    return sum(len(theme.actions) + len(theme.outcomes) for theme in plan.themes)


def _by_title(measures: Iterable[MeasureContent]) -> dict[str, list[MeasureContent]]:
    found: dict[str, list[MeasureContent]] = {}
    for measure in measures:
        found.setdefault(squeezed(measure.title), []).append(measure)
    return found
