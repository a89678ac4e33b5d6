"""What the assessment is, what it aims at, and what its levels ask for."""

from collections.abc import Iterator

from prongsai.methodology.edition.files import EditionFile
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.subject import TONES, Subject
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Notice,
    Paragraph,
    Row,
    Table,
)
from prongsai.reports.rules.cells import code, count, words

_ANSWERED_BY = {
    "staff": Text("บุคลากรของหน่วยงาน", "the staff of the agency"),
    "public": Text("ผู้รับบริการและผู้มาติดต่อ", "those who used its services or dealt with it"),
    "evaluator": Text("ผู้ตรวจประเมิน", "evaluators"),
}


def background(subject: Subject) -> Iterator[Block]:
    """Say what the assessment is, and what this report is for."""
    yield Heading(Text("1. ความเป็นมา", "1. Background"), key="background.heading")
    for name, text in {"what": _WHAT, "why": _WHY, "for": _FOR}.items():
        filled = text.filled(agency=subject.name, year=subject.year_text)
        yield Paragraph(filled, f"background.{name}")
    yield Paragraph(
        Text(
            "กรอบการประเมินของปี %(year)s มีแบบวัด %(instruments)s ส่วน %(indicators)s ตัวชี้วัด "
            "และ %(items)s ข้อ ดังตารางต่อไปนี้",
            "The edition of %(year)s has %(instruments)s instruments, %(indicators)s indicators "
            "and %(items)s items, as the table shows.",
        ).filled(
            year=subject.year_text,
            instruments=len(subject.edition.of_kind(Kind.INSTRUMENT)),
            indicators=len(subject.edition.of_kind(Kind.INDICATOR)),
            items=len(subject.edition.of_kind(Kind.ITEM)),
        ),
        key="background.edition",
    )
    yield _instruments(subject.edition)


_WHAT = Text(
    "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency "
    "Assessment: ITA) เปรียบได้กับการตรวจสุขภาพประจำปีของหน่วยงาน "
    "สำนักงาน ป.ป.ช. เป็นผู้กำหนดกรอบการประเมินและประกาศผลทุกปีงบประมาณ "
    "ผลที่ได้บอกว่าหน่วยงานทำงานโปร่งใสเพียงใดในสายตาของคนในหน่วยงานและประชาชน "
    "และเปิดเผยข้อมูลครบถ้วนเพียงใด",
    "The Integrity and Transparency Assessment (ITA) is like a yearly check-up of a state agency. "
    "The National Anti-Corruption Commission sets its rules and announces its results every "
    "fiscal year. It tells how openly an agency works in the eyes of its own staff and of the "
    "public, and how completely it discloses what people have a right to know.",
)
_WHY = Text(
    "คะแนนไม่ใช่จุดหมายในตัวเอง ประโยชน์ของการประเมินอยู่ที่การเห็นว่าเรื่องใดทำได้ดีแล้ว "
    "และเรื่องใดต้องแก้ไขก่อน เพื่อให้การใช้งบประมาณ การใช้อำนาจ การใช้ทรัพย์สินของราชการ "
    "และการให้บริการประชาชนดีขึ้นจริงในปีต่อไป",
    "The score is not an end in itself. The use of the assessment lies in seeing what is done "
    "well and what must be mended first, so that budgets, powers and state property are handled, "
    "and people are served, better in the year to come.",
)
_FOR = Text(
    "รายงานฉบับนี้นำผลของ%(agency)s ประจำปีงบประมาณ พ.ศ. %(year)s มาวิเคราะห์ทีละชั้น "
    "ตั้งแต่คะแนนรวม แบบวัด ตัวชี้วัด จนถึงข้อคำถามและประเด็นย่อย "
    "ตัวเลขทุกตัวคำนวณจากข้อมูลที่ระบุไว้ในภาคผนวก ผู้อ่านจึงคำนวณซ้ำและตรวจสอบได้",
    "This report takes the result of %(agency)s for fiscal year %(year)s apart, layer by layer: "
    "the total, the instruments, the indicators, and down to single items and their parts. Every "
    "number follows from the data that the annex names, so it can be computed again and checked.",
)


def _instruments(edition: Edition) -> Table:
    items = [edition.instrument_of(item) for item in edition.of_kind(Kind.ITEM)]
    rows = tuple(
        Row(
            (
                code(instrument.code),
                words(instrument.name),
                words(_ANSWERED_BY[instrument.answered_by]),
                Cell(same(f"{instrument.weight:g}"), float(instrument.weight)),
                count(items.count(instrument.code)),
            )
        )
        for instrument in edition.structure.instruments
    )
    return Table(
        Text("แบบวัด", "Instruments"),
        Text("แบบวัดและน้ำหนักในคะแนนรวม", "Instruments and their weight in the total"),
        (
            Column(Text("แบบวัด", "Instrument"), 14, Align.CENTRE),
            Column(Text("ชื่อ", "Name"), 38),
            Column(Text("ผู้ให้ข้อมูล", "Answered by"), 26),
            Column(Text("น้ำหนัก (%)", "Weight (%)"), 12, Align.CENTRE),
            Column(Text("จำนวนข้อ", "Items"), 10, Align.CENTRE),
        ),
        rows,
    )


def goal(subject: Subject) -> Iterator[Block]:
    """Say what score is aimed at, and what follows from falling short."""
    rules = subject.edition.rules
    yield Heading(
        Text("2.1 เป้าหมายและระดับมาตรการ", "2.1 Goal and measure levels"), 2, key="goal.heading"
    )
    yield Paragraph(
        Text(
            "เป้าหมายของปี %(year)s คือคะแนนไม่น้อยกว่า %(target)s คะแนน%(level)s "
            "คะแนนของแต่ละตัวชี้วัดและแต่ละข้อบอกว่าควรใช้มาตรการระดับใด",
            "The goal for %(year)s is a score of no less than %(target)s points%(level)s. The "
            "score of an indicator or item tells how strong a measure it calls for.",
        ).filled(year=subject.year_text, target=f"{rules.target.score:g}", level=_target(rules)),
        key="goal.sentence",
    )
    yield _measures(subject)
    yield _levels(subject)
    if subject.before is not None and subject.before.edition.id != subject.edition.id:
        yield Notice(
            Text("กรอบของแต่ละปีต่างกันได้", "Editions may differ"),
            Text(
                "แต่ละปีคิดตามกรอบการประเมินของปีนั้น ชื่อระดับและเกณฑ์จึงต่างกันได้ระหว่างปี",
                "Each year is scored by the edition of that year, so names of levels and their "
                "bounds may differ from year to year.",
            ),
            key="goal.editions",
        )


def _target(rules: EditionFile) -> Text:
    if rules.target.level is None:
        return same("")
    named = {level.code: level.name for level in rules.levels}
    level = named.get(rules.target.level, same(rules.target.level))
    return Text(" (ระดับ%(level)s)", " (level: %(level)s)").filled(level=level)


def _measures(subject: Subject) -> Table:
    measures = subject.edition.rules.measure_levels
    bounds = [None, *(measure.min for measure in measures)]
    rows = []
    for measure, above in zip(measures, bounds, strict=False):
        least, most = f"{measure.min:g}", f"{above:g}" if above is not None else ""
        span = Text("ตั้งแต่ %(least)s ขึ้นไป", "%(least)s and more")
        if most:
            span = Text("ตั้งแต่ %(least)s แต่น้อยกว่า %(most)s", "%(least)s to below %(most)s")
            if measure.min == 0:
                span = Text("น้อยกว่า %(most)s", "below %(most)s")
        cells = (
            words(span.filled(least=least, most=most)),
            words(measure.name, tone=TONES[measure.code]),
            words(measure.text),
        )
        rows.append(Row(cells))
    return Table(
        Text("ระดับมาตรการ", "Measure levels"),
        Text("ระดับมาตรการตามคะแนน", "Measure levels by score"),
        (
            Column(Text("คะแนน", "Score"), 25),
            Column(Text("ระดับมาตรการ", "Measure level"), 20, Align.CENTRE),
            Column(Text("สิ่งที่ต้องทำ", "What is to be done"), 55),
        ),
        tuple(rows),
    )


def _levels(subject: Subject) -> Table:
    instruments = [item.code for item in subject.edition.structure.instruments]
    rows = []
    for level in subject.edition.rules.levels:
        least = [level.instruments_min.get(instrument) for instrument in instruments]
        cells = [
            words(Text("ไม่กำหนด", "none"))
            if bound is None
            else Cell(same(f"{bound:g}"), float(bound))
            for bound in least
        ]
        total = Cell(same(f"{level.total_min:g}"), float(level.total_min))
        rows.append(Row((words(level.name), total, *cells)))
    return Table(
        Text("ระดับผลการประเมิน", "Levels"),
        Text(
            "เกณฑ์ขั้นต่ำของระดับผลการประเมินปี %(year)s", "Least scores of the levels of %(year)s"
        ).filled(year=subject.year_text),
        (
            Column(Text("ระดับ", "Level"), 34),
            Column(Text("คะแนนรวม", "Total"), 18, Align.CENTRE),
            *(Column(same(name), 16, Align.CENTRE) for name in instruments),
        ),
        tuple(rows),
    )
