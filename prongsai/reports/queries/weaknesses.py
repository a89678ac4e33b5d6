"""Weak items and parts, how many there are, and whose repair brings most."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.weakness import WeakPoint
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.subject import Subject, indicator_title, source_of, sourced
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Notice,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from prongsai.reports.rules.cells import code, count, unknown, words
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.weak import verdict_of

#: So many repairs are listed.
_REPAIRS = 10
#: A gain below this is not shown as a number: it would read as none.
_LEAST = 0.005
_LITTLE = Text("น้อยกว่า 0.01", "below 0.01")
_UNKNOWN = Text(
    "ไม่มีคะแนนรายข้อของปีใดเลยในข้อมูลชุดนี้ จึงบอกไม่ได้ว่าข้อใดเป็นจุดอ่อน ข้อความนี้ไม่ได้หมายความว่าไม่มีจุดอ่อน",
    "These data hold no scores of single items for any year, so weak items cannot be told. That "
    "does not mean that there are none.",
)


def weak_items(subject: Subject) -> Iterator[Block]:
    """Show every weak item with its weak parts, under its indicator."""
    yield Heading(
        Text("2.5 ข้อและประเด็นที่เป็นจุดอ่อน", "2.5 Weak items and parts"), 2, key="weak.heading"
    )
    year = subject.items_year
    if year is None:
        yield Paragraph(_UNKNOWN, key="weak.unknown")
        return
    yield from _of_which_year(subject, year)
    if not subject.weak_points:
        yield Paragraph(
            Text(
                "ทุกข้อที่มีคะแนนถึงเป้าหมาย %(target)s คะแนน ไม่พบจุดอ่อน",
                "Every item that is known reaches the target of %(target)s points; none is weak.",
            ).filled(target=_target(year)),
            key="weak.none",
        )
        return
    yield Paragraph(
        Text(
            "ข้อของแบบวัดการรับรู้เป็นจุดอ่อนเมื่อข้อนั้นหรือประเด็นย่อยได้ต่ำกว่า %(target)s คะแนน "
            "ข้อของแบบตรวจการเปิดเผยข้อมูลเป็นจุดอ่อนเมื่อยังไม่ผ่านโดยสมบูรณ์ "
            "ช่องขวาสุดคือคะแนนรวมที่จะเพิ่มขึ้น หากแก้ข้อนั้นจนถึงเป้าหมาย หรือผ่านโดยสมบูรณ์",
            "An item of a survey is weak when it or a part of it has less than %(target)s points, "
            "an item of the checklist when it did not pass in full. The last column is what the "
            "total would gain if the item came up to the target, or passed in full.",
        ).filled(target=_target(year)),
        key="weak.sentence",
    )
    yield _table(year, subject.weak_points)


def _target(year: AgencyYear) -> str:
    return f"{year.edition.rules.target.score:g}"


def _of_which_year(subject: Subject, year: AgencyYear) -> Iterator[Block]:
    """Say of which year the items are when it is not the report's own."""
    if year.year_be != subject.year.year_be:
        yield Notice(
            Text("ข้อมูลรายข้อเป็นของปี %(items)s", "The items are those of %(items)s").filled(
                items=year.year_be
            ),
            Text(
                "ปี %(year)s ไม่มีคะแนนรายข้อ หัวข้อ 2.5 และ 2.6 จึงใช้ข้อมูลปี %(items)s "
                "ซึ่งเป็นปีล่าสุดที่มี คะแนนที่จะเพิ่มขึ้นคิดจากคะแนนรวมของปี %(items)s",
                "No items are known for %(year)s, so sections 2.5 and 2.6 use those of %(items)s, "
                "the latest year that has any. Points to gain are those of the total of %(items)s.",
            ).filled(year=subject.year_text, items=year.year_be),
            Tone.WARN,
            key="weak.of-which-year",
        )


def _table(year: AgencyYear, points: tuple[WeakPoint, ...]) -> Table:
    rows: list[Row] = []
    for indicator, some in groupby(points, lambda point: point.indicator):
        mine = list(some)
        name = year.edition.nodes[year.edition.position[indicator]].text
        rows.append(
            Row(
                (
                    words(indicator_title(indicator, name), columns=2),
                    sourced(year, indicator),
                    gain(sum(point.gain for point in mine), source_of(year, indicator)),
                ),
                RowKind.GROUP,
            )
        )
        for point in mine:
            rows += _item_rows(year, point)
    return Table(
        Text("จุดอ่อน", "Weak points"),
        Text("ข้อและประเด็นที่เป็นจุดอ่อน ปี %(year)s", "Weak items and parts of %(year)s").filled(
            year=year.year_be
        ),
        (
            Column(Text("ข้อ", "Item"), 9, Align.CENTRE),
            Column(Text("ประเด็นการประเมิน", "What is assessed"), 58),
            Column(Text("คะแนนหรือผลตรวจ", "Score or verdict"), 18, Align.CENTRE),
            Column(Text("คะแนนรวมที่จะเพิ่ม", "Gain of the total"), 15, Align.CENTRE),
        ),
        tuple(rows),
    )


def _item_rows(year: AgencyYear, point: WeakPoint) -> Iterator[Row]:
    edition = year.edition
    node = edition.position[point.code]
    height = 1 + len(point.parts)
    source = source_of(year, point.code)
    earned = replace(
        gain(point.gain), value=round(point.gain, 4), tone=Tone.PLAIN, rows=height, source=source
    )
    yield Row(
        (
            code(point.code, rows=height),
            words(edition.nodes[node].text),
            outcome(year, node, weak=not point.parts),
            earned,
        )
    )
    for part in point.parts:
        text = edition.nodes[edition.position[part]].text
        yield Row((Cell(text, indent=1), sourced(year, part, Tone.BAD)))


def outcome(year: AgencyYear, node: int, *, weak: bool) -> Cell:
    """Return the verdict of an item, or its score."""
    verdict = verdict_of(year, node)
    if verdict is None:
        return sourced(year, year.edition.nodes[node].code, Tone.BAD if weak else Tone.PLAIN)
    points = year.published(year.edition.nodes[node].code)
    full = points == 100 * HUNDREDTHS
    return words(verdict, tone=(Tone.WARN if full else Tone.BAD) if weak else Tone.PLAIN)


def gain(points: float, source: Source | None = None) -> Cell:
    """Return a cell with points that the total would gain."""
    if points <= 0:
        return words(Text("ไม่เพิ่ม", "nothing"), tone=Tone.QUIET)
    shown = same(f"+{points:.2f}") if points >= _LEAST else _LITTLE
    return Cell(shown, round(points, 4), source=source)


def summary(subject: Subject) -> Iterator[Block]:
    """Count the weak items by instrument, and list the repairs that bring most."""
    yield Heading(
        Text("2.6 สรุปจุดอ่อนและสิ่งที่ควรแก้ก่อน", "2.6 Weak points in sum, and what to mend first"),
        2,
        key="repairs.heading",
    )
    year = subject.items_year
    if year is None:
        yield Paragraph(_UNKNOWN, key="repairs.unknown")
        return
    yield _counts(subject, year)
    repairs = sorted(subject.weak_points, key=lambda point: point.gain, reverse=True)
    repairs = [point for point in repairs if point.gain > 0]
    if not repairs:
        return
    yield Paragraph(
        Text(
            "หากแก้จุดอ่อนทั้งหมดจนถึงเป้าหมาย คะแนนรวมของปี %(year)s จะเพิ่มจาก %(total)s ประมาณ "
            "%(gain)s คะแนน ตารางต่อไปนี้เรียงข้อที่ได้ผลมากที่สุดก่อน",
            "If all weak points came up to the target, the total of %(year)s would rise from "
            "%(total)s by about %(gain)s points. The table lists the best repairs first.",
        ).filled(
            year=year.year_be,
            total=points_text(year.result.total),
            gain=f"{sum(point.gain for point in repairs):.2f}",
        ),
        key="repairs.sentence",
        sources=(source_of(year, None, points_text(year.result.total)),),
    )
    yield _repairs(year, repairs[:_REPAIRS])


def _counts(subject: Subject, year: AgencyYear) -> Table:
    """Count and name the weak items of each instrument, but those of too few people."""
    rows = []
    for instrument, items in year.result.weak.items():
        shown = [point.code for point in subject.weak_points if point.instrument == instrument]
        codes = ", ".join(shown)
        listing = words(Text("ไม่พบจุดอ่อน", "none is weak"))
        if codes:
            listing = code(codes)
        elif items.count is None:
            listing = unknown()
        known = None if items.count is None else len(shown)
        number = count(known, source_of(year, instrument))
        rows.append(Row((code(instrument), number, listing)))
    return Table(
        Text("สรุปจุดอ่อน", "Weak points in sum"),
        Text("จำนวนข้อที่เป็นจุดอ่อนรายแบบวัด ปี %(year)s", "Weak items by instrument, %(year)s").filled(
            year=year.year_be
        ),
        (
            Column(Text("แบบวัด", "Instrument"), 14, Align.CENTRE),
            Column(Text("จำนวนข้อ", "Items"), 14, Align.CENTRE),
            Column(Text("ข้อ", "Which"), 72),
        ),
        tuple(rows),
    )


def _repairs(year: AgencyYear, repairs: list[WeakPoint]) -> Table:
    edition = year.edition
    rows = []
    for rank, point in enumerate(repairs, 1):
        node = edition.position[point.code]
        indicator = edition.above(node, Kind.INDICATOR)
        rows.append(
            Row(
                (
                    count(rank),
                    code(point.code),
                    words(edition.nodes[node].text),
                    words(same(edition.nodes[indicator].code)),
                    outcome(year, node, weak=year.published(point.code) != MISSING),
                    gain(point.gain, source_of(year, point.code)),
                )
            )
        )
    return Table(
        Text("สิ่งที่ควรแก้ก่อน", "What to mend first"),
        Text(
            "ข้อที่แก้แล้วคะแนนรวมเพิ่มมากที่สุด %(count)s อันดับแรก",
            "The %(count)s repairs that bring most to the total",
        ).filled(count=len(repairs)),
        (
            Column(Text("อันดับ", "Order"), 9, Align.CENTRE),
            Column(Text("ข้อ", "Item"), 8, Align.CENTRE),
            Column(Text("ประเด็นการประเมิน", "What is assessed"), 41),
            Column(Text("ตัวชี้วัดที่", "Indicator"), 11, Align.CENTRE),
            Column(Text("คะแนนหรือผลตรวจ", "Score or verdict"), 17, Align.CENTRE),
            Column(Text("คะแนนรวมที่จะเพิ่ม", "Gain of the total"), 14, Align.CENTRE),
        ),
        tuple(rows),
    )
