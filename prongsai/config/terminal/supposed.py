"""A supposition on the terminal: before and after, side by side."""

from rich.text import Text as Drawn

from prongsai.config.terminal.drawing import Pen, change
from prongsai.methodology.exact import MILLIONTHS, points_text
from prongsai.methodology.trend import difference, trend_of
from prongsai.methodology.wording import Text
from prongsai.results.services.whatif import Supposed


def show(supposed: Supposed, language: str) -> None:
    """Show what changes, and only that, under the total."""
    pen = Pen(language)
    before, after = supposed.before, supposed.after
    agency = before.agency
    name = pen.word(Text(agency.name_th, agency.name_en)) or agency.code
    pen.console.print(f"{name}   {before.year_be}", style="bold", markup=False)
    pen.console.print(
        "   ".join(f"{code} = {points / MILLIONTHS:g}" for code, points in supposed.changes),
        markup=False,
    )
    scores = [(pen.word(Text("คะแนนรวม", "total")), before.total, after.total)]
    scores += [(code, value, after.instruments[code]) for code, value in before.instruments.items()]
    scores += [
        (f"{old.code} {pen.word(old.name)}", old.score, new.score)
        for old, new in zip(before.indicators, after.indicators, strict=True)
        if old.score != new.score
    ]
    pen.table(
        (Text("", ""), "left"),
        (Text("เดิม", "before"), "right"),
        (Text("ใหม่", "after"), "right"),
        (Text("ผลต่าง", "change"), "right"),
        rows=[
            [label, points_text(old), points_text(new), _changed(old, new)]
            for label, old, new in scores
        ],
    )
    level = after.level
    pen.say(
        Text("ระดับ: ", "level: ")
        + (level.name if level else Text("-", "-"))
        + Text("  (", "  (")
        + after.reason
        + Text(")", ")")
    )
    for ranking, standing in after.standings.items():
        old = before.standings[ranking].rank if ranking in before.standings else "-"
        pen.console.print(f"  {ranking}: {old} → {standing.rank} / {standing.of}", markup=False)


def _changed(old: int, new: int) -> Drawn:
    delta = difference(old, new)
    return change(delta, trend_of(delta))
