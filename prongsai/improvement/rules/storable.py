"""What no plan from outside may hold: unkeepable texts, links that are none, strange files."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from prongsai.foundation.rules import UserError
from prongsai.improvement.rules.bounds import Fault, out_of_bounds
from prongsai.improvement.rules.content import ActionContent, PlanContent
from prongsai.improvement.rules.following import MOST_LINKS
from prongsai.methodology.wording import Text

_MOST_ENTRIES = 2_000
_WEB = re.compile(r"https?://[^\s<>\"]+")


class PlanNotStorable(UserError):
    code = "IMPROVEMENT-035"
    message = Text(
        "แผนมีข้อมูลที่เก็บไม่ได้: %(place)s (%(why)s)",
        "The plan holds what cannot be kept: %(place)s (%(why)s).",
    )
    remedy = Text("แก้ไขในไฟล์ แล้วนำเข้าอีกครั้ง", "Put it right in the file, then import it again.")


NOT_THE_WEB = Text("ไม่ใช่ที่อยู่ของเว็บ", "it is no address of the web")
TOO_MANY = Text("มีมากเกินไป", "there are too many")


def require_storable(plan: PlanContent) -> None:
    """Refuse a plan from outside that holds what cannot be kept, or must not be shown.

    Raises:
        PlanNotStorable
    """
    fault = next(chain(out_of_bounds(plan), _too_many(plan), _no_links(plan)), None)
    if fault is not None:
        place, why = fault
        raise PlanNotStorable(place=place, why=why)


def _too_many(plan: PlanContent) -> Iterator[Fault]:
    return ((place, TOO_MANY) for place, count, most in _counts(plan) if count > most)


def _no_links(plan: PlanContent) -> Iterator[Fault]:
    for action in _actions(plan):
        for link in action.links:
            if not _WEB.fullmatch(link.address):
                yield f"links: {link.address}", NOT_THE_WEB


def with_known_files(plan: PlanContent, present: PlanContent) -> PlanContent:
    """Leave out stored files that the plan does not have already: a file names them, and no more.

    Else whoever knows the hash of a stranger's file could make it their own.
    """
    known = {file for action in _actions(present) for file in action.files}

    def action_of(action: ActionContent) -> ActionContent:
        return replace(action, files=tuple(file for file in action.files if file in known))

    themes = tuple(
        replace(theme, actions=tuple(map(action_of, theme.actions))) for theme in plan.themes
    )
    return replace(plan, themes=themes)


def files_of(plan: PlanContent) -> int:
    """Return how many stored files a plan names."""
    return sum(len(action.files) for action in _actions(plan))


def _actions(plan: PlanContent) -> Iterator[ActionContent]:
    return chain.from_iterable(theme.actions for theme in plan.themes)


def _counts(plan: PlanContent) -> Iterator[tuple[str, int, int]]:
    yield ("themes", len(plan.themes), _MOST_ENTRIES)
    yield ("points", len(plan.points), _MOST_ENTRIES)
    yield ("appointments", len(plan.appointments), _MOST_ENTRIES)
    yield ("measures", len(plan.measures), _MOST_ENTRIES)
    for theme in plan.themes:
        yield ("actions", len(theme.actions) + len(theme.outcomes), _MOST_ENTRIES)
    yield from (("steps", len(measure.steps), _MOST_ENTRIES) for measure in plan.measures)
    yield from (("links", len(action.links), MOST_LINKS) for action in _actions(plan))
