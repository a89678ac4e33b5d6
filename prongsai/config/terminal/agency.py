"""The card of one agency: total and level, five years, indicators, weak points."""

from rich.text import Text as Drawn

from prongsai.config.terminal.drawing import SIGNS, Pen, bar, change, score_bar, sign
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.wording import Text, same
from prongsai.results.queries.phrases import RANKING_NAMES, standing_words
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import AgencyResult, result_of

_WEAK = 15


def show_agency(pen: Pen, rounds: list[Round], agency: str) -> None:
    """Show one agency over the years; the details are those of every year that has any."""
    results = [result_of(round_, round_.row_of[agency]) for round_ in rounds]
    _head(pen, results[-1])
    _years(pen, results)
    for round_, result in reversed(list(zip(rounds, results, strict=True))):
        if any(row.score != MISSING for row in result.indicators):
            _indicators(pen, result)
        _weak_points(pen, round_, result)


def _head(pen: Pen, result: AgencyResult) -> None:
    pen.console.rule(style="dim")
    pen.console.print(pen.word(result.agency.name), style="bold", markup=False)
    level = pen.word(result.level.name) if result.level else "-"
    pen.console.print(
        f"{result.year_be}   {points_text(result.total)}   {level}",
        style="bold cyan",
        markup=False,
    )
    pen.say(result.reason, style="dim")
    if result.margin is not None:
        margin = f"± {result.margin:.2f}"
        pen.say(
            Text(f"ค่าคลาดเคลื่อนจากการสุ่ม {margin}", f"margin of error from sampling {margin}"),
            style="dim",
        )
    if result.change.real is False:
        pen.say(
            Text(
                "ผลต่างจากปีก่อนยังไม่พ้นความบังเอิญของการสุ่ม",
                "the change is no more than sampling explains",
            ),
            style="yellow",
        )
    for ranking, standing in result.standings.items():
        pen.say(RANKING_NAMES[ranking] + same(": ") + standing_words(standing))


def _years(pen: Pen, results: list[AgencyResult]) -> None:
    pen.heading(Text("คะแนนรวมรายปี", "Totals by year"))
    pen.table(
        (Text("ปี", "year"), "fixed"),
        (Text("คะแนน", "total"), "right"),
        (Text("", ""), "fixed"),
        (Text("ผลต่าง", "change"), "right"),
        (Text("พัฒนาการ", "trend"), "fixed"),
        (Text("ระดับ", "level"), "left"),
        rows=[
            [
                str(result.year_be),
                points_text(result.total),
                score_bar(result.total, pen.bar_width),
                change(result.change.delta, result.change.trend),
                pen.word(result.change.words) if result.change.words else "-",
                pen.word(result.level.name) if result.level else "-",
            ]
            for result in results
        ],
    )


def _indicators(pen: Pen, result: AgencyResult) -> None:
    instruments = "   ".join(
        f"{code} {points_text(value)}" for code, value in result.instruments.items()
    )
    year = result.year_be
    pen.heading(Text(f"ตัวชี้วัด ปี {year}   {instruments}", f"Indicators of {year}   {instruments}"))
    rows: list[list[str | Drawn]] = []
    for row in result.indicators:
        code = row.measure.code if row.measure else "info"
        rows.append(
            [
                row.code,
                pen.word(row.name),
                row.instrument,
                points_text(row.score),
                score_bar(row.score, pen.bar_width, SIGNS[code][1]),
                str(row.rank or "-"),
                sign(code, pen.word(row.measure.name)) if row.measure else "-",
            ]
        )
    columns = [
        (Text("ที่", "no"), "right"),
        (Text("ตัวชี้วัด", "indicator"), "left"),
        (Text("แบบวัด", "by"), "fixed"),
        (Text("คะแนน", "score"), "right"),
        (Text("", ""), "fixed"),
        (Text("ลำดับ", "rank"), "right"),
        (Text("มาตรการ", "measure"), "fixed"),
    ]
    if result.change.by_indicator and pen.wide:
        columns.append((Text("ส่วนในผลต่าง", "of the change"), "right"))
        rows = [[*row, f"{result.change.by_indicator[str(row[0])]:+.2f}"] for row in rows]
    pen.table(*columns, rows=rows)


def _weak_points(pen: Pen, round_: Round, result: AgencyResult) -> None:
    points = [point for weak in result.weak.values() for point in weak.points]
    if not points:
        return
    counts = "   ".join(
        f"{code} {weak.count}" for code, weak in result.weak.items() if weak.count is not None
    )
    pen.heading(
        Text(
            f"จุดอ่อน ปี {result.year_be}   {counts}   (เรียงตามคะแนนรวมที่จะได้คืน)",
            f"Weak points of {result.year_be}   {counts}   (by what their repair brings)",
        )
    )
    best = max(point.gain for point in points)
    nodes, position = round_.edition.nodes, round_.edition.position
    pen.table(
        (Text("ข้อ", "item"), "fixed"),
        (Text("เรื่อง", "about"), "left"),
        (Text("คะแนน", "score"), "right"),
        (Text("ประเด็นย่อย", "parts"), "fixed"),
        (Text("ได้คืน", "gain"), "right"),
        (Text("", ""), "fixed"),
        rows=[
            [
                point.code,
                pen.word(nodes[position[point.code]].text),
                points_text(point.score),
                _parts(point.parts),
                f"+{point.gain:.2f}",
                bar(point.gain, best, width=pen.bar_width, colour="magenta"),
            ]
            for point in sorted(points, key=lambda point: -point.gain)[:_WEAK]
        ],
    )
    if len(points) > _WEAK:
        rest = len(points) - _WEAK
        pen.say(Text(f"... และอีก {rest} ข้อ", f"... and {rest} more"), style="dim")


def _parts(codes: tuple[str, ...]) -> str:
    """Name weak parts by their numbers: I30.1 I30.2 -> "1 2"."""
    return " ".join(code.rpartition(".")[2] for code in codes) or "-"
