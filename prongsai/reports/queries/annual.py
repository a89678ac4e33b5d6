"""The annual report of one agency: the analysis of its result, and what its measures came to."""

from datetime import date

from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.dates import date_text
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries import analysis, opening
from prongsai.reports.queries.foreword import foreword
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.counts import counts_of
from prongsai.reports.queries.plan.section import measures_sections, no_result
from prongsai.reports.queries.plan.seen import signatures
from prongsai.reports.queries.subject import Subject
from prongsai.reports.rules.blocks import Block, Cover, Document, Heading, PageBreak, Section
from prongsai.reports.rules.cells import NO_DATA
from prongsai.reports.rules.numbering import numbered

TITLE = Text(
    "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    "Report on integrity and transparency within the agency",
)


def annual_document(material: Material, on: date) -> Document:
    """Return the annual report about a plan and the result that it follows.

    In:  on: the day that the data are as of
    """
    subject = subject_of(material)
    title = TITLE + Text(" ปี %(year)s ", " %(year)s, ").filled(year=material.year_text)
    front = (
        _cover(material, subject, on),
        *foreword(material, on),
        PageBreak(),
        opening.contents(),
        *(opening.main_points(subject) if subject else ()),
        PageBreak(),
    )
    sections = (
        Section(front),
        Section(analysis.analysis(subject) if subject else (no_result(material),)),
        *measures_sections(material, subject),
        Section(_signed(material)),
        Section(analysis.annexes_of(subject) if subject else ()),
    )
    return Document(
        title=title + material.name,
        subject=TITLE,
        author=material.name,
        made_on=on,
        sections=numbered(sections),
        terms=terms_of(material, subject),
    )


def subject_of(material: Material) -> Subject | None:
    """Return the result that the plan follows, as it was known in its year."""
    if material.history is None or material.year is None:
        return None
    return Subject(material.history.until(material.year.year_be))


def terms_of(material: Material, subject: Subject | None) -> tuple[str, ...]:
    """Return names that a line never ends in."""
    theirs = analysis.terms_of(subject) if subject else ()
    own = material.agency.name_th.strip()
    return tuple(dict.fromkeys(name for name in (*theirs, own) if name))


def _cover(material: Material, subject: Subject | None, on: date) -> Cover:
    counts = counts_of(material.plan.measures)
    done = Text("%(done)s จาก %(all)s", "%(done)s of %(all)s").filled(
        done=counts.of(MeasureState.DONE), all=counts.active
    )
    figures = [(Text("มาตรการที่แล้วเสร็จ", "Measures done"), done)]
    if subject is not None:
        total = subject.result.total
        shown = NO_DATA if total == MISSING else same(points_text(total))
        name = Text("คะแนนรวมปี %(year)s", "Total of %(year)s").filled(year=subject.year_text)
        figures.insert(0, (name, shown))
    foot = [
        Text("ข้อมูล ณ วันที่ %(day)s", "As of %(day)s").filled(day=date_text(on)),
        Text("จัดทำด้วยโปรแกรมโปร่งใส", "Made with Prongsai"),
    ]
    if material.number:
        number = Text("เอกสารที่ %(number)s", "Document no. %(number)s")
        foot.insert(0, number.filled(number=material.number))
    return Cover(
        title=TITLE,
        subtitle=opening.FISCAL_YEAR.filled(year=material.year_text),
        agency=material.name,
        figures=tuple(figures),
        foot=tuple(foot),
        key="cover",
    )


def _signed(material: Material) -> tuple[Block, ...]:
    heading = Heading(Text("การลงนามรับรองรายงาน", "Signatures"), key="signatures.heading")
    return (PageBreak(), heading, signatures(material))
