"""Kept score runs on the terminal."""

from django.utils.timezone import localtime

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text
from prongsai.results.queries.runs import KeptRun


def show(runs: list[KeptRun], language: str) -> None:
    """List runs; a published one is marked."""
    pen = Pen(language)
    if not runs:
        pen.say(
            Text(
                "ยังไม่มีผลคะแนนที่เก็บไว้ เริ่มด้วย prongsai import ไฟล์",
                "No results are kept yet: begin with `prongsai import FILE`.",
            )
        )
        return
    published, kept = Text("● เผยแพร่", "● published"), Text("เก็บไว้", "kept")
    pen.table(
        (Text("ชุดที่", "run"), "right"),
        (Text("กรอบ", "edition"), "fixed"),
        (Text("หน่วยงาน", "agencies"), "right"),
        (Text("สถานะ", "state"), "fixed"),
        (Text("คิดเมื่อ", "made"), "fixed"),
        (Text("ไฟล์", "files"), "left"),
        rows=[
            [
                str(run.id),
                run.edition,
                f"{run.agencies:,}",
                pen.word(published if run.published else kept),
                f"{localtime(run.made_at):%Y-%m-%d %H:%M}",
                ", ".join(file["name"] for file in run.inputs),
            ]
            for run in runs
        ],
    )
