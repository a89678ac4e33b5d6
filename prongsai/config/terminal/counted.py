"""Counted answers on the terminal: how files were understood, and signs of careless answering."""

from pathlib import Path

import numpy as np

from prongsai.config.terminal.drawing import Pen
from prongsai.config.terminal.results import show_mapping
from prongsai.methodology.quality import Sign
from prongsai.methodology.wording import Text, same
from prongsai.results.services.counting import Counted
from prongsai.surveys.services import GroupSizes, SheetQuality

_REJECTS = 10
_AGENCIES = 15


def show(counted: Counted, written: list[Path], language: str) -> None:
    """Show what was counted, and what was not."""
    pen = Pen(language)
    for tallied in counted.tallied:
        show_mapping(pen, tallied)
        for reject in tallied.rejects[:_REJECTS]:
            place = same(f"  {tallied.file}:{reject.row} {reject.column} “{reject.value}”: ")
            pen.say(place + reject.reason, style="yellow")
        if len(tallied.rejects) > _REJECTS:
            rest = len(tallied.rejects) - _REJECTS
            pen.say(Text(f"  ... และอีก {rest} แถว", f"  ... and {rest} more rows"), style="yellow")
    for some in counted.quality:
        _quality(pen, some)
    for sizes in counted.groups:
        _groups(pen, sizes)
    if written:
        pen.say(Text("เขียนแล้ว: ", "Written: ") + same(", ".join(map(str, written))), style="green")


def _quality(pen: Pen, some: SheetQuality) -> None:
    """Show how many agencies have each sign, and those that have most."""
    count = len(some.agencies)
    pen.heading(
        Text(
            f"{some.instrument} {some.year_be}: สัญญาณจากวิธีตอบ ({count:,} หน่วยงาน) ไม่ใช่ข้อพิสูจน์",
            f"{some.instrument} {some.year_be}: signs in sheets of {count:,} agencies, no proof",
        )
    )
    pen.table(
        (Text("สัญญาณ", "sign"), "left"),
        (Text("หน่วยงาน", "agencies"), "right"),
        rows=[
            [pen.word(sign.value), f"{int(flags.sum()):,}"] for sign, flags in some.signs.items()
        ],
    )
    totals = np.sum(list(some.signs.values()), axis=0).tolist()
    worst = sorted(range(count), key=lambda row: -totals[row])[:_AGENCIES]
    for row in [row for row in worst if totals[row] > 1]:
        signs: list[Sign] = [sign for sign, flags in some.signs.items() if flags[row]]
        words = ", ".join(pen.word(sign.value) for sign in signs)
        pen.console.print(f"  {some.agencies[row]}: {words}", markup=False, soft_wrap=True)


def _groups(pen: Pen, sizes: GroupSizes) -> None:
    """Show the respondents of the first agencies by group; hidden numbers are a sign."""
    pen.heading(Text(f"ผู้ตอบตาม {sizes.column}", f"Respondents by {sizes.column}"))
    pen.table(
        (Text("หน่วยงาน", "agency"), "fixed"),
        *((same(group or "-"), "right") for group in sizes.groups),
        rows=[
            [
                agency,
                *(
                    "×" if hidden else str(count)
                    for count, hidden in zip(
                        sizes.counts[row].tolist(), sizes.hidden[row].tolist(), strict=True
                    )
                ),
            ]
            for row, agency in enumerate(sizes.agencies[:_AGENCIES])
        ],
    )
    pen.say(
        Text(
            "× ซ่อนไว้เพราะกลุ่มเล็กหรือจะเผยกลุ่มเล็ก",
            "× hidden: a small group, or one that would betray it",
        ),
        style="dim",
    )
