"""The total over the years."""

from collections.abc import Iterator

from prongsai.methodology.edition.tree import TOTAL
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.subject import Subject, source_of, sourced
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Heading,
    Paragraph,
    Row,
    Series,
    Table,
    Tone,
)
from prongsai.reports.rules.cells import NO_DATA, difference, words
from prongsai.results.queries.histories import AgencyYear


def over_the_years(subject: Subject) -> Iterator[Block]:
    """Show the totals of up to five years."""
    first, last = subject.years[0].year_be, subject.year.year_be
    yield Heading(Text("2.2 คะแนนรวมย้อนหลัง", "2.2 Totals over the years"), 2, key="totals.heading")
    if len(subject.years) == 1:
        yield Paragraph(
            Text(
                "มีข้อมูลเพียงปี %(year)s จึงยังเทียบกับปีก่อนไม่ได้",
                "Only the year %(year)s is known, so there is nothing to compare it with.",
            ).filled(year=last),
            key="totals.single",
        )
    yield Table(
        Text("คะแนนรวมรายปี", "Totals by year"),
        Text("คะแนนรวมของ%(agency)s รายปี", "Totals of %(agency)s by year").filled(
            agency=subject.name
        ),
        (
            Column(Text("ปีงบประมาณ", "Fiscal year"), 16, Align.CENTRE),
            Column(Text("คะแนนรวม", "Total"), 16, Align.CENTRE),
            Column(Text("พัฒนาการ", "Trend"), 20, Align.CENTRE),
            Column(Text("ผลต่าง", "Difference"), 16, Align.CENTRE),
            Column(Text("ระดับ", "Level"), 32, Align.CENTRE),
        ),
        tuple(_year_row(year) for year in subject.years),
    )
    known = {year.year_be for year in subject.years}
    if gaps := [number for number in range(first, last) if number not in known]:
        yield Paragraph(
            Text("ไม่มีข้อมูลของปี %(years)s", "Nothing is known of %(years)s.").filled(
                years=listed([same(str(gap)) for gap in gaps])
            ),
            key="totals.gaps",
        )
    if len(subject.years) > 1:
        yield _line(subject)


def _year_row(year: AgencyYear) -> Row:
    change = year.result.change
    no_year_before = Text("ไม่มีปีก่อน", "no year before")
    before = year.round.previous is not None
    trend = change.words or (NO_DATA if before else no_year_before)
    level = year.result.level
    return Row(
        (
            Cell(same(str(year.year_be)), year.year_be),
            sourced(year, TOTAL),
            words(trend, tone=Tone.PLAIN if change.words else Tone.QUIET),
            difference(change.delta, source_of(year))
            if change.delta is not None or before
            else words(no_year_before, tone=Tone.QUIET),
            words(level.name if level else NO_DATA, tone=Tone.PLAIN if level else Tone.QUIET),
        )
    )


def _line(subject: Subject) -> Chart:
    totals = [year.result.total for year in subject.years]
    told = [
        same(f"{year.year_be}: ") + (NO_DATA if total == MISSING else same(points_text(total)))
        for year, total in zip(subject.years, totals, strict=True)
    ]
    return Chart(
        ChartKind.LINE,
        Text("แนวโน้มคะแนนรวม", "The total over the years"),
        Text("กราฟเส้นคะแนนรวมรายปี ", "Line chart of the totals: ") + listed(told),
        tuple(same(str(year.year_be)) for year in subject.years),
        (Series(Text("คะแนนรวม", "Total"), tuple(totals)),),
        target=subject.target,
    )
