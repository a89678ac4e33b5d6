"""This year's result: the level and why, the instruments, the ranks."""

from collections.abc import Iterator

from prongsai.methodology.edition.tree import TOTAL
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.subject import Subject, source_of, sourced
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Notice,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from prongsai.reports.rules.cells import NO_DATA, code, count, words
from prongsai.results.queries.phrases import RANKING_NAMES


def result_of_the_year(subject: Subject) -> Iterator[Block]:
    """Say what the result is and why, and where it stands among others."""
    result = subject.result
    yield Heading(
        Text("2.3 ผลการประเมินปี %(year)s", "2.3 Result of %(year)s").filled(year=subject.year_text),
        2,
        key="outcome.heading",
    )
    if result.total == MISSING:
        yield Paragraph(
            Text(
                "ปี %(year)s ยังไม่มีคะแนนรวม จึงยังบอกระดับและลำดับไม่ได้",
                "There is no total for %(year)s, so level and ranks cannot be told.",
            ).filled(year=subject.year_text),
            key="outcome.none",
        )
    else:
        yield Paragraph(
            _verdict(subject),
            key="outcome.sentence",
            sources=(source_of(subject.year, None, points_text(result.total)),),
        )
    yield Notice(
        Text("เหตุผลของระดับที่ได้", "Why this level"),
        result.reason,
        Tone.GOOD if result.total >= subject.target else Tone.WARN,
        key="outcome.reason",
    )
    yield _instruments(subject)
    yield from _margin(subject)
    yield from _standings(subject)


def _verdict(subject: Subject) -> Text:
    result = subject.result
    return Text(
        "ในปี %(year)s %(agency)s ได้คะแนนรวม %(total)s คะแนน อยู่ในระดับ%(level)s",
        "In %(year)s %(agency)s has a total of %(total)s points and the level “%(level)s”.",
    ).filled(
        year=subject.year_text,
        agency=subject.name,
        total=points_text(result.total),
        level=result.level.name if result.level else NO_DATA,
    )


def _instruments(subject: Subject) -> Table:
    """Show the scores of the instruments beside what the level above asks of them."""
    edition, level = subject.edition, subject.result.level
    ladder = edition.rules.levels
    better = ladder[max(ladder.index(level) - 1, 0)] if level else ladder[0]
    least = {TOTAL: better.total_min, **better.instruments_min}
    rows = []
    for instrument in edition.structure.instruments:
        points = subject.result.instruments.get(instrument.code, MISSING)
        bound = least.get(instrument.code)
        rows.append(
            Row(
                (
                    code(instrument.code),
                    words(instrument.name),
                    sourced(subject.year, instrument.code),
                    *_against(points, None if bound is None else int(bound * HUNDREDTHS)),
                )
            )
        )
    total = subject.result.total
    against = _against(total, int(least[TOTAL] * HUNDREDTHS))
    name = words(Text("คะแนนรวม", "Total"), columns=2)
    rows.append(Row((name, sourced(subject.year, TOTAL), *against), RowKind.TOTAL))
    return Table(
        Text("คะแนนรายแบบวัด", "Instruments"),
        Text(
            "คะแนนรายแบบวัดเทียบกับเกณฑ์ของระดับ%(level)s",
            "Scores of the instruments against the bounds of “%(level)s”",
        ).filled(level=better.name),
        (
            Column(Text("แบบวัด", "Instrument"), 14, Align.CENTRE),
            Column(Text("ชื่อ", "Name"), 40),
            Column(Text("คะแนน", "Score"), 14, Align.CENTRE),
            Column(Text("เกณฑ์", "Bound"), 14, Align.CENTRE),
            Column(Text("ผล", "Outcome"), 18, Align.CENTRE),
        ),
        tuple(rows),
    )


def _against(points: int, bound: int | None) -> tuple[Cell, Cell]:
    """Return the cells of a bound and of whether a score reaches it."""
    if bound is None:
        return words(Text("ไม่กำหนด", "none")), words(Text("ไม่ต้องเทียบ", "not asked for"))
    shown = Cell(same(points_text(bound)), bound / HUNDREDTHS)
    if points == MISSING:
        return shown, words(Text("ยังบอกไม่ได้", "not known"), tone=Tone.QUIET)
    if points >= bound:
        return shown, words(Text("ถึงเกณฑ์", "reached"), tone=Tone.GOOD)
    return shown, words(
        Text("ขาด %(short)s", "%(short)s short").filled(short=points_text(bound - points)),
        tone=Tone.BAD,
    )


def _margin(subject: Subject) -> Iterator[Block]:
    margin = subject.result.margin
    confidence = f"{subject.edition.rules.statistics.confidence_percent:g}"
    if margin is None:
        yield Paragraph(
            Text(
                "ค่าคลาดเคลื่อนของคะแนนรวมบอกไม่ได้ เพราะข้อมูลชุดนี้ไม่มีคำตอบรายคนของแบบวัดการรับรู้",
                "The margin of error of the total cannot be told: the answers to the surveys are "
                "not part of these data.",
            ),
            key="outcome.margin",
        )
        return
    yield Paragraph(
        Text(
            "แบบวัดการรับรู้ถามจากกลุ่มตัวอย่าง คะแนนรวมจึงมีค่าคลาดเคลื่อนไม่เกิน ± %(margin)s คะแนน "
            "ที่ระดับความเชื่อมั่นร้อยละ %(confidence)s หากผู้ตอบได้มาโดยการสุ่ม",
            "The surveys ask a sample, so the total has a margin of error of ± %(margin)s points "
            "at most, with %(confidence)s percent confidence, if respondents were drawn by chance.",
        ).filled(margin=f"{margin:.2f}", confidence=confidence),
        key="outcome.margin",
    )


def _standings(subject: Subject) -> Iterator[Block]:
    standings = subject.result.standings
    if not standings:
        yield Paragraph(
            Text(
                "ข้อมูลชุดนี้ไม่มีหน่วยงานอื่นให้เทียบ และไม่มีลำดับที่ประกาศไว้ จึงไม่แสดงลำดับ",
                "These data hold no other agency to compare with and no published rank, so no "
                "ranks are shown.",
            ),
            key="outcome.ranks",
        )
        return
    agency = subject.history.agency
    among = {
        "country": Text("ทุกหน่วยงาน", "all agencies"),
        "group": subject.group,
        "ministry": same(agency.ministry),
        "province": same(agency.province),
    }
    rows = []
    for name, standing in standings.items():
        shared = standing.shared_with
        ties = count(shared)
        if shared == 0:
            ties = words(Text("ไม่มี", "none"))
        source = Text("ตามที่ประกาศ", "as published") if standing.stated else _COMPUTED
        rows.append(
            Row(
                (
                    words(RANKING_NAMES[name]),
                    words(among[name]),
                    count(standing.rank, source_of(subject.year, RANKING_NAMES[name])),
                    count(standing.of),
                    ties,
                    words(source),
                )
            )
        )
    yield Table(
        Text("ลำดับ", "Ranks"),
        Text("ลำดับของคะแนนรวม", "Ranks of the total"),
        (
            Column(Text("เทียบใน", "Ranked in"), 22),
            Column(Text("ได้แก่", "Which is"), 24),
            Column(Text("ลำดับที่", "Rank"), 11, Align.CENTRE),
            Column(Text("จากทั้งหมด", "Out of"), 14, Align.CENTRE),
            Column(Text("คะแนนเท่ากัน", "Shared with"), 15, Align.CENTRE),
            Column(Text("ที่มา", "Source"), 14, Align.CENTRE),
        ),
        tuple(rows),
    )


_COMPUTED = Text("คำนวณ", "computed")
