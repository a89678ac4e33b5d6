"""The demo on the terminal: what it is, the department, the nation, and what to type next."""

from pathlib import Path

from prongsai.config.terminal.drawing import Pen
from prongsai.config.terminal.results import show as show_scored
from prongsai.methodology.wording import Text
from prongsai.results.services.scoring import Scored


def show(printed: Scored, nation: Scored, kept: Path | None, language: str) -> None:
    """Show the department and the nation one after the other."""
    pen = Pen(language)
    pen.say(
        Text(
            "โปร่งใส · ส่วนที่ 1: ผลจริงที่หน่วยงานหนึ่งพิมพ์เผยแพร่ พร้อมสิ่งที่ขัดกันในตัวเลข",
            "Prongsai · part 1: what a real department published, and where its figures disagree",
        ),
        style="bold reverse",
    )
    show_scored(printed, [], language)
    pen.console.print()
    pen.say(
        Text(
            "โปร่งใส · ส่วนที่ 2: ประเทศสมมติ นับจากคำตอบดิบทีละคน ชื่อหน่วยงานแต่งขึ้นทั้งหมด",
            "Prongsai · part 2: an invented nation, counted answer by answer; all names made up",
        ),
        style="bold reverse",
    )
    show_scored(nation, [], language)
    pen.heading(Text("ลองต่อ", "Try next"))
    folder = kept or "nation"
    steps = [
        f"prongsai simulate --out {folder}",
        f"prongsai score {folder} --out scored",
        f"prongsai whatif {folder} --agency A00042 --set 7=95 --set 8=95",
        "prongsai template --out scores.xlsx",
        "prongsai edition list",
    ]
    for step in steps[int(kept is not None) :]:
        pen.console.print(f"  {step}", markup=False)
