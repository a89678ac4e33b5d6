"""The front of the report: cover, contents, main points."""

from collections.abc import Iterator
from datetime import date

from prongsai.methodology.dates import date_text
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.subject import Subject, source_of
from prongsai.reports.rules.blocks import Block, Contents, Cover, Heading, Listing
from prongsai.reports.rules.cells import NO_DATA, plus_text
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.phrases import RANKING_NAMES, standing_words

TITLE = Text(
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน",
    "Analysis of the Integrity and Transparency Assessment",
)

FISCAL_YEAR = Text("ประจำปีงบประมาณ พ.ศ. %(year)s", "Fiscal year %(year)s of the Buddhist Era")


def cover(subject: Subject, on: date) -> Cover:
    """Return the cover."""
    result = subject.result
    level = result.level.name if result.level else NO_DATA
    total = NO_DATA if result.total == MISSING else same(points_text(result.total))
    return Cover(
        title=TITLE,
        subtitle=FISCAL_YEAR.filled(year=subject.year_text),
        agency=subject.name,
        figures=(
            (Text("คะแนนรวม (เต็ม 100)", "Total, of 100"), total),
            (Text("ระดับผลการประเมิน", "Level"), level),
        ),
        foot=(
            Text("ข้อมูล ณ วันที่ %(day)s", "As of %(day)s").filled(day=date_text(on)),
            Text("จัดทำด้วยโปรแกรมโปร่งใส", "Made with Prongsai"),
        ),
        key="cover",
    )


def contents() -> Contents:
    return Contents(Text("สารบัญ", "Contents"))


def main_points(subject: Subject) -> Iterator[Block]:
    """Say on half a page what the report is about to show."""
    yield Heading(Text("สาระสำคัญ", "Main points"), key="main-points.heading")
    points = [*_result_points(subject), *_indicator_points(subject), *_weak_points(subject)]
    yield Listing(tuple(points), "main-points", _sources(subject))


def _sources(subject: Subject) -> tuple[Source, ...]:
    """Name what the numbers of the main points come from."""
    total = subject.result.total
    found = [] if total == MISSING else [source_of(subject.year, None, points_text(total))]
    found += [
        source_of(subject.year, RANKING_NAMES[name], f"{standing.rank:,}")
        for name, standing in subject.result.standings.items()
    ]
    year = subject.items_year
    if year is not None:
        weak = Text("จุดอ่อนรายข้อ", "weak items")
        found.append(source_of(year, weak, str(len(subject.weak_points))))
    return tuple(found)


def _result_points(subject: Subject) -> Iterator[Text]:
    result = subject.result
    if result.total == MISSING:
        yield Text(
            "ยังไม่มีคะแนนรวมของปี %(year)s", "There is no total for the year %(year)s yet."
        ).filled(year=subject.year_text)
        return
    yield Text(
        "ปี %(year)s ได้คะแนนรวม %(total)s จาก 100 คะแนน ระดับ%(level)s",
        "The total for %(year)s is %(total)s of 100 points; level: %(level)s.",
    ).filled(
        year=subject.year_text,
        total=points_text(result.total),
        level=result.level.name if result.level else NO_DATA,
    )
    change = result.change
    if change.delta is not None and change.words is not None and subject.before is not None:
        yield Text(
            "คะแนนรวม%(words)sจากปี %(before)s เป็นผลต่าง %(delta)s คะแนน",
            "The total %(words)s against %(before)s, by %(delta)s points.",
        ).filled(words=change.words, before=subject.before.year_be, delta=plus_text(change.delta))
    if result.standings:
        yield Text("ลำดับ: ", "Ranks: ") + listed(
            [
                RANKING_NAMES[name] + Text(" ", ": ") + standing_words(standing)
                for name, standing in result.standings.items()
            ]
        )


def _indicator_points(subject: Subject) -> Iterator[Text]:
    known = [row for row in subject.result.indicators if row.score != MISSING]
    if not known:
        return
    best, worst = max(known, key=lambda row: row.score), min(known, key=lambda row: row.score)
    yield Text(
        "ตัวชี้วัดที่ได้คะแนนสูงสุดคือ %(best)s (%(high)s) ต่ำสุดคือ %(worst)s (%(low)s)",
        "The best indicator is %(best)s (%(high)s), the lowest %(worst)s (%(low)s).",
    ).filled(
        best=best.name,
        high=points_text(best.score),
        worst=worst.name,
        low=points_text(worst.score),
    )
    below = [row for row in known if row.score < subject.target]
    told = _SOME_BELOW if below else _NONE_BELOW
    target = f"{subject.edition.rules.target.score:g}"
    yield told.filled(below=len(below), all=len(known), target=target)


_SOME_BELOW = Text(
    "มี %(below)s จาก %(all)s ตัวชี้วัดที่ต่ำกว่าเป้าหมาย %(target)s คะแนน",
    "%(below)s of %(all)s indicators lie below the target of %(target)s points.",
)
_NONE_BELOW = Text(
    "ทั้ง %(all)s ตัวชี้วัดถึงเป้าหมาย %(target)s คะแนน",
    "All %(all)s indicators reach the target of %(target)s points.",
)


def _weak_points(subject: Subject) -> Iterator[Text]:
    year, points = subject.items_year, subject.weak_points
    if year is None:
        yield Text(
            "ยังไม่มีคะแนนรายข้อคำถาม จึงยังบอกจุดอ่อนรายข้อไม่ได้",
            "No score of single items is known, so weak items cannot be told yet.",
        )
        return
    yield Text(
        "ข้อมูลรายข้อของปี %(year)s พบจุดอ่อน %(count)s ข้อ",
        "The items of %(year)s show %(count)s weak points.",
    ).filled(year=year.year_be, count=len(points))
    if points and (best := max(points, key=lambda point: point.gain)).gain > 0:
        yield Text(
            "ข้อที่แก้แล้วคะแนนรวมเพิ่มมากที่สุดคือ %(code)s (+%(gain)s คะแนน)",
            "The repair that brings most to the total is %(code)s (+%(gain)s points).",
        ).filled(code=best.code, gain=f"{best.gain:.2f}")
