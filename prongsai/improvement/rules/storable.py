"""What no plan from outside may hold: unkeepable texts, links that are none, strange files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from math import isfinite

from prongsai.foundation.rules import UserError
from prongsai.improvement.rules.content import (
    ActionContent,
    AppointmentContent,
    MeasureContent,
    PlanContent,
    PointContent,
)
from prongsai.improvement.rules.following import MOST_LINKS
from prongsai.methodology.wording import Text

_LONGEST_TEXT, _MOST_ENTRIES = 20_000, 2_000
_WEB = re.compile(r"https?://[^\s<>\"]+")
_HALVES = re.compile("[\0\ud800-\udfff]")
_SMALL, _WHOLE, _HUGE = 32_767, 2_147_483_647, 2**62
_BUDGET = 10**12


class PlanNotStorable(UserError):
    code = "IMPROVEMENT-035"
    message = Text(
        "แผนมีข้อมูลที่เก็บไม่ได้: %(place)s (%(why)s)",
        "The plan holds what cannot be kept: %(place)s (%(why)s).",
    )
    remedy = Text("แก้ไขในไฟล์ แล้วนำเข้าอีกครั้ง", "Put it right in the file, then import it again.")


TOO_LONG = Text("ยาวเกินไป", "it is too long")
NO_LETTERS = Text("มีอักขระที่เก็บไม่ได้", "it holds signs that cannot be kept")
NOT_THE_WEB = Text("ไม่ใช่ที่อยู่ของเว็บ", "it is no address of the web")
OUT_OF_RANGE = Text("ตัวเลขเกินขอบเขต", "the number is out of range")
TOO_MANY = Text("มีมากเกินไป", "there are too many")


@dataclass(frozen=True)
class _Words:
    """A text of a plan: where it stands, and how many letters of it can be kept."""

    place: str
    text: str
    longest: int = _LONGEST_TEXT


def require_storable(plan: PlanContent) -> None:
    """Refuse a plan from outside that holds what cannot be kept, or must not be shown.

    Raises:
        PlanNotStorable
    """
    fault = next(chain(_long(plan), _out_of_range(plan), _too_many(plan), _no_links(plan)), None)
    if fault is not None:
        place, why = fault
        raise PlanNotStorable(place=place, why=why)


_Fault = tuple[str, Text]


def _long(plan: PlanContent) -> Iterator[_Fault]:
    for words in _words(plan):
        if len(words.text) > words.longest:
            yield words.place, TOO_LONG
        if _HALVES.search(words.text):
            yield words.place, NO_LETTERS


def _out_of_range(plan: PlanContent) -> Iterator[_Fault]:
    for place, number, least, most in _numbers(plan):
        if not (isfinite(number) and least <= number <= most):
            yield place, OUT_OF_RANGE


def _too_many(plan: PlanContent) -> Iterator[_Fault]:
    return ((place, TOO_MANY) for place, count, most in _counts(plan) if count > most)


def _no_links(plan: PlanContent) -> Iterator[_Fault]:
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


def _words(plan: PlanContent) -> Iterator[_Words]:
    for theme in plan.themes:
        yield _Words("themes", theme.title)
        yield from (_Words("outcomes", outcome.text) for outcome in theme.outcomes)
    yield from chain.from_iterable(map(_of_measure, plan.measures))
    for action in _actions(plan):
        yield _Words("actions", action.text)
        for link in action.links:
            yield from (_Words("links", link.address), _Words("links", link.title, 300))
        for file in action.files:
            yield from (_Words("files", file.name, 200), _Words("files", file.media_type, 100))
            yield _Words("files", file.sha256, 64)
    yield from chain.from_iterable(map(_of_point, plan.points))
    yield from chain.from_iterable(map(_of_appointment, plan.appointments))


def _of_measure(measure: MeasureContent) -> Iterator[_Words]:
    yield from (_Words("measures", words) for words in (measure.title, measure.criterion))
    yield from (_Words("measures", measure.reason), _Words("counter", measure.counter, 80))
    yield _Words("library", measure.library, 80)
    yield from (_Words("steps", step.title) for step in measure.steps)


def _of_point(point: PointContent) -> Iterator[_Words]:
    yield from (_Words("points", point.code, 20), _Words("points", point.reason))
    yield from (_Words("points", part, 20) for part in point.parts)


def _of_appointment(appointment: AppointmentContent) -> Iterator[_Words]:
    yield _Words("appointments", appointment.number, 100)
    yield _Words("appointments", appointment.title)
    for member in appointment.members:
        yield from (_Words("members", member.name, 200), _Words("members", member.position, 300))


def _numbers(plan: PlanContent) -> Iterator[tuple[str, float, float, float]]:
    for point in plan.points:
        yield ("points", point.year_be, 0, _SMALL)
        yield ("points", point.score or 0, 0, _WHOLE)
        yield ("points", point.gain, -_SMALL, _SMALL)
    for measure in plan.measures:
        yield ("budget", float(measure.budget or 0), 0, _BUDGET - 1)
        yield ("counter_goal", measure.counter_goal, 0, _WHOLE)
    for action in _actions(plan):
        yield from (("files", file.size, 0, _HUGE) for file in action.files)


def _counts(plan: PlanContent) -> Iterator[tuple[str, int, int]]:
    yield ("themes", len(plan.themes), _MOST_ENTRIES)
    yield ("points", len(plan.points), _MOST_ENTRIES)
    yield ("appointments", len(plan.appointments), _MOST_ENTRIES)
    yield ("measures", len(plan.measures), _MOST_ENTRIES)
    for theme in plan.themes:
        yield ("actions", len(theme.actions) + len(theme.outcomes), _MOST_ENTRIES)
    yield from (("steps", len(measure.steps), _MOST_ENTRIES) for measure in plan.measures)
    yield from (("links", len(action.links), MOST_LINKS) for action in _actions(plan))
