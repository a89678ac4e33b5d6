"""The annexes: every score down to the parts, and what the report was made from."""

from collections.abc import Iterator
from dataclasses import replace
from math import isnan

from prongsai.methodology.dates import date_text
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.subject import Subject, indicator_title, source_of, sourced
from prongsai.reports.queries.weaknesses import outcome
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from prongsai.reports.rules.cells import NO_DATA, code, count, unknown, words
from prongsai.reports.rules.style import day_of
from prongsai.results.queries.histories import AgencyYear, InputFile
from prongsai.results.queries.privacy import hidden_codes

_KINDS = {Kind.INDICATOR: RowKind.GROUP, Kind.SUB_INDICATOR: RowKind.SUBGROUP}


def every_score(subject: Subject) -> Iterator[Block]:
    """Show every item and part of the latest year that has any, with how sure it is."""
    yield Heading(
        Text("ภาคผนวก ก คะแนนทุกข้อและทุกประเด็น", "Annex A. Every item and part"), key="scores.heading"
    )
    year = subject.items_year
    if year is None:
        yield Paragraph(
            Text(
                "ข้อมูลชุดนี้ไม่มีคะแนนรายข้อ จึงไม่มีตารางในภาคผนวกนี้",
                "These data hold no scores of single items, so this annex has no table.",
            ),
            key="scores.none",
        )
        return
    rows, left_out = _score_rows(year)
    told = _HOW_TO_READ.filled(
        year=year.year_be, least=year.edition.rules.statistics.smallest_group
    )
    yield Paragraph(
        told + (_LEFT_OUT.filled(count=left_out) if left_out else same("")), key="scores.sentence"
    )
    yield Table(
        Text("คะแนนทุกข้อ", "Every score"),
        Text("คะแนนทุกข้อและทุกประเด็น ปี %(year)s", "Every item and part of %(year)s").filled(
            year=year.year_be
        ),
        (
            Column(Text("ข้อ", "Code"), 10, Align.CENTRE),
            Column(Text("ข้อคำถามหรือประเด็น", "Item or part"), 50),
            Column(Text("คะแนนหรือผลตรวจ", "Score or verdict"), 15, Align.CENTRE),
            Column(Text("ผู้ตอบ (คน)", "Answered by"), 11, Align.CENTRE),
            Column(Text("ค่าคลาดเคลื่อน", "Margin"), 14, Align.CENTRE),
        ),
        rows,
    )


_HOW_TO_READ = Text(
    "คะแนนของปี %(year)s ตามข้อมูลที่มี จำนวนผู้ตอบและค่าคลาดเคลื่อนแสดงเมื่อมีคำตอบรายคนในข้อมูล "
    "และมีผู้ตอบไม่น้อยกว่า %(least)s คน ข้อที่เป็นจุดอ่อนแสดงด้วยสีแดง",
    "Scores of %(year)s as far as they are known. Respondents and margins of error are shown where "
    "the data hold the answers and at least %(least)s answered. What is weak is red.",
)
_LEFT_OUT = Text(
    " อีก %(count)s ข้อไม่แสดงในตาราง เพราะไม่มีข้อมูลหรือมีผู้ตอบน้อยเกินกว่าจะแสดงแยกได้",
    " The table leaves out %(count)s more items: nothing is known of them, or too few answered.",
)


def _score_rows(year: AgencyYear) -> tuple[tuple[Row, ...], int]:
    """Return a row for everything that is known, and how many items are not."""
    edition, answers = year.edition, _answers(year)
    rows, left_out, hidden = [], 0, hidden_codes(year)
    for number, node in enumerate(edition.nodes):
        below = [edition.nodes[child].code for child in edition.children[number]]
        known = any(year.published(code_) != MISSING for code_ in [node.code, *below])
        left_out += node.kind is Kind.ITEM and (not known or node.code in hidden)
        if known and node.kind in _KINDS:
            rows.append(
                Row(
                    (
                        words(_title(year, number), columns=2),
                        sourced(year, node.code),
                        words(_items_below(year, number), tone=Tone.QUIET, columns=2),
                    ),
                    _KINDS[node.kind],
                )
            )
        elif known and node.kind in {Kind.ITEM, Kind.PART} and node.code not in hidden:
            rows.append(_score_row(year, number, answers))
    return tuple(rows), left_out


def _items_below(year: AgencyYear, number: int) -> Text:
    edition = year.edition
    items = [
        item
        for item in edition.of_kind(Kind.ITEM)
        if number in {edition.nodes[item].parent, edition.above(item, Kind.INDICATOR)}
    ]
    return Text("%(count)s ข้อ", "%(count)s items").filled(count=len(items))


def _score_row(year: AgencyYear, number: int, answers: dict[int, tuple[Cell, ...]]) -> Row:
    node = year.edition.nodes[number]
    return Row(
        (
            code(node.code),
            Cell(node.text, indent=int(node.kind is Kind.PART)),
            outcome(year, number, weak=bool(year.round.weak[year.row, number])),
            *(answers.get(number) or (_whose(year, number),)),
        )
    )


def _whose(year: AgencyYear, number: int) -> Cell:
    """Return what stands in place of respondents and margin where there are none."""
    said = NO_DATA
    if year.edition.is_checklist(number):
        said = Text("ผู้ตรวจประเมิน", "evaluators")
    elif not year.edition.nodes[number].is_leaf:
        said = Text("ค่าเฉลี่ยของประเด็นย่อย", "mean of its parts")
    return words(said, tone=Tone.QUIET, columns=2)


def _title(year: AgencyYear, number: int) -> Text:
    node = year.edition.nodes[number]
    if node.kind is Kind.INDICATOR:
        return indicator_title(node.code, node.text)
    return same(f"{node.code} ") + node.text


def _answers(year: AgencyYear) -> dict[int, tuple[Cell, ...]]:
    """Return respondents and margin of every part that enough people answered."""
    parts, edition = year.round.part_margins, year.edition
    least = edition.rules.statistics.smallest_group
    found: dict[int, tuple[Cell, ...]] = {}
    for place, column in enumerate(parts.columns):
        answered = int(parts.answered[year.row, place])
        margin = float(parts.margin.half_width[year.row, place])
        if answered >= least:
            shown = unknown() if isnan(margin) else Cell(same(f"± {margin:.2f}"), round(margin, 4))
            source = source_of(year, edition.nodes[edition.leaves[column]].code)
            found[edition.leaves[column]] = (count(answered, source), replace(shown, source=source))
    return found


def provenance(subject: Subject) -> Iterator[Block]:
    """Name what the report follows from, so that anybody can compute it again."""
    yield Heading(
        Text("ภาคผนวก ค ที่มาของข้อมูล", "Annex C. What this report was made from"),
        key="provenance.heading",
    )
    yield Paragraph(
        Text(
            "กรอบการประเมินและไฟล์เดียวกันให้คะแนนเดียวกันเสมอ ค่า SHA-256 ใช้ตรวจว่าเป็นฉบับเดียวกันจริง",
            "The same editions and files always give the same scores. A SHA-256 tells whether a "
            "copy is the same.",
        ),
        key="provenance.sentence",
    )
    yield Table(
        Text("กรอบการประเมิน", "Editions"),
        Text("กรอบการประเมินและการคำนวณของแต่ละปี", "Edition and calculation of each year"),
        (
            Column(Text("ปี", "Year"), 8, Align.CENTRE),
            Column(Text("กรอบ", "Edition"), 16),
            Column(Text("SHA-256 ของกรอบ", "SHA-256 of the edition"), 38),
            Column(Text("โปรแกรม", "Program"), 19),
            Column(Text("รอบคำนวณ", "Calculation"), 19),
        ),
        tuple(_calculation(year) for year in subject.years),
    )
    files = dict.fromkeys(file for year in subject.years for file in year.provenance.inputs)
    if not files:
        yield Paragraph(
            Text("ไม่มีรายชื่อไฟล์ต้นทาง", "No source files are named."), key="provenance.none"
        )
        return
    yield Table(
        Text("ไฟล์ต้นทาง", "Source files"),
        Text("ไฟล์ต้นทาง", "Source files"),
        (
            Column(Text("ไฟล์", "File"), 30),
            Column(Text("ขนาด (ไบต์)", "Size (bytes)"), 18, Align.RIGHT),
            Column(same("SHA-256"), 52),
        ),
        tuple(_file(file) for file in files),
    )


def _calculation(year: AgencyYear) -> Row:
    made = year.provenance
    kept = Text("คำนวณจากไฟล์ ไม่ได้เก็บไว้", "from files, not kept")
    if made.run is not None:
        kept = Text("รอบที่ %(run)s", "run %(run)s").filled(run=made.run)
        if made.made_at is not None:
            kept += same(" ") + date_text(day_of(made.made_at))
    return Row(
        (
            Cell(same(str(year.year_be)), year.year_be),
            code(made.edition),
            code(made.edition_sha256),
            code(made.program),
            words(kept),
        )
    )


def _file(file: InputFile) -> Row:
    return Row((code(file.name), count(file.size), code(file.sha256)))
