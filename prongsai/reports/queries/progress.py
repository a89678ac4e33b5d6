"""The progress report after six or twelve months, about the plan as it stood then."""

from datetime import date

from prongsai.improvement.rules.content import SnapshotContent
from prongsai.improvement.rules.states import SNAPSHOT_KINDS, MeasureState
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text
from prongsai.reports.queries import opening
from prongsai.reports.queries.annual import terms_of
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.queries.plan.points import points
from prongsai.reports.queries.plan.progress import progress, since_approval
from prongsai.reports.queries.plan.seen import photos, signatures
from prongsai.reports.queries.plan.table import measures_table
from prongsai.reports.rules.blocks import (
    Block,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Section,
)
from prongsai.reports.rules.numbering import numbered

TITLE = Text(
    "รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใส %(kind)s",
    "Progress of the measures for integrity and transparency, %(kind)s",
)


def progress_document(material: Material, snapshot: SnapshotContent, on: date) -> Document:
    """Return the report about a plan as it stood on the day of a snapshot.

    In:  material: whose plan is that of the snapshot
    """
    title = TITLE.filled(kind=SNAPSHOT_KINDS[snapshot.kind])
    heading = Heading(Text("2. ผลการดำเนินการรายมาตรการ", "2. The measures one by one"))
    sections = (
        Section((_cover(material, snapshot, title, on), opening.contents(), PageBreak())),
        Section(_state(material, snapshot)),
        Section((heading, measures_table(material)), landscape=True),
        Section(_rest(material)),
    )
    year = Text(" ปี %(year)s ", " %(year)s, ").filled(year=material.year_text)
    return Document(
        title=title + year + material.name,
        subject=title,
        author=material.name,
        made_on=on,
        sections=numbered(sections),
        terms=terms_of(material, None),
    )


def _cover(material: Material, snapshot: SnapshotContent, title: Text, on: date) -> Cover:
    counts = counts_of(material.plan.measures)
    done = Text("%(done)s จาก %(all)s", "%(done)s of %(all)s").filled(
        done=counts.of(MeasureState.DONE), all=counts.active
    )
    running = counts.of(MeasureState.RUNNING)
    return Cover(
        title=title,
        subtitle=opening.FISCAL_YEAR.filled(year=material.year_text),
        agency=material.name,
        figures=(
            (Text("มาตรการที่แล้วเสร็จ", "Measures done"), done),
            (Text("อยู่ระหว่างดำเนินการ", "Running"), Text(str(running), str(running))),
        ),
        foot=(
            _AS_OF.filled(day=date_text(snapshot.taken_on)),
            Text("จัดพิมพ์เมื่อ %(day)s", "Written on %(day)s").filled(day=date_text(on)),
        ),
        key="cover",
    )


_AS_OF = Text("ข้อมูลแผน ณ วันที่ %(day)s", "The plan as of %(day)s")


def _state(material: Material, snapshot: SnapshotContent) -> tuple[Block, ...]:
    return (
        Heading(Text("1. ความก้าวหน้า", "1. Progress"), key="progress.heading"),
        Paragraph(
            Text(
                "รายงานนี้แสดงแผนของ%(agency)s ปี %(year)s ตามที่บันทึกไว้เมื่อวันที่ %(day)s "
                "ข้อมูลหลังวันนั้นไม่อยู่ในรายงาน",
                "This report shows the plan of %(agency)s for %(year)s as it stood on %(day)s; "
                "nothing later is in it.",
            ).filled(
                agency=material.name, year=material.year_text, day=date_text(snapshot.taken_on)
            ),
            "progress.what",
        ),
        *progress(material),
        *since_approval(material),
    )


def _rest(material: Material) -> tuple[Block, ...]:
    heading = Heading(Text("3. จุดอ่อนกับมาตรการที่ตอบ", "3. Weak points and measures"))
    shown = photos(material)
    blocks: list[Block] = [heading, *points(material)]
    if shown:
        blocks += [Heading(Text("4. ภาพการดำเนินการ", "4. Photographs")), *shown]
    return (*blocks, PageBreak(), signatures(material))
