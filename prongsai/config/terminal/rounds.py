"""Rounds on the terminal."""

from prongsai.assessments.queries.rounds import RoundView
from prongsai.assessments.rules import STATE_NAMES
from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same
from prongsai.surveys.queries.coverage import Coverage
from prongsai.surveys.queries.progress import RoundCovered

#: Agencies that are named.
_SHOWN = 30


def show(rounds: list[RoundView], language: str) -> None:
    """List rounds with their calendars."""
    pen = Pen(language)
    if not rounds:
        pen.say(
            Text(
                "ยังไม่มีรอบ เริ่มด้วย prongsai rounds plan ปี",
                "There is no round yet: begin with `prongsai rounds plan YEAR`.",
            )
        )
    for round_ in rounds:
        counted = Text(
            f"{round_.agencies:,} หน่วยงาน อนุมัติจำนวนแล้ว {round_.approved:,}",
            f"{round_.agencies:,} agencies, headcounts approved by {round_.approved:,}",
        )
        pen.heading(
            Text(f"{round_.framework}/{round_.year_be}  ", f"{round_.framework}/{round_.year_be}  ")
            + STATE_NAMES[round_.state]
        )
        pen.say(counted)
        pen.table(
            (Text("ช่วง", "phase"), "fixed"),
            (Text("เริ่ม", "starts"), "fixed"),
            (Text("สิ้นสุด", "ends"), "fixed"),
            (Text("แก้ไข (ครั้ง)", "changes"), "right"),
            rows=[
                [
                    phase.code,
                    phase.starts.isoformat() if phase.starts else "-",
                    phase.ends.isoformat() if phase.ends else "-",
                    str(phase.changes),
                ]
                for phase in round_.phases
            ],
        )


def show_coverage(found: list[Coverage], language: str) -> None:
    """Show how many answered each survey of an agency; "-" where nothing tells."""
    Pen(language).table(
        (Text("แบบวัด", "survey"), "fixed"),
        (Text("ตอบแล้ว", "answered"), "right"),
        (Text("ต้องได้อย่างน้อย", "needed"), "right"),
        (Text("ผู้มีสิทธิ์ตอบ", "may answer"), "right"),
        rows=[
            [one.instrument, *map(_number, (one.came_in, one.required, one.population))]
            for one in found
        ],
    )


def show_whole_coverage(found: RoundCovered, language: str) -> None:
    """Show totals of the surveys, and the agencies that lack the minimum."""
    pen = Pen(language)
    pen.table(
        (Text("แบบวัด", "survey"), "fixed"),
        (Text("ตอบแล้ว", "answered"), "right"),
        (Text("ต้องได้อย่างน้อย", "needed"), "right"),
        (Text("หน่วยงานที่ครบ", "agencies with enough"), "right"),
        (Text("ยังไม่ครบ", "not yet enough"), "right"),
        (Text("ไม่ทราบ", "not known"), "right"),
        rows=[
            [
                total.instrument,
                *map(
                    _number,
                    (total.came_in, total.required, total.enough, total.short, total.unknown),
                ),
            ]
            for total in found.totals
        ],
    )
    short = [agency for agency in found.agencies if agency.state == "short"]
    if short:
        pen.heading(Text("หน่วยงานที่ยังไม่ครบ", "Agencies that have not enough yet"))
    for agency in short[:_SHOWN]:
        told = ", ".join(
            f"{one.instrument} {one.came_in:,}/{_number(one.required)}" for one in agency.surveys
        )
        pen.say(same(f"{agency.agency}  {told}"))
    if len(short) > _SHOWN:
        more = len(short) - _SHOWN
        pen.say(Text(f"และอีก {more:,} หน่วยงาน", f"and {more:,} more"))


def _number(count: int | None) -> str:
    return "-" if count is None else f"{count:,}"
