"""Section 3 of the annual report: from the result to the measures, and what came of them."""

from collections.abc import Iterable

from prongsai.methodology.wording import Text
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.effect import effect
from prongsai.reports.queries.plan.intro import introduction
from prongsai.reports.queries.plan.points import points
from prongsai.reports.queries.plan.progress import progress, since_approval
from prongsai.reports.queries.plan.seen import files_listed, photos, working_group
from prongsai.reports.queries.plan.table import measures_table
from prongsai.reports.queries.subject import Subject
from prongsai.reports.rules.blocks import Block, Heading, Notice, Paragraph, Section

TITLE = Text("3. รายงานผลการดำเนินการตามมาตรการ ปี %(year)s", "3. Report of the measures of %(year)s")


def measures_sections(material: Material, subject: Subject | None) -> tuple[Section, ...]:
    """Return the sections: the lead, the table on wide pages, what follows from it."""
    heading = Heading(TITLE.filled(year=material.year_text), key="plan.heading")
    lead = Heading(Text("3.1 จากผลการประเมินสู่มาตรการ", "3.1 From the result to the measures"), 2)
    table = Heading(Text("3.2 ผลการดำเนินการรายมาตรการ", "3.2 The measures one by one"), 2)
    return (
        Section(
            (heading, lead, *introduction(material, subject), table, *_table(material)),
            landscape=True,
        ),
        Section(tuple(_after(material))),
    )


def _table(material: Material) -> tuple[Block, ...]:
    if material.plan.themes:
        return (measures_table(material),)
    return (
        Notice(
            Text("ยังไม่มีมาตรการ", "No measures yet"),
            Text("แผนนี้ยังไม่มีประเด็นและมาตรการ", "The plan has neither themes nor measures yet."),
            key="plan.empty",
        ),
    )


def _after(material: Material) -> Iterable[Block]:
    """Yield the numbered rest of the section; what there is nothing of takes no number."""
    parts: list[tuple[Text, list[Block]]] = [
        (
            Text("ความก้าวหน้าของมาตรการ", "Progress of the measures"),
            [*progress(material), *since_approval(material)],
        ),
        (Text("จุดอ่อนกับมาตรการที่ตอบ", "Weak points and measures"), list(points(material))),
        (Text("ผลของแผนปีก่อน", "What came of last year's plan"), list(effect(material))),
        (
            Text("ภาพและเอกสารประกอบการดำเนินการ", "Photographs and files"),
            [*photos(material), *files_listed(material)],
        ),
        (Text("คณะทำงาน", "Working group"), list(working_group(material))),
    ]
    number = 2
    for title, blocks in parts:
        if blocks:
            number += 1
            numbered = Text(f"3.{number} {title.th}", f"3.{number} {title.en}")
            yield Heading(numbered, 2)
            yield from blocks


def no_result(material: Material) -> Paragraph:
    """Say that no result is known that the plan follows."""
    return Paragraph(
        Text(
            "ยังไม่มีผลการประเมินที่แผนปี %(year)s ใช้เป็นฐาน รายงานฉบับนี้จึงมีเฉพาะผลการดำเนินการตามมาตรการ",
            "No result is known that the plan of %(year)s follows, so this report tells of the "
            "measures alone.",
        ).filled(year=material.year_text),
        "analysis.none",
    )
