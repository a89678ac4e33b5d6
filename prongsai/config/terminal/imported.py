"""What importing and exporting a table did, on the terminal."""

from pathlib import Path

from prongsai.config.terminal.drawing import Pen
from prongsai.directory.rules.imports import Imported
from prongsai.methodology.wording import Text, same

_SHOWN = 10


def show(found: Imported, language: str, *, dry_run: bool) -> None:
    """Say how many are new, changed and the same, and which rows were not used."""
    pen = Pen(language)
    counts = {"new": len(found.new), "changed": len(found.changes), "same": found.same}
    if dry_run:
        pen.say(Text("ทดลองเท่านั้น ยังไม่เปลี่ยนอะไร", "A dry run: nothing was changed."), style="yellow")
    pen.say(
        Text(
            "ใหม่ %(new)s  เปลี่ยน %(changed)s  เหมือนเดิม %(same)s",
            "new %(new)s  changed %(changed)s  unchanged %(same)s",
        ).filled(**counts)
    )
    if found.unused:
        names = same(", ".join(found.unused[:_SHOWN]))
        pen.say(Text("คอลัมน์ที่ไม่ใช้: ", "columns that are not used: ") + names, style="yellow")
    for fault in found.faults[:_SHOWN]:
        subject = f"{fault.row} “{fault.subject}”: "
        pen.say(Text(f"แถวที่ {subject}", f"row {subject}") + fault.reason, style="red")
    if len(found.faults) > _SHOWN:
        rest = len(found.faults) - _SHOWN
        pen.say(Text(f"และอีก {rest} แถว", f"and {rest} more rows"), style="red")


def show_export(count: int, path: Path, language: str) -> None:
    """Say how many rows were written and where."""
    written = Text(f"เขียน {count:,} แถวลง ", f"{count:,} rows written to ")
    Pen(language).say(written + same(str(path)))
