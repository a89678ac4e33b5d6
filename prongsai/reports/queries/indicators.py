"""The indicators one by one, and over the years."""

from collections.abc import Iterator
from itertools import groupby

from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.subject import (
    Subject,
    indicator_title,
    score_of,
    source_of,
    sourced,
    tone_of,
)
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
    Step,
    Table,
    tone_in,
)
from prongsai.reports.rules.cells import NO_DATA, code, count, difference, unknown, words
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.rows import IndicatorRow


def indicators(subject: Subject) -> Iterator[Block]:
    """Show score, rank, instrument, measure level and change of every indicator."""
    yield Heading(
        Text("2.4 คะแนนรายตัวชี้วัดปี %(year)s", "2.4 Indicators of %(year)s").filled(
            year=subject.year_text
        ),
        2,
        key="indicators.heading",
    )
    if not subject.knows_indicators:
        yield Paragraph(
            Text(
                "ไม่มีคะแนนรายตัวชี้วัดของปี %(year)s มีเพียงคะแนนรวม",
                "The indicators of %(year)s are not known, only the total.",
            ).filled(year=subject.year_text),
            key="indicators.none",
        )
        return
    yield Paragraph(_summary(subject), key="indicators.sentence")
    yield _table(subject)
    yield _bars(subject)


def _summary(subject: Subject) -> Text:
    """Count the indicators of every measure level, and name those that are not maintained."""
    rows = subject.result.indicators
    told = []
    for number, measure in enumerate(subject.edition.rules.measure_levels):
        mine = [row for row in rows if row.measure == measure]
        if not mine:
            continue
        words_ = Text("%(level)s %(count)s ตัวชี้วัด", "“%(level)s” %(count)s").filled(
            level=measure.name, count=len(mine)
        )
        if number:
            names = ", ".join(row.code for row in mine)
            words_ += Text(" (ตัวชี้วัดที่ %(names)s)", " (no. %(names)s)").filled(names=names)
        told.append(words_)
    return Text(
        "เมื่อจัดตามระดับมาตรการ ได้แก่ %(told)s ลำดับในตารางเป็นลำดับภายในหน่วยงาน",
        "By measure level the indicators are: %(told)s. Ranks in the table are those inside the "
        "agency.",
    ).filled(told=listed(told))


def _table(subject: Subject) -> Table:
    before = subject.before
    rows = []
    for instrument, some in groupby(subject.result.indicators, lambda row: row.instrument):
        mine = list(some)
        for place, row in enumerate(mine):
            old = score_of(before, row.code)
            known = MISSING not in {old, row.score}
            source = source_of(subject.year, row.code)
            cells = [
                words(same(row.code)),
                words(row.name),
                sourced(subject.year, row.code),
                count(row.rank, source),
                *([code(instrument, rows=len(mine))] if place == 0 else []),
                words(row.measure.name, tone=tone_of(row.measure)) if row.measure else unknown(),
                difference(row.score - old if known else None, source),
            ]
            rows.append(Row(tuple(cells)))
    change = Text("ผลต่างจากปีก่อน", "Against last year")
    if before is not None:
        change = Text("ผลต่างจากปี %(year)s", "Against %(year)s").filled(year=before.year_be)
    return Table(
        Text("ตัวชี้วัด", "Indicators"),
        Text(
            "คะแนน ลำดับ และระดับมาตรการรายตัวชี้วัด",
            "Scores, ranks and measure levels of the indicators",
        ),
        (
            Column(Text("ที่", "No."), 7, Align.CENTRE),
            Column(Text("ตัวชี้วัด", "Indicator"), 33),
            Column(Text("คะแนน", "Score"), 11, Align.CENTRE),
            Column(Text("ลำดับ", "Rank"), 9, Align.CENTRE),
            Column(Text("ประเภท", "Type"), 10, Align.CENTRE),
            Column(Text("ระดับมาตรการ", "Measure"), 16, Align.CENTRE),
            Column(change, 14, Align.CENTRE),
        ),
        tuple(rows),
    )


def _bars(subject: Subject) -> Chart:
    rows = subject.result.indicators
    told = [indicator_title(row.code, same(_points(row).th)) for row in rows]
    english = [indicator_title(row.code, same(_points(row).en)) for row in rows]
    return Chart(
        ChartKind.BARS,
        Text(
            "คะแนนรายตัวชี้วัดปี %(year)s เทียบกับเป้าหมาย",
            "Indicators of %(year)s against the target",
        ).filled(year=subject.year_text),
        Text("กราฟแท่งคะแนนรายตัวชี้วัด ", "Bars of the indicators: ")
        + Text(listed(told).th, listed(english).en),
        tuple(same(f"{row.code}. ") + row.name for row in rows),
        (Series(subject.year_text, tuple(row.score for row in rows)),),
        target=subject.target,
        steps=subject.steps,
    )


def _points(row: IndicatorRow) -> Text:
    return NO_DATA if row.score == MISSING else same(points_text(row.score))


def over_the_years(subject: Subject) -> Iterator[Block]:
    """Show the indicators of the years that have any, shaded by measure level."""
    years = [
        year
        for year in subject.years
        if any(row.score != MISSING for row in year.result.indicators)
    ]
    if not years:
        return
    yield Paragraph(
        Text(
            "ตารางต่อไปนี้เรียงคะแนนรายตัวชี้วัดตามปี สีของช่องบอกระดับมาตรการตามเกณฑ์ปี %(year)s "
            "ตัวหนาคือคะแนนที่ต้องแก้ไขเร่งด่วน",
            "The table sets the indicators of the years side by side. Colours are the measure "
            "levels of %(year)s; bold is what must be mended urgently.",
        ).filled(year=subject.year_text),
        key="indicators.years",
    )
    rows = [
        Row(
            (
                words(same(row.code)),
                words(row.name),
                *(_heat(year, row.code, subject.steps) for year in years),
            )
        )
        for row in subject.result.indicators
    ]
    width = 52 / len(years)
    yield Table(
        Text("ตัวชี้วัดรายปี", "Indicators by year"),
        Text("คะแนนรายตัวชี้วัดในแต่ละปี", "Indicators over the years"),
        (
            Column(Text("ที่", "No."), 8, Align.CENTRE),
            Column(Text("ตัวชี้วัด", "Indicator"), 40),
            *(Column(same(str(year.year_be)), width, Align.CENTRE) for year in years),
        ),
        tuple(rows),
        shaded=True,
    )


def _heat(year: AgencyYear, code_: str, steps: tuple[Step, ...]) -> Cell:
    return sourced(year, code_, tone_in(steps, score_of(year, code_)))
