"""The foreword of the annual report."""

from collections.abc import Iterator
from datetime import date

from prongsai.methodology.dates import BUDDHIST_ERA, month_names
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.material import Material
from prongsai.reports.rules.blocks import Align, Block, Heading, Paragraph


def foreword(material: Material, on: date) -> Iterator[Block]:
    """Say what the assessment is good for, and what this report tells."""
    yield Heading(Text("คำนำ", "Foreword"), key="foreword.heading")
    yield Paragraph(_WHAT, "foreword.assessment")
    yield Paragraph(_MINE.filled(agency=material.name, **_years(material)), "foreword.report")
    yield Paragraph(_THANKS.filled(agency=material.name), "foreword.thanks")
    month = month_names()[on.month - 1]
    signed = material.name + Text(", ", ", ") + month + same(f" {on.year + BUDDHIST_ERA}")
    yield Paragraph(signed, "foreword.signed", align=Align.RIGHT)


def _years(material: Material) -> dict[str, object]:
    basis = material.year.year_be if material.year else material.plan.basis_year_be
    told = same("")
    if basis is not None:
        told = Text(
            " โดยใช้ผลการประเมินปี %(year)s เป็นฐาน", ", based on the result of %(year)s"
        ).filled(year=basis)
    return {"year": material.year_text, "basis": told}


_WHAT = Text(
    "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency "
    "Assessment: ITA) เป็นเครื่องมือเชิงบวก มุ่งให้หน่วยงานเห็นสถานะและปัญหาของตนเองมากกว่าจับผิด "
    "ผลที่ได้ช่วยให้หน่วยงานปรับปรุงการปฏิบัติงานและการให้บริการ ตอบสนองประชาชนได้ดียิ่งขึ้น "
    "และยกระดับมาตรฐานการดำเนินงานภาครัฐตามแผนแม่บทภายใต้ยุทธศาสตร์ชาติ "
    "ประเด็นการต่อต้านการทุจริตและประพฤติมิชอบ",
    "The Integrity and Transparency Assessment (ITA) is meant to help: it shows an agency where it "
    "stands and what is wrong rather than looking for somebody to blame. Its results let agencies "
    "work and serve people better, and raise the standard of public administration as the master "
    "plan against corruption under the National Strategy asks.",
)
_MINE = Text(
    "%(agency)sได้วิเคราะห์ผลการประเมินเพื่อหาจุดอ่อนที่ต้องแก้ไข กำหนดมาตรการส่งเสริมคุณธรรม"
    "และความโปร่งใสภายในหน่วยงาน และติดตามผลการดำเนินการตลอดปี%(basis)s "
    "รายงานฉบับนี้รวบรวมผลการวิเคราะห์และผลการดำเนินการตามมาตรการ "
    "ประจำปีงบประมาณ พ.ศ. %(year)s พร้อมที่มาของตัวเลขทุกตัว",
    "%(agency)s looked for the weak points in its result, decided on measures for integrity and "
    "transparency, and followed them up all year%(basis)s. This report holds the analysis and what "
    "was done in fiscal year %(year)s, with the source of every number.",
)
_THANKS = Text(
    "%(agency)sขอขอบคุณบุคลากรทุกระดับ ผู้รับบริการ และผู้มีส่วนได้ส่วนเสียที่ร่วมให้ข้อมูลและร่วมดำเนินการ "
    "และหวังว่ารายงานฉบับนี้จะเป็นประโยชน์ต่อการพัฒนาหน่วยงานให้โปร่งใสและเป็นที่เชื่อถือของประชาชน",
    "%(agency)s thanks its staff, those it serves and all who answered and helped, and hopes "
    "that this report serves an agency that is open and that people can trust.",
)
