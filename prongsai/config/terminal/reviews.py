"""Who judges whom on the terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text as Drawn

from prongsai.config.terminal.drawing import Pen
from prongsai.evidence.queries.agreement import Agreement
from prongsai.evidence.queries.reviews import AgencyReviews, Review
from prongsai.evidence.queries.statistics import ItemStatistics, RoundStatistics
from prongsai.methodology.wording import Text, same


def show_draw(agencies: int, seed: str, language: str) -> None:
    """Say for how many agencies somebody was drawn, and from what the draw began."""
    pen = Pen(language)
    said = Text("จับสลากผู้ตรวจให้ %(n)s หน่วยงาน", "Evaluators were drawn for %(n)s agencies.")
    pen.say(said.filled(n=f"{agencies:,}"))
    pen.say(Text("ค่าเริ่มต้นของการจับสลาก ", "Seed of the draw: ") + same(seed))


def show_replaced(before: str, after: str, language: str) -> None:
    """Say who took over from whom."""
    said = Text("%(after)s ตรวจแทน %(before)s", "%(after)s takes over from %(before)s.")
    Pen(language).say(said.filled(before=before, after=after))


def show_letters(number: int, folder: Path, language: str) -> None:
    """Say how many letters were written, and where."""
    said = Text("เขียนหนังสือ %(n)s ฉบับลงใน %(folder)s", "%(n)s letters were written into %(folder)s.")
    Pen(language).say(said.filled(n=f"{number:,}", folder=folder))


def show_statistics(found: RoundStatistics, language: str) -> None:
    """List what came of each item, and the sum."""
    pen = Pen(language)
    pen.table(
        (Text("รายการ", "item"), "fixed"),
        (Text("ตรวจแล้ว", "judged"), "right"),
        (Text("ไม่ผ่านเต็ม", "not full"), "right"),
        (Text("คัดค้าน", "objected"), "right"),
        (Text("กลับผล", "changed"), "right"),
        (Text("คงผล", "kept"), "right"),
        (Text("รอ", "waiting"), "right"),
        rows=[_counts(row, pen) for row in (*found.items, found.total)],
    )


def show(rows: Sequence[AgencyReviews], language: str) -> None:
    """List the agencies of a round with those who judge them."""
    pen = Pen(language)
    pen.table(
        (Text("หน่วยงาน", "agency"), "fixed"),
        (Text("ผู้ตรวจคนแรก", "first evaluator"), "fixed"),
        (Text("ผู้ตรวจคนที่สอง", "second evaluator"), "fixed"),
        rows=[[row.agency, _far(row.first), _far(row.second)] for row in rows],
    )


def show_agreement(found: Agreement, to_settle: int, language: str) -> None:
    """Say how far two evaluators agree, and how much waits to be settled."""
    pen = Pen(language)
    if not found.items:
        pen.say(Text("ยังไม่มีรายการที่ตรวจสองคน", "No item has been judged by two."))
        return
    kappa = "-" if found.kappa is None else f"{found.kappa:.2f}"
    said = Text(
        "ผลตรงกัน %(agreed)s จาก %(items)s รายการ (%(percent)s%%) Cohen's kappa %(kappa)s",
        "Same verdict on %(agreed)s of %(items)s items (%(percent)s%%); Cohen's kappa %(kappa)s",
    )
    told = {"agreed": f"{found.agreed:,}", "items": f"{found.items:,}", "kappa": kappa}
    pen.say(said.filled(percent=f"{found.percent:.1f}", **told))
    pen.say(Text("รอชี้ขาด %(n)s รายการ", "To be settled: %(n)s").filled(n=f"{to_settle:,}"))


def _counts(row: ItemStatistics, pen: Pen) -> list[str | Drawn]:
    numbers = (row.judged, row.not_full, row.objected, row.reversed, row.kept, row.waiting)
    return [row.item or pen.word(row.name), *(f"{number:,}" for number in numbers)]


def _far(one: Review | None) -> str:
    return "-" if one is None else f"{one.evaluator} {one.judged}/{one.total}"
