"""One page for those who decide: the result, what to mend, how far the plan is, what to decide."""

from collections.abc import Iterator
from datetime import date

from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.dates import date_text
from prongsai.methodology.edition.tree import TOTAL
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.annual import terms_of
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.queries.plan.intro import done_sentence, plan_sources
from prongsai.reports.queries.subject import Subject, sourced, tone_of
from prongsai.reports.queries.weaknesses import gain, outcome
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Row,
    Section,
    Table,
)
from prongsai.reports.rules.cells import code, difference, unknown, words
from prongsai.results.queries.phrases import standing_words

TITLE = Text("บทสรุปสำหรับผู้บริหาร ผลการประเมิน ITA", "ITA summary for executives")
#: So many repairs are named, and letters of each.
_REPAIRS, _LONGEST = 5, 80


def summary_document(subject: Subject, material: Material | None, on: date) -> Document:
    """Return a document that fits on one page."""
    title = TITLE + Text(" ปี %(year)s", " %(year)s").filled(year=subject.year_text)
    blocks = [
        Heading(title, key="summary.heading"),
        Heading(subject.name, 2),
        *_result(subject),
        *_repairs(subject),
        *(_plan(material) if material else ()),
        Paragraph(
            Text("ข้อมูล ณ วันที่ %(day)s", "As of %(day)s").filled(day=date_text(on)),
            "summary.day",
            align=Align.RIGHT,
        ),
    ]
    terms = terms_of(material, subject) if material else ()
    return Document(
        title=title + same(" ") + subject.name,
        subject=TITLE,
        author=subject.name,
        made_on=on,
        sections=(Section(tuple(blocks)),),
        terms=terms,
        one_page=True,
    )


def _result(subject: Subject) -> Iterator[Block]:
    result = subject.result
    level = words(result.level.name) if result.level else unknown()
    standing = result.standings.get("group") or result.standings.get("country")
    yield Table(
        Text("ผลโดยสรุป", "In short"),
        Text("ผลโดยสรุป", "The result in short"),
        (
            Column(Text("คะแนนรวม", "Total"), 20, Align.CENTRE),
            Column(Text("ระดับ", "Level"), 22, Align.CENTRE),
            Column(Text("เทียบปีก่อน", "Against last year"), 22, Align.CENTRE),
            Column(Text("ลำดับ", "Rank"), 36, Align.CENTRE),
        ),
        (
            Row(
                (
                    sourced(subject.year, TOTAL),
                    level,
                    difference(result.change.delta),
                    words(standing_words(standing)) if standing else unknown(),
                )
            ),
        ),
    )
    yield Paragraph(result.reason, "summary.reason")
    if subject.knows_indicators:
        yield _indicators(subject)


def _indicators(subject: Subject) -> Table:
    rows = [
        Row(
            (
                words(same(row.code)),
                words(row.name),
                sourced(subject.year, row.code),
                words(row.measure.name, tone=tone_of(row.measure)) if row.measure else unknown(),
            )
        )
        for row in subject.result.indicators
    ]
    return Table(
        Text("ตัวชี้วัด", "Indicators"),
        Text("ตัวชี้วัดและระดับมาตรการ", "Indicators and measure levels"),
        (
            Column(Text("ที่", "No."), 8, Align.CENTRE),
            Column(Text("ตัวชี้วัด", "Indicator"), 52),
            Column(Text("คะแนน", "Score"), 16, Align.CENTRE),
            Column(Text("ระดับมาตรการ", "Measure"), 24, Align.CENTRE),
        ),
        tuple(rows),
    )


def _repairs(subject: Subject) -> Iterator[Block]:
    """List the repairs that bring most."""
    year = subject.items_year
    best = sorted(subject.weak_points, key=lambda point: -point.gain)[:_REPAIRS]
    if year is None or not best:
        return
    edition = year.edition
    yield Table(
        Text("สิ่งที่ควรแก้ก่อน", "What to mend first"),
        Text(
            "สิ่งที่ควรแก้ก่อน จากจุดอ่อน %(count)s ข้อของปี %(year)s",
            "What to mend first, of %(count)s weak points of %(year)s",
        ).filled(count=len(subject.weak_points), year=year.year_be),
        (
            Column(Text("ข้อ", "Item"), 8, Align.CENTRE),
            Column(Text("ประเด็นการประเมิน", "What is assessed"), 56),
            Column(Text("คะแนนหรือผลตรวจ", "Score or verdict"), 18, Align.CENTRE),
            Column(Text("คะแนนที่จะเพิ่ม", "Gain"), 18, Align.CENTRE),
        ),
        tuple(
            Row(
                (
                    code(point.code),
                    words(_short(edition.nodes[edition.position[point.code]].text)),
                    outcome(year, edition.position[point.code], weak=True),
                    gain(point.gain),
                )
            )
            for point in best
        ),
    )


def _short(text: Text) -> Text:
    return Text(
        *(t if len(t) <= _LONGEST else f"{t[:_LONGEST].rstrip()}…" for t in (text.th, text.en))
    )


def _plan(material: Material) -> Iterator[Block]:
    """Say how far the plan is, and what waits for a decision."""
    counts = counts_of(material.plan.measures)
    sentence = Text("แผนปี %(year)s: ", "Plan of %(year)s: ").filled(year=material.year_text)
    yield Paragraph(
        sentence + done_sentence(counts), "summary.plan", plan_sources(material, counts)
    )
    answered = {point for measure in material.plan.measures for point in measure.points}
    open_points = [p.code for p in material.plan.points if p.code not in answered and not p.reason]
    waiting = []
    if open_points:
        waiting.append(_OPEN.filled(codes=", ".join(open_points)))
    if stuck := counts.of(MeasureState.PLANNED):
        waiting.append(_NOT_BEGUN.filled(count=stuck))
    if late := sum(tasks.late for tasks in material.tasks.values()):
        waiting.append(_LATE.filled(count=late))
    if waiting:
        yield Paragraph(_DECIDE, "summary.decide")
        yield Listing(tuple(waiting), "summary.decisions")


_DECIDE = Text("เรื่องที่ต้องตัดสินใจหรือเร่งรัด", "What waits for a decision:")
_OPEN = Text(
    "จุดอ่อนที่ยังไม่มีมาตรการและยังไม่มีเหตุผล: %(codes)s", "Weak points without measure or reason: %(codes)s"
)
_NOT_BEGUN = Text("มาตรการที่ยังไม่เริ่ม %(count)s มาตรการ", "%(count)s measures that have not begun")
_LATE = Text("งานที่เกินกำหนด %(count)s งาน", "%(count)s tasks that are late")
