"""What came of last year's measures: the items that they answered, before and after."""

from collections.abc import Iterator

from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import ItemEffect, Material
from prongsai.reports.rules.blocks import Align, Block, Cell, Column, Paragraph, Row, RowKind, Table
from prongsai.reports.rules.cells import code, difference, score, unknown, words


def effect(material: Material) -> Iterator[Block]:
    """Show what the scores of items did that last year's measures answered, if that is known."""
    year = material.effects_year_be
    if not material.effects or year is None:
        return
    known = [item for one in material.effects for item in one.items if _change(item) is not None]
    risen = sum(1 for item in known if (_change(item) or 0) > 0)
    fallen = sum(1 for item in known if (_change(item) or 0) < 0)
    yield Paragraph(
        Text(
            "แผนปี %(year)s มี %(measures)s มาตรการที่ผูกกับข้อที่เทียบคะแนนก่อนและหลังได้ รวม %(known)s ข้อ "
            "คะแนนเพิ่มขึ้น %(risen)s ข้อ ลดลง %(fallen)s ข้อ "
            "การเปลี่ยนแปลงอาจมีสาเหตุอื่นนอกจากมาตรการ จึงแสดงหน่วยงานที่คล้ายกันไว้เทียบ",
            "Of the plan of %(year)s, %(measures)s measures are tied to items; %(known)s times "
            "scores before and after can be compared: %(risen)s rose, %(fallen)s fell. Measures "
            "need not be the cause, so similar agencies stand beside them where known.",
        ).filled(
            year=year,
            measures=len(material.effects),
            known=len(known),
            risen=risen,
            fallen=fallen,
        ),
        "effect.sentence",
    )
    rows: list[Row] = []
    for one in material.effects:
        title = same(f"{one.number} {one.title}")
        rows.append(Row((words(title, columns=len(_COLUMNS)),), RowKind.GROUP))
        rows += [_row(item) for item in one.items]
    yield Table(
        Text("ผลของแผนปีก่อน", "Effect of last year"),
        Text(
            "คะแนนก่อนและหลังมาตรการของปี %(year)s", "Before and after the measures of %(year)s"
        ).filled(year=year),
        _COLUMNS,
        tuple(rows),
    )


_COLUMNS = (
    Column(Text("ข้อ", "Item"), 9, Align.CENTRE),
    Column(Text("ประเด็นการประเมิน", "What is assessed"), 37),
    Column(Text("ก่อน", "Before"), 14, Align.CENTRE),
    Column(Text("หลัง", "After"), 14, Align.CENTRE),
    Column(Text("ผลต่าง", "Change"), 12, Align.CENTRE),
    Column(Text("หน่วยงานที่คล้ายกัน", "Similar agencies"), 14, Align.CENTRE),
)


def _change(item: ItemEffect) -> int | None:
    if item.before is None or item.after is None:
        return None
    return item.after - item.before


def _row(item: ItemEffect) -> Row:
    similar = unknown() if item.similar is None else difference(round(item.similar * 100))
    return Row(
        (
            code(item.code),
            words(item.text),
            _scored(item.before, item.margin_before),
            _scored(item.after, item.margin_after),
            difference(_change(item)),
            similar,
        )
    )


def _scored(points: int | None, margin: float | None) -> Cell:
    if points is None:
        return unknown()
    cell = score(points)
    if margin is None:
        return cell
    return Cell(cell.text + same(f" ± {margin:.2f}"), cell.value)
