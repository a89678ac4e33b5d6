"""What a simulation made."""

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same
from prongsai.simulation.services import Simulated


def show(made: Simulated, language: str) -> None:
    """Say what was made, and what to do with it."""
    pen = Pen(language)
    answers = "   ".join(f"{code} {count:,}" for code, count in made.responses.items())
    pen.say(
        Text(
            f"สร้างหน่วยงานสมมติ {made.agencies:,} แห่ง ผู้ตอบ {made.respondents:,} คน ({answers}) "
            f"ไว้ใน {made.folder}",
            f"Made up {made.agencies:,} agencies and {made.respondents:,} respondents ({answers}) "
            f"in {made.folder}",
        )
    )
    pen.say(Text("ไฟล์: ", "Files: ") + same(", ".join(made.files)), style="dim")
    pen.say(
        Text(f"ต่อไป: prongsai score {made.folder}", f"Next: prongsai score {made.folder}"),
        style="bold",
    )
