"""The sheet of one unit: its measures with steps, period, criterion and state, to be signed."""

from datetime import date

from prongsai.improvement.rules.content import MeasureContent
from prongsai.improvement.rules.states import MEASURE_STATES, RECURRENCES, MeasureState, Recurrence
from prongsai.methodology.dates import date_text
from prongsai.methodology.periods import Span, period_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.annual import terms_of
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.queries.plan.intro import done_sentence, plan_sources
from prongsai.reports.queries.plan.seen import signatures
from prongsai.reports.queries.plan.table import period_words, theme_title
from prongsai.reports.rules.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    Tone,
)
from prongsai.reports.rules.refusals import UnitWithoutMeasures

TITLE = Text("ใบงานตามแผนส่งเสริมคุณธรรมและความโปร่งใส", "Sheet of the plan for integrity")
_TONES = {MeasureState.DONE: Tone.GOOD, MeasureState.CANCELLED: Tone.QUIET}
_COLUMNS = (
    Column(Text("มาตรการ", "Measure"), 30),
    Column(Text("ขั้นตอนและกำหนด", "Steps and when they are due"), 28),
    Column(Text("ระยะเวลา", "When"), 13),
    Column(Text("ตัวชี้วัดความสำเร็จ", "How one will know"), 17),
    Column(Text("สถานะ", "State"), 12),
)
_UNTOLD = Cell(Text("ไม่ได้ระบุ", "not told"), tone=Tone.QUIET)
_NO_STEPS = Text("ไม่ได้แบ่งเป็นขั้นตอน", "not parted into steps")


def unit_document(material: Material, unit: str, on: date) -> Document:
    """Return the sheet of a unit, measures of all units among them.

    Raises:
        UnitWithoutMeasures: the plan gives it nothing to do, or nobody knows it.
    """
    mine = [m for m in material.plan.measures if m.all_units or unit in m.units]
    named = unit in material.units or any(unit in m.units for m in mine)
    if not mine or not named:
        raise UnitWithoutMeasures(unit=unit, year=material.plan.year_be)
    long_name = material.unit_name(unit)
    name = same(unit) if long_name is None else same(f"{unit} ") + long_name
    year = Text(" ปี %(year)s ", " %(year)s, ").filled(year=material.year_text)
    counts = counts_of(mine)
    blocks: list[Block] = [
        Heading(TITLE + year + name, key="unit.heading"),
        Paragraph(
            _MINE.filled(unit=name, count=counts.every, agency=material.name)
            + done_sentence(counts),
            "unit.sentence",
            plan_sources(material, counts),
        ),
    ]
    if unit in material.tasks:
        tasks = material.tasks[unit]
        told = _TASKS.filled(every=tasks.every, done=tasks.done, late=tasks.late)
        blocks.append(Paragraph(told, "unit.tasks"))
    blocks += [_table(material, unit), signatures(material)]
    return Document(
        title=TITLE + year + name,
        subject=TITLE,
        author=material.name,
        made_on=on,
        sections=(Section(tuple(blocks), landscape=True),),
        terms=terms_of(material, None),
    )


_MINE = Text(
    "%(unit)s ของ%(agency)s รับผิดชอบ %(count)s มาตรการ ",
    "%(unit)s of %(agency)s is responsible for %(count)s measures. ",
)
_TASKS = Text(
    "งานตามขั้นตอนทั้งหมด %(every)s งาน เสร็จแล้ว %(done)s งาน เกินกำหนด %(late)s งาน",
    "Of %(every)s tasks %(done)s are done and %(late)s are late.",
)


def _table(material: Material, unit: str) -> Table:
    rows: list[Row] = []
    for place, theme in enumerate(material.plan.themes, 1):
        mine = [m for m in theme.measures if m.all_units or unit in m.units]
        if mine:
            title = Cell(theme_title(theme, place), columns=len(_COLUMNS))
            rows += [Row((title,), RowKind.GROUP), *(_row(measure) for measure in mine)]
    caption = Text("มาตรการของ %(unit)s", "Measures of %(unit)s").filled(unit=unit)
    return Table(Text("มาตรการ", "Measures"), caption, _COLUMNS, tuple(rows), prose=True)


def _row(measure: MeasureContent) -> Row:
    steps = [_step(step.title, step.due, step.recurrence) for step in measure.steps]
    return Row(
        (
            Cell(same(f"{measure.number}. {measure.title}")),
            Cell(steps[0], more=tuple(steps[1:])) if steps else Cell(_NO_STEPS, tone=Tone.QUIET),
            Cell(period_words(measure.period)) if measure.period else _UNTOLD,
            Cell(same(measure.criterion)) if measure.criterion.strip() else _UNTOLD,
            Cell(MEASURE_STATES[measure.state], tone=_TONES.get(measure.state, Tone.PLAIN)),
        )
    )


def _step(title: str, due: date, recurrence: Recurrence) -> Text:
    words = same(f"- {title} ")
    if recurrence is Recurrence.ONCE:
        return words + Text("ภายใน ", "by ") + date_text(due)
    return words + RECURRENCES[recurrence] + Text(" ตั้งแต่ ", " from ") + period_text(Span(due, due))
