"""The country book: an overview of a round, then a few lines about every agency of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from prongsai.methodology.dates import date_text
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.plan.counts import Counts
from prongsai.reports.queries.plan.intro import done_sentence
from prongsai.reports.queries.subject import TONES
from prongsai.reports.rules.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
)
from prongsai.reports.rules.cells import NO_DATA, count, plus_text, score, unknown, words
from prongsai.reports.rules.phrasing import percent
from prongsai.results.queries.histories import AgencyYear, Provenance
from prongsai.results.queries.phrases import RANKING_NAMES, standing_words
from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.rounds import Round, group_name
from prongsai.results.queries.rows import AgencyResult

TITLE = Text(
    "ผลการประเมินคุณธรรมและความโปร่งใสของหน่วยงานภาครัฐทุกหน่วยงาน",
    "Integrity and transparency of all agencies",
)
#: So many weak items of an agency are named.
_NAMED = 5


def country_front(round_: Round, provenance: Provenance, on: date) -> Document:
    """Return the overview: how many agencies have which level, by type of agency."""
    subtitle = Text("ประจำปีงบประมาณ พ.ศ. %(year)s", "Fiscal year %(year)s of the Buddhist Era")
    totals = [int(total) for total in round_.totals if total != MISSING]
    mean = points_text(round(sum(totals) / len(totals))) if totals else ""
    cover = Cover(
        title=TITLE,
        subtitle=subtitle.filled(year=round_.year_be),
        agency=Text("ภาพรวมทั้งประเทศ", "The whole country"),
        figures=(
            (Text("จำนวนหน่วยงาน", "Agencies"), same(f"{len(round_.agencies):,}")),
            (Text("คะแนนรวมเฉลี่ย", "Mean total"), same(mean) if mean else NO_DATA),
        ),
        foot=(
            Text("ข้อมูล ณ วันที่ %(day)s", "As of %(day)s").filled(day=date_text(on)),
            Text("จัดทำด้วยโปรแกรมโปร่งใส", "Made with Prongsai"),
        ),
        key="cover",
    )
    blocks: tuple[Block, ...] = (
        cover,
        Heading(Text("ภาพรวม", "Overview")),
        Paragraph(
            Text(
                "ปี %(year)s มีหน่วยงานในรอบการประเมิน %(count)s หน่วยงาน มีคะแนนรวม %(known)s หน่วยงาน",
                "The round of %(year)s has %(count)s agencies; %(known)s have a total.",
            ).filled(
                year=round_.year_be, count=f"{len(round_.agencies):,}", known=f"{len(totals):,}"
            ),
            "country.overview",
        ),
        _levels(round_),
        _groups(round_),
        Paragraph(_source(provenance), "country.source"),
    )
    return _document(round_, on, blocks)


def _source(provenance: Provenance) -> Text:
    """Say what every number of the book comes from."""
    made = Text("คำนวณจากไฟล์", "computed from files")
    if provenance.run is not None:
        made = Text("รอบคำนวณที่ %(run)s", "run %(run)s").filled(run=provenance.run)
    return Text(
        "ตัวเลขทุกตัวในเล่มนี้มาจากกรอบการประเมิน %(edition)s %(made)s (%(program)s)",
        "Every number in this book comes from the edition %(edition)s, %(made)s (%(program)s).",
    ).filled(edition=provenance.edition, made=made, program=provenance.program)


def _document(
    round_: Round, on: date, blocks: tuple[Block, ...], *, kept: bool = False
) -> Document:
    year = Text(" ปี %(year)s", " %(year)s").filled(year=round_.year_be)
    return Document(
        title=TITLE + year,
        subject=TITLE,
        author=Text("ผู้ดำเนินการประเมิน", "The office that runs the assessment"),
        made_on=on,
        sections=(Section(blocks, kept=kept),),
        dense=True,
    )


def _levels(round_: Round) -> Table:
    ladder = round_.edition.rules.levels
    found = Counter(int(level) for level in round_.levels)
    known = sum(number for level, number in found.items() if level != MISSING)
    rows = [
        Row(
            (
                words(level.name),
                count(found[place]),
                Cell(same(percent(found[place], known)), float(percent(found[place], known))),
            )
        )
        for place, level in enumerate(ladder)
    ]
    rows.append(Row((words(NO_DATA), count(found[MISSING]), unknown())))
    return Table(
        Text("ระดับผลการประเมิน", "Levels"),
        Text("จำนวนหน่วยงานตามระดับผลการประเมิน", "Agencies by level"),
        (
            Column(Text("ระดับ", "Level"), 50),
            Column(Text("จำนวนหน่วยงาน", "Agencies"), 25, Align.CENTRE),
            Column(Text("ร้อยละของที่มีผล", "Percent of those known"), 25, Align.CENTRE),
        ),
        tuple(rows),
    )


def _groups(round_: Round) -> Table:
    """Return number, mean, least and most of the totals of each type of agency."""
    totals: dict[str, list[int]] = {}
    for agency, total in zip(round_.agencies, round_.totals.tolist(), strict=True):
        totals.setdefault(agency.group, []).append(total)
    rows = []
    for code, mine in sorted(totals.items()):
        known = [total for total in mine if total != MISSING]
        mean = round(sum(known) / len(known)) if known else MISSING
        ends = (min(known), max(known)) if known else (MISSING, MISSING)
        name = words(group_name(round_.edition, code))
        rows.append(Row((name, count(len(mine)), score(mean), *map(score, ends))))
    return Table(
        Text("ประเภทหน่วยงาน", "Types"),
        Text("คะแนนรวมตามประเภทหน่วยงาน", "Totals by type of agency"),
        (
            Column(Text("ประเภทหน่วยงาน", "Type"), 44),
            Column(Text("หน่วยงาน", "Agencies"), 14, Align.CENTRE),
            Column(Text("เฉลี่ย", "Mean"), 14, Align.CENTRE),
            Column(Text("ต่ำสุด", "Least"), 14, Align.CENTRE),
            Column(Text("สูงสุด", "Most"), 14, Align.CENTRE),
        ),
        tuple(rows),
    )


def country_part(
    some: Sequence[AgencyYear], on: date, plans: Mapping[str, Counts] | None
) -> Document:
    """Return the lines about some of the agencies; each has one heading.

    In: plans: the measures of the year after by agency; None where nobody knows of any
    """
    blocks = tuple(block for year in some for block in _agency(year, plans))
    return _document(some[0].round, on, blocks, kept=True)


def _agency(year: AgencyYear, plans: Mapping[str, Counts] | None) -> Iterator[Block]:
    result = year.result
    yield Heading(result.agency.name)
    yield Paragraph(_result(year.round, result))
    known = [row for row in result.indicators if row.score != MISSING]
    if known:
        yield _indicators(result)
    yield Paragraph(_weak(year) + _plan(year, plans))


def _result(round_: Round, result: AgencyResult) -> Text:
    agency = result.agency
    told = group_name(round_.edition, agency.group)
    if agency.ministry:
        told += same(f" · {agency.ministry}")
    if result.total == MISSING:
        return told + Text(" · ยังไม่มีคะแนนรวม", " · no total yet")
    level = result.level.name if result.level else NO_DATA
    told += Text(" · คะแนนรวม %(total)s · ระดับ%(level)s", " · total %(total)s · %(level)s").filled(
        total=points_text(result.total), level=level
    )
    if result.change.delta is not None:
        told += Text(" · เทียบปีก่อน %(delta)s", " · against last year %(delta)s").filled(
            delta=plus_text(result.change.delta)
        )
    ranks = [
        RANKING_NAMES[name] + same(" ") + standing_words(standing)
        for name, standing in result.standings.items()
        if name in {"country", "group"}
    ]
    return told + (same(" · ") + listed(ranks) if ranks else same(""))


def _indicators(result: AgencyResult) -> Table:
    """Return one line of scores, an indicator a column."""
    rows = result.indicators
    share = 100 / len(rows)
    cells = tuple(
        score(row.score, TONES[row.measure.code]) if row.measure else score(row.score)
        for row in rows
    )
    return Table(
        result.agency.name,
        Text("คะแนนรายตัวชี้วัด", "Indicators"),
        tuple(Column(same(row.code), share, Align.CENTRE) for row in rows),
        (Row(cells, RowKind.ROW),),
        shaded=True,
    )


def _weak(year: AgencyYear) -> Text:
    """Say what is weak, but for items of too few people."""
    result, hidden = year.result, hidden_codes(year)
    found = [point for items in result.weak.values() for point in items.points]
    points = sorted((p for p in found if p.code not in hidden), key=lambda point: -point.gain)
    if all(items.count is None for items in result.weak.values()):
        return Text("ไม่มีคะแนนรายข้อ", "No single items are known")
    if not points:
        return Text("ไม่พบจุดอ่อนรายข้อ", "No item is weak")
    return Text(
        "จุดอ่อน %(count)s ข้อ ควรแก้ก่อน %(first)s", "%(count)s weak items; first %(first)s"
    ).filled(count=len(points), first=", ".join(point.code for point in points[:_NAMED]))


def _plan(year: AgencyYear, plans: Mapping[str, Counts] | None) -> Text:
    """Say how far the plan is that answers the result."""
    if plans is None:
        return same("")
    measures = plans.get(year.result.agency.code)
    if measures is None:
        return Text(" · ยังไม่มีแผนปรับปรุง", " · no plan yet")
    of_year = Text(" · แผนปี %(year)s ", " · plan of %(year)s: ").filled(year=year.year_be + 1)
    return of_year + done_sentence(measures)


def country_index(round_: Round, places: Sequence[tuple[AgencyResult, int]], on: date) -> Document:
    """Return some rows of the list at the end: every agency with its page.

    In: places: (agency, page)
    """
    rows = tuple(
        Row(
            (
                words(result.agency.name),
                score(result.total),
                words(result.level.name) if result.level else unknown(),
                count(result.standings["country"].rank)
                if "country" in result.standings
                else unknown(),
                count(page),
            )
        )
        for result, page in places
    )
    table = Table(
        Text("ดัชนี", "Index"),
        Text("ดัชนีหน่วยงาน", "All agencies"),
        (
            Column(Text("หน่วยงาน", "Agency"), 48),
            Column(Text("คะแนนรวม", "Total"), 13, Align.CENTRE),
            Column(Text("ระดับ", "Level"), 17),
            Column(Text("ลำดับ", "Rank"), 11, Align.CENTRE),
            Column(Text("หน้า", "Page"), 11, Align.CENTRE),
        ),
        rows,
    )
    return _document(round_, on, (table,))
