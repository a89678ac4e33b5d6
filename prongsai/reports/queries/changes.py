"""This year against the one before, and which indicators made the change."""

from collections.abc import Iterator

from prongsai.methodology.edition.tree import TOTAL
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.subject import (
    Subject,
    indicator_title,
    score_of,
    source_of,
    sourced,
)
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Row,
    RowKind,
    Series,
    Table,
)
from prongsai.reports.rules.cells import difference, plus_text, words
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.histories import AgencyYear

#: So many indicators are named as those that made a change.
_NAMED = 3


def change(subject: Subject) -> Iterator[Block]:
    """Compare with the year before, and say which indicators made the change."""
    changed, before = subject.result.change, subject.before
    if before is None or changed.delta is None:
        yield Paragraph(
            Text(
                "ไม่มีคะแนนรวมของปีก่อนให้เทียบ",
                "There is no total of the year before to compare with.",
            ),
            key="change.sentence",
        )
        return
    sentence = Text(
        "เมื่อเทียบกับปี %(before)s คะแนนรวม%(words)s จาก %(old)s เป็น %(new)s (%(delta)s คะแนน)",
        "Against %(before)s the total %(words)s from %(old)s to %(new)s (%(delta)s points).",
    ).filled(
        before=before.year_be,
        words=changed.words or same(""),
        old=points_text(before.result.total),
        new=points_text(subject.result.total),
        delta=plus_text(changed.delta),
    )
    if changed.real is not None:
        sentence += _REAL if changed.real else _CHANCE
    if not changed.by_indicator:
        yield Paragraph(
            sentence + _UNSPLIT, key="change.sentence", sources=(*_sources(subject, before),)
        )
        return
    yield Paragraph(
        sentence + _who_did_it(subject),
        key="change.sentence",
        sources=(*_sources(subject, before),),
    )
    yield _contributions(subject, before)
    yield _pairs(subject, before)


_REAL = Text(
    " ผลต่างนี้มากกว่าที่จะเกิดจากการสุ่มผู้ตอบเพียงอย่างเดียว",
    " That is more than the chance of who answered explains.",
)
_CHANCE = Text(
    " ผลต่างนี้อาจเกิดจากการสุ่มผู้ตอบเพียงอย่างเดียวก็ได้",
    " That is no more than the chance of who answered may explain.",
)
_UNSPLIT = Text(
    " แต่แยกว่าเกิดจากตัวชี้วัดใดไม่ได้ เพราะไม่มีคะแนนรายตัวชี้วัดครบทั้งสองปี",
    " Which indicators did it cannot be told, as not all of them are known for both years.",
)


def _sources(subject: Subject, before: AgencyYear) -> tuple[Source, ...]:
    return tuple(
        source_of(year, None, points_text(year.result.total)) for year in (before, subject.year)
    )


def _who_did_it(subject: Subject) -> Text:
    names = {row.code: row.name for row in subject.result.indicators}
    made = sorted(
        subject.result.change.by_indicator.items(), key=lambda pair: abs(pair[1]), reverse=True
    )
    told = [
        indicator_title(number, names.get(number, same("")))
        + same(f" ({plus_text(round(points * HUNDREDTHS))})")
        for number, points in made[:_NAMED]
    ]
    return Text(" ตัวชี้วัดที่มีผลต่อการเปลี่ยนแปลงมากที่สุด ได้แก่ ", " What did most of it: ") + listed(told)


def _contributions(subject: Subject, before: AgencyYear) -> Table:
    rows = []
    made = subject.result.change.by_indicator
    for row in subject.result.indicators:
        old = score_of(before, row.code)
        known = MISSING not in {old, row.score}
        points = made.get(row.code)
        source = source_of(subject.year, row.code)
        rows.append(
            Row(
                (
                    words(same(row.code)),
                    words(row.name),
                    sourced(before, row.code),
                    sourced(subject.year, row.code),
                    difference(row.score - old if known else None, source),
                    difference(None if points is None else round(points * HUNDREDTHS), source),
                )
            )
        )
    total = subject.result.change.delta
    rows.append(
        Row(
            (
                words(Text("คะแนนรวม", "Total"), columns=2),
                sourced(before, TOTAL),
                sourced(subject.year, TOTAL),
                difference(total, source_of(subject.year)),
                difference(total, source_of(subject.year)),
            ),
            RowKind.TOTAL,
        )
    )
    return Table(
        Text("ที่มาของผลต่าง", "What made the change"),
        Text(
            "ผลต่างรายตัวชี้วัดและผลต่อคะแนนรวม (ผลรวมอาจต่างจากคะแนนรวมเล็กน้อยเพราะการปัดเศษ)",
            "Changes of the indicators and what they did to the total (sums may differ slightly, "
            "as each number is rounded)",
        ),
        (
            Column(Text("ที่", "No."), 8, Align.CENTRE),
            Column(Text("ตัวชี้วัด", "Indicator"), 36),
            Column(same(str(before.year_be)), 13, Align.CENTRE),
            Column(subject.year_text, 13, Align.CENTRE),
            Column(Text("ผลต่าง", "Difference"), 14, Align.CENTRE),
            Column(Text("ผลต่อคะแนนรวม", "In the total"), 16, Align.CENTRE),
        ),
        tuple(rows),
    )


def _pairs(subject: Subject, before: AgencyYear) -> Chart:
    rows = subject.result.indicators
    return Chart(
        ChartKind.BARS,
        Text(
            "คะแนนรายตัวชี้วัดปี %(year)s เทียบกับปี %(before)s",
            "Indicators of %(year)s against %(before)s",
        ).filled(year=subject.year_text, before=before.year_be),
        Text(
            "กราฟแท่งคู่ เปรียบเทียบคะแนนสิบตัวชี้วัดของสองปี ตัวเลขอยู่ในตารางก่อนหน้า",
            "Paired bars of the indicators of two years; the numbers stand in the table before.",
        ),
        tuple(same(f"{row.code}. ") + row.name for row in rows),
        (
            Series(subject.year_text, tuple(row.score for row in rows)),
            Series(same(str(before.year_be)), tuple(score_of(before, row.code) for row in rows)),
        ),
        target=subject.target,
    )
