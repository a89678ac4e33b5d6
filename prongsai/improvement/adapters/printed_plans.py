"""Plans of printed reports, transcribed as YAML beside the editions, read into plain values."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prongsai.improvement.rules.content import (
    ActionContent,
    LinkContent,
    MeasureContent,
    OutcomeContent,
    Period,
    PlanContent,
    PointContent,
    StepContent,
    ThemeContent,
)
from prongsai.improvement.rules.printed import PrintedPlan
from prongsai.improvement.rules.states import MeasureState, PlanState, Recurrence
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.periods import read_period
from prongsai.methodology.yamltext import parse

#: How a transcription says that every unit is responsible.
_ALL = "all"


def printed_plan_path(agency: str, framework: str, year_be: int) -> Path:
    """Return where the transcription of a plan lies that comes with the program."""
    return SHIPPED / framework / str(year_be) / "plans" / f"{agency}.yaml"


def printed_plan_paths(agency: str, framework: str) -> list[Path]:
    """Return where all transcriptions of an agency's plans lie, by year."""
    return sorted((SHIPPED / framework).glob(f"*/plans/{agency}.yaml"))


def read_printed_plan(path: Path) -> PrintedPlan:
    """Read a transcription; one that is not as it should be is a fault of the program."""
    data = parse(path.read_text(encoding="utf-8")).data
    printed = data["printed"]
    return PrintedPlan(
        content=_plan(data),
        units=tuple(data["units"]),
        all_units=data["all_units"],
        title=printed["title"],
        introduction=printed["introduction"],
        caption=printed["caption"],
        columns=tuple(printed["columns"]),
        recurring=tuple(data["recurring"]),
        repairs=tuple((one["printed"], one["written"]) for one in data["repairs"]),
        confirmed=data["confirmed"],
    )


def _plan(data: dict[str, Any]) -> PlanContent:
    themes = tuple(_theme(told) for told in data["themes"])
    return PlanContent(
        agency=data["agency"],
        framework=data["framework"],
        year_be=data["year_be"],
        basis_year_be=data["basis_year_be"],
        state=PlanState.APPROVED,
        points=tuple(_points(data, themes)),
        themes=themes,
    )


def _points(data: dict[str, Any], themes: tuple[ThemeContent, ...]) -> Iterator[PointContent]:
    """Yield weak points that measures answer, then those that none does; without scores."""
    answered = {code for theme in themes for one in theme.measures for code in one.points}
    year, none = data["basis_year_be"], data["unanswered"]
    for code in sorted(answered):
        yield PointContent(code, year, None, 0.0)
    for code in none["codes"]:
        yield PointContent(code, year, None, 0.0, reason=none["reason"])


def _theme(told: dict[str, Any]) -> ThemeContent:
    period = told.get("period")
    return ThemeContent(
        told["title"],
        tuple(_measure(number, one, period) for number, one in enumerate(told["measures"], 1)),
        tuple(_action(one, period) for one in told["actions"]),
        tuple(OutcomeContent(one["text"], tuple(one["measures"])) for one in told["outcomes"]),
    )


def _measure(number: int, told: dict[str, Any], period: str | None) -> MeasureContent:
    units = told["units"]
    return MeasureContent(
        number,
        told["title"],
        units=() if units == _ALL else tuple(units),
        all_units=units == _ALL,
        period=_period(told.get("period", period)),
        points=tuple(told["points"]),
        steps=tuple(
            StepContent(step["title"], step["due"], Recurrence(step["recurrence"]))
            for step in told.get("steps", ())
        ),
        state=MeasureState.DONE,
    )


def _action(told: dict[str, Any], period: str | None) -> ActionContent:
    return ActionContent(
        told["text"],
        tuple(told["measures"]),
        _period(told.get("period", period)),
        tuple(told.get("units", ())),
        tuple(LinkContent(one["address"], one["title"]) for one in told.get("links", ())),
    )


def _period(words: str | None) -> Period | None:
    if words is None:
        return None
    span = read_period(words)
    return Period(span.starts, span.ends)
