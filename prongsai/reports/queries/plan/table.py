"""The table of measures as agencies print it: five columns, a theme over the width."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prongsai.improvement.rules.content import (
    ActionContent,
    LinkContent,
    MeasureContent,
    OutcomeContent,
    Period,
    ThemeContent,
)
from prongsai.improvement.rules.states import MEASURE_STATES, RECURRENCES, MeasureState, Recurrence
from prongsai.improvement.rules.tables.words import ALL_UNITS
from prongsai.methodology.periods import Span, period_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.spans import runs, told_by_row
from prongsai.reports.rules.blocks import Cell, Column, Link, Row, RowKind, Table, Tone

_COLUMNS = (
    Column(
        Text(
            "มาตรการหรือกิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
            "Measure or activity",
        ),
        26,
    ),
    Column(Text("สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", "What was done"), 27),
    Column(Text("ระยะเวลาดำเนินการ", "When"), 13),
    Column(Text("ผู้รับผิดชอบ", "Who"), 11),
    Column(Text("ผลลัพธ์หรือความสำเร็จของการดำเนินการ", "Outcome"), 23),
)
_NOT_TOLD = Text("ไม่ได้ระบุ", "not told")
_THEME = Text("ประเด็นที่ %(number)s %(title)s", "Theme %(number)s: %(title)s")
_ANSWERS = Text("(ตอบจุดอ่อน %(codes)s)", "(answers %(codes)s)")
_TOGETHER = Text("- ดำเนินการร่วมกับมาตรการที่ %(number)s", "- together with measure %(number)s")
_SHARED = Text("ผลลัพธ์ร่วมกับมาตรการที่ %(number)s", "outcome shared with measure %(number)s")
_WITHOUT = Text("ยังไม่มีรายงานการดำเนินการ (สถานะ: %(state)s)", "Nothing is told yet (%(state)s).")
_CANCELLED = Text("ยกเลิก: %(reason)s", "Cancelled: %(reason)s")


@dataclass(frozen=True)
class _Told:
    """Something told about measures of a theme, as a cell shows it."""

    text: str
    measures: tuple[int, ...]
    links: tuple[LinkContent, ...] = ()


def measures_table(material: Material) -> Table:
    """Return the whole table; what belongs to several measures stands once beside them."""
    rows: list[Row] = []
    for place, theme in enumerate(material.plan.themes, 1):
        rows += theme_rows(material, theme, place)
    return Table(
        Text("มาตรการ", "Measures"),
        Text(
            "การดำเนินการตามแนวทาง/มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี %(year)s",
            "Measures of %(year)s for integrity and transparency",
        ).filled(year=material.year_text),
        _COLUMNS,
        tuple(rows),
        prose=True,
    )


def theme_title(theme: ThemeContent, place: int) -> Text:
    return _THEME.filled(number=place, title=theme.title)


def theme_rows(material: Material, theme: ThemeContent, place: int) -> list[Row]:
    """Return the rows of one theme, its title first."""
    title = Cell(theme_title(theme, place), columns=len(_COLUMNS))
    measures = theme.measures
    if not measures:
        return [Row((title,), RowKind.GROUP)]
    columns = [
        [_measure_cell(material, measure, place) for measure in measures],
        _told_cells(measures, [_action(one) for one in theme.actions], _TOGETHER, listed=True),
        _shared([_period_lines(one, theme.actions) for one in measures]),
        _shared([_unit_lines(one, theme.actions) for one in measures]),
        _told_cells(measures, [_outcome(one) for one in theme.outcomes], _SHARED, listed=False),
    ]
    rows = [
        Row(tuple(column[number] for column in columns if column[number] is not None))  # type: ignore[misc]
        for number in range(len(measures))
    ]
    return [Row((title,), RowKind.GROUP), *rows]


def _measure_cell(material: Material, measure: MeasureContent, theme: int) -> Cell | None:
    first, *more = _lines(f"{measure.number}. {measure.title}")
    if measure.points:
        more.append(_ANSWERS.filled(codes=", ".join(measure.points)))
    item = Text("ประเด็นที่ %(theme)s มาตรการที่ %(number)s", "measure %(theme)s.%(number)s")
    source = material.source(item.filled(theme=theme, number=measure.number))
    return Cell(first, more=tuple(more), source=source)


def _action(action: ActionContent) -> _Told:
    return _Told(action.text, action.measures, action.links)


def _outcome(outcome: OutcomeContent) -> _Told:
    return _Told(outcome.text, outcome.measures)


def _told_cells(
    measures: Sequence[MeasureContent], told: list[_Told], again: Text, *, listed: bool
) -> list[Cell | None]:
    """Return a cell for the first row of every run, None below it.

    What was shown above in the theme is not repeated: the measure it stands beside is named.
    """
    by_row = told_by_row([one.number for one in measures], [one.measures for one in told])
    keys = [places or _nothing(measure) for places, measure in zip(by_row, measures, strict=True)]
    cells: list[Cell | None] = [None] * len(measures)
    shown: dict[int, int] = {}
    for run in runs(keys):
        mine, measure = by_row[run.start], measures[run.start]
        if mine:
            lines: list[Text] = []
            for place in mine:
                text = f"- {told[place].text}" if listed else told[place].text
                first = shown.get(place)
                lines += _lines(text) if first is None else [again.filled(number=first)]
                shown.setdefault(place, measure.number)
            links = tuple(
                Link(to.address, "" if to.title in to.address else to.title)
                for place in mine
                if shown[place] == measure.number
                for to in told[place].links
            )
            cell = Cell(lines[0], more=tuple(lines[1:]), links=links)
        else:
            cell = Cell(_silence(measure) if listed else _NOT_TOLD, tone=Tone.QUIET)
        cells[run.start] = replace(cell, rows=run.length)
    return cells


def _nothing(measure: MeasureContent) -> tuple[str, str]:
    return measure.state.value, measure.reason


def _silence(measure: MeasureContent) -> Text:
    """Say why nothing is told of a measure."""
    if measure.state is MeasureState.CANCELLED:
        return _CANCELLED.filled(reason=measure.reason or _NOT_TOLD)
    if measure.state is MeasureState.DONE:
        return _NOT_TOLD
    return _WITHOUT.filled(state=MEASURE_STATES[measure.state])


def _shared(lines_by_row: list[tuple[Text, ...]]) -> list[Cell | None]:
    cells: list[Cell | None] = [None] * len(lines_by_row)
    for run in runs(lines_by_row):
        lines = lines_by_row[run.start]
        tone = Tone.QUIET if lines == (_NOT_TOLD,) else Tone.PLAIN
        cells[run.start] = Cell(lines[0], more=lines[1:], tone=tone, rows=run.length)
    return cells


def _period_lines(measure: MeasureContent, actions: tuple[ActionContent, ...]) -> tuple[Text, ...]:
    """Return when a measure was carried out, else when it is to be, and how often."""
    done = [one.period for one in actions if measure.number in one.measures and one.period]
    periods = list(dict.fromkeys(done)) or ([measure.period] if measure.period else [])
    often = dict.fromkeys(
        step.recurrence for step in measure.steps if step.recurrence is not Recurrence.ONCE
    )
    told = [period_words(period) for period in periods] + [RECURRENCES[one] for one in often]
    return tuple(told) or (_NOT_TOLD,)


def period_words(period: Period) -> Text:
    """Write a period as tables do."""
    return period_text(Span(period.starts, period.ends))


def _unit_lines(measure: MeasureContent, actions: tuple[ActionContent, ...]) -> tuple[Text, ...]:
    """Return who is responsible, else who did it."""
    if measure.all_units:
        return (ALL_UNITS,)
    of_actions = (u for one in actions if measure.number in one.measures for u in one.units)
    units = measure.units or tuple(dict.fromkeys(of_actions))
    return tuple(same(unit) for unit in units) or (_NOT_TOLD,)


def _lines(text: str) -> list[Text]:
    """Part what a person wrote into its paragraphs."""
    return [same(line.strip()) for line in text.splitlines() if line.strip()] or [_NOT_TOLD]
