"""How far a plan is: by theme, by unit, and what changed since it was approved."""

from collections.abc import Iterator

from prongsai.improvement.rules.content import MeasureContent, PlanContent
from prongsai.improvement.rules.states import MEASURE_STATES, MeasureState
from prongsai.improvement.rules.tables.words import ALL_UNITS
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import Material, numbered_measures
from prongsai.reports.queries.plan.counts import Counts, counts_of
from prongsai.reports.queries.plan.intro import done_sentence, plan_sources
from prongsai.reports.queries.plan.table import theme_title
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from prongsai.reports.rules.cells import count, words
from prongsai.reports.rules.phrasing import percent, share

_SHOWN = (
    MeasureState.DONE,
    MeasureState.RUNNING,
    MeasureState.PLANNED,
    MeasureState.CANCELLED,
)
_TONES = {MeasureState.DONE: Tone.GOOD, MeasureState.CANCELLED: Tone.QUIET}
_ALL = Text("รวม", "All")


def progress(material: Material) -> Iterator[Block]:
    """Sum up how far the measures are."""
    counts = counts_of(material.plan.measures)
    yield Paragraph(done_sentence(counts), "progress.sentence", plan_sources(material, counts))
    if not counts.every:
        return
    yield _by_theme(material, counts)
    yield by_unit(material)
    yield from _units_named(material)


def _by_theme(material: Material, counts: Counts) -> Table:
    rows = [
        _row(material, theme_title(theme, place), counts_of(theme.measures))
        for place, theme in enumerate(material.plan.themes, 1)
    ]
    rows.append(_row(material, _ALL, counts, RowKind.TOTAL))
    return Table(
        Text("ความก้าวหน้ารายประเด็น", "Progress by theme"),
        Text("ความก้าวหน้าของมาตรการรายประเด็น", "Progress of the measures by theme"),
        _columns(Text("ประเด็น", "Theme"), 31),
        tuple(rows),
    )


def _columns(first: Text, share_of_first: float) -> tuple[Column, ...]:
    width = (100 - share_of_first) / (len(_SHOWN) + 2)
    return (
        Column(first, share_of_first),
        Column(Text("มาตรการ", "Measures"), width, Align.CENTRE),
        *(Column(MEASURE_STATES[state], width, Align.CENTRE) for state in _SHOWN),
        Column(Text("แล้วเสร็จ (ร้อยละ)", "Done (%)"), width, Align.CENTRE),
    )


def _row(material: Material, name: Text, counts: Counts, kind: RowKind = RowKind.ROW) -> Row:
    source = material.source(name)
    cells = [words(name), count(counts.every, source)]
    cells += [count(counts.of(state), source) for state in _SHOWN]
    done = percent(counts.of(MeasureState.DONE), counts.active)
    cells.append(Cell(same(done), float(done), source=source))
    return Row(tuple(cells), kind)


def by_unit(material: Material) -> Table:
    """Return the measures of each unit; those of all units apart."""
    measures = material.plan.measures
    units = dict.fromkeys(unit for measure in measures for unit in measure.units)
    rows = [_unit_row(material, unit, measures) for unit in units]
    for_all = [measure for measure in measures if measure.all_units]
    nobody = [measure for measure in measures if not measure.units and not measure.all_units]
    if for_all:
        rows.append(_row(material, ALL_UNITS, counts_of(for_all)))
    if nobody:
        rows.append(_row(material, Text("ไม่ระบุผู้รับผิดชอบ", "nobody named"), counts_of(nobody)))
    return Table(
        Text("ความก้าวหน้ารายส่วนงาน", "Progress by unit"),
        Text(
            "ความก้าวหน้าของมาตรการรายส่วนงาน (มาตรการหนึ่งอาจมีหลายส่วนงานรับผิดชอบ)",
            "Progress of the measures by unit (a measure may belong to several)",
        ),
        _columns(Text("ส่วนงาน", "Unit"), 31),
        tuple(rows),
    )


def _unit_row(material: Material, unit: str, measures: tuple[MeasureContent, ...]) -> Row:
    return _row(material, same(unit), counts_of(m for m in measures if unit in m.units))


def _units_named(material: Material) -> Iterator[Block]:
    """Spell out the abbreviations of units, where their names are known."""
    used = dict.fromkeys(unit for measure in material.plan.measures for unit in measure.units)
    told = [
        same(f"{unit} = ") + name for unit in used if (name := material.unit_name(unit)) is not None
    ]
    if told:
        yield Paragraph(
            Text("อักษรย่อ: ", "Abbreviations: ")
            + Text("; ".join(t.th for t in told), "; ".join(t.en for t in told)),
            "plan.units",
        )


def since_approval(material: Material) -> Iterator[Block]:
    """Compare the plan with how it was approved: what was added, dropped, given up, and is done."""
    before = material.baseline
    if before is None:
        return
    old, new = _titles(before), _titles(material.plan)
    added = [title for title in new if title not in old]
    dropped = [title for title in old if title not in new]
    newly = [
        title
        for title, measure in new.items()
        if measure.state is MeasureState.DONE
        and title in old
        and old[title].state is not MeasureState.DONE
    ]
    yield Paragraph(
        Text(
            "เมื่อเทียบกับแผนที่อนุมัติ ซึ่งมี %(old)s มาตรการ ดำเนินการแล้วเสร็จเพิ่ม %(done)s มาตรการ (%(share)s) "
            "เพิ่มมาตรการใหม่ %(added)s มาตรการ และตัดออก %(dropped)s มาตรการ",
            "Against the plan as approved, with %(old)s measures, %(done)s more are done "
            "(%(share)s), %(added)s were added and %(dropped)s dropped.",
        ).filled(
            old=len(old),
            done=len(newly),
            share=share(len(newly), len(old)),
            added=len(added),
            dropped=len(dropped),
        ),
        "progress.since-approval",
        (material.source(Text("แผนที่อนุมัติ", "plan as approved"), str(len(old))),),
    )


def _titles(plan: PlanContent) -> dict[tuple[int, str], MeasureContent]:
    return {(theme, measure.title): measure for _number, theme, measure in numbered_measures(plan)}
