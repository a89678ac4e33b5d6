"""The picture of many agencies: levels, distribution, groups, first and last, weak items."""

import numpy as np

from prongsai.config.terminal.drawing import Pen, bar
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.wording import Text
from prongsai.results.queries.rounds import Round

_ENDS = 5
_GROUPS = 12
_WEAK = 10
_STEP = 5


def show_nation(pen: Pen, round_: Round) -> None:
    """Show a round of many agencies."""
    totals = round_.totals[round_.totals != MISSING]
    pen.console.rule(style="dim")
    pen.console.print(pen.word(round_.edition.rules.name), style="bold", markup=False)
    if len(totals) == 0:
        pen.say(Text("ไม่มีหน่วยงานใดมีคะแนนรวม", "No agency has a total."))
        return
    target = int(round_.edition.rules.target.score * HUNDREDTHS)
    passed = float((totals >= target).mean() * 100)
    mean = float(totals.mean()) / HUNDREDTHS
    pen.say(
        Text(
            f"{len(round_.agencies):,} หน่วยงาน   คะแนนเฉลี่ย {mean:.2f}   "
            f"ถึงเป้าหมาย {target / HUNDREDTHS:g} ร้อยละ {passed:.2f}",
            f"{len(round_.agencies):,} agencies   mean {mean:.2f}   "
            f"{passed:.2f}% reach the target of {target / HUNDREDTHS:g}",
        ),
        style="bold cyan",
    )
    _levels(pen, round_)
    _distribution(pen, round_)
    _groups(pen, round_, target)
    _ends(pen, round_)
    _weak(pen, round_)


def _levels(pen: Pen, round_: Round) -> None:
    counts = [
        int((round_.levels == number).sum()) for number in range(len(round_.edition.rules.levels))
    ]
    pen.heading(Text("ระดับ", "Levels"))
    pen.table(
        (Text("ระดับ", "level"), "left"),
        (Text("หน่วยงาน", "agencies"), "right"),
        (Text("", ""), "fixed"),
        rows=[
            [
                pen.word(level.name),
                f"{count:,}",
                bar(count, max(counts), width=2 * pen.bar_width),
            ]
            for level, count in zip(round_.edition.rules.levels, counts, strict=True)
        ],
    )


def _distribution(pen: Pen, round_: Round) -> None:
    edges = np.arange(0, 100 + _STEP, _STEP) * HUNDREDTHS
    counts, _ = np.histogram(round_.totals[round_.totals != MISSING], edges)
    first = int(np.flatnonzero(counts)[0])
    pen.heading(Text("การกระจายของคะแนนรวม", "Distribution of totals"))
    pen.table(
        (Text("ช่วง", "range"), "right"),
        (Text("หน่วยงาน", "agencies"), "right"),
        (Text("", ""), "fixed"),
        rows=[
            [
                f"{number * _STEP}-{(number + 1) * _STEP}",
                f"{counts[number]:,}",
                bar(float(counts[number]), float(counts.max()), width=2 * pen.bar_width),
            ]
            for number in range(len(counts) - 1, first - 1, -1)
        ],
    )


def _groups(pen: Pen, round_: Round, target: int) -> None:
    names = np.array(round_.groups("group"), dtype=object)
    known = round_.totals != MISSING
    groups = [name for name in dict.fromkeys(names[known].tolist()) if name]
    if len(groups) == 1 or not groups:
        return
    sizes = {name: int((known & (names == name)).sum()) for name in groups}
    labels = {kind.code: pen.word(kind.name) for kind in round_.edition.rules.agency_types}
    rows = []
    for name in sorted(groups, key=lambda name: -sizes[name])[:_GROUPS]:
        totals = round_.totals[known & (names == name)]
        rows.append(
            [
                labels.get(name, name),
                f"{sizes[name]:,}",
                f"{totals.mean() / HUNDREDTHS:.2f}",
                f"{(totals >= target).mean() * 100:.1f}%",
                bar(float((totals >= target).mean()), 1.0, width=pen.bar_width),
            ]
        )
    pen.heading(Text("ตามประเภทหน่วยงาน", "By type of agency"))
    pen.table(
        (Text("ประเภท", "type"), "left"),
        (Text("หน่วยงาน", "agencies"), "right"),
        (Text("เฉลี่ย", "mean"), "right"),
        (Text("ถึงเป้าหมาย", "at target"), "right"),
        (Text("", ""), "fixed"),
        rows=rows,
    )


def _ends(pen: Pen, round_: Round) -> None:
    order = np.argsort(-round_.totals, kind="stable")
    order = order[round_.totals[order] != MISSING].tolist()
    ranks = round_.ranks["country"]
    shown = order[:_ENDS] + order[max(_ENDS, len(order) - _ENDS) :]
    pen.heading(Text("ลำดับต้นและท้าย", "First and last"))
    pen.table(
        (Text("ลำดับ", "rank"), "right"),
        (Text("หน่วยงาน", "agency"), "left"),
        (Text("คะแนน", "total"), "right"),
        (Text("ระดับ", "level"), "left"),
        rows=[
            [
                str(ranks[row]),
                _name(pen, round_, row),
                points_text(int(round_.totals[row])),
                _level(pen, round_, row),
            ]
            for row in shown
        ],
    )


def _name(pen: Pen, round_: Round, row: int) -> str:
    agency = round_.agencies[row]
    name = pen.word(Text(agency.name_th, agency.name_en)) or agency.code
    return f"{name} ({agency.province})" if agency.province and pen.language == "th" else name


def _level(pen: Pen, round_: Round, row: int) -> str:
    level = int(round_.levels[row])
    return "-" if level == MISSING else pen.word(round_.edition.rules.levels[level].name)


def _weak(pen: Pen, round_: Round) -> None:
    shares = round_.weak_items.mean(axis=0)
    if not shares.any():
        return
    items = round_.edition.of_kind(Kind.ITEM)
    pen.heading(Text("จุดอ่อนที่พบบ่อย", "Most frequent weak points"))
    pen.table(
        (Text("ข้อ", "item"), "fixed"),
        (Text("เรื่อง", "about"), "left"),
        (Text("หน่วยงานที่อ่อน", "weak agencies"), "right"),
        (Text("", ""), "fixed"),
        rows=[
            [
                round_.edition.nodes[items[place]].code,
                pen.word(round_.edition.nodes[items[place]].text),
                f"{shares[place] * 100:.1f}%",
                bar(float(shares[place]), 1.0, width=pen.bar_width, colour="magenta"),
            ]
            for place in np.argsort(-shares, kind="stable")[:_WEAK].tolist()
        ],
    )
