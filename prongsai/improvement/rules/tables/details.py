"""Periods, steps, budgets and states of measures, read from the words of cells."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from prongsai.improvement.rules.calendar import fiscal_year, months_after
from prongsai.improvement.rules.content import MeasureContent, Period, StepContent
from prongsai.improvement.rules.states import RECURRENCES, Recurrence
from prongsai.improvement.rules.tables.grid import Role
from prongsai.improvement.rules.tables.told import Doubt, ToldMeasure
from prongsai.improvement.rules.tables.words import (
    BETWEEN,
    codes_in,
    recurrence_in,
    state_in,
)
from prongsai.methodology.dates import date_text
from prongsai.methodology.periods import DateUnclear, read_day, read_period
from prongsai.methodology.thai import plain_digits, repaired, squeezed
from prongsai.methodology.wording import Text

YEAR_OF_PLAN = Text(
    "ไม่ได้บอกปี จึงนับเป็นเดือนในปีงบประมาณของแผน",
    "no year is told: the months count as those of the plan's fiscal year",
)
PERIOD_UNREAD = Text("ระยะเวลา “%(words)s”: %(why)s", "the period “%(words)s”: %(why)s")
REPEATS = Text(
    "“%(words)s” นับเป็นขั้นตอนที่ทำซ้ำ เริ่ม %(day)s",
    "“%(words)s” became a step that repeats, first due %(day)s",
)
STEP_UNREAD = Text(
    "ขั้นตอนนี้ไม่อยู่ในรูป ชื่อ | วันครบกำหนด | ความถี่ จึงไม่ได้อ่าน",
    "the step is not written as title | due day | how often, and was not read",
)
BUDGET_UNREAD = Text("อ่านงบประมาณเป็นจำนวนเงินไม่ได้", "the budget is no amount that can be read")
STATE_UNREAD = Text("ไม่รู้จักสถานะนี้", "there is no such state")
POINTS_UNKNOWN = Text(
    "แผนไม่มีจุดอ่อนเหล่านี้ จึงไม่นับ: %(codes)s", "the plan has no such weak points: %(codes)s"
)
_ONE_MONTH, _QUARTER = 1, 3


@dataclass
class Details:
    """Reads cells for the plan of a year with its weak points; remembers what is doubtful."""

    year_be: int
    points: set[str]
    doubts: list[Doubt] = field(default_factory=list)

    def period(self, words: str) -> Period | None:
        """Return the period that words tell; None where they tell none."""
        try:
            span = read_period(words, fiscal_year_be=self.year_be)
        except DateUnclear:
            return None
        return Period(span.starts, span.ends)

    def timed(self, measure: MeasureContent, told: ToldMeasure) -> MeasureContent:
        """Return a measure with the period, or the repetition, that a cell tells."""
        words = told.when
        if not words.strip(" -–"):
            return replace(measure, period=None)
        if (often := recurrence_in(words)) is not None:
            return self._repeated(measure, often, told)
        try:
            read_period(words)
        except DateUnclear as error:
            if (period := self.period(words)) is None:
                why = PERIOD_UNREAD.filled(words=words, why=error.why)
                self.doubts.append(Doubt(told.row, told.title, why))
                return replace(measure, period=None)
            self.doubts.append(Doubt(told.row, words, YEAR_OF_PLAN))
            return replace(measure, period=period)
        return replace(measure, period=self.period(words))

    def _repeated(
        self, measure: MeasureContent, often: Recurrence, told: ToldMeasure
    ) -> MeasureContent:
        """Give a measure a step that repeats, unless it has one that does so as often."""
        if any(step.recurrence is often for step in measure.steps):
            return measure
        year = fiscal_year(self.year_be)
        months = _ONE_MONTH if often is Recurrence.MONTHLY else _QUARTER
        due = date.fromordinal(months_after(year.starts, months).toordinal() - 1)
        step = StepContent(measure.title, due, often)
        why = REPEATS.filled(words=told.when, day=date_text(due))
        self.doubts.append(Doubt(told.row, told.title, why))
        period = measure.period or year
        return replace(measure, steps=(*measure.steps, step), period=period)

    def told(self, measure: MeasureContent, role: Role, words: str, row: int) -> MeasureContent:
        """Return a measure with what a further column says."""
        if role is Role.POINTS:
            return replace(measure, points=self._points(words, row))
        if role is Role.BUDGET:
            return replace(measure, budget=self._budget(words, row))
        if role is Role.STEPS:
            return replace(measure, steps=self._steps(words, row))
        if role is Role.CRITERION:
            return replace(measure, criterion=repaired(words))
        if role is Role.REASON:
            return replace(measure, reason=repaired(words))
        state = state_in(words)
        if state is None and words:
            self.doubts.append(Doubt(row, words, STATE_UNREAD))
        return replace(measure, state=state or measure.state)

    def _points(self, words: str, row: int) -> tuple[str, ...]:
        codes = codes_in(words)
        if unknown := [code for code in codes if code not in self.points]:
            told = ", ".join(unknown)
            self.doubts.append(Doubt(row, words, POINTS_UNKNOWN.filled(codes=told)))
        return tuple(code for code in codes if code in self.points)

    def _budget(self, words: str, row: int) -> Decimal | None:
        plain = squeezed(words).replace(",", "").removesuffix("บาท").removesuffix("baht")
        if plain in {"", "-"}:
            return None
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or not 0 <= amount < _MOST:
            self.doubts.append(Doubt(row, words, BUDGET_UNREAD))
            return None
        return amount.quantize(_SATANG)

    def _steps(self, words: str, row: int) -> tuple[StepContent, ...]:
        steps = []
        for line in filter(str.strip, words.split("\n")):
            step = _step(line)
            if step is None:
                self.doubts.append(Doubt(row, repaired(line), STEP_UNREAD))
            else:
                steps.append(step)
        return tuple(steps)


_MOST, _SATANG = Decimal(10) ** 12, Decimal("0.01")
_PARTS = 3


def _step(line: str) -> StepContent | None:
    parts = [part.strip() for part in plain_digits(line).rsplit(BETWEEN.strip(), _PARTS - 1)]
    title = repaired(line.rsplit(BETWEEN.strip(), _PARTS - 1)[0])
    if len(parts) != _PARTS or not title:
        return None
    often = next(
        (
            one
            for one, w in RECURRENCES.items()
            if squeezed(parts[2]) in map(squeezed, (w.th, w.en))
        ),
        recurrence_in(parts[2]),
    )
    try:
        return None if often is None else StepContent(title, read_day(parts[1]), often)
    except DateUnclear:
        return None
