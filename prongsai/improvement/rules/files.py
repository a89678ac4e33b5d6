"""Files of plans: which are taken, what is refused, and what no plan may hold."""

import re
from collections.abc import Iterable, Iterator
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

#: Endings of files that are read, and forms that are written.
READ, WRITTEN = (".xlsx", ".docx", ".csv", ".tsv", ".json"), ("xlsx", "docx", "json")
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 5_000, 60, 4_000_000
_LONGEST_TEXT, _MOST_ENTRIES = 20_000, 2_000
_WEB = re.compile(r"https?://[^\s<>\"]+")
_HALVES = re.compile("[\0\ud800-\udfff]")
_SMALL, _WHOLE, _HUGE = 32_767, 2_147_483_647, 2**62
_BUDGET = 10**12


class PlanFileUnknown(UserError):
    code = "IMPROVEMENT-030"
    message = Text(
        "ไฟล์ %(file)s ไม่ใช่ชนิดที่อ่านแผนได้", "Plans are not read from files of the kind of %(file)s."
    )
    remedy = Text("ใช้ไฟล์ชนิดใดชนิดหนึ่งต่อไปนี้: %(kinds)s", "Give one of these kinds: %(kinds)s.")


class PlanFileTooLong(UserError):
    code = "IMPROVEMENT-031"
    message = Text(
        "ตารางในไฟล์ %(file)s ใหญ่เกินไป (ไม่เกิน %(rows)s แถว %(columns)s คอลัมน์)",
        "The tables of %(file)s are too large (at most %(rows)s rows and %(columns)s columns).",
    )
    remedy = Text(
        "ตรวจว่าเป็นไฟล์แผน แล้วลบแถวและคอลัมน์ว่างออก",
        "See that it is the plan, and take out empty rows and columns.",
    )


class PlanFileRuns(UserError):
    code = "IMPROVEMENT-032"
    message = Text("ไฟล์ %(file)s มีมาโครหรือวัตถุฝังอยู่", "The file %(file)s holds macros or programs.")
    remedy = Text(
        "บันทึกใหม่เป็น .xlsx หรือ .docx ที่ไม่มีมาโคร", "Save it again as .xlsx or .docx without macros."
    )


class NoPlanInFile(UserError):
    code = "IMPROVEMENT-033"
    message = Text("ไม่พบตารางแผนในไฟล์ %(file)s", "There is no table of a plan in %(file)s.")
    remedy = Text(
        "ใช้ตารางที่มีหัวคอลัมน์ เช่น มาตรการ สรุปผล ระยะเวลา ผู้รับผิดชอบ ผลลัพธ์ หรือเริ่มจากไฟล์ที่ส่งออก",
        "Give a table whose columns are headed: measure, what was done, period, responsible units, "
        "outcome; or begin with an export.",
    )


class PlanFormUnknown(UserError):
    code = "IMPROVEMENT-034"
    status = 404
    message = Text("ไม่มีไฟล์ชนิด %(form)s", "There is no file of the kind %(form)s.")
    remedy = Text("เลือกจาก: %(forms)s", "Choose one of: %(forms)s.")


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
    for words in _words(plan):
        if len(words.text) > words.longest:
            raise PlanNotStorable(place=words.place, why=TOO_LONG)
        if _HALVES.search(words.text):
            raise PlanNotStorable(place=words.place, why=NO_LETTERS)
    for place, number, least, most in _numbers(plan):
        if not (isfinite(number) and least <= number <= most):
            raise PlanNotStorable(place=place, why=OUT_OF_RANGE)
    for place, count, most in _counts(plan):
        if count > most:
            raise PlanNotStorable(place=place, why=TOO_MANY)
    for action in _actions(plan):
        for link in action.links:
            if not _WEB.fullmatch(link.address):
                raise PlanNotStorable(place=f"links: {link.address}", why=NOT_THE_WEB)


def with_known_files(plan: PlanContent, present: PlanContent) -> PlanContent:
    """Leave out stored files that the plan does not have already: a file names them, and no more.

    Else whoever knows the hash of a stranger's file could make it their own.
    """
    known = {(file.sha256, file.name) for action in _actions(present) for file in action.files}

    def action_of(action: ActionContent) -> ActionContent:
        return replace(action, files=tuple(f for f in action.files if (f.sha256, f.name) in known))

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


def told_once(rows: Iterable[int]) -> str:
    """Return rows as a page lists them."""
    return ", ".join(str(row) for row in sorted(set(rows)))
