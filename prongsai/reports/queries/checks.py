"""What the consistency check found, and what nobody could confirm in the edition."""

from collections.abc import Iterator

from prongsai.methodology.edition.doubts import Doubt, doubts
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import Finding
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.subject import Subject
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
    Tone,
)
from prongsai.reports.rules.cells import words

_TONES = {"error": Tone.BAD, "warning": Tone.WARN, "info": Tone.QUIET}
_FILES = {
    "edition": Text("กติกาและปฏิทิน", "rules and calendar"),
    "indicators": Text("ตัวชี้วัดและน้ำหนัก", "indicators and weights"),
}


def findings(subject: Subject) -> Iterator[Block]:
    """Show what contradicts itself in the figures that the report is made from."""
    yield Heading(
        Text("2.7 ผลตรวจความสอดคล้องของตัวเลข", "2.7 Do the figures agree with each other?"),
        2,
        key="checks.heading",
    )
    found = [(year.year_be, finding) for year in subject.years for finding in year.findings]
    if not found:
        yield Paragraph(
            Text(
                "ตรวจคะแนนทุกชั้นของทุกปีในรายงานนี้แล้ว ไม่พบตัวเลขที่ขัดแย้งกัน",
                "All layers of scores of all years in this report were checked; nothing "
                "contradicts anything else.",
            ),
            key="checks.sentence",
        )
    else:
        yield Paragraph(
            Text(
                "พบ %(count)s แห่งที่ตัวเลขในข้อมูลต้นทางไม่สอดคล้องกัน "
                "โปรแกรมไม่ได้แก้ตัวเลขให้เอง ผู้รับผิดชอบควรตรวจกับต้นฉบับ",
                "In %(count)s places the figures of the source do not agree. The program changed "
                "none of them; whoever is responsible should compare them with the original.",
            ).filled(count=len(found)),
            key="checks.sentence",
        )
        yield _table(found)
    yield from _unconfirmed(subject)


def _table(found: list[tuple[int, Finding]]) -> Table:
    rows = []
    for year, finding in found:
        proposal = words(same(finding.suggestion) if finding.suggestion else _ASK)
        rows.append(
            Row(
                (
                    Cell(same(str(year)), year),
                    words(finding.rule.title, tone=_TONES[finding.rule.severity]),
                    words(finding.message),
                    proposal,
                )
            )
        )
    return Table(
        Text("ผลตรวจความสอดคล้อง", "Findings"),
        Text("ตัวเลขที่ไม่สอดคล้องกัน", "Figures that do not agree"),
        (
            Column(Text("ปี", "Year"), 9, Align.CENTRE),
            Column(Text("เรื่อง", "What"), 23),
            Column(Text("สิ่งที่พบ", "Found"), 48),
            Column(Text("ข้อเสนอ", "Proposal"), 20),
        ),
        tuple(rows),
    )


_ASK = Text("ตรวจกับต้นฉบับ", "compare with the original")


def _unconfirmed(subject: Subject) -> Iterator[Block]:
    number = len(doubts(subject.edition))
    if number:
        yield Notice(
            Text("ข้อเท็จจริงที่ยังไม่ยืนยัน", "What is not confirmed"),
            Text(
                "กรอบการประเมินปี %(year)s มี %(count)s แห่งที่ยังไม่พบเอกสารยืนยัน เช่น ถ้อยคำของข้อ "
                "น้ำหนัก หรือวันที่ คะแนนที่ประกาศแล้วไม่เปลี่ยนตามเรื่องเหล่านี้ "
                "แต่คะแนนที่โปรแกรมคำนวณเองอาจต่างจากที่ ป.ป.ช. ประกาศ รายการอยู่ในภาคผนวก ข",
                "No document confirms %(count)s facts of the edition of %(year)s: wordings, "
                "weights or dates. Published scores do not depend on them; scores that the program "
                "computes itself may differ from those that the NACC announces. Annex B lists "
                "them.",
            ).filled(year=subject.year_text, count=number),
            Tone.WARN,
            key="checks.unconfirmed",
        )


def unconfirmed(subject: Subject) -> Iterator[Block]:
    """List the facts that are not confirmed, those with the same note together."""
    yield Heading(
        Text(
            "ภาคผนวก ข ข้อเท็จจริงที่ยังไม่ยืนยัน",
            "Annex B. Facts of the edition that are not confirmed",
        ),
        key="unconfirmed.heading",
    )
    found = doubts(subject.edition)
    if not found:
        yield Paragraph(
            Text(
                "ข้อเท็จจริงทุกข้อในกรอบการประเมินปี %(year)s ได้รับการยืนยันแล้ว",
                "Every fact of the edition of %(year)s is confirmed.",
            ).filled(year=subject.year_text),
            key="unconfirmed.none",
        )
        return
    by_note: dict[tuple[str, Text], list[Doubt]] = {}
    for doubt in found:
        by_note.setdefault((doubt.where.partition(".")[0], doubt.note), []).append(doubt)
    rows = tuple(
        Row((words(_file(subject.edition, name)), _places(some), words(note)))
        for (name, note), some in by_note.items()
    )
    yield Table(
        Text("ยังไม่ยืนยัน", "Not confirmed"),
        Text(
            "ข้อเท็จจริงที่ยังไม่ยืนยันของกรอบการประเมินปี %(year)s",
            "Facts of the edition of %(year)s that are not confirmed",
        ).filled(year=subject.year_text),
        (
            Column(Text("ส่วน", "Part"), 20),
            Column(Text("ชื่อในกรอบ", "Name in the edition"), 26),
            Column(Text("สิ่งที่ยังไม่ยืนยัน", "What is not confirmed"), 54),
        ),
        rows,
    )


def _file(edition: Edition, name: str) -> Text:
    named = {code.lower(): same(code) for code in edition.questionnaires}
    return {**_FILES, **named}.get(name, same(name))


def _place(where: str) -> str:
    """Name a place by the last word of its path, or by the code or number after it.

    >>> [_place(where) for where in ("edition.sampling.0", "oit.items.O1", "edition.rounding")]
    ['sampling 1', 'O1', 'rounding']
    """
    name, *steps = where.split(".")
    words_ = [number for number, step in enumerate(steps) if not step.isdigit()]
    tail = ".".join(steps[words_[-1] + 1 :]) if words_ else ""
    if not tail:
        return steps[-1]
    # Lists of these files have codes; those of the edition are counted, from 0.
    return tail if name != "edition" else f"{steps[words_[-1]]} {int(tail) + 1}"


def _places(some: list[Doubt]) -> Cell:
    places = [_place(doubt.where) for doubt in some if "." in doubt.where]
    return words(same(", ".join(places))) if places else words(Text("ทั้งฉบับ", "the whole"))
