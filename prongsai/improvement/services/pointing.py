"""The weak points of a plan brought up to a result."""

from prongsai.improvement.models import Plan, Point
from prongsai.improvement.queries.weak import WeakFacts
from prongsai.improvement.queries.wording import alike, text_of
from prongsai.improvement.rules.content import PointContent


def put_points(plan: Plan, facts: WeakFacts | None) -> None:
    """Bring the points of a plan that is held up to a result.

    What is weak no longer goes, unless a measure answers it or somebody said something about it.
    A code that asks something else in the new year is another point: nothing of the old one stays.
    """
    if facts is None:
        return
    there = {point.code: point for point in plan.points.all()}
    for content in facts.points:
        point = there.pop(content.code, None)
        if point is not None and not _asks_the_same(plan.framework, point, content):
            point.delete()
            point = None
        _write(point or Point(plan=plan, code=content.code), content)
    for point in there.values():
        if not (point.reason or point.measures.exists()):
            point.delete()
    plan.run_id = facts.run
    plan.save(update_fields=["run"])


def _asks_the_same(framework: str, point: Point, content: PointContent) -> bool:
    if point.year_be == content.year_be:
        return True
    before = text_of(framework, point.year_be, point.code)
    now = text_of(framework, content.year_be, content.code)
    return before is not None and now is not None and alike(before, now)


def _write(point: Point, content: PointContent) -> None:
    point.year_be, point.score = content.year_be, content.score
    point.gain, point.parts = content.gain, list(content.parts)
    point.save()
