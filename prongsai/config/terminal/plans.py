"""Improvement plans on the terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.text import Text as Drawn

from prongsai.config.terminal.drawing import Pen
from prongsai.improvement.queries.effect import MeasureEffect
from prongsai.improvement.queries.points import PointRow
from prongsai.improvement.queries.progress import PartProgress, PlanProgress
from prongsai.improvement.rules.baseline import Change
from prongsai.improvement.rules.content import PlanContent
from prongsai.improvement.rules.states import (
    MEASURE_STATES,
    PLAN_STATES,
    SNAPSHOT_KINDS,
    PlanState,
    SnapshotKind,
)
from prongsai.improvement.services.reminding import Reminded
from prongsai.methodology.wording import Text, same

_MADE = {
    "points": Text("%(agency)s: จุดอ่อน %(n)s ข้อ", "%(agency)s: %(n)s weak points"),
    "measures": Text("%(agency)s: เพิ่ม %(n)s มาตรการ", "%(agency)s: %(n)s measures added"),
}
_REMINDED = Text(
    "ส่งอีเมล %(letters)s ฉบับ: ใกล้กำหนด %(soon)s เกินกำหนด %(overdue)s แจ้งผู้บริหาร %(escalated)s งาน; "
    "มาตรการเสร็จโดยอัตโนมัติ %(done)s",
    "%(letters)s letters: %(soon)s tasks due soon, %(overdue)s overdue, %(escalated)s told "
    "to those above; %(done)s measures turned done.",
)
_STATE = Text("แผนอยู่ในสถานะ “%(state)s”", "The plan is %(state)s.")


def show_list(plans: Sequence[tuple[int, PlanState]], language: str) -> None:
    """List the plans of an agency."""
    pen = Pen(language)
    pen.table(
        (Text("ปี", "year"), "fixed"),
        (Text("สถานะ", "state"), "fixed"),
        rows=[[str(year), pen.word(PLAN_STATES[state])] for year, state in plans],
    )


def show_made(counted: str, made: Mapping[str, int], language: str) -> None:
    """Say agency by agency how many weak points or measures there are."""
    pen = Pen(language)
    for agency, number in made.items():
        pen.say(_MADE[counted].filled(agency=agency, n=f"{number:,}"))


def show_state(state: PlanState, language: str) -> None:
    """Say how far the plan is now."""
    Pen(language).say(_STATE.filled(state=PLAN_STATES[state]))


def show_kept(kind: SnapshotKind, sha256: str, language: str) -> None:
    """Say what was kept, and under which hash."""
    said = Text("บันทึก “%(kind)s” แล้ว (SHA-256 %(sha256)s)", "Kept: %(kind)s (SHA-256 %(sha256)s)")
    Pen(language).say(said.filled(kind=SNAPSHOT_KINDS[kind], sha256=sha256))


def show(plan: PlanContent, points: Sequence[PointRow], language: str) -> None:
    """Show a plan: what nothing answers in red, then themes with their measures."""
    pen = Pen(language)
    show_state(plan.state, language)
    if left := [row for row in points if row.is_open]:
        pen.heading(Text("จุดอ่อนที่ยังไม่มีมาตรการ", "Weak points that nothing answers"))
        for row in left:
            pen.say(same(f"✖ {row.code} ") + row.text, style="red")
    for place, theme in enumerate(plan.themes, 1):
        pen.heading(same(f"{place}. {theme.title}"))
        rows: list[list[str | Drawn]] = [
            [
                f"{place}.{measure.number}",
                measure.title,
                ", ".join(measure.points),
                pen.word(MEASURE_STATES[measure.state]),
            ]
            for measure in theme.measures
        ]
        pen.table(
            (same("#"), "fixed"),
            (Text("มาตรการ", "measure"), "left"),
            (Text("ตอบ", "answers"), "left"),
            (Text("สถานะ", "state"), "fixed"),
            rows=rows,
        )


def show_progress(found: PlanProgress, changes: Sequence[Change], language: str) -> None:
    """Show how far the whole, each theme and each unit is, and what changed since approval."""
    pen = Pen(language)
    whole = PartProgress(0, Text("ทั้งแผน", "whole plan"), found.whole)
    pen.table(
        (Text("ประเด็น / ส่วนงาน", "theme / unit"), "left"),
        (Text("มาตรการแล้วเสร็จ", "measures done"), "right"),
        (Text("งานเสร็จ", "tasks done"), "right"),
        (Text("งานล่าช้า", "late"), "right"),
        rows=[_part(part, pen) for part in (whole, *found.themes, *found.units)],
    )
    if changes:
        pen.heading(Text("เปลี่ยนจากแผนที่อนุมัติ", "Changed since approval"))
    for change in changes:
        arrow = same(f" {change.measure}: ") + change.before + same(" → ") + change.now
        pen.say(same("• ") + change.kind_name + arrow)


def show_effect(found: Sequence[MeasureEffect], language: str) -> None:
    """Show what became of each measure, beside similar agencies."""
    pen = Pen(language)
    for one in found:
        pen.heading(same(f"{one.number} {one.title}"))
        for item in one.items:
            pen.say(
                same(f"  {item.code} {item.before:.2f} → {item.after:.2f} ({item.change:+.2f})")
            )
        if one.similar:
            told = Text(
                "  หน่วยงานที่คล้ายกัน %(n)s แห่ง เฉลี่ย %(mean)s (±%(half)s)",
                "  %(n)s similar agencies, on average %(mean)s (±%(half)s)",
            )
            mean, half = f"{one.similar.change:+.2f}", f"{one.similar.half_width:.2f}"
            pen.say(told.filled(n=f"{one.similar.agencies:,}", mean=mean, half=half))
        pen.say(same("  → ") + one.verdict_name, style="bold")


def _part(part: PartProgress, pen: Pen) -> list[str | Drawn]:
    far = part.progress
    return [
        pen.word(part.name),
        f"{far.finished}/{far.count}",
        f"{far.done}/{far.tasks}",
        f"{far.late}",
    ]


def show_reminded(done: int, told: Reminded, language: str) -> None:
    """Say how many letters were sent, and about what."""
    Pen(language).say(_REMINDED.filled(done=done, **asdict(told)))
