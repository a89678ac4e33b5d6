"""Weak points and the measures that answer them; those without any say why."""

from collections.abc import Iterator
from dataclasses import replace

from prongsai.improvement.rules.content import PointContent
from prongsai.methodology.exact import MISSING
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.material import Material, numbered_measures
from prongsai.reports.queries.subject import source_of
from prongsai.reports.queries.weaknesses import gain, outcome
from prongsai.reports.rules.blocks import Align, Block, Cell, Column, Paragraph, Row, Table, Tone
from prongsai.reports.rules.cells import code, score, words
from prongsai.reports.rules.phrasing import share

_NO_REASON = Text("ยังไม่มีมาตรการและยังไม่ได้ให้เหตุผล", "no measure and no reason yet")
_ITEM = Column(Text("ข้อ", "Item"), 8, Align.CENTRE)
_TEXT = Column(Text("ประเด็นการประเมิน", "What is assessed"), 40)
_SCORE = Column(Text("คะแนนหรือผลตรวจ", "Score or verdict"), 14, Align.CENTRE)
_GAIN = Column(Text("คะแนนรวมที่จะเพิ่ม", "Gain of the total"), 13, Align.CENTRE)


def points(material: Material) -> Iterator[Block]:
    """Show which measures answer which weak points, and which weak points none does."""
    found = _in_order(material)
    if not found:
        yield Paragraph(
            Text("แผนนี้ไม่ได้ผูกกับจุดอ่อนใด", "This plan is not tied to any weak point."), "points.none"
        )
        return
    answered = _answers(material)
    without = [point for point in found if point.code not in answered]
    sentence = Text(
        "จุดอ่อน %(all)s ข้อ มีมาตรการตอบแล้ว %(answered)s ข้อ คิดเป็น%(share)s",
        "Of %(all)s weak points %(answered)s are answered by measures, %(share)s",
    ).filled(
        all=len(found),
        answered=len(found) - len(without),
        share=share(len(found) - len(without), len(found)),
    )
    if without:
        sentence += Text(
            " ยังไม่มีมาตรการ %(count)s ข้อ ได้แก่ %(codes)s", "; %(count)s are not: %(codes)s"
        ).filled(count=len(without), codes=listed([same(point.code) for point in without]))
    number = Text("จำนวนจุดอ่อนในแผน", "weak points of the plan")
    yield Paragraph(
        sentence + Text("", "."),
        "points.sentence",
        (material.source(number, str(len(found))),),
    )
    if without:
        yield _unanswered(material, without)
    if len(without) < len(found):
        yield _answered(material, [p for p in found if p.code in answered], answered)


def _answers(material: Material) -> dict[str, list[str]]:
    """Return for each weak point the measures that answer it, by their numbers."""
    answers: dict[str, list[str]] = {}
    for number, _theme, measure in numbered_measures(material.plan):
        for point in measure.points:
            answers.setdefault(point, []).append(number)
    return answers


def _unanswered(material: Material, without: list[PointContent]) -> Table:
    rows = [
        Row(
            (
                *_point_cells(material, point),
                words(same(point.reason)) if point.reason else words(_NO_REASON, tone=Tone.BAD),
            )
        )
        for point in without
    ]
    return Table(
        Text("จุดอ่อนที่ไม่มีมาตรการ", "Points without measure"),
        Text("จุดอ่อนที่ยังไม่มีมาตรการ และเหตุผล", "Weak points that no measure answers, and why"),
        (_ITEM, _TEXT, _SCORE, _GAIN, Column(Text("เหตุผล", "Why"), 25)),
        tuple(rows),
    )


def _answered(material: Material, some: list[PointContent], answers: dict[str, list[str]]) -> Table:
    rows = [
        Row((*_point_cells(material, point), words(same(", ".join(answers[point.code])))))
        for point in some
    ]
    return Table(
        Text("จุดอ่อนกับมาตรการ", "Points and measures"),
        Text(
            "จุดอ่อนและมาตรการที่ตอบ (เลขประเด็นและเลขมาตรการ)",
            "Weak points and the measures that answer them (theme and measure)",
        ),
        (_ITEM, _TEXT, _SCORE, _GAIN, Column(Text("มาตรการ", "Measures"), 25)),
        tuple(rows),
    )


def _point_cells(material: Material, point: PointContent) -> tuple[Cell, ...]:
    """Return code, wording, score and gain; the score of the plan holds before today's."""
    year = material.items_year
    source = source_of(year, point.code) if year else material.source(same(point.code))
    return (
        code(point.code),
        words(material.item_text(point.code)),
        replace(_score(material, point), source=source),
        replace(_gain(material, point), source=source),
    )


def _score(material: Material, point: PointContent) -> Cell:
    """Return the verdict or the score as the result tells, else as the plan was told."""
    year = material.items_year
    if year is not None and point.code in year.edition.position:
        return outcome(year, year.edition.position[point.code], weak=True)
    return score(MISSING if point.score is None else point.score)


def _gain(material: Material, point: PointContent) -> Cell:
    """Return what a repair brings: as the plan was told, else as the result tells."""
    year = material.items_year
    weak = year.result.weak.values() if year else ()
    found = {one.code: one.gain for items in weak for one in items.points}
    if point.gain or point.code in found:
        return gain(point.gain or found[point.code])
    return words(Text("ไม่ทราบ", "not known"), tone=Tone.QUIET)


def _in_order(material: Material) -> list[PointContent]:
    """Return the points in the order of the edition; what it does not know comes last."""
    edition = material.edition
    position = edition.position if edition else {}
    return sorted(material.plan.points, key=lambda one: position.get(one.code, len(position)))
