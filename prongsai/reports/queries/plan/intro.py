"""From the result to the measures: why there is a plan, in sentences made of numbers."""

from collections.abc import Iterator

from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.plan.counts import Counts, counts_of
from prongsai.reports.queries.subject import Subject, source_of
from prongsai.reports.rules.blocks import Block, Paragraph
from prongsai.reports.rules.cells import NO_DATA, plus_text
from prongsai.reports.rules.phrasing import counted, done_of, moved, rank_moved
from prongsai.reports.rules.sources import Source
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.phrases import standing_words
from prongsai.results.queries.rows import Standing

_ITEMS = Text("ข้อ", "items")


def introduction(material: Material, subject: Subject | None) -> Iterator[Block]:
    """Lead from the result over the weak points to the plan."""
    if subject is not None:
        yield from _result(subject)
        yield from _standings(subject)
        yield from _weak_points(subject)
    yield from _plan(material)


def _result(subject: Subject) -> Iterator[Block]:
    result, before = subject.result, subject.before
    if result.total == MISSING:
        return
    total = points_text(result.total)
    sentence = Text(
        "ผลการประเมินของ%(agency)sประจำปีงบประมาณ พ.ศ. %(year)s "
        "ได้คะแนนรวม %(total)s คะแนน ระดับ%(level)s",
        "For fiscal year %(year)s %(agency)s has a total of %(total)s points and the level "
        "“%(level)s”.",
    ).filled(
        agency=_spaced(subject.name),
        year=subject.year_text,
        total=total,
        level=result.level.name if result.level else NO_DATA,
    )
    sources = [source_of(subject.year, None, total)]
    if before is not None and MISSING not in {before.result.total, result.total}:
        old = points_text(before.result.total)
        sentence += Text(
            " คะแนนรวม%(moved)s เมื่อเทียบกับปี %(before)s (%(delta)s คะแนน)",
            " Against %(before)s the total %(moved)s (%(delta)s).",
        ).filled(
            moved=moved(before.result.total, result.total),
            before=before.year_be,
            delta=plus_text(result.total - before.result.total),
        )
        sources.append(source_of(before, None, old))
    yield Paragraph(sentence, "result.sentence", tuple(sources))


def _spaced(name: Text) -> Text:
    """Set a name off from the words after it: Thai has no other sign of its end."""
    return Text(f"{name.th} ", name.en)


def _standings(subject: Subject) -> Iterator[Block]:
    """Say the ranks, and how they moved since the year before."""
    told, sources = [], []
    among = {"group": subject.group, "ministry": same(subject.history.agency.ministry)}
    for name, words in _AMONG.items():
        standing = subject.result.standings.get(name)
        if standing is None:
            continue
        line = standing_words(standing) + words.filled(among=among[name])
        old = _before(subject.before, name)
        if old is not None:
            line += Text(" (%(moved)s)", " (%(moved)s)").filled(
                moved=rank_moved(old.rank, standing.rank)
            )
        told.append(line)
        sources.append(source_of(subject.year, _RANKS[name], f"{standing.rank:,}"))
    if told:
        yield Paragraph(
            Text("เมื่อเทียบกับหน่วยงานอื่น อยู่ใน", "Among others the agency has ") + listed(told),
            "result.ranks",
            tuple(sources),
        )


_AMONG = {
    "group": Text(" ในกลุ่ม%(among)s", " among “%(among)s”"),
    "ministry": Text(" ในกลุ่มหน่วยงานของ%(among)s", " in its ministry (%(among)s)"),
}
_RANKS = {
    "group": Text("ลำดับในกลุ่มประเภทหน่วยงาน", "rank in its type of agency"),
    "ministry": Text("ลำดับในกระทรวง", "rank in its ministry"),
}


def _before(year: AgencyYear | None, ranking: str) -> Standing | None:
    return year.result.standings.get(ranking) if year else None


def _weak_points(subject: Subject) -> Iterator[Block]:
    year, points = subject.items_year, subject.weak_points
    if year is None:
        return
    target = f"{year.edition.rules.target.score:g}"
    by_instrument = [
        (same(code), sum(point.instrument == code for point in points)) for code in year.result.weak
    ]
    if not points:
        sentence = Text(
            "คะแนนรายข้อของปี %(year)s ถึงเป้าหมาย %(target)s คะแนนทุกข้อ",
            "All items of %(year)s reach the target of %(target)s points.",
        )
    else:
        sentence = Text(
            "เมื่อวิเคราะห์คะแนนรายข้อของปี %(year)s พบข้อที่ต่ำกว่าเป้าหมาย %(target)s คะแนน "
            "หรือยังไม่ผ่านโดยสมบูรณ์ รวม %(count)s ข้อ ได้แก่ %(counted)s "
            "หากแก้ไขจนถึงเป้าหมาย คะแนนรวมจะสูงขึ้น",
            "The items of %(year)s show %(count)s that lie below the target of %(target)s points "
            "or did not pass in full: %(counted)s. If they came up to the target, the total "
            "would rise.",
        )
    shown = str(len(points))
    yield Paragraph(
        sentence.filled(
            year=year.year_be, target=target, count=shown, counted=counted(by_instrument, _ITEMS)
        ),
        "result.weak-points",
        (source_of(year, Text("จำนวนจุดอ่อน", "number of weak points"), shown),),
    )


def _plan(material: Material) -> Iterator[Block]:
    plan = material.plan
    counts = counts_of(plan.measures)
    units = {unit for measure in plan.measures for unit in measure.units}
    sentence = Text(
        "%(agency)sจึงจัดทำมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ "
        "พ.ศ. %(year)s รวม %(themes)s ประเด็น %(measures)s มาตรการ",
        "For fiscal year %(year)s %(agency)s therefore drew up %(themes)s themes with "
        "%(measures)s measures for integrity and transparency",
    ).filled(
        agency=material.name,
        year=material.year_text,
        themes=len(plan.themes),
        measures=counts.every,
    )
    if units:
        sentence += Text(
            " มีส่วนงานที่ระบุชื่อรับผิดชอบ %(units)s ส่วนงาน", ", in the hands of %(units)s named units"
        ).filled(units=len(units))
    sentence += Text(" ", ". ") + done_sentence(counts)
    yield Paragraph(sentence, "plan.sentence", plan_sources(material, counts))


def done_sentence(counts: Counts) -> Text:
    """Say how far the measures are, those that were given up apart."""
    told = done_of(counts.of(MeasureState.DONE), counts.active)
    told = Text(told.th, told.en[:1].upper() + told.en[1:])
    rest = [
        (name, counts.of(state))
        for state, name in _REST.items()
        if counts.of(state) and counts.of(state) < counts.every
    ]
    if rest:
        told += Text(" ", "; ") + counted(rest, _MEASURES)
    return told + Text("", ".")


_MEASURES = Text("มาตรการ", "measures")
_REST = {
    MeasureState.RUNNING: Text("อยู่ระหว่างดำเนินการ", "running"),
    MeasureState.PLANNED: Text("ยังไม่เริ่ม", "not begun"),
    MeasureState.CANCELLED: Text("ยกเลิก", "cancelled"),
}


def plan_sources(material: Material, counts: Counts) -> tuple[Source, ...]:
    """Name the plan as the source of its counts."""
    measures = Text("จำนวนมาตรการ", "number of measures")
    return (material.source(measures, str(counts.every)),)
