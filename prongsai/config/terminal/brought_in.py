"""What importing answers did, and how a file of them is understood, on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same
from prongsai.surveys.services.importing import ImportedAnswers
from prongsai.surveys.services.proposing import Proposal

_SHOWN = 10


def show(found: ImportedAnswers, language: str, *, dry_run: bool) -> None:
    """Say how many rows became responses, and why others did not."""
    pen = Pen(language)
    if dry_run:
        pen.say(Text("ทดลองเท่านั้น ยังไม่เปลี่ยนอะไร", "A dry run: nothing was changed."), style="yellow")
    pen.say(
        Text(
            "อ่าน %(rows)s แถว เป็นคำตอบ %(usable)s ชุด ใช้ไม่ได้ %(refused)s แถว",
            "rows read %(rows)s, responses %(usable)s, rows refused %(refused)s",
        ).filled(
            rows=f"{found.rows:,}", usable=f"{found.usable:,}", refused=f"{len(found.faults):,}"
        )
    )
    for fault in found.faults[:_SHOWN]:
        where = Text(
            f"แถวที่ {fault.number} {fault.column} “{fault.word}”: ",
            f"row {fault.number} {fault.column} “{fault.word}”: ",
        )
        pen.say(where + fault.reason, style="red")
    if len(found.faults) > _SHOWN:
        rest = len(found.faults) - _SHOWN
        pen.say(Text(f"และอีก {rest} แถว", f"and {rest} more rows"), style="red")


def show_proposal(proposal: Proposal, path: str, language: str) -> None:
    """Say how much of a file is understood, and what must be looked at."""
    pen = Pen(language)
    parts = len(proposal.mapping.parts)
    pen.say(
        Text(
            f"จับคู่ได้ {parts} คอลัมน์ ขาด {len(proposal.lacking)} ข้อ เขียนลง ",
            f"{parts} columns are parts, {len(proposal.lacking)} parts have none; written to ",
        )
        + same(path)
    )
    for doubt in proposal.doubts[:_SHOWN]:
        pen.say(Text("ต้องตรวจ: ", "to be checked: ") + doubt, style="yellow")
    if len(proposal.doubts) > _SHOWN:
        rest = len(proposal.doubts) - _SHOWN
        pen.say(Text(f"และอีก {rest} จุด", f"and {rest} more"), style="yellow")
